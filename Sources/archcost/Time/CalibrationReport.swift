import LatencyModel
import Reporting

/// What a calibration came to: each part of the model with how well it predicts kernels that are left out.
enum CalibrationReport {
    static func report(_ model: LatencyModel) -> Report {
        var report = Report(
            title: "The latency model of this machine, \(model.observationCount) kernels",
            columns: [
                Column("kind", heading: "kind", importance: .essential), Column("backend", heading: "backend"),
                Column("algorithm", heading: "algorithm", importance: .high),
                Column("threads", heading: "threads", .ordinal, importance: .low),
                Column("kernels", heading: "kernels", .ordinal, importance: .high),
                Column("median_error_share", heading: "median error", .share, importance: .essential),
                Column("p90_error_share", heading: "90 % within", .share),
                Column("uses_field", heading: "neighbours", .flag),
            ])
        for fit in model.fitSummaries where !fit.errors.isEmpty {
            report.append([
                .text(fit.kind), .text(fit.backend), .text(fit.algorithm), .integer(fit.threads), .integer(fit.kernels),
                .number(fit.errors[fit.errors.count / 2]), .number(fit.errors[fit.errors.count * 9 / 10]),
                .flag(fit.usesField),
            ])
        }
        report.notes = ["Errors are those of kernels left out of the correction by neighbours, one at a time."]
        return report
    }
}
