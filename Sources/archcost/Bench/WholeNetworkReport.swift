import KernelBenchmark
import Reporting

/// Whole networks against the sum of their kernels.
enum WholeNetworkReport {
    static func report(_ times: [WholeNetworkTime]) -> Report {
        var report = Report(
            title: "End to end",
            columns: [
                Column("network", heading: "network", importance: .essential),
                Column("backend", heading: "backend"), Column("algorithm", heading: "algorithms"),
                Column("threads", heading: "threads", .ordinal),
                Column("cache_state", heading: "caches", importance: .low),
                Column("median_ns", heading: "median", .duration(.nanoseconds), importance: .essential),
                Column("ci_half_share", heading: "±", .share),
                Column("sum_of_layers_ns", heading: "sum of kernels", .duration(.nanoseconds), importance: .high),
                Column("difference_share", heading: "sum against whole", .share),
                Column("reorders", heading: "reorders", .ordinal), Column("verified", heading: "verified", .flag),
                Column("status", heading: "status"),
            ],
            notes: [
                "The sum is over the kernels that run, timed in the same rounds, and the reorders between them; batch "
                    + "norms, activations and additions are fused into them."
            ]
        )
        for time in times {
            let timing = time.timing
            let median = timing.summary?.median
            var difference: Double?
            if let sum = timing.sumOfLayers, let median { difference = Double(sum) / Double(max(1, median)) - 1 }
            report.append([
                .text(time.name), .text(timing.backend), .text(timing.algorithm), .integer(timing.threads),
                .text(timing.cacheState.rawValue), .optional(median),
                .optional(timing.summary?.relativeHalfWidth), .optional(timing.sumOfLayers), .optional(difference),
                .optional(timing.reorders), .flag(timing.isVerified), .text(timing.status.rawValue),
            ])
            if let reason = timing.reason { report.notes.append("\(time.name), \(timing.algorithm): \(reason)") }
        }
        return report
    }

    static func json(_ time: WholeNetworkTime) -> JSONValue {
        let (timing, summary) = (time.timing, time.timing.summary)
        return [
            "cache_state": .string(timing.cacheState.rawValue), "median_ns": .optional(summary?.median),
            "ci_low_ns": .optional(summary?.intervalLow), "ci_high_ns": .optional(summary?.intervalHigh),
            "min_ns": .optional(summary?.minimum),
            "samples": .integer(summary?.count ?? 0), "sum_of_kernels_ns": .optional(timing.sumOfLayers),
            "reorders": .optional(timing.reorders), "verified": .bool(timing.isVerified),
            "status": .string(timing.status.rawValue),
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
                Column("status", heading: "status"),
            ])
        for time in times {
            let timing = time.timing
            report.append([
                .text(time.layers.joined(separator: " ")), .text(timing.problem.key), .integer(timing.threads),
                .integer(timing.separate.median), .integer(timing.merged.median), .number(timing.savedShare),
                .number(timing.relativeDifference), .text(timing.status.rawValue),
            ])
        }
        return report
    }

    static func json(_ time: BatchNormTime) -> JSONValue {
        let timing = time.timing
        return [
            "layers": .array(time.layers.map { .string($0) }), "problem": .string(timing.problem.key),
            "threads": .integer(timing.threads), "separate_ns": .integer(timing.separate.median),
            "merged_ns": .integer(timing.merged.median), "saved_share": .number(timing.savedShare),
            "relative_difference": .number(timing.relativeDifference), "status": .string(timing.status.rawValue),
        ]
    }
}
