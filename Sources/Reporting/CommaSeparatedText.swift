extension Report {
    /// The rows as CSV (RFC 4180): a header of machine names, CRLF line ends, numbers in full and in their column's unit.
    ///
    /// Totals, titles and notes are left out, so that whoever adds up a column does not count twice.
    public func csv() -> String { Report.csv([self]) }

    /// Several reports as one file: an empty line and a header where the columns are others than before.
    public static func csv(_ reports: [Report]) -> String {
        var output = TextBuffer()
        var columns: [String]?
        for report in reports {
            let names = report.columns.map(\.name)
            if names != columns {
                if columns != nil { output.append("\r\n") }
                report.appendHeader(to: &output)
            }
            columns = names
            report.appendRows(to: &output)
        }
        return output.text
    }

    private func appendHeader(to output: inout TextBuffer) {
        for (index, column) in columns.enumerated() {
            if index > 0 { output.append(",") }
            output.append(field: column.name)
        }
        output.append("\r\n")
    }

    private func appendRows(to output: inout TextBuffer) {
        for row in rows {
            for (index, value) in row.enumerated() {
                if index > 0 { output.append(",") }
                switch value {
                case .missing: break
                case .text(let text): output.append(field: text)
                case .integer(let integer): output.append(integer)
                case .number(let number): output.append(number)
                case .flag(let flag): output.append(flag ? "true" : "false")
                }
            }
            output.append("\r\n")
        }
    }
}

extension TextBuffer {
    /// Appends a field of CSV, in quotes where it holds what would end it.
    fileprivate mutating func append(field: String) {
        let needsQuotes = field.utf8.contains { byte in
            byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\r")
                || byte == UInt8(ascii: "\n")
        }
        guard needsQuotes else { return append(field) }
        append("\"")
        for byte in field.utf8 {
            if byte == UInt8(ascii: "\"") { append(byte: byte) }
            append(byte: byte)
        }
        append("\"")
    }
}
