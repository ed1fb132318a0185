import CostAnalysis
import NetworkIR

/// Networks side by side, each relative to the first.
public enum ComparisonReport {
    /// A row a network: its totals, and each as a multiple of the first network's.
    public static func report(_ estimates: [NetworkEstimate]) -> Report {
        var columns = [Column("network", heading: "network", importance: .essential)]
        for metric in shown {
            columns.append(
                Column(metric.rawValue, heading: heading(metric), quantity(metric), importance: importance(metric)))
            columns.append(
                Column("\(metric.rawValue)_ratio", heading: "rel.", .multiple, importance: importance(metric)))
        }
        var report = Report(columns: columns)
        guard let first = estimates.first else { return report }
        for estimate in estimates {
            // Two files of one name are told apart by their paths.
            let isUnique = estimates.count { $0.network.name == estimate.network.name } == 1
            var cells: [CellValue] = [.text(isUnique ? estimate.network.name : estimate.file)]
            for metric in shown {
                cells.append(estimate.value(metric))
                cells.append(.optional(estimate.cost.ratio(of: metric, relativeTo: first.cost)))
            }
            report.append(cells)
        }
        report.notes = ["rel.: as a multiple of \(first.network.name)"]
        return report
    }

    /// The same as a document.
    public static func json(_ estimates: [NetworkEstimate]) -> JSONValue {
        let rows = estimates.map { estimate -> JSONValue in
            let ratios = CostMetric.allCases.map { metric in
                JSONMember(
                    metric.rawValue,
                    .optional(estimates.first.flatMap { estimate.cost.ratio(of: metric, relativeTo: $0.cost) }))
            }
            return [
                "name": .string(estimate.network.name), "file": .string(estimate.file), "totals": estimate.totals,
                "relative": .object(ratios),
            ]
        }
        return [
            "archcost": .string(ArchCostVersion.text), "relative_to": .optional(estimates.first?.network.name),
            "networks": .array(rows),
        ]
    }

    private static let shown: [CostMetric] = [
        .timeComplexity, .macs, .params, .activations, .peakMemory, .depth, .receptiveField,
    ]

    static func heading(_ metric: CostMetric) -> String {
        switch metric {
        case .timeComplexity: "time complexity"
        case .macs: "MACs"
        case .flops: "FLOPs"
        case .params: "params"
        case .activations: "activations"
        case .peakMemory: "peak memory"
        case .traffic: "traffic"
        case .intensity: "FLOP/B"
        case .depth: "depth"
        case .receptiveField: "receptive field"
        }
    }

    static func quantity(_ metric: CostMetric) -> Quantity {
        switch metric {
        case .timeComplexity, .macs: .count(unit: "MACs")
        case .flops: .count(unit: "FLOPs")
        case .params, .activations: .count(unit: "")
        case .peakMemory, .traffic: .bytes
        case .intensity: .ratio
        case .depth: .ordinal
        case .receptiveField: .count(unit: "px")
        }
    }

    private static func importance(_ metric: CostMetric) -> Importance {
        switch metric {
        case .timeComplexity: .essential
        case .macs, .params: .high
        case .activations, .peakMemory: .normal
        case .flops, .traffic, .intensity, .depth, .receptiveField: .low
        }
    }
}

extension NetworkEstimate {
    /// A quantity of the whole network as a cell.
    func value(_ metric: CostMetric) -> CellValue { cost.value(metric) }
}

extension NetworkCost {
    /// A quantity of the whole network as a cell.
    func value(_ metric: CostMetric) -> CellValue {
        switch metric {
        case .timeComplexity: .integer(total.timeComplexity.count)
        case .macs: .integer(total.macs.count)
        case .flops: .integer(total.flops.count)
        case .params: .integer(total.params.count)
        case .activations: .integer(total.activations.count)
        case .peakMemory: .integer(peakMemory.count)
        case .traffic: .integer(total.traffic.count)
        case .intensity: .optional(total.intensity)
        case .depth: .integer(total.depth)
        case .receptiveField: .integer(receptiveField)
        }
    }
}
