#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

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

    /// The value of one layer in millionths; nil where it leaves 64 bits.
    func millionths(_ layer: LayerFacts) -> Int64? {
        func whole(_ value: Int64) -> Int64? {
            let (product, overflow) = value.multipliedReportingOverflow(by: 1_000_000)
            return overflow ? nil : product
        }
        func rounded(_ value: Double) -> Int64? { Int64(exactly: (value * 1_000_000).rounded()) }
        switch self {
        case .depth: return whole(layer.depth)
        case .activations: return whole(layer.activations)
        case .parameters: return whole(layer.parameters)
        case .macs: return whole(layer.macs)
        case .receptiveField: return whole(layer.reach)
        case .squareRootActivations: return rounded(Double(layer.activations).squareRoot())
        case .entropy: return layer.fanIn > 1 ? rounded(log(Double(layer.fanIn))) : 0
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
