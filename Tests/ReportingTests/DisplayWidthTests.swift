import Reporting
import Testing

@Suite struct DisplayWidthTests {
    @Test(arguments: [
        ("", 0), ("conv1", 5), ("0.961×", 6), ("12.3 µs", 7), ("e\u{301}", 1), ("é", 1), ("層", 2), ("畳み込み", 8),
        ("한글", 4), ("ＡＢ", 4), ("🧠", 2), ("👩‍🔬", 2), ("🇩🇪", 2), ("✈\u{FE0F}", 2), ("✈", 1), ("zero\u{200B}width", 9),
        ("ｱ", 1), ("…", 1),
    ])
    func cellsOfALine(text: String, cells: Int) {
        #expect(DisplayWidth.of(text) == cells, "\(text)")
    }

    @Test(arguments: [
        ("bottleneck", 10, "bottleneck"), ("bottleneck", 9, "bott…neck"), ("bottleneck", 8, "bott…eck"),
        ("bottleneck", 2, "b…"), ("bottleneck", 1, "…"), ("bottleneck", 0, ""), ("畳み込み層", 6, "畳…層"),
        ("e\u{301}e\u{301}e\u{301}e\u{301}", 3, "e\u{301}…e\u{301}"),
    ])
    func shorteningTakesTheMiddle(text: String, limit: Int, expected: String) {
        let shortened = DisplayWidth.shortened(text, to: limit)
        #expect(shortened == expected)
        #expect(DisplayWidth.of(shortened) <= limit)
    }

    @Test(arguments: [
        ("plain", "plain"), ("\u{1B}[31mred", "␛[31mred"), ("two\nlines", "two␊lines"), ("a\u{7F}", "a␡"),
        ("\u{9B}31m", "\u{FFFD}31m"), ("\u{202E}cba", "\u{FFFD}cba"),
    ])
    func controlCharactersBecomeSymbols(text: String, expected: String) {
        #expect(DisplayWidth.printable(text) == expected)
    }
}
