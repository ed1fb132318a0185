/// A score that adds up over layers; formulas, sources and what is known of their worth are in docs/scores.md.
public enum ScoreTerm: String, Hashable, Sendable, CaseIterable {
    case depth
    case activations
    case squareRootActivations = "sqrt-activations"
    case entropy
    case parameters = "params"
    case macs
    case receptiveField = "receptive-field"

    /// True where a layer's value is a whole number.
    var isWhole: Bool {
        switch self {
        case .depth, .activations, .parameters, .macs, .receptiveField: true
        case .squareRootActivations, .entropy: false
        }
    }

    /// True where values of whole networks reach billions, which leaves less room for digits behind the point.
    var isLarge: Bool {
        switch self {
        case .activations, .parameters, .macs: true
        case .depth, .squareRootActivations, .entropy, .receptiveField: false
        }
    }

    /// The value of one layer where it is no whole number: a form under which equal sums stay equal.
    func form(_ layer: LayerFacts) -> AdditiveForm? {
        switch self {
        case .depth, .activations, .parameters, .macs, .receptiveField: nil
        case .squareRootActivations: AdditiveForm(squareRootOf: UInt64(max(0, layer.activations)))
        case .entropy: AdditiveForm(logarithmOf: UInt64(max(1, layer.fanIn)))
        }
    }

    /// The value of one layer as it is, for those whose values are whole.
    func count(_ layer: LayerFacts) -> Int64 {
        switch self {
        case .depth: layer.depth
        case .activations: layer.activations
        case .parameters: layer.parameters
        case .macs: layer.macs
        case .receptiveField: layer.reach
        case .squareRootActivations, .entropy: 0
        }
    }
}
