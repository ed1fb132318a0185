import LatencyModel
import Persistence
import Reporting

/// Candidates run end to end, measured beside predicted.
struct VerificationReport {
    struct Row {
        var rank: Int
        var kernels: TimeEstimate
        var whole: TimeEstimate
        var timing: NetworkTiming
    }

    let rows: [Row]
    /// The least of the upper bounds on time, in nanoseconds; nil without one.
    let limit: Int64?

    var report: Report {
        var report = Report(
            title: "The best, run end to end",
            columns: [
                Column("rank", heading: "rank", .ordinal, importance: .essential),
                Column("kernels_ms", heading: "sum of kernels", .duration(.milliseconds)),
                Column("predicted_ms", heading: "predicted", .duration(.milliseconds), importance: .essential),
                Column("predicted_low_ms", heading: "from", .duration(.milliseconds), importance: .low),
                Column("predicted_high_ms", heading: "to", .duration(.milliseconds)),
                Column("measured_ms", heading: "measured", .duration(.milliseconds), importance: .essential),
                Column("error_share", heading: "error", .share, importance: .high),
                Column("is_covered", heading: "in interval", .flag),
                Column("meets_budget", heading: "in budget", .flag),
                Column("status", heading: "status", importance: .low),
            ])
        for row in rows {
            let measured = row.timing.summary.map { Double($0.median) }
            report.append([
                .integer(row.rank), .number(row.kernels.nanoseconds / 1e6), .number(row.whole.nanoseconds / 1e6),
                .number(row.whole.low / 1e6), .number(row.whole.high / 1e6), .optional(measured.map { $0 / 1e6 }),
                .optional(measured.map { row.whole.nanoseconds / $0 - 1 }),
                measured.map { .flag(row.whole.low <= $0 && $0 <= row.whole.high) } ?? .missing,
                measured.flatMap { time in limit.map { .flag(time <= Double($0)) } } ?? .missing,
                .text(row.timing.status.rawValue),
            ])
        }
        if let limit {
            let met = rows.filter { $0.timing.summary.map { Int64($0.median) <= limit } ?? false }.count
            report.notes = ["\(met) of \(rows.count) meet the budget when they are run."]
        }
        return report
    }
}
