import ArchLanguage
import CostAnalysis
import Foundation
import SourceText
import Testing

/// A block marked ```` ```arch ```` in a document, which has to be a whole and canonical file.
private struct DocumentedExample: CustomTestStringConvertible {
    var document: String
    /// The line of its first line.
    var line: Int
    var text: String

    var testDescription: String { "\(document):\(line)" }

    /// A count that the example's comment claims, such as `61,706 params`.
    func claim(_ unit: String) -> Int? {
        let words = text.prefix { $0 != "\n" }.split(separator: " ")
        guard let index = words.firstIndex(where: { $0.hasPrefix(unit) }), index > 0 else { return nil }
        return Int(words[index - 1].filter { $0 != "," })
    }

    static let all: [DocumentedExample] = {
        let root = ArchitectureTests.folder.deletingLastPathComponent()
        let docs = root.appendingPathComponent("docs")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: docs.path)) ?? []
        let documents = ["README.md"] + names.filter { $0.hasSuffix(".md") }.sorted().map { "docs/\($0)" }
        return documents.flatMap { document in
            let text = (try? String(contentsOf: root.appendingPathComponent(document), encoding: .utf8)) ?? ""
            return examples(of: text, in: document)
        }
    }()

    private static func examples(of text: String, in document: String) -> [DocumentedExample] {
        var examples: [DocumentedExample] = []
        var open: DocumentedExample?
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if let example = open, line == "```" {
                examples.append(example)
                open = nil
            } else if line == "```arch" {
                open = DocumentedExample(document: document, line: index + 2, text: "")
            } else {
                open?.text += line + "\n"
            }
        }
        return examples
    }
}

@Suite struct DocumentationTests {
    @Test(arguments: DocumentedExample.all)
    private func examplesAreCanonicalAndCostWhatTheyClaim(_ example: DocumentedExample) throws {
        let file = SourceFile(name: example.testDescription, text: example.text)
        let total = try DesignSpace(file, name: "example").network().cost().total
        #expect(try DesignSpace.canonicalText(of: file) == example.text)
        if let params = example.claim("params") { #expect(total.params.count == params) }
        if let macs = example.claim("MACs") { #expect(total.macs.count == macs) }
    }

    @Test func theGalleryIsLookedAt() {
        #expect(DocumentedExample.all.count >= 15)
        #expect(DocumentedExample.all.compactMap { $0.claim("params") }.count >= 7)
    }
}
