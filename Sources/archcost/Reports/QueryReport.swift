import Persistence
import Reporting

/// The rows of a query as a report: columns keep their names, and those with a unit in their name are shown in it.
enum QueryReport {
    static func report(_ result: QueryResult, title: String = "") -> Report {
        let columns = result.columns.enumerated().map { index, name in
            Column(name, heading: name, quantity(of: name, values: result.rows.lazy.map { $0[index] }))
        }
        var report = Report(title: title, columns: columns)
        for row in result.rows {
            report.append(zip(row, columns).map { cell($0, in: $1.quantity) })
        }
        if result.isCut { report.notes.append("There are more rows; '--limit' sets how many are shown.") }
        return report
    }

    /// Words where any value is one; else what the name's ending says.
    private static func quantity(of name: String, values: some Sequence<SQLValue>) -> Quantity {
        var isReal = false
        var isNumeric = false
        for value in values {
            switch value {
            case .null: break
            case .integer: isNumeric = true
            case .real: (isNumeric, isReal) = (true, true)
            case .text, .blob: return .text
            }
        }
        guard isNumeric else { return .text }
        if name.hasSuffix("_ns") { return .duration(.nanoseconds) }
        if name.hasSuffix("_share") { return .share }
        if name.hasSuffix("_bytes"), !isReal { return .bytes }
        return isReal ? .ratio : .ordinal
    }

    private static func cell(_ value: SQLValue, in quantity: Quantity) -> CellValue {
        switch value {
        case .null: .missing
        case .integer(let integer) where quantity == .text: .text(String(integer))
        case .integer(let integer):
            quantity == .ratio || quantity == .share ? .number(Double(integer)) : .integer(Int(integer))
        case .real(let real): quantity == .text ? .text("\(real)") : .number(real)
        case .text(let text): .text(text)
        case .blob(let bytes): .text("x'" + bytes.map(hexadecimal).joined() + "'")
        }
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return digits.utf8.count == 1 ? "0" + digits : digits
    }

    /// Tables and views with their columns.
    static func tables(_ tables: [QueryableTable]) -> Report {
        var report = Report(
            title: "Tables and views",
            columns: [
                Column("name", heading: "name", importance: .essential), Column("kind", heading: "kind"),
                Column("columns", heading: "columns"),
            ])
        for table in tables {
            report.append([
                .text(table.name), .text(table.isView ? "view" : "table"), .text(table.columns.joined(separator: " ")),
            ])
        }
        return report
    }

    /// The example queries by name.
    static func examples(_ examples: [ExampleQuery]) -> Report {
        var report = Report(
            title: "Example queries",
            columns: [
                Column("name", heading: "name", importance: .essential), Column("summary", heading: "what it answers"),
            ],
            notes: ["Run one with 'archcost sql --example NAME'; '--show' prints its text instead."])
        for example in examples { report.append([.text(example.name), .text(example.summary)]) }
        return report
    }
}
