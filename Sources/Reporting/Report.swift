/// What a command has to say, as columns and rows of typed values; how it looks is decided by a rendering.
///
/// Four renderings share this description: `terminalText`, `markdown`, `csv` and `json`.
public struct Report: Hashable, Sendable {
    /// A line above the table; empty for none. Only people see it.
    public var title: String
    public let columns: [Column]
    public private(set) var rows: [[CellValue]]
    /// Rows below a rule, which sum up the others.
    public private(set) var totals: [[CellValue]]
    /// Sentences below the table.
    public var notes: [String]

    public init(title: String = "", columns: [Column], notes: [String] = []) {
        self.title = title
        self.columns = columns
        self.rows = []
        self.totals = []
        self.notes = notes
    }

    /// Appends a row.
    ///
    /// - Precondition: one cell a column.
    public mutating func append(_ cells: [CellValue]) {
        precondition(cells.count == columns.count, "\(cells.count) cells for \(columns.count) columns")
        rows.append(cells)
    }

    /// Appends a row to those below the rule.
    ///
    /// - Precondition: one cell a column.
    public mutating func appendTotal(_ cells: [CellValue]) {
        precondition(cells.count == columns.count, "\(cells.count) cells for \(columns.count) columns")
        totals.append(cells)
    }
}

/// The renderings that a user can ask for.
public enum ReportFormat: String, Hashable, Sendable, CaseIterable {
    case table
    case json
    case csv
    case markdown
}

extension Report {
    /// The whole text in one of the four renderings, ending with a line break.
    public func text(as format: ReportFormat, layout: TerminalLayout) -> String {
        switch format {
        case .table: terminalText(layout)
        case .json: json.text() + "\n"
        case .csv: csv()
        case .markdown: markdown(layout.precision)
        }
    }
}
