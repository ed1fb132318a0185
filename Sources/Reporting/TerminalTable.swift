extension Report {
    /// The report as a table fitted to the layout's width: numbers stay whole, words shorten in their middle, and as a
    /// last resort the least important columns are left out, which a note below the table says.
    public func terminalText(_ layout: TerminalLayout = TerminalLayout()) -> String {
        TerminalTable(self, layout).text()
    }
}

/// The cells of a report as people read them, and the widths that suit them.
private struct TerminalTable {
    let report: Report
    let layout: TerminalLayout
    /// Rows, then totals, as the report has them.
    let cells: [[CellText]]
    let measures: [ColumnMeasure]

    init(_ report: Report, _ layout: TerminalLayout) {
        self.report = report
        self.layout = layout
        let columns = report.columns
        var measures = columns.map { ColumnMeasure($0, layout.precision) }
        var cells: [[CellText]] = []
        cells.reserveCapacity(report.rows.count + report.totals.count)
        for row in [report.rows, report.totals].joined() {
            var texts: [CellText] = []
            texts.reserveCapacity(columns.count)
            for (index, value) in row.enumerated() {
                let text = columns[index].text(of: value, layout.precision)
                measures[index].include(text)
                texts.append(text)
            }
            cells.append(texts)
        }
        self.cells = cells
        self.measures = measures
    }

    func text() -> String {
        var output = ""
        if !report.title.isEmpty {
            output += TerminalStyle.bold.applied(
                to: DisplayWidth.printable(report.title), isColoured: layout.isColoured)
            output += "\n"
        }
        var widths = ColumnFitting.widths(of: measures.map { $0.demand(wrapsHeading: false) }, within: layout.width)
        var headings = measures.map { [$0.heading] }
        // Headings of several lines cost less than a column, and nothing where they are not needed.
        if isSqueezed(widths) {
            widths = ColumnFitting.widths(of: measures.map { $0.demand(wrapsHeading: true) }, within: layout.width)
            headings = zip(measures, widths).map { $0.wrappedHeading(within: $1 ?? 0) }
        }
        let shown = widths.indices.filter { widths[$0] != nil }
        appendHeadings(headings, widths, shown, to: &output)
        for (index, row) in cells.enumerated() {
            let isTotal = index >= report.rows.count
            if isTotal, index == report.rows.count { appendRule(widths, shown, to: &output) }
            appendRow(row, widths, shown, isTotal ? .bold : nil, to: &output)
        }
        let missing = widths.indices.filter { widths[$0] == nil }.map { measures[$0].heading }
        var notes = report.notes
        if !missing.isEmpty {
            notes.append("left out for want of width: " + missing.joined(separator: ", "))
        }
        for note in notes { appendNote(note, to: &output) }
        return output
    }

    private func isSqueezed(_ widths: [Int?]) -> Bool {
        zip(widths, measures).contains { width, measure in
            guard let width else { return true }
            return width < max(measure.cellWidth, measure.headingWidth)
        }
    }

    private func appendHeadings(_ headings: [[String]], _ widths: [Int?], _ shown: [Int], to output: inout String) {
        let height = shown.map { headings[$0].count }.max() ?? 0
        for line in 0..<height {
            var text = LineBuilder(style: .bold, isColoured: layout.isColoured)
            for index in shown {
                let lines = headings[index]
                // Short headings stand on the last line, next to their cells.
                let position = line - (height - lines.count)
                let heading = position < 0 ? "" : DisplayWidth.shortened(lines[position], to: widths[index] ?? 0)
                text.append(
                    heading, DisplayWidth.of(heading), in: widths[index] ?? 0, report.columns[index].alignment)
            }
            output += text.finished
        }
    }

    private func appendRule(_ widths: [Int?], _ shown: [Int], to output: inout String) {
        var text = LineBuilder(style: .faint, isColoured: layout.isColoured)
        for index in shown {
            let width = widths[index] ?? 0
            text.append(String(repeating: "─", count: width), width, in: width, .left)
        }
        output += text.finished
    }

    private func appendRow(
        _ row: [CellText], _ widths: [Int?], _ shown: [Int], _ style: TerminalStyle?, to output: inout String
    ) {
        var text = LineBuilder(style: style, isColoured: layout.isColoured)
        for index in shown {
            let (cell, column, width) = (row[index], report.columns[index], widths[index] ?? 0)
            if column.quantity.isNumeric, !cell.isDash {
                let padding = measures[index].suffixWidth - cell.suffixWidth
                text.append(
                    cell.text + String(repeating: " ", count: padding), cell.bodyWidth + measures[index].suffixWidth,
                    in: width, column.alignment)
            } else if cell.bodyWidth > width {
                let body = DisplayWidth.shortened(cell.body, to: width)
                text.append(body, DisplayWidth.of(body), in: width, column.alignment)
            } else {
                text.append(cell.body, cell.bodyWidth, in: width, column.alignment)
            }
        }
        output += text.finished
    }

    private func appendNote(_ note: String, to output: inout String) {
        for line in wrappedWords(DisplayWidth.printable(note), within: layout.width ?? Int.max) {
            output += TerminalStyle.faint.applied(to: line, isColoured: layout.isColoured) + "\n"
        }
    }
}
