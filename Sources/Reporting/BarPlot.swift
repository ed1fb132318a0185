extension Report {
    /// One column as bars for people, in eighths of a cell, fitted to the layout's width: a line a row, with the words of the
    /// first column before and the number behind its bar.
    ///
    /// - Parameters:
    ///   - name: a column of numbers.
    ///   - marks: a column whose words stand behind the numbers, as a staircase's steps do.
    /// - Returns: the title, the bars and the notes; the longest bar is the greatest number. Rows without one have no bar.
    public func bars(of name: String, marks: String? = nil, _ layout: TerminalLayout = TerminalLayout()) -> String {
        guard let column = columns.firstIndex(where: { $0.name == name }) else { return terminalText(layout) }
        let marked = marks.flatMap { marks in columns.firstIndex { $0.name == marks } }
        let format = CellFormat(columns[column], layout.precision)
        let labelFormat = CellFormat(columns[0], layout.precision)
        let rows = self.rows.map { row in
            Bar(
                label: labelFormat.text(of: row[0]).text, value: row[column].magnitude,
                number: format.text(of: row[column]).text,
                mark: marked.map { CellFormat(columns[$0], layout.precision).text(of: row[$0]).text } ?? "")
        }
        var lines = title.isEmpty ? [] : [DisplayWidth.printable(title)]
        lines.append("\(columns[column].heading) by \(columns[0].heading)")
        lines += Bar.lines(rows, width: layout.width ?? 80, isColoured: layout.isColoured)
        for note in notes { lines += wrappedWords(DisplayWidth.printable(note), within: layout.width ?? Int.max) }
        return lines.joined(separator: "\n") + "\n"
    }
}

/// One row of a plot in the terminal.
private struct Bar {
    var label: String
    /// nil where there is nothing to draw.
    var value: Double?
    var number: String
    var mark: String

    /// Blocks of one to seven eighths of a cell, from the left.
    private static let eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

    /// Labels take at most a third of the width, numbers and marks what they need, bars the rest.
    static func lines(_ bars: [Bar], width: Int, isColoured: Bool) -> [String] {
        let labels = min(bars.map { DisplayWidth.of($0.label) }.max() ?? 0, max(8, width / 3))
        let numbers = bars.map { DisplayWidth.of($0.number) }.max() ?? 0
        let marks = bars.map { DisplayWidth.of($0.mark) }.max() ?? 0
        let room = max(1, width - labels - numbers - 2 - (marks > 0 ? marks + 1 : 0))
        let greatest = bars.compactMap(\.value).max() ?? 0
        return bars.map { bar in
            let label = DisplayWidth.shortened(bar.label, to: labels)
            let drawn = block(bar.value ?? 0, of: greatest, cells: room)
            let body = TerminalStyle.cyan.applied(to: drawn, isColoured: isColoured)
            let line =
                label + blanks(labels - DisplayWidth.of(label)) + " " + body + blanks(room - DisplayWidth.of(drawn))
                + " "
                + blanks(numbers - DisplayWidth.of(bar.number)) + bar.number
            return bar.mark.isEmpty ? line : line + " " + bar.mark
        }
    }

    /// Full cells and a last one in eighths; what is above zero has an eighth at least.
    static func block(_ value: Double, of greatest: Double, cells: Int) -> String {
        guard value > 0, greatest > 0 else { return "" }
        let eighth = max(1, Int((value / greatest * Double(cells * 8)).rounded()))
        return String(repeating: "█", count: eighth / 8) + eighths[eighth % 8]
    }

    private static func blanks(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
}

extension CellValue {
    /// The number, without its sign; nil for words and for nothing.
    fileprivate var magnitude: Double? {
        switch self {
        case .integer(let integer): Double(integer.magnitude)
        case .number(let number): number.isFinite ? abs(number) : nil
        case .text, .flag, .missing: nil
        }
    }
}
