import KernelBenchmark
import NetworkIR
import Reporting

/// Measurements one by one.
enum MeasurementReport {
    static func report(_ measurements: [KernelMeasurement], on machine: Machine) -> Report {
        var report = Report(columns: [
            Column("problem", heading: "problem", importance: .high), Column("backend", heading: "backend"),
            Column("algorithm", heading: "algorithm", importance: .essential),
            Column("kernel", heading: "kernel", importance: .low), Column("threads", heading: "threads", .ordinal),
            Column("cache_state", heading: "cache", importance: .low),
            Column("median_ns", heading: "median", .duration(.nanoseconds), importance: .essential),
            Column("ci_half_share", heading: "±", .share),
            Column("min_ns", heading: "minimum", .duration(.nanoseconds), importance: .low),
            Column("gflops", heading: "GFLOP/s", .ratio), Column("peak_share", heading: "of peak", .share),
            Column("bound", heading: "bound", importance: .low), Column("status", heading: "status", importance: .high),
        ])
        for measurement in measurements {
            let setting = measurement.setting
            let roofline = Roofline(setting.problem, threads: setting.threads, on: machine)
            report.append([
                .text(setting.problem.key), .text(setting.backend), .text(setting.algorithm), .text(measurement.kernel),
                .integer(setting.threads), .text(setting.cacheState.rawValue),
                .optional(measurement.summary?.median), .optional(measurement.summary?.relativeHalfWidth),
                .optional(measurement.summary?.minimum), .optional(measurement.gflops),
                .optional(measurement.peakShare), .optional(roofline?.bound), .text(measurement.status.rawValue),
            ])
        }
        report.notes = notes(on: measurements)
        return report
    }

    /// Why measurements are not simply believed; of failed ones the command itself tells.
    static func notes(on measurements: [KernelMeasurement]) -> [String] {
        var seen: Set<KernelSetting> = []
        let doubtful = measurements.filter {
            ($0.status == .noisy || $0.status == .mistrusted) && seen.insert($0.setting).inserted
        }
        let shown = doubtful.prefix(10).map { "\($0.status.rawValue): \($0.setting): \($0.reason ?? "")" }
        return shown + (doubtful.count > 10 ? ["… and \(doubtful.count - 10) more"] : [])
    }

    static func json(_ measurement: KernelMeasurement, layers: [String]) -> JSONValue {
        let (setting, summary) = (measurement.setting, measurement.summary)
        return [
            "problem": .string(setting.problem.key), "layers": .array(layers.map { .string($0) }),
            "backend": .string(setting.backend), "backend_version": .string(setting.backendVersion),
            "algorithm": .string(setting.algorithm), "kernel": .string(measurement.kernel),
            "threads": .integer(setting.threads), "precision": .string(setting.problem.precision.rawValue),
            "pass": .string(setting.problem.pass.rawValue), "cache_state": .string(setting.cacheState.rawValue),
            "samples": .integer(summary?.count ?? 0), "min_ns": .optional(summary?.minimum),
            "median_ns": .optional(summary?.median), "ci_low_ns": .optional(summary?.intervalLow),
            "ci_high_ns": .optional(summary?.intervalHigh), "mad_ns": .optional(summary?.medianAbsoluteDeviation),
            "gflops": .optional(measurement.gflops), "peak_share": .optional(measurement.peakShare),
            "status": .string(measurement.status.rawValue), "reason": .optional(measurement.reason),
            "verified": .bool(measurement.isVerified),
        ]
    }
}
