import Foundation
import SourceText
import Testing

@testable import ArchLanguage

/// Every problem that a text can have, with its place and its exact words.
///
/// With `ARCHCOST_RECORD=1` in the environment the files are written anew, and the tests fail so that it is not forgotten.
struct DiagnosticTests {
    static let isRecording = ProcessInfo.processInfo.environment["ARCHCOST_RECORD"] != nil

    static func problems(_ source: String) -> [Diagnostic] {
        do throws(LanguageError) {
            var space = try DesignSpace(SourceFile(name: "test.arch", text: source), name: "test")
            // Small bounds: the standard ones take a debug build minutes to reach.
            space.limits = Machine.Limits(layers: 3000, statements: 9000, nameBytes: 100_000)
            _ = try space.network()
            return []
        } catch {
            return error.diagnostics
        }
    }

    @Test(arguments: ["syntax", "names", "numbers"])
    func marksStandWhereExpected(name: String) throws {
        let sections = DiagnosticFile.sections(name)
        try #require(!sections.isEmpty)
        var recorded: [DiagnosticFile.Section] = []
        for section in sections {
            let actual = DiagnosticFile.mark(section.source, DiagnosticTests.problems(section.source))
            if DiagnosticTests.isRecording {
                recorded.append(.init(title: section.title, marked: actual))
            } else {
                #expect(actual == section.marked, "\(section.title)")
                #expect(actual != section.source, "\(section.title): no problem was found")
            }
        }
        if DiagnosticTests.isRecording {
            try DiagnosticFile.record(name, recorded)
            Issue.record("recorded \(name)")
        }
    }

    /// The identifiers that scripts may rely on, each shown by some text of the files.
    @Test func everyIdentifierIsShown() {
        let shown = Set(
            ["syntax", "names", "numbers"].flatMap { DiagnosticFile.sections($0) }
                .flatMap { DiagnosticTests.problems($0.source) }.map(\.identifier))
        let expected: Set<String> = [
            "unexpected-character", "integer-too-large", "decimal-not-allowed", "decimal-out-of-range",
            "unexpected-token", "unknown-word", "unknown-modifier", "modifier-not-allowed", "repeated-modifier",
            "conflicting-modifiers", "missing-argument", "surplus-argument", "size-not-allowed",
            "division-outside-parentheses", "alternatives-in-rectangle", "nesting-too-deep", "number-too-long",
            "name-too-long", "unclosed-brace", "unclosed-parenthesis", "stray-brace", "reserved-word",
            "repeat-as-name", "not-repeatable", "not-labellable", "branch-not-group", "empty-branches",
            "duplicate-parameter", "missing-input", "second-input", "input-inside", "layer-before-input",
            "unknown-name", "block-as-number", "unknown-block", "recursive-block", "number-as-block",
            "redefined-name", "redefined-block", "wrong-argument-count", "channels-before-input", "unknown-label",
            "label-defined-later", "label-outside-block", "redefined-label", "ambiguous-choice-name", "overflow",
            "dropout-rate",
            "call-without-parentheses",
            "inexact-division", "division-by-zero", "number-too-small", "empty-range", "step-misses", "zero-step",
            "too-many-alternatives", "too-many-rounds", "too-many-layers", "too-many-statements",
            "names-too-long", "requirement-fails", "groups-do-not-divide", "factor-does-not-divide", "empty-map",
            "padding-too-large", "bins-exceed-map", "maps-differ", "slice-out-of-range", "fewer-channels",
            "too-many-neighbours", "residual-shape", "label-not-on-path", "integer-input-needed",
            "empty-network",
        ]
        #expect(shown == expected)
    }
}
