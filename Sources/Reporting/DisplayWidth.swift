/// How many terminal cells text takes, and text that no terminal takes for a command.
public enum DisplayWidth {
    /// The cells of a line: two for wide East Asian characters and emoji, none for combining marks (Unicode UAX #11).
    public static func of(_ text: String) -> Int {
        if let ascii = asciiCount(text) { return ascii }
        return text.reduce(0) { $0 + of($1) }
    }

    /// The cells of one character, whatever it is composed of.
    public static func of(_ character: Character) -> Int {
        var width = 0
        for scalar in character.unicodeScalars {
            if scalar == "\u{FE0F}", width == 1 { return 2 }
            width = max(width, of(scalar))
        }
        return width
    }

    /// `text` with every control character, which could move the cursor or split the row, shown as its symbol (`␛`).
    public static func printable(_ text: String) -> String {
        if asciiCount(text) != nil { return text }
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { result.append(isControl(scalar) ? symbol(of: scalar) : scalar) }
        return String(result)
    }

    /// `text` in at most `limit` cells, with an ellipsis in place of its middle where it is longer.
    public static func shortened(_ text: String, to limit: Int) -> String {
        guard of(text) > limit else { return text }
        guard limit > 1 else { return limit == 1 ? "…" : "" }
        let tailLimit = (limit - 1) / 2
        let headLimit = limit - 1 - tailLimit
        return prefix(text, cells: headLimit) + "…" + String(prefix(text.reversed(), cells: tailLimit).reversed())
    }

    private static func prefix(_ characters: some Sequence<Character>, cells limit: Int) -> String {
        var (result, taken) = ("", 0)
        for character in characters {
            taken += of(character)
            if taken > limit { break }
            result.append(character)
        }
        return result
    }

    /// The length of a text of printable ASCII, which nearly all cells are; nil for any other.
    private static func asciiCount(_ text: String) -> Int? {
        text.utf8.contains { $0 >= 0x7F || $0 < 0x20 } ? nil : text.utf8.count
    }

    private static func of(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: 0
        default: isWide(scalar.value) || scalar.properties.isEmojiPresentation ? 2 : 1
        }
    }

    /// The wide and full-width blocks of Unicode's EastAsianWidth data; emoji have a property of their own.
    private static func isWide(_ value: UInt32) -> Bool {
        switch value {
        case 0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
            0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F,
            0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x20000...0x3FFFD:
            true
        default:
            false
        }
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0: true
        // Embeddings, overrides and isolates, which reorder what stands beside them on the line.
        case 0x202A...0x202E, 0x2066...0x2069, 0x2028, 0x2029: true
        default: false
        }
    }

    private static func symbol(of control: Unicode.Scalar) -> Unicode.Scalar {
        switch control.value {
        case 0..<0x20: Unicode.Scalar(0x2400 + control.value) ?? "\u{FFFD}"
        case 0x7F: "\u{2421}"
        default: "\u{FFFD}"
        }
    }
}
