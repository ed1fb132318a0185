import NetworkIR
import SourceText

extension Machine {
    /// Completes the network: its outputs are the last layer and every label that nobody read.
    mutating func finish() {
        guard diagnostics.isEmpty else { return }
        guard !network.layers.isEmpty else { return report(.noLayers, at: SourceRange(0, 0)) }
        var outputs = Set<Int>()
        if case .layer(let last) = flow.source { outputs.insert(last) }
        for label in network.labels where !label.isConsumed {
            if case .layer(let index) = label.source { outputs.insert(index) }
        }
        network.outputs = outputs.sorted()
    }
}

extension DesignSpace {
    /// An assignment names a choice that is not met at its point.
    func unknownChoice(_ name: String, met: [String]) -> Diagnostic {
        let near = nearestWord(to: name, in: met)
        let known = met.isEmpty ? "the file has no choice" : "it has " + met.prefix(12).joined(separator: ", ")
        let hint = near.map { "; did you mean '\($0)'?" } ?? ""
        return Diagnostic(
            identifier: "unknown-choice", message: "no choice is called '\(name)' at this point\(hint); \(known)",
            range: SourceRange(0, 0))
    }
}
