/// How wide a column's cells and heading are.
struct ColumnMeasure: Hashable, Sendable {
    let heading: String
    let headingWidth: Int
    private(set) var bodyWidth = 0
    private(set) var suffixWidth = 0
    let alignment: Alignment
    let isNumeric: Bool
    private let isShortened: Bool
    private let importance: Importance

    init(_ column: Column) {
        heading = DisplayWidth.printable(column.heading)
        headingWidth = DisplayWidth.of(heading)
        alignment = column.alignment
        isNumeric = column.quantity.isNumeric
        isShortened = column.quantity == .text
        importance = column.importance
    }

    /// Takes one more cell into account.
    mutating func include(_ cell: CellText) {
        bodyWidth = max(bodyWidth, cell.bodyWidth)
        suffixWidth = max(suffixWidth, cell.suffixWidth)
    }

    /// The widest cell's width.
    var cellWidth: Int { bodyWidth + suffixWidth }

    /// The room the column wants; text may shrink to twelve cells, numbers and flags not at all.
    func demand(wrapsHeading: Bool) -> ColumnDemand {
        let heading = wrapsHeading ? longestWordWidth : headingWidth
        let natural = max(cellWidth, heading)
        let shortest = max(min(natural, 12), heading)
        return ColumnDemand(
            natural: natural, minimum: isShortened ? shortest : natural, importance: importance)
    }

    /// The heading's words on as many lines as the width asks for.
    func wrappedHeading(within width: Int) -> [String] {
        wrappedWords(heading, within: max(width, longestWordWidth))
    }

    private var longestWordWidth: Int {
        heading.split(separator: " ").map { DisplayWidth.of(String($0)) }.max() ?? 0
    }
}

/// `text` broken at its spaces into lines of at most `width` cells; a longer word has a line of its own.
func wrappedWords(_ text: String, within width: Int) -> [String] {
    var lines: [String] = []
    var (line, lineWidth) = ("", 0)
    for word in text.split(separator: " ") {
        let wordWidth = DisplayWidth.of(String(word))
        if lineWidth > 0, lineWidth + 1 + wordWidth > width {
            lines.append(line)
            (line, lineWidth) = ("", 0)
        }
        line += lineWidth > 0 ? " " + word : word
        lineWidth += (lineWidth > 0 ? 1 : 0) + wordWidth
    }
    lines.append(line)
    return lines
}
