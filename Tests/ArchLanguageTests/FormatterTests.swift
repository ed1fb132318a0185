import SourceText
import Testing

@testable import ArchLanguage

struct FormatterTests {
    private func tree(_ text: String) throws(LanguageError) -> SyntaxTree {
        try SyntaxTree(parsing: SourceFile(name: "test.arch", text: text))
    }

    private func format(_ text: String) throws(LanguageError) -> String {
        try DesignSpace.canonicalText(of: SourceFile(name: "test.arch", text: text))
    }

    @Test(arguments: [
        ("input   3 x 224x224", nil), ("input 3x224x224\n", "input 3x224x224\n"),
        ("conv  3   64   relu  bn  /2", "conv 3 64 /2 bn relu\n"),
        ("conv 3 64 x 3", nil),
        ("{conv 3 64;relu}x2", "{ conv 3 64; relu } x2\n"),
        ("stage a {\nconv 3 64\nrelu }", "stage a {\n  conv 3 64\n  relu\n}\n"),
        ("block b{relu}", "block b() { relu }\n"),
        ("b(64,  2)×3", "b(64, 2) x3\n"),
        ("b((c/4),64|96)", "b(c/4, 64|96)\n"),
        ("let w=64 | 96 .. 256 : 32", "let w = 64|96..256:32\n"),
        ("conv 3 ((c/4))", "conv 3 (c/4)\n"), ("fc (2*(3))", "fc 2*3\n"),
        ("fc (1+2)*3", "fc (1+2)*3\n"), ("fc round8((c*3/4))", "fc round8(c*3/4)\n"),
        ("fc (8/2/2)+(c/(2*2))", "fc (8/2/2)+(c/(2*2))\n"),
        ("conv (3)x(h) 8", "conv 3x(h) 8\n"), ("conv (x) (c/2)", "conv (x) (c/2)\n"),
        ("dense { relu } x4", "dense x4 { relu }\n"),
        ("either { relu }\nor { tanh }", "either { relu } or { tanh }\n"),
        ("branches add {\n{ } { relu }\n}", "branches add {\n  { }\n  { relu }\n}\n"),
        ("leaky 0.10; leaky 00.5", "leaky 0.1; leaky 0.5\n"),
        ("# a\n\n\n\n# b\nrelu   #c  \n\n\ntanh", "# a\n\n# b\nrelu  #c\n\ntanh\n"),
        ("stage a { # why\n  relu\n\n  # last\n}", "stage a {\n  # why\n  relu\n\n  # last\n}\n"),
        ("b(1, # one\n  2)", "# one\nb(1, 2)\n"),
        ("", ""), ("\n\n", ""), ("# only\n", "# only\n"),
        ("with conv:bn   relu nobias", "with conv: nobias bn relu\n"),
    ])
    func canonicalText(text: String, expected: String?) throws {
        guard let expected else {
            #expect(throws: LanguageError.self) { try format(text) }
            return
        }
        #expect(try format(text) == expected)
        #expect(try format(expected) == expected)
    }

    @Test func longLinesAreBroken() throws {
        let statement = "conv 3 64 groups 32 nobias bn relu"
        let line = "stage s { " + Array(repeating: statement, count: 4).joined(separator: "; ") + " }"
        #expect(try format(line) == "stage s {\n" + Array(repeating: "  \(statement)\n", count: 4).joined() + "}\n")
    }

    /// Formatting keeps what a text says, and formatting again changes nothing.
    @Test(arguments: 0..<8)
    func formattingRandomTexts(part: Int) throws {
        for seed in UInt64(part * 250)..<UInt64(part * 250 + 250) {
            var generator = SyntaxGenerator(seed: seed)
            let text = generator.file()
            let parsed: SyntaxTree
            do throws(LanguageError) { parsed = try tree(text) } catch {
                Issue.record("seed \(seed): \(error.diagnostics.first?.message ?? "") in\n\(text)")
                continue
            }
            do throws(LanguageError) {
                let formatted = try format(text)
                #expect(try tree(formatted) == parsed, "seed \(seed):\n\(text)\n---\n\(formatted)")
                #expect(try format(formatted) == formatted, "seed \(seed):\n\(text)\n---\n\(formatted)")
                let comments = text.split(separator: "#").count
                #expect(formatted.split(separator: "#").count == comments, "seed \(seed) loses comments:\n\(text)")
            } catch {
                Issue.record("seed \(seed): canonical text does not parse: \(error.diagnostics)\n\(text)")
            }
        }
    }
}
