/// Lines of a table, put together cell by cell, without blanks at their ends.
struct TableWriter {
    private(set) var output = TextBuffer()
    let isColoured: Bool
    private var style: TerminalStyle?
    /// Blanks owed before the next word of the line.
    private var blanks = 0
    private var isFirst = true
    private var isStyled = false

    init(isColoured: Bool) { self.isColoured = isColoured }

    /// Starts a line in a style; `endLine` ends it.
    mutating func beginLine(_ style: TerminalStyle?) {
        self.style = isColoured ? style : nil
        (blanks, isFirst, isStyled) = (0, true, false)
    }

    mutating func endLine() {
        if isStyled { output.append(TerminalStyle.end) }
        output.append("\n")
    }

    /// Appends words of known width in a column of at least that width.
    mutating func append(_ words: String, _ wordsWidth: Int, in width: Int, _ alignment: Alignment) {
        beginCell()
        let spare = max(0, width - wordsWidth)
        if alignment == .right { blanks += spare }
        if wordsWidth > 0 { append(words) }
        if alignment == .left { blanks += spare }
    }

    /// Appends digits and what follows them, which takes `suffixWidth` cells in this column.
    mutating func append(_ number: CellText, suffixWidth: Int, in width: Int, _ alignment: Alignment) {
        beginCell()
        let spare = max(0, width - number.bodyWidth - suffixWidth)
        if alignment == .right { blanks += spare }
        append(number.body)
        output.append(number.suffix)
        blanks += suffixWidth - number.suffixWidth
        if alignment == .left { blanks += spare }
    }

    /// Appends a whole line.
    mutating func appendLine(_ text: String, _ style: TerminalStyle?) {
        beginLine(style)
        if !text.isEmpty { append(text) }
        endLine()
    }

    private mutating func beginCell() {
        if isFirst { isFirst = false } else { blanks += ColumnFitting.gap }
    }

    private mutating func append(_ words: String) {
        if let style, !isStyled {
            output.append(style.start)
            isStyled = true
        }
        output.append(blanks: blanks)
        blanks = 0
        output.append(words)
    }
}
