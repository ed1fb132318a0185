// The fuzzer's target: every text goes through reading, formatting, laying out and pricing. `Scripts/fuzz` builds and runs it.

import CostAnalysis
import NetworkIR
import SourceText

@testable import ArchLanguage

/// One input of libFuzzer; a trap is a finding.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let file = SourceFile(name: "fuzz.arch", bytes: Array(UnsafeBufferPointer(start: data, count: count)))
    do throws(LanguageError) {
        try checkFormatting(file)
        var space = try DesignSpace(file, name: "fuzz")
        // Instrumented code is slow: networks of a million layers, which are allowed, would spend the time on few inputs.
        space.limits.rounds = 2000
        space.limits.layers = 2000
        space.limits.statements = 10_000
        space.limits.surveyedStatements = 10_000
        let network = try space.network()
        _ = try? network.cost()
        for layer in network.layers.prefix(20) {
            guard let problem = network.problem(of: layer) else { continue }
            precondition(Problem(key: problem.key) == problem, "a problem's key reads back otherwise: \(problem.key)")
        }
        // The far end of the space: the last alternative of every choice.
        var assignment = Assignment()
        for choice in try space.choices() { assignment[choice.name] = choice.domain.last }
        _ = try? space.network(assignment).cost()
    } catch {
        // Showing a problem must be as safe as finding it.
        let renderer = DiagnosticRenderer()
        for diagnostic in error.diagnostics {
            let text = renderer.render(diagnostic, in: error.file)
            precondition(!text.isEmpty, "an empty message")
        }
    }
    return 0
}

/// Formatting keeps what a text says, and formatting again changes nothing.
private func checkFormatting(_ file: SourceFile) throws(LanguageError) {
    let tree = try SyntaxTree(parsing: file)
    let text = try DesignSpace.canonicalText(of: file)
    let formatted = SourceFile(name: "formatted.arch", text: text)
    guard let again = try? SyntaxTree(parsing: formatted) else { fatalError("canonical text does not parse:\n\(text)") }
    precondition(again == tree, "canonical text says something else:\n\(text)")
    let twice = try DesignSpace.canonicalText(of: formatted)
    precondition(twice == text, "formatting twice changes the text:\n\(text)----\n\(twice)")
}
