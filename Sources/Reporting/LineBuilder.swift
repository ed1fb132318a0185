/// One line of a table, put together cell by cell, without blanks at its end.
struct LineBuilder {
    private let style: TerminalStyle?
    private let isColoured: Bool
    private var text = ""
    /// Blanks owed before the next word.
    private var blanks = 0
    private var isFirst = true

    init(style: TerminalStyle?, isColoured: Bool) {
        self.style = style
        self.isColoured = isColoured
    }

    /// Appends a cell of known width in a column of at least that width.
    mutating func append(_ cell: String, _ cellWidth: Int, in width: Int, _ alignment: Alignment) {
        if isFirst { isFirst = false } else { blanks += ColumnFitting.gap }
        let spare = max(0, width - cellWidth)
        if alignment == .right { blanks += spare }
        if cellWidth > 0 {
            for _ in 0..<blanks { text.unicodeScalars.append(" ") }
            blanks = 0
            text += cell
        }
        if alignment == .left { blanks += spare }
    }

    /// The line with its style and its line break.
    var finished: String {
        let end = text.utf8.lastIndex { $0 != UInt8(ascii: " ") }
        let trimmed = end.map { String(text[...$0]) } ?? ""
        return (style?.applied(to: trimmed, isColoured: isColoured) ?? trimmed) + "\n"
    }
}
