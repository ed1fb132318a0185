import CostAnalysis
import NetworkIR

/// What merging batch norms into the layers before them saves.
public struct FoldingReport: Sendable {
    private let before: NetworkEstimate
    private let after: NetworkEstimate
    private let folding: BatchNormFolding

    /// - Parameters:
    ///   - before: the network as written.
    ///   - folding: what could be merged in it.
    ///   - after: the folded network, priced under the same conditions.
    public init(before: NetworkEstimate, folding: BatchNormFolding, after: NetworkEstimate) {
        self.before = before
        self.folding = folding
        self.after = after
    }

    /// The folded network's costs, then a table of totals before and after, then the norms that stay and why.
    public func reports(by rows: EstimateRows) -> [Report] {
        [costs(by: rows), totals] + (folding.kept.isEmpty ? [] : [kept])
    }

    /// The folded network's costs.
    ///
    /// - Parameter namesNetwork: adds a column with the network's name, for files that hold several.
    public func costs(by rows: EstimateRows, namesNetwork: Bool = false) -> Report {
        var costs = after.report(by: rows, namesNetwork: namesNetwork)
        costs.title = "\(after.title), batch norms folded"
        return costs
    }

    /// Totals before and after.
    private var totals: Report {
        var report = Report(
            title: "\(folding.folded.count) of \(folding.folded.count + folding.kept.count) batch norms folded",
            columns: [
                Column("network", heading: "network", importance: .essential),
                Column("layers", heading: "layers", .ordinal),
                Column("params", heading: "params", .count(unit: ""), importance: .essential),
                Column("macs", heading: "MACs", .count(unit: "MACs")),
                Column("flops", heading: "FLOPs", .count(unit: "FLOPs"), importance: .essential),
                Column("traffic", heading: "traffic", .bytes, importance: .essential),
                Column("peak_memory", heading: "peak memory", .bytes),
            ])
        for (name, estimate) in [("as written", before), ("folded", after)] {
            let total = estimate.cost.total
            report.append([
                .text(name), .integer(estimate.network.layers.count), .integer(total.params.count),
                .integer(total.macs.count), .integer(total.flops.count), .integer(total.traffic.count),
                .integer(estimate.cost.peakMemory.count),
            ])
        }
        let saving = folding.saving
        report.appendTotal([
            .text("saved"), .integer(folding.folded.count), .integer(saving.params.count),
            .integer(before.cost.total.macs.count - after.cost.total.macs.count), .integer(saving.flops.count),
            .integer(saving.traffic.count), .integer(before.cost.peakMemory.count - after.cost.peakMemory.count),
        ])
        return report
    }

    /// The norms that cannot be merged.
    private var kept: Report {
        var report = Report(
            title: "not folded",
            columns: [
                Column("layer", heading: "layer", importance: .essential),
                Column("line", heading: "line", .ordinal),
                Column("reason", heading: "reason", importance: .high),
            ])
        for norm in folding.kept {
            report.append([.text(norm.name), .integer(norm.line), .text(norm.reason.description)])
        }
        return report
    }

    /// One network of the document: the folded one, with what was saved and what stays.
    public var json: JSONValue {
        guard case .object(let members) = after.json else { return .null }
        let folded = folding.folded.map { norm -> JSONValue in
            [
                "layer": .string(norm.name), "into": .string(norm.intoName), "line": .integer(norm.line),
                "params": .integer(norm.saving.params.count), "flops": .integer(norm.saving.flops.count),
                "traffic": .integer(norm.saving.traffic.count),
            ]
        }
        let kept = folding.kept.map { norm -> JSONValue in
            [
                "layer": .string(norm.name), "line": .integer(norm.line), "reason": .string(norm.reason.description),
            ]
        }
        let saving: JSONValue = [
            "params": .integer(folding.saving.params.count), "flops": .integer(folding.saving.flops.count),
            "traffic": .integer(folding.saving.traffic.count),
        ]
        let folding: JSONValue = [
            "before": before.totals, "saved": saving, "folded": .array(folded), "kept": .array(kept),
        ]
        return .object(members + [JSONMember("folding", folding)])
    }
}
