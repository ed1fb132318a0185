extension Report {
    /// The rows as CSV (RFC 4180): a header of machine names, CRLF line ends, numbers in full and in their column's unit.
    ///
    /// Totals, titles and notes are left out, so that whoever adds up a column does not count twice.
    public func csv() -> String {
        var output = ""
        appendRecord(columns.map { quoted($0.name) }, to: &output)
        for row in rows { appendRecord(row.map(field), to: &output) }
        return output
    }

    private func appendRecord(_ fields: [String], to output: inout String) {
        for (index, field) in fields.enumerated() {
            if index > 0 { output += "," }
            output += field
        }
        output += "\r\n"
    }

    private func field(_ value: CellValue) -> String {
        switch value {
        case .missing: ""
        case .text(let text): quoted(text)
        case .integer(let integer): String(integer)
        case .number(let number): number.isFinite ? "\(number)" : ""
        case .flag(let flag): flag ? "true" : "false"
        }
    }

    private func quoted(_ text: String) -> String {
        let needsQuotes = text.utf8.contains { byte in
            byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\r")
                || byte == UInt8(ascii: "\n")
        }
        guard needsQuotes else { return text }
        var result = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" { result += "\"" }
            result.unicodeScalars.append(scalar)
        }
        return result + "\""
    }
}
