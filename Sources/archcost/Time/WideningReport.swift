import ArchLanguage
import LatencyModel
import NetworkIR
import Reporting
import SpaceExploration

/// Widths that cost nearly nothing, as a list, and the network that takes them.
struct WideningReport {
    let estimate: NetworkEstimate
    let widening: Widening
    let tolerance: Double
    /// Where the times of a width and its others come from: the least certain of them.
    let timeSource: @Sendable (Widening.Finding) -> TimeSource
    /// Before and after, end to end; nil where that was not asked for.
    var whole: (before: Int, after: Int)?
    /// Both were to be run end to end.
    var verifies = false

    func report(namesNetwork: Bool) -> Report {
        var report = Report(
            title: "\(estimate.network.name): filters for at most \(percent(tolerance)) more time",
            columns: (namesNetwork ? [Column("network", heading: "network")] : []) + [
                Column("layers", heading: "layers", importance: .essential),
                Column("filters", heading: "filters", .ordinal, importance: .essential),
                Column("free_filters", heading: "free", .ordinal, importance: .essential),
                Column("taken_filters", heading: "taken", .ordinal, importance: .high),
                Column("time_ms", heading: "time", .duration(.milliseconds)),
                Column("free_rise_share", heading: "more time", .share),
                Column("cliff_filters", heading: "next", .ordinal, importance: .high),
                Column("cliff_rise_share", heading: "for", .share, importance: .high),
                Column("source", heading: "source", importance: .low),
            ])
        for finding in widening.findings {
            let present = finding.widths.first?.time
            let free = finding.widths.first { $0.filters == finding.free }?.time
            report.append(
                (namesNetwork ? [.text(estimate.network.name)] : []) + [
                    .text(names(finding).joined(separator: " ")), .integer(finding.group.filters),
                    present == nil ? .missing : .integer(finding.free), .integer(finding.taken),
                    .optional(present.map { $0 / 1e6 }),
                    .optional(present.flatMap { now in free.map { $0 / now - 1 } }),
                    .optional(finding.cliff?.filters), .optional(finding.cliff?.rise),
                    finding.hasCandidates ? .text(source(finding)) : .missing,
                ])
        }
        report.notes = notes
        return report
    }

    private func names(_ finding: Widening.Finding) -> [String] {
        finding.group.layers.map { estimate.network.layers[$0].name }
    }

    private func source(_ finding: Widening.Finding) -> String {
        finding.widths.isEmpty ? "none" : timeSource(finding).rawValue
    }

    private var notes: [String] {
        if widening.findings.isEmpty {
            return ["No layer's number of filters can change: what leaves the network keeps its own."]
        }
        let times = [widening.timeBefore, widening.timeAfter].map { FormattedNumber.duration(seconds: $0 / 1e9).text }
        let change = widening.timeBefore > 0 ? widening.timeAfter / widening.timeBefore - 1 : 0
        let wider = widening.findings.filter { $0.taken > $0.group.filters }.count
        var notes = [
            "Times are those of all kernels that a width changes: its own layers, their readers and what lies between.",
            "\(wider) of \(widening.findings.count) widths are taken together: the kernels take \(times[1]) instead of \(times[0]), "
                + "\(signed(change)).",
        ]
        if let whole {
            let ends = [whole.before, whole.after].map { FormattedNumber.duration(seconds: Double($0) / 1e9).text }
            let change = Double(whole.after) / Double(max(1, whole.before)) - 1
            notes.append(
                "End to end the widened network takes \(ends[1]) instead of \(ends[0]), \(signed(change))"
                    + (change > tolerance
                        ? ": more than \(percent(tolerance)), the widths are not free together." : "."))
        } else if verifies, wider == 0 {
            notes.append("No width is taken, so that there is nothing to run end to end.")
        }
        if widening.findings.contains(where: { source($0) == TimeSource.borrowed.rawValue }) {
            notes.append(TimeKnowledge.borrowedNote)
        }
        let unreached = widening.findings.filter { !$0.hasCandidates }.flatMap(names)
        if !unreached.isEmpty {
            notes.append(
                "No multiple of '--width-step' lies within '--most' times the filters of "
                    + "\(unreached.prefix(5).joined(separator: ", "))"
                    + (unreached.count > 5 ? " and \(unreached.count - 5) more." : "."))
        }
        if widening.findings.contains(where: { $0.hasCandidates && $0.widths.isEmpty }) {
            notes.append("Where no time is known nothing is widened; '--measure' times what is missing.")
        }
        return notes
    }

    private func percent(_ share: Double) -> String {
        let tenths = Int((abs(share) * 1000).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
    }

    private func signed(_ share: Double) -> String { "\(percent(share)) \(share < 0 ? "less" : "more")" }

    var json: JSONValue {
        [
            "name": .string(estimate.network.name), "file": .string(estimate.file), "tolerance": .number(tolerance),
            "time_before_ms": .number(widening.timeBefore / 1e6), "time_after_ms": .number(widening.timeAfter / 1e6),
            "whole_before_ns": .optional(whole?.before), "whole_after_ns": .optional(whole?.after),
            "widths": .array(
                widening.findings.map { finding in
                    [
                        "layers": .array(names(finding).map { .string($0) }),
                        "filters": .integer(finding.group.filters), "free_filters": .integer(finding.free),
                        "taken_filters": .integer(finding.taken), "cliff_filters": .optional(finding.cliff?.filters),
                        "cliff_rise_share": .optional(finding.cliff?.rise), "source": .string(source(finding)),
                        "times": .array(
                            finding.widths.map {
                                ["filters": .integer($0.filters), "ms": .number($0.time / 1e6)]
                            }),
                    ]
                }),
        ]
    }
}
