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
    /// Rows, then totals, one after the other.
    let cells: [CellText]
    let measures: [ColumnMeasure]

    init(_ report: Report, _ layout: TerminalLayout) {
        self.report = report
        self.layout = layout
        let formats = report.columns.map { CellFormat($0, layout.precision) }
        var measures = report.columns.map { ColumnMeasure($0) }
        var cells: [CellText] = []
        cells.reserveCapacity((report.rows.count + report.totals.count) * report.columns.count)
        for row in [report.rows, report.totals].joined() {
            for (index, value) in row.enumerated() {
                let text = formats[index].text(of: value)
                measures[index].include(text)
                cells.append(text)
            }
        }
        self.cells = cells
        self.measures = measures
    }

    func text() -> String {
        var widths = ColumnFitting.widths(of: measures.map { $0.demand(wrapsHeading: false) }, within: layout.width)
        var headings = measures.map { [$0.heading] }
        // Headings of several lines cost less than a column, and nothing where they are not needed.
        if isSqueezed(widths) {
            widths = ColumnFitting.widths(of: measures.map { $0.demand(wrapsHeading: true) }, within: layout.width)
            headings = zip(measures, widths).map { $0.wrappedHeading(within: $1 ?? 0) }
        }
        let shown = widths.enumerated().compactMap { index, width in width.map { (index: index, width: $0) } }
        var writer = TableWriter(isColoured: layout.isColoured)
        if !report.title.isEmpty { writer.appendLine(DisplayWidth.printable(report.title), .bold) }
        // Where there is nothing below the headings a note says so.
        if !cells.isEmpty || report.notes.isEmpty { appendHeadings(headings, shown, to: &writer) }
        appendRows(0..<report.rows.count, shown, nil, to: &writer)
        if !report.totals.isEmpty { appendRule(shown, to: &writer) }
        appendRows(report.rows.count..<report.rows.count + report.totals.count, shown, .bold, to: &writer)
        let missing = widths.indices.filter { widths[$0] == nil }.map { measures[$0].heading }
        let reason = missing.isEmpty ? [] : ["left out for want of width: " + missing.joined(separator: ", ")]
        for note in report.notes + reason {
            for line in wrappedWords(DisplayWidth.printable(note), within: layout.width ?? Int.max) {
                writer.appendLine(line, .faint)
            }
        }
        return writer.output.text
    }

    private func isSqueezed(_ widths: [Int?]) -> Bool {
        zip(widths, measures).contains { width, measure in
            guard let width else { return true }
            return width < max(measure.cellWidth, measure.headingWidth)
        }
    }

    private func appendHeadings(
        _ headings: [[String]], _ shown: [(index: Int, width: Int)], to writer: inout TableWriter
    ) {
        let height = shown.map { headings[$0.index].count }.max() ?? 0
        for line in 0..<height {
            writer.beginLine(.bold)
            for (index, width) in shown {
                // Short headings stand on the last line, next to their cells.
                let position = line - (height - headings[index].count)
                let heading = position < 0 ? "" : DisplayWidth.shortened(headings[index][position], to: width)
                writer.append(heading, DisplayWidth.of(heading), in: width, measures[index].alignment)
            }
            writer.endLine()
        }
    }

    private func appendRule(_ shown: [(index: Int, width: Int)], to writer: inout TableWriter) {
        writer.beginLine(.faint)
        for (_, width) in shown { writer.append(String(repeating: "─", count: width), width, in: width, .left) }
        writer.endLine()
    }

    private func appendRows(
        _ rows: Range<Int>, _ shown: [(index: Int, width: Int)], _ style: TerminalStyle?, to writer: inout TableWriter
    ) {
        for row in rows {
            writer.beginLine(style)
            for (index, width) in shown {
                let cell = cells[row * measures.count + index]
                let measure = measures[index]
                if measure.isNumeric, !cell.isDash {
                    writer.append(cell, suffixWidth: measure.suffixWidth, in: width, measure.alignment)
                } else if cell.bodyWidth > width {
                    let body = DisplayWidth.shortened(cell.body, to: width)
                    writer.append(body, DisplayWidth.of(body), in: width, measure.alignment)
                } else {
                    writer.append(cell.body, cell.bodyWidth, in: width, measure.alignment)
                }
            }
            writer.endLine()
        }
    }
}
