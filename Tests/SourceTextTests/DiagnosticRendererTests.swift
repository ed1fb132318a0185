import SourceText
import Testing

struct DiagnosticRendererTests {
    private func render(_ text: String, _ start: Int, _ end: Int, notes: [Diagnostic.Note] = []) -> String {
        let diagnostic = Diagnostic(
            identifier: "some", message: "wrong", range: SourceRange(start, end), notes: notes)
        return DiagnosticRenderer().render(diagnostic, in: SourceFile(name: "net.arch", text: text))
    }

    @Test func lineAndCaret() {
        #expect(
            render("input 3x8x8\ncov 3 8\nrelu", 12, 15) == """
                net.arch:2:1: error: wrong
                    cov 3 8
                    ^~~

                """)
    }

    @Test func notesAndReplacement() {
        let diagnostic = Diagnostic(
            identifier: "some", severity: .warning, message: "odd", range: SourceRange(4, 5),
            notes: [Diagnostic.Note("bound here", at: SourceRange(0, 1))], replacement: "w")
        let text = DiagnosticRenderer().render(diagnostic, in: SourceFile(name: "net.arch", text: "a\nb v"))
        #expect(
            text == """
                net.arch:2:3: warning: odd
                    b v
                      ^
                    help: write 'w'
                net.arch:1:1: note: bound here
                    a
                    ^

                """)
    }

    @Test func colourOnRequest() {
        let diagnostic = Diagnostic(identifier: "some", message: "wrong", range: SourceRange(0, 1))
        let text = DiagnosticRenderer(usesColour: true).render(diagnostic, in: SourceFile(name: "f", text: "a"))
        #expect(text == "f:1:1: \u{1B}[1;31merror:\u{1B}[0m wrong\n    a\n    \u{1B}[1;31m^\u{1B}[0m\n")
    }

    @Test(arguments: [
        // Tabs stay tabs before the caret, so that it stands under its place.
        ("\tconv\t3 x", 8, 9, "    \tconv\t3 x\n    \t    \t  ^\n"),
        // Wide characters count one each.
        ("é € ?", 7, 8, "    é € ?\n        ^\n"),
        // Control characters are not sent to the terminal.
        ("a\u{1B}[31m\u{0}b", 0, 1, "    a\u{FFFD}[31m\u{FFFD}b\n    ^\n"),
        // A place at the line's end, and one beyond the line, where a mark covers several.
        ("conv 3\nrelu", 6, 7, "    conv 3\n          ^\n"), ("{ relu\ntanh }", 0, 13, "    { relu\n    ^~~~~~\n"),
        // An empty line has nothing to show.
        ("\n", 0, 1, ""), ("", 0, 0, ""),
        // Windows' line ends and a byte order mark are not shown.
        ("ab\r\ncd", 0, 2, "    ab\n    ^~\n"), ("\u{FEFF}ab", 0, 0, "    ab\n    ^\n"),
        ("\u{FEFF}ab", 4, 5, "    ab\n     ^\n"),
    ])
    func excerpts(text: String, start: Int, end: Int, expected: String) {
        let lines = render(text, start, end).split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
        #expect(lines.joined(separator: "\n") == expected)
    }

    @Test func aLineOfMegabytesIsCutAroundThePlace() {
        let text = String(repeating: "a", count: 5_000_000) + "?" + String(repeating: "b", count: 5_000_000)
        let shown = render(text, 5_000_000, 5_000_001)
        #expect(shown.utf8.count < 600)
        let lines = shown.split(separator: "\n")
        #expect(lines[0] == "net.arch:1:5000001: error: wrong")
        #expect(lines[1].hasPrefix("    …aaa") && lines[1].hasSuffix("bbb…"))
        #expect(Array(lines[1])[lines[2].count - 1] == "?")
    }

    @Test func bytesThatAreNoTextDoNotMoveTheCaret() {
        let file = SourceFile(name: "f", bytes: [0x61, 0x20, 0xFF, 0x20, 0x62])
        let diagnostic = Diagnostic(identifier: "some", message: "wrong", range: SourceRange(4, 5))
        #expect(
            DiagnosticRenderer().render(diagnostic, in: file) == "f:1:5: error: wrong\n    a \u{FFFD} b\n        ^\n")
    }
}
