import Foundation
import KernelBenchmark
import Persistence
import Reporting

/// What the `db` commands say.
enum StoreReport {
    static func merges(_ merges: [(path: String, summary: MergeSummary)]) -> Report {
        var report = Report(
            title: "Added",
            columns: [
                Column("from", heading: "from"), Column("table", heading: "table"),
                Column("rows", heading: "rows", .count(unit: "")),
            ])
        for (path, summary) in merges {
            for (table, rows) in summary.added { report.append([.text(path), .text(table), .integer(rows)]) }
            if summary.added.isEmpty { report.notes.append("'\(path)' held nothing new.") }
        }
        return report
    }

    static func check(_ check: StoreCheck, path: String) -> Report {
        var report = Report(title: path, columns: [Column("problem", heading: "problem", importance: .essential)])
        for problem in check.problems { report.append([.text(problem)]) }
        report.notes.append(
            check.isSound
                ? "Sound: structure, references, schema and keys of \(check.tables) tables and views are as they should be."
                : "\(FormattedNumber.counted(check.problems.count, "problem")).")
        report.notes.append("Version: \(check.migrations.joined(separator: "; ")).")
        return report
    }

    static func statistics(_ statistics: StoreStatistics, path: String) -> Report {
        var report = Report(
            title: path,
            columns: [Column("table", heading: "table"), Column("rows", heading: "rows", .count(unit: ""))])
        for table in statistics.tables { report.append([.text(table.name), .integer(table.rows)]) }
        let size = FormattedNumber.bytes(statistics.bytes).text
        report.notes.append("\(size) in all, \(FormattedNumber.bytes(statistics.freeBytes).text) of them unused.")
        let statuses = MeasurementStatus.allCases.compactMap { status in
            statistics.statuses[status].map { "\($0) \(status.rawValue)" }
        }
        if !statuses.isEmpty { report.notes.append("Measurements: \(statuses.joined(separator: ", ")).") }
        if let first = statistics.firstMeasured, let last = statistics.lastMeasured {
            report.notes.append("Measured from \(moment(first)) to \(moment(last)).")
        }
        return report
    }

    static func pruned(_ summary: PruneSummary, path: String) -> Report {
        var report = Report(
            title: "Removed from \(path)",
            columns: [Column("what", heading: "what"), Column("rows", heading: "rows", .count(unit: ""))])
        let rows = [
            ("measurements", summary.measurements), ("network measurements", summary.networkMeasurements),
            ("samples", summary.samples), ("runs", summary.runs), ("problems", summary.problems),
        ]
        for (name, count) in rows { report.append([.text(name), .integer(count)]) }
        report.notes.append("The file is \(FormattedNumber.bytes(max(0, summary.bytes)).text) smaller.")
        return report
    }

    private static func moment(_ date: Date) -> String {
        let formatter = ISO8601DateFormatter()
        formatter.formatOptions = [.withInternetDateTime]
        return formatter.string(from: date)
    }
}
