import NetworkIR
import SourceText
import Testing

@testable import ArchLanguage

/// The network that a text says; a problem of the text fails the test.
func network(_ text: String, _ assignment: Assignment = [:]) throws -> Network {
    do throws(LanguageError) {
        return try DesignSpace(SourceFile(name: "test.arch", text: text), name: "test").network(assignment)
    } catch {
        let renderer = DiagnosticRenderer()
        let problems = error.diagnostics.map { renderer.render($0, in: error.file) }
        Issue.record("\(problems.joined())\(error.assignmentProblems.map(\.description).joined(separator: "\n"))")
        throw error
    }
}

extension Network {
    /// Each layer as `name CxHxW`.
    var lines: [String] { layers.map { "\($0.name) \($0.output)" } }

    /// The problem key of a layer without its batch, precision and pass: `conv ic3 ih8 iw8 oc4 …`.
    func key(_ index: Int) -> String {
        let layer = layers[index]
        let key = Problem(operation: layer.operation, inputs: inputs(of: layer)).key
        return key.replacing(" n1 ", with: " ", maxReplacements: 1).replacing(" f32 fwd", with: "")
    }
}
