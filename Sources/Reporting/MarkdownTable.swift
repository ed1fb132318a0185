extension Report {
    /// The report as a table in GitHub-flavoured Markdown; totals are the last rows, in bold.
    public func markdown(_ precision: NumberPrecision = .short) -> String {
        var output = title.isEmpty ? "" : "**\(escaped(title))**\n\n"
        if !(rows.isEmpty && totals.isEmpty) || notes.isEmpty {
            appendRow(columns.map { escaped($0.heading) }, to: &output)
            appendRow(columns.map { $0.alignment == .right ? "---:" : "---" }, to: &output)
        }
        let formats = columns.map { CellFormat($0, precision) }
        for row in rows { appendRow(texts(row, formats), to: &output) }
        for row in totals {
            appendRow(texts(row, formats).map { $0.isEmpty ? $0 : "**\($0)**" }, to: &output)
        }
        for note in notes { output += "\n\(escaped(note))\n" }
        return output
    }

    private func texts(_ row: [CellValue], _ formats: [CellFormat]) -> [String] {
        zip(formats, row).map { format, value in escaped(format.text(of: value).text) }
    }

    private func appendRow(_ cells: [String], to output: inout String) {
        output += "|"
        for cell in cells { output += cell.isEmpty ? "  |" : " \(cell) |" }
        output += "\n"
    }

    /// `text` with whatever Markdown would take for markup behind a backslash, so that names come out as they are.
    private func escaped(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in DisplayWidth.printable(text).unicodeScalars {
            if "\\|*_`<>[]".unicodeScalars.contains(scalar) { result.append("\\") }
            result.append(scalar)
        }
        return String(result)
    }
}
