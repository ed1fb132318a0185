import Persistence

/// A row of a query, read by column number.
struct StoredRow {
    let values: [SQLValue]

    /// Empty where the value is no text.
    func text(_ column: Int) -> String {
        if case .text(let text) = values[column] { text } else { "" }
    }

    /// nil where the value is no number.
    func number(_ column: Int) -> Double? {
        switch values[column] {
        case .integer(let integer): Double(integer)
        case .real(let real): real
        case .null, .text, .blob: nil
        }
    }

    /// nil where the value is no integer.
    func integer(_ column: Int) -> Int? {
        if case .integer(let integer) = values[column] { Int(integer) } else { nil }
    }
}

extension ResultStore {
    /// The rows of a query of our own.
    func rows(_ sql: String) throws -> [StoredRow] { try query(sql).rows.map { StoredRow(values: $0) } }
}
