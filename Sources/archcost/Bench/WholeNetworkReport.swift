import KernelBenchmark
import Reporting

/// Whole networks against the sum of their kernels.
enum WholeNetworkReport {
    static func report(_ times: [WholeNetworkTime]) -> Report {
        var report = Report(
            title: "End to end",
            columns: [
                Column("network", heading: "network", importance: .essential),
                Column("algorithm", heading: "algorithms"), Column("threads", heading: "threads", .ordinal),
                Column("median_ns", heading: "median", .duration(.nanoseconds), importance: .essential),
                Column("ci_half_share", heading: "±", .share),
                Column("sum_of_layers_ns", heading: "sum of kernels", .duration(.nanoseconds), importance: .high),
                Column("difference_share", heading: "sum against whole", .share),
                Column("reorders", heading: "reorders", .ordinal), Column("verified", heading: "verified", .flag),
                Column("status", heading: "status"),
            ],
            notes: ["The sum is over the kernels that run; batch norms, activations and additions are fused into them."]
        )
        for time in times {
            let median = time.timing.summary.median
            let difference = time.sumOfKernels.map { Double($0) / Double(max(1, median)) - 1 }
            report.append([
                .text(time.name), .text(time.timing.label), .integer(time.threads), .integer(median),
                .number(time.timing.summary.relativeHalfWidth), .optional(time.sumOfKernels), .optional(difference),
                .integer(time.reorders), .flag(time.isVerified), .text(time.timing.status.rawValue),
            ])
            if let reason = time.timing.reason { report.notes.append("\(time.name), \(time.timing.label): \(reason)") }
        }
        return report
    }

    static func json(_ time: WholeNetworkTime) -> JSONValue {
        let summary = time.timing.summary
        return [
            "median_ns": .integer(summary.median), "ci_low_ns": .integer(summary.intervalLow),
            "ci_high_ns": .integer(summary.intervalHigh), "min_ns": .integer(summary.minimum),
            "samples": .integer(summary.count), "sum_of_kernels_ns": .optional(time.sumOfKernels),
            "reorders": .integer(time.reorders), "verified": .bool(time.isVerified),
            "status": .string(time.timing.status.rawValue),
        ]
    }
}

/// Convolutions with their batch norm behind and folded in.
enum BatchNormReport {
    static func report(_ times: [BatchNormTime]) -> Report {
        var report = Report(
            title: "Batch norm folded",
            columns: [
                Column("layers", heading: "layers", importance: .essential),
                Column("problem", heading: "problem", importance: .low),
                Column("threads", heading: "threads", .ordinal),
                Column("separate_ns", heading: "separate", .duration(.nanoseconds), importance: .essential),
                Column("merged_ns", heading: "merged", .duration(.nanoseconds), importance: .essential),
                Column("saved_share", heading: "saved", .share, importance: .high),
                Column("difference_share", heading: "outputs differ by", .ratio, importance: .low),
            ])
        for time in times {
            report.append([
                .text(time.layers.joined(separator: " ")), .text(time.problem.key), .integer(time.threads),
                .integer(time.separate.summary.median), .integer(time.merged.summary.median), .number(time.savedShare),
                .number(time.relativeDifference),
            ])
        }
        return report
    }

    static func json(_ time: BatchNormTime) -> JSONValue {
        [
            "layers": .array(time.layers.map { .string($0) }), "problem": .string(time.problem.key),
            "threads": .integer(time.threads), "separate_ns": .integer(time.separate.summary.median),
            "merged_ns": .integer(time.merged.summary.median), "saved_share": .number(time.savedShare),
            "relative_difference": .number(time.relativeDifference),
        ]
    }
}
