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
