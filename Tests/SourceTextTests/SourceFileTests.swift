import SourceText
import Testing

struct SourceFileTests {
    @Test(arguments: [
        ("", 0, 1, 1), ("abc", 0, 1, 1), ("abc", 2, 1, 3), ("abc", 3, 1, 4), ("a\nb", 1, 1, 2), ("a\nb", 2, 2, 1),
        ("a\n", 2, 2, 1), ("\n\n\nx", 3, 4, 1), ("a\r\nb", 3, 2, 1),
        // Columns count characters: é is two bytes, 😀 four.
        ("é=1", 2, 1, 2), ("😀😀x", 8, 1, 3),
        // A byte order mark is no column.
        ("\u{FEFF}abc", 3, 1, 1), ("\u{FEFF}abc", 4, 1, 2), ("\u{FEFF}abc", 0, 1, 1),
        // Beyond the end is the end.
        ("ab", 99, 1, 3),
    ])
    func places(text: String, offset: Int, line: Int, column: Int) {
        #expect(SourceFile(name: "f", text: text).place(at: offset) == SourcePlace(line: line, column: column))
    }

    @Test func linesComeWithoutTheirEnds() {
        let file = SourceFile(name: "f", text: "one\r\ntwo\n\nfour")
        #expect(file.lineCount == 4)
        #expect((1...4).map { String(decoding: file.line($0), as: UTF8.self) } == ["one", "two", "", "four"])
        #expect((1...4).map { file.offset(ofLine: $0) } == [0, 5, 9, 10])
    }

    @Test func bytesThatAreNoTextComeOutAsReplacementCharacters() {
        #expect(SourceFile(name: "f", bytes: [0x61, 0xFF, 0x62]).text(SourceRange(0, 3)) == "a\u{FFFD}b")
    }

    @Test func rangesJoin() {
        #expect(SourceRange(3, 5).union(SourceRange(1, 4)) == SourceRange(1, 5))
    }
}
