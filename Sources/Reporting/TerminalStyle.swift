/// The few looks that text may have on a terminal.
public enum TerminalStyle: String, Hashable, Sendable, CaseIterable {
    case bold = "1"
    case faint = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case blue = "34"
    case magenta = "35"
    case cyan = "36"

    /// `text` in this style where `isColoured`, else as it is (ECMA-48, select graphic rendition).
    public func applied(to text: String, isColoured: Bool) -> String {
        isColoured && !text.isEmpty ? start + text + TerminalStyle.end : text
    }

    /// What switches the style on.
    var start: String { "\u{1B}[\(rawValue)m" }

    /// What switches every style off.
    static let end = "\u{1B}[0m"
}
