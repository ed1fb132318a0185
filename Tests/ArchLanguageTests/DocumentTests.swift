import Foundation
import SourceText
import Testing

@testable import ArchLanguage

/// The samples of the language's reference are networks, in canonical form.
struct DocumentTests {
    @Test func samplesAreNetworks() throws {
        let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/language.md").path
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let samples = text.components(separatedBy: "```arch\n").dropFirst().map {
            $0.components(separatedBy: "```")[0]
        }
        #expect(samples.count == 4)
        for sample in samples {
            let layers = try network(sample).layers
            #expect(layers.count > 5, "\(sample)")
            let canonical = try DesignSpace.canonicalText(of: SourceFile(name: "sample.arch", text: sample))
            #expect(canonical == sample)
        }
    }

    /// Every word of the language stands in its reference, and so does every limit.
    @Test func wordsAndLimitsAreExplained() throws {
        let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/language.md").path
        let text = try String(contentsOfFile: path, encoding: .utf8)
        for entry in Vocabulary.shared.entries.dropFirst() {
            #expect(text.contains("`\(entry.text)") || text.contains("\"\(entry.text)\""), "\(entry.text)")
        }
        let limits = Machine.Limits.standard
        let rows = [
            "nesting of braces and parentheses in the text | \(Parser.nestingLimit)",
            "those of called blocks included | \(limits.nesting)", "operators of one number | \(Parser.operatorLimit)",
            "characters of a name | \(Parser.nameLimit)", "problems reported at once | \(Parser.problemLimit)",
        ]
        for row in rows { #expect(text.contains(row)) }
        #expect(limits.rounds == 1_000_000 && limits.layers == 1_000_000 && limits.statements == 4_000_000)
        #expect(limits.nameBytes == 256 << 20 && Parser.fileLimit == 64 << 20)
        #expect(ResolvedChoice.domainLimit == 100_000 && limits.alternatives == 1_000_000)
    }
}
