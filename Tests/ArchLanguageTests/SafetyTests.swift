import CostAnalysis
import Foundation
import NetworkIR
import SourceText
import Testing

@testable import ArchLanguage

/// Texts that want to crash, hang or exhaust the reader: each ends in a network or in short problems.
struct SafetyTests {
    struct Hostile: Sendable, CustomTestStringConvertible {
        var title: String
        var bytes: [UInt8]
        /// The first problem's identifier; nil where the text is good.
        var identifier: String?
        var testDescription: String { title }

        init(_ title: String, _ text: String, _ identifier: String?) {
            (self.title, self.bytes, self.identifier) = (title, Array(text.utf8), identifier)
        }

        init(_ title: String, _ bytes: [UInt8], _ identifier: String?) {
            (self.title, self.bytes, self.identifier) = (title, bytes, identifier)
        }
    }

    private static let head = "input 3x32x32\n"

    private static func many(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    static let texts: [Hostile] = [
        Hostile("a huge repeat", head + "conv 3 8 x1000000000", "too-many-rounds"),
        Hostile("a repeat beyond integers", head + "conv 3 8 x99999999999999999999999", "integer-too-large"),
        Hostile("ten thousand braces", head + many("{", 10_000), "nesting-too-deep"),
        Hostile("ten thousand pairs of braces", head + many("{", 10_000) + many("}", 10_000), "nesting-too-deep"),
        Hostile("ten thousand closing braces", head + many("}", 10_000), "stray-brace"),
        Hostile("ten thousand parentheses", head + "conv 3 " + many("(", 10_000), "nesting-too-deep"),
        Hostile(
            "ten thousand pairs of parentheses", head + "conv 3 " + many("(", 10_000) + "1" + many(")", 10_000),
            "nesting-too-deep"),
        Hostile("functions in functions", head + "conv 3 " + many("round8(", 10_000), "nesting-too-deep"),
        Hostile("a chain of operators", head + "conv 3 1" + many("+1", 10_000), "number-too-long"),
        Hostile(
            "chains in parentheses", head + "conv 3 " + many("(1" + many("+1", 20) + "+", 40) + "1" + many(")", 40),
            "number-too-long"),
        Hostile("a word of megabytes", head + many("a", 2_000_000), "unknown-word"),
        Hostile("a number of megabytes", head + "conv 3 " + many("9", 2_000_000), "integer-too-large"),
        Hostile("a line of megabytes", head + many("conv 3 3; ", 200_000) + "oops", "unknown-word"),
        Hostile("a comment of megabytes", "#" + many(" x", 1_000_000) + "\n" + head + "relu", nil),
        Hostile("bytes that are no text", [0xFF, 0xFE, 0xC3, 0x28, 0x0A, 0xF0, 0x9F], "unexpected-character"),
        Hostile(
            "a comment in Latin-1", Array("input 3x8x8 # Gr".utf8) + [0xF6] + Array("e\nrelu\n".utf8),
            "unexpected-character"),
        Hostile("NUL bytes", [0, 0, 0, 0], "unexpected-character"),
        Hostile("NUL in a line", head + "conv 3 \0 8", "unexpected-character"),
        Hostile("a × cut in half", Array(head.utf8) + [0xC3], "unexpected-character"),
        Hostile("only ×", head + many("×", 1000), "unexpected-token"),
        Hostile("many problems", head + many("oops\n", 100_000), "unknown-word"),
        Hostile("many unknown names", head + many("conv 3 oops\n", 20_000), "unknown-name"),
        Hostile("many unknown labels", head + many("add oops\n", 20_000), "unknown-label"),
        Hostile(
            "many names, and one wrong",
            head + (0..<20_000).map { "let w\($0) = 1\n" }.joined() + many("conv 3 v\n", 200), "unknown-name"),
        Hostile(
            "many labels in many groups", head + (0..<5000).map { "either { relu as a\($0) } or { tanh }\n" }.joined(),
            nil),
        Hostile("many statements", head + many("relu\n", 20_000), nil),
        Hostile("many separators", head + many(";", 500_000) + "relu", nil),
        Hostile("a range of a thousand million", head + "conv 1|1..1000000000 8", "too-many-alternatives"),
        Hostile("many alternatives", head + "conv 1" + many("|3", 300_000) + " 8", "too-many-alternatives"),
        Hostile(
            "repeats of nothing", head + "relu\n" + many("{ ", 45) + many("} x1000000 ", 45), "too-many-statements"),
        Hostile(
            "blocks that double",
            head + "block b0() { relu }\n"
                + (1...40).map { "block b\($0)() { b\($0 - 1)(); b\($0 - 1)() }\n" }.joined() + "b40()",
            "too-many-statements"),
        Hostile(
            "blocks that double choices",
            head + "block b0() { conv 3|5 3 }\n"
                + (1...40).map { "block b\($0)() { b\($0 - 1)(); b\($0 - 1)() }\n" }.joined() + "b40()",
            "too-many-statements"),
        Hostile(
            "blocks in a chain",
            head + "block b0() { relu }\n"
                + (1...5000).map { "block b\($0)() { b\($0 - 1)() }\n" }.joined() + "b5000()", "nesting-too-deep"),
        Hostile("a problem in every round", head + "{ conv 3 8 groups 5 } x1000000", "groups-do-not-divide"),
        Hostile(
            "a repeat behind a problem", head + "conv 3 8 groups 5\n{ relu x1000000 } x1000000", "groups-do-not-divide"),
        Hostile("an empty file", "", "missing-input"), Hostile("only a comment", "# nothing\n", "missing-input"),
        Hostile("only newlines", many("\n", 100_000), "missing-input"),
        Hostile("only an input", head, "empty-network"),
        Hostile("a label never read", head + "relu as a\nrelu as b", nil),
        Hostile(
            "all numbers at their largest",
            "input 9007199254740992x1x1\nconv 9007199254740992 9007199254740992 dilate 9007199254740992", "overflow"),
        Hostile(
            "windows at their largest",
            "input 1x9007199254740992x1\nmaxpool 9007199254740992x1 /1 ceil\ndeconv 1 1 /9007199254740992", nil),
    ]

    /// Everything that may be done with a text; the first problem's identifier.
    private static func exercise(_ bytes: [UInt8]) -> String? {
        let file = SourceFile(name: "hostile.arch", bytes: bytes)
        do throws(LanguageError) {
            let text = try DesignSpace.canonicalText(of: file)
            var space = try DesignSpace(file, name: "hostile")
            // Bounds that a debug build reaches in a second.
            space.limits = Machine.Limits(layers: 30_000, statements: 60_000, statementsAfterProblem: 2000)
            let network = try space.network()
            _ = try? network.cost()
            _ = text.utf8.count
            return nil
        } catch {
            let renderer = DiagnosticRenderer()
            #expect(error.diagnostics.count <= Parser.problemLimit * 2 + 1)
            for diagnostic in error.diagnostics.prefix(5) {
                #expect(renderer.render(diagnostic, in: error.file).utf8.count < 4000)
            }
            return error.diagnostics.first?.identifier
        }
    }

    @Test(arguments: texts)
    func hostileTexts(text: Hostile) {
        #expect(Self.exercise(text.bytes) == text.identifier)
    }

    /// The deepest nesting allowed stays within a small stack: debug frames took under 512 KiB with Swift 6.3.1 and more
    /// with Debian's 6.2.3, of the 8 MiB that the command has.
    @Test func nestingFitsASmallStack() async {
        let braces = Self.head + Self.many("residual { ", 50) + "relu" + Self.many(" }", 50)
        let branches = Self.head + Self.many("branches add { { ", 25) + "relu" + Self.many(" } }", 25)
        let either = Self.head + Self.many("either { ", 50) + "relu" + Self.many(" } or { tanh }", 50)
        let number = Self.head + "conv 1 " + Self.many("(1+", 49) + "1" + Self.many(")", 49)
        let divisions = Self.head + "conv 1 (1" + Self.many("/1", 64) + ")"
        let rounded = Self.head + "conv 1 " + Self.many("round8(", 49) + "1" + Self.many(")", 49)
        let both = Self.head + Self.many("{ ", 47) + "conv 1 ((1" + Self.many("/1", 64) + "))" + Self.many(" }", 47)
        for text in [braces, branches, either, number, divisions, rounded, both] {
            let bytes = Array(text.utf8)
            let result: String? = await withCheckedContinuation { continuation in
                let thread = Thread { continuation.resume(returning: Self.exercise(bytes)) }
                thread.stackSize = 1024 * 1024
                thread.start()
            }
            #expect(result == nil, "\(text.prefix(60))")
        }
    }
}
