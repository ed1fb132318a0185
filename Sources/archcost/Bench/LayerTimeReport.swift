import KernelBenchmark
import NetworkIR
import Reporting

/// A network's layers with their times, and what the best algorithms would save.
enum LayerTimeReport {
    static func report(_ network: BenchmarkedNetwork, _ found: ConditionedChoice, on machine: Machine) -> Report {
        var report = Report(
            title: "\(network.estimate.network.name) (\(found.conditions.description), \(found.usual))",
            columns: [
                Column("network", heading: "network", importance: .low),
                Column("layer", heading: "layer", importance: .essential), Column("kind", heading: "kind"),
                Column("threads", heading: "threads", .ordinal, importance: .low),
                Column("cache_state", heading: "cache", importance: .low),
                Column("median_ns", heading: "median", .duration(.nanoseconds), importance: .essential),
                Column("ci_half_share", heading: "±", .share), Column("gflops", heading: "GFLOP/s", .ratio),
                Column("peak_share", heading: "of peak", .share), Column("bound", heading: "bound"),
                Column("best", heading: "best", importance: .high),
                Column("best_ns", heading: "best median", .duration(.nanoseconds), importance: .high),
                Column("status", heading: "status"),
            ])
        let choice = found.choice
        let rows = Dictionary(choice.rows.map { ($0.layer, $0) }, uniquingKeysWith: { first, _ in first })
        let gaps = Dictionary(choice.unmeasured.map { ($0.layer, $0) }, uniquingKeysWith: { first, _ in first })
        for layer in network.layers {
            if let row = rows[layer] {
                report.append(cells(row, network, found.conditions, on: machine))
            } else if let gap = gaps[layer] {
                report.append(cells(gap, network, found.conditions))
            }
        }
        report.appendTotal([
            .text(network.estimate.network.name), "sum", .missing, .integer(found.conditions.threads),
            .text(found.conditions.cacheState.rawValue), .integer(choice.automaticTotal), .missing, .missing, .missing,
            .missing, .missing, .integer(choice.bestTotal), .missing,
        ])
        report.notes = notes(found)
        return report
    }

    private static func cells(
        _ row: AlgorithmChoice.Row, _ network: BenchmarkedNetwork, _ conditions: TimingConditions, on machine: Machine
    ) -> [CellValue] {
        let (automatic, best) = (row.automatic, row.best)
        let problem = row.layer.problem
        return [
            .text(network.estimate.network.name), .text(row.layer.name), .text(problem.operation.keyWord),
            .integer(conditions.threads), .text(conditions.cacheState.rawValue), .optional(automatic.summary?.median),
            .optional(automatic.summary?.relativeHalfWidth), .optional(automatic.gflops),
            .optional(automatic.peakShare),
            .optional(Roofline(problem, threads: conditions.threads, on: machine)?.bound),
            .text("\(best.setting.backend)/\(best.setting.algorithm)"), .optional(best.summary?.median),
            .text(automatic.status.rawValue),
        ]
    }

    /// A layer without a time has its row all the same.
    private static func cells(
        _ gap: AlgorithmChoice.Gap, _ network: BenchmarkedNetwork, _ conditions: TimingConditions
    ) -> [CellValue] {
        [
            .text(network.estimate.network.name), .text(gap.layer.name), .text(gap.layer.problem.operation.keyWord),
            .integer(conditions.threads), .text(conditions.cacheState.rawValue), .missing, .missing, .missing, .missing,
            .missing, .missing, .missing, .text(gap.doubted?.status.rawValue ?? "not measured"),
        ]
    }

    private static func notes(_ found: ConditionedChoice) -> [String] {
        let choice = found.choice
        var notes: [String] = []
        if !choice.rows.isEmpty {
            let tenths = Int((choice.savedShare * 1000).rounded())
            notes.append(
                "The fastest algorithm for each layer saves \(tenths / 10).\(tenths % 10) % over \(found.usual); "
                    + "changes of memory layout between layers are not counted.")
        }
        if let kernels = found.kernels, kernels.rows.count < choice.rows.count + choice.unmeasured.count {
            let times = [kernels.automaticTotal, kernels.bestTotal].map {
                FormattedNumber.duration(seconds: Double($0) / 1e9).text
            }
            notes.append(
                "Run end to end, the network fuses layers into \(FormattedNumber.counted(kernels.rows.count, "kernel")), "
                    + "timed as well: they take \(times[0]) by \(found.usual), \(times[1]) by the fastest of each.")
        }
        let own = choice.rows.filter {
            "\($0.automatic.setting.backend)/\($0.automatic.setting.algorithm)" != found.usual
        }
        if !own.isEmpty {
            notes.append(
                "\(own.prefix(5).map(\.layer.name).joined(separator: ", "))\(own.count > 5 ? ", …" : ""): "
                    + "our own kernel (swift/direct), for \(found.usual) has none.")
        }
        if !choice.unmeasured.isEmpty {
            let count = choice.unmeasured.count
            let shown = choice.unmeasured.prefix(5).map { gap in
                gap.layer.name + (gap.reason.map { " (\($0))" } ?? " (not measured)")
            }
            notes.append(
                (count == 1 ? "1 layer has no time that counts: " : "\(count) layers have no time that counts: ")
                    + shown.joined(separator: ", ") + (count > shown.count ? ", …" : "."))
        }
        return notes + MeasurementReport.notes(on: choice.rows.map(\.automatic))
    }

    static func json(
        _ network: BenchmarkedNetwork, _ found: ConditionedChoice, wholes: [WholeNetworkTime]
    ) -> JSONValue {
        func whole(_ algorithm: String) -> JSONValue {
            let time = wholes.first {
                $0.name == network.estimate.network.name && $0.timing.threads == found.conditions.threads
                    && $0.timing.cacheState == found.conditions.cacheState && $0.timing.algorithm == algorithm
            }
            return time.map(WholeNetworkReport.json) ?? .null
        }
        return [
            "name": .string(network.estimate.network.name), "threads": .integer(found.conditions.threads),
            "cache_state": .string(found.conditions.cacheState.rawValue), "whole": whole("auto"),
            "whole_best": whole("best"), "whole_plan": whole("plan"),
            "sum_of_layers_ns": .integer(found.choice.automaticTotal),
            "best_of_layers_ns": .integer(found.choice.bestTotal),
            "sum_of_kernels_ns": .optional(found.kernels?.automaticTotal),
            "best_of_kernels_ns": .optional(found.kernels?.bestTotal),
            "layers_without_time": .array(found.choice.unmeasured.map { .string($0.layer.name) }),
        ]
    }
}
