/// Turns diagnostics into the text people read: `FILE:LINE:COL: error: …`, the line, and a caret under the place.
public struct DiagnosticRenderer: Sendable {
    /// The longest excerpt of a line that is shown, in characters.
    static let excerptWidth = 120

    /// Whether to colour the severity and the caret (ANSI).
    public var usesColour: Bool

    public init(usesColour: Bool = false) {
        self.usesColour = usesColour
    }

    /// The text of one diagnostic with its notes; every line ends with a newline.
    public func render(_ diagnostic: Diagnostic, in file: SourceFile) -> String {
        let colour = diagnostic.severity == .error ? "31" : "33"
        var text = entry(
            word: diagnostic.severity.rawValue, colour: colour, message: diagnostic.message, range: diagnostic.range,
            file: file)
        if let replacement = diagnostic.replacement {
            text += "    help: write '\(replacement)'\n"
        }
        for note in diagnostic.notes {
            text += entry(word: "note", colour: "36", message: note.message, range: note.range, file: file)
        }
        return text
    }

    private func entry(word: String, colour: String, message: String, range: SourceRange, file: SourceFile) -> String {
        let place = file.place(at: range.start)
        let severity = paint("\(word):", colour)
        var text = "\(file.name):\(place.line):\(place.column): \(severity) \(message)\n"
        let (excerpt, caret) = self.excerpt(of: range, line: place.line, column: place.column, file: file)
        guard !excerpt.isEmpty else { return text }
        text += "    \(excerpt)\n    \(caret.padding)\(paint(caret.mark, colour))\n"
        return text
    }

    /// The shown part of the line, and the caret with the blanks before it (tabs kept, so that it stands right).
    private func excerpt(
        of range: SourceRange, line: Int, column: Int, file: SourceFile
    ) -> (String, (padding: String, mark: String)) {
        let bytes = file.line(line)
        let lineStart = file.offset(ofLine: line)
        // A line of megabytes must not be decoded whole: look at the bytes around the place only.
        let reach = DiagnosticRenderer.excerptWidth * 4
        // A range may start at the newline, or at a byte order mark before the first line.
        let start = min(max(range.start, lineStart), bytes.endIndex)
        var from = max(bytes.startIndex, start - reach)
        var to = min(bytes.endIndex, start + reach)
        while from > bytes.startIndex, bytes[from] & 0xC0 == 0x80 { from -= 1 }
        while to < bytes.endIndex, bytes[to] & 0xC0 == 0x80 { to += 1 }
        let before = Array(
            String(decoding: bytes[from..<start], as: UTF8.self).unicodeScalars)
        let tail = Array(String(decoding: bytes[start..<to], as: UTF8.self).unicodeScalars)
        let leading = before.suffix(DiagnosticRenderer.excerptWidth * 2 / 3)
        let following = tail.prefix(DiagnosticRenderer.excerptWidth - leading.count)
        let cutBefore = leading.count < before.count || from > lineStart
        let cutAfter = following.count < tail.count || to < bytes.endIndex
        func shown(_ scalars: some Sequence<Unicode.Scalar>) -> String {
            var view = String.UnicodeScalarView()
            for scalar in scalars {
                let isControl = scalar.value < 0x20 && scalar != "\t" || (0x7F...0x9F).contains(scalar.value)
                view.append(isControl ? "\u{FFFD}" : scalar)
            }
            return String(view)
        }
        let text = (cutBefore ? "…" : "") + shown(leading) + shown(following) + (cutAfter ? "…" : "")
        var padding = cutBefore ? " " : ""
        for scalar in leading { padding.append(scalar == "\t" ? "\t" : " ") }
        let markedEnd = max(start, min(range.end, to))
        let marked = String(decoding: bytes[start..<markedEnd], as: UTF8.self).unicodeScalars.count
        let width = min(max(marked, 1), max(following.count, 1))
        return (text, (padding, "^" + String(repeating: "~", count: width - 1)))
    }

    private func paint(_ text: String, _ colour: String) -> String {
        usesColour ? "\u{1B}[1;\(colour)m\(text)\u{1B}[0m" : text
    }
}
