import LatencyModel
import NetworkIR
import Persistence
import Reporting

/// How good predictions were: the account of those made, of sums of kernels, and of networks held out of the model.
enum AccuracyReport {
    private static let shares = [
        Column("median_error_share", heading: "median error", .share, importance: .essential),
        Column("within_5_share", heading: "within 5 %", .share),
        Column("within_10_share", heading: "within 10 %", .share),
        Column("worst_error_share", heading: "worst", .share, importance: .high),
    ]

    static func account(_ accounts: [PredictionAccount]) -> Report {
        var report = Report(
            title: "Predictions that a measurement followed",
            columns: [
                Column("machine", heading: "machine", importance: .low),
                Column("kind", heading: "kind", importance: .essential), Column("source", heading: "source"),
                Column("predictions", heading: "predictions", .ordinal, importance: .high),
            ] + shares + [Column("covered_share", heading: "in interval", .share)])
        for account in accounts {
            report.append([
                .text(account.machine), .text(account.kind), .text(account.source), .integer(account.errors.count),
                .number(account.medianError), .number(account.share(within: 0.05)), .number(account.share(within: 0.1)),
                .number(account.errors.last ?? 0),
                .number(Double(account.covered) / Double(max(1, account.errors.count))),
            ])
        }
        if accounts.isEmpty { report.notes = ["No prediction was followed by a measurement yet."] }
        return report
    }

    static func additivity(_ records: [AdditivityRecord]) -> Report {
        var report = Report(
            title: "Sums of measured kernels against whole networks",
            columns: [
                Column("machine", heading: "machine", importance: .low),
                Column("network", heading: "network", importance: .essential),
                Column("backend", heading: "backend"), Column("algorithm", heading: "algorithms"),
                Column("threads", heading: "threads", .ordinal, importance: .low),
                Column("cache_state", heading: "caches", importance: .low),
                Column("whole_ns", heading: "whole", .duration(.nanoseconds), importance: .high),
                Column("sum_ns", heading: "sum of kernels", .duration(.nanoseconds), importance: .high),
                Column("error_share", heading: "sum against whole", .share, importance: .essential),
            ])
        for record in records {
            report.append([
                .text(record.machine), .text(record.network), .text(record.backend), .text(record.algorithm),
                .integer(record.threads), .text(record.cacheState.rawValue), .integer(record.whole),
                .integer(record.sum), .number(record.error),
            ])
        }
        report.notes = [summary("network", records.map(\.error))]
        return report
    }

    static func heldOut(_ networks: [HeldOutNetwork]) -> Report {
        var report = Report(
            title: "Networks predicted from the measurements of kernels that they do not have",
            columns: [
                Column("network", heading: "network", importance: .essential),
                Column("kernels", heading: "kernels", .ordinal, importance: .low),
                Column("measured_ns", heading: "measured", .duration(.nanoseconds), importance: .high),
                Column("predicted_ns", heading: "predicted", .duration(.nanoseconds), importance: .high),
                Column("low_ns", heading: "from", .duration(.nanoseconds), importance: .low),
                Column("high_ns", heading: "to", .duration(.nanoseconds), importance: .low),
                Column("error_share", heading: "error", .share, importance: .essential),
                Column("is_covered", heading: "in interval", .flag),
                Column("kernel_error_share", heading: "kernels' median error", .share),
                Column("arithmetic_error_share", heading: "MACs/peak", .share),
                Column("roofline_error_share", heading: "roofline", .share),
            ])
        for network in networks {
            let errors = network.kernels.map { abs($0.error) }.sorted()
            report.append([
                .text(network.name), .integer(network.kernels.count), .number(network.measured),
                .number(network.predicted.nanoseconds), .number(network.predicted.low), .number(network.predicted.high),
                .number(network.error), .flag(network.isCovered), .number(errors[errors.count / 2]),
                .number(network.arithmeticError), .number(network.rooflineError),
            ])
        }
        let kernels = networks.flatMap(\.kernels)
        report.notes = [
            summary("network", networks.map(\.error)) + covered(networks.map(\.isCovered)),
            summary("kernel", kernels.map(\.error)) + covered(kernels.map(\.isCovered)),
            summary("network", networks.map(\.arithmeticError), by: " by MACs/peak"),
            summary("network", networks.map(\.rooflineError), by: " by roofline"),
        ]
        return report
    }

    /// Kernels of a network that are in no sum.
    struct LeftOut {
        var network: String
        /// Distinct kernels of the network.
        var kernelCount: Int
        /// Those that were not measured with a usable result.
        var unmeasured: [Problem]
        /// Those that were, but too few others of their sort, so that no model tells of them.
        var untold: [Problem]

        var note: String {
            var reasons: [String] = []
            if !unmeasured.isEmpty { reasons.append("\(examples(unmeasured)) not measured with a usable result") }
            if !untold.isEmpty { reasons.append("\(examples(untold)) of a sort too few others of which were measured") }
            let count = unmeasured.count + untold.count
            let what = count == kernelCount ? "left out as a whole" : "\(count) of \(kernelCount) kernels in no sum"
            return "\(network): \(what): " + reasons.joined(separator: "; ") + "."
        }

        var json: JSONValue {
            [
                "network": .string(network), "kernels": .integer(kernelCount),
                "unmeasured": .array(unmeasured.map { .string($0.key) }),
                "untold": .array(untold.map { .string($0.key) }),
            ]
        }
    }

    /// What is in no sum, network by network.
    ///
    /// - Parameter isMeasured: of a kernel that is not in a sum, whether it was measured.
    static func leftOut(
        of networks: [TimedNetwork], _ found: [HeldOutNetwork], isMeasured: (Problem) -> Bool
    ) -> [LeftOut] {
        networks.compactMap { network in
            let all = Set(network.problems)
            let summed = Set(found.first { $0.name == network.name }?.kernels.map(\.problem) ?? [])
            let missing = all.subtracting(summed).sorted { $0.key < $1.key }
            if missing.isEmpty { return nil }
            return LeftOut(
                network: network.name, kernelCount: all.count, unmeasured: missing.filter { !isMeasured($0) },
                untold: missing.filter(isMeasured))
        }
    }

    private static func examples(_ problems: [Problem]) -> String {
        problems.prefix(2).map { "'\($0.key)'" }.joined(separator: ", ")
            + (problems.count > 2 ? " and \(problems.count - 2) more" : "")
            + (problems.count == 1 ? " is" : " are")
    }

    /// `15 networks: median error 2.1 %, within 5 % 93 %, within 10 % 100 %, worst 8.0 %`.
    private static func summary(_ noun: String, _ errors: [Double], by method: String = "") -> String {
        let what = FormattedNumber.counted(errors.count, noun) + method
        guard !errors.isEmpty else { return what }
        let sizes = errors.map(abs).sorted()
        let median = (sizes[(sizes.count - 1) / 2] + sizes[sizes.count / 2]) / 2
        func share(_ limit: Double) -> String {
            percent(Double(sizes.count { $0 <= limit }) / Double(sizes.count))
        }
        return
            "\(what): median error \(percent(median)), \(share(0.05)) within 5 %, \(share(0.1)) within 10 %, "
            + "worst \(percent(sizes[sizes.count - 1]))"
    }

    private static func covered(_ flags: [Bool]) -> String {
        flags.isEmpty ? "" : "; \(percent(Double(flags.count { $0 }) / Double(flags.count))) within their 95 % interval"
    }

    private static func percent(_ share: Double) -> String {
        let tenths = Int((share * 1000).rounded())
        return "\(tenths / 10).\(tenths % 10) %"
    }
}
