import ArchLanguage
import SpaceExploration

/// The streamed rows of `search --all`.
public enum PointStream {
    /// The line of column names; empty where the format has none.
    public static func header(_ columns: [String], format: ReportFormat) -> String {
        format == .json ? "" : (["assignment"] + columns).joined(separator: ",") + "\n"
    }

    /// One point as a line: its decisions and its totals.
    public static func line(
        _ decisions: [Decision], _ columns: [String], _ totals: [CellValue], format: ReportFormat
    ) -> String {
        guard format == .json else {
            return decisions.text + totals.map { "," + plain($0) }.joined() + "\n"
        }
        let members = zip(columns, totals).map { JSONMember($0, JSONValue($1)) }
        return JSONValue.object([JSONMember("assignment", SearchReport.assignment(decisions))] + members).text(.compact)
            + "\n"
    }

    private static func plain(_ cell: CellValue) -> String {
        switch cell {
        case .integer(let value): "\(value)"
        case .number(let value): "\(value)"
        case .text(let text): text
        case .flag(let flag): "\(flag)"
        case .missing: ""
        }
    }
}

extension [ChoiceValue] {
    /// An assignment as `--set` writes it, with blanks between.
    var text: String { map(\.description).joined(separator: " ") }
}
