import KernelBenchmark
import NetworkIR
import Reporting

/// The staircase of a swept problem.
enum SweepReport {
    /// A table a backend, algorithm, number of threads and cache state.
    static func reports(
        _ field: SweptField, _ points: [(value: Int, problem: Problem)], _ measurements: [KernelMeasurement]
    ) -> [Report] {
        var series: [(name: String, measurements: [KernelMeasurement])] = []
        for measurement in measurements {
            let setting = measurement.setting
            let name =
                "\(setting.backend)/\(setting.algorithm), "
                + TimingConditions(threads: setting.threads, cacheState: setting.cacheState).description
            if let index = series.firstIndex(where: { $0.name == name }) {
                series[index].measurements.append(measurement)
            } else {
                series.append((name, [measurement]))
            }
        }
        let values = Dictionary(points.map { ($0.problem, $0.value) }, uniquingKeysWith: { first, _ in first })
        return series.map { report(field, $0.name, $0.measurements, values) }
    }

    private static func report(
        _ field: SweptField, _ name: String, _ measurements: [KernelMeasurement], _ values: [Problem: Int]
    ) -> Report {
        let stairs = Staircase(
            measurements.compactMap { measurement in
                guard
                    measurement.status.isUsable, let median = measurement.summary?.median,
                    let value = values[measurement.setting.problem]
                else { return nil }
                return Staircase.Point(value: value, median: median)
            })
        let falls = stairs.steps.filter {
            Double($0.last.median) < (1 - stairs.tolerance) * Double($0.first.median)
        }
        let free = Set(stairs.freeValues.map(\.value)).subtracting(falls.map(\.last.value))
        let cliffs = Set(stairs.cliffs.map(\.after.value))
        var report = Report(
            title: name,
            columns: [
                Column(field.rawValue, heading: field.rawValue, .ordinal, importance: .essential),
                Column("median_ns", heading: "median", .duration(.nanoseconds), importance: .essential),
                Column("ci_half_share", heading: "±", .share), Column("gflops", heading: "GFLOP/s", .ratio),
                Column("peak_share", heading: "of peak", .share), Column("step", heading: "step", importance: .high),
                Column("status", heading: "status"),
            ])
        for measurement in measurements {
            guard let value = values[measurement.setting.problem] else { continue }
            report.append([
                .integer(value), .optional(measurement.summary?.median),
                .optional(measurement.summary?.relativeHalfWidth), .optional(measurement.gflops),
                .optional(measurement.peakShare),
                .text(
                    [cliffs.contains(value) ? "cliff" : "", free.contains(value) ? "free" : ""]
                        .filter { !$0.isEmpty }.joined(separator: ", ")),
                .text(measurement.status.rawValue),
            ])
        }
        report.notes = notes(field, stairs)
        return report
    }

    private static func notes(_ field: SweptField, _ stairs: Staircase) -> [String] {
        var notes: [String] = []
        for step in stairs.steps where step.last.value > step.first.value {
            let range = "\(field.rawValue) \(step.first.value) to \(step.last.value)"
            // A larger stride computes less: there is nothing free about that.
            let saved = 1 - Double(step.last.median) / Double(step.first.median)
            notes.append(
                saved > stairs.tolerance
                    ? "\(range): the time falls by \(Int((saved * 100).rounded())) %"
                    : "free: \(range) for at most 3 % more time")
        }
        for cliff in stairs.cliffs.prefix(10) {
            notes.append(
                "cliff: \(field.rawValue) \(cliff.before.value) to \(cliff.after.value) takes "
                    + "\(Int((cliff.rise * 100).rounded())) % more time")
        }
        return notes
    }
}
