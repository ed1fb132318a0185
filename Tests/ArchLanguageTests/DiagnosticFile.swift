import Foundation
import SourceText
import Testing

/// A file of small wrong texts, each with its expected problems marked under the lines:
///
///     === what the text is about
///     cov 3 64
///     ^~~ error[unknown-word]: no layer, block or statement is called 'cov'; did you mean 'conv'?
struct DiagnosticFile {
    struct Section: Sendable, CustomTestStringConvertible {
        var title: String
        /// The text with its marks.
        var marked: String

        /// The text alone.
        var source: String {
            marked.split(separator: "\n", omittingEmptySubsequences: false).filter { !DiagnosticFile.isMark($0) }
                .joined(separator: "\n")
        }

        var testDescription: String { title }
    }

    static func path(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Diagnostics/\(name).txt").path
    }

    static func sections(_ name: String) -> [Section] {
        guard let text = try? String(contentsOfFile: path(name), encoding: .utf8) else { return [] }
        return text.split(separator: "=== ").map { part in
            let lines = part.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
            var body = lines.count > 1 ? String(lines[1]) : ""
            if body.last == "\n" { body.removeLast() }
            return Section(title: String(lines[0]), marked: body)
        }
    }

    /// Writes a file anew with other marks.
    static func record(_ name: String, _ sections: [Section]) throws {
        let text = sections.map { "=== \($0.title)\n\($0.marked)\n" }.joined()
        try text.write(toFile: path(name), atomically: true, encoding: .utf8)
    }

    private static let marks = ["error[", "note:"]

    fileprivate static func isMark(_ line: Substring) -> Bool {
        let rest = line.drop { $0 == " " || $0 == "\t" }
        guard rest.first == "^" else { return false }
        let words = rest.drop { $0 == "^" || $0 == "~" }
        return marks.contains { words.hasPrefix(" " + $0) }
    }

    /// A text with its problems marked under the lines.
    static func mark(_ source: String, _ diagnostics: [Diagnostic]) -> String {
        let file = SourceFile(name: "test.arch", text: source)
        var marks: [Int: [String]] = [:]
        func add(_ range: SourceRange, _ words: String) {
            let place = file.place(at: range.start)
            let line = file.line(place.line)
            let width = max(1, min(range.end, line.endIndex) - range.start)
            let mark = String(repeating: " ", count: place.column - 1) + "^" + String(repeating: "~", count: width - 1)
            marks[place.line, default: []].append("\(mark) \(words)")
        }
        for diagnostic in diagnostics {
            add(diagnostic.range, "error[\(diagnostic.identifier)]: \(diagnostic.message)")
            for note in diagnostic.notes { add(note.range, "note: \(note.message)") }
        }
        var lines: [String] = []
        for (index, line) in source.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            lines.append(String(line))
            lines += marks[index + 1] ?? []
        }
        return lines.joined(separator: "\n")
    }
}
