/// A quantity of a network that a search can bound, minimise or print.
///
/// This is the one place that says how each combines along a network, in what unit a budget names it, and how users
/// write its name.
public enum Metric: String, Hashable, Sendable, CaseIterable {
    case timeComplexity = "time_complexity"
    case macs
    case flops
    case parameters = "params"
    case activations
    case peakMemory = "peak_memory"
    case traffic
    case depth
    case receptiveField = "receptive_field"
    /// Predicted or measured nanoseconds on this machine.
    case time

    /// How the values of a network's parts make the network's.
    public enum Combination: Hashable, Sendable {
        /// Parts add up.
        case sum
        /// The largest part counts: what is live at once, taken over the layers in order.
        case maximum
        /// Each part adds its reach times the product of all strides before it; so it adds once that product is known.
        case strideProduct
    }

    public var combination: Combination {
        switch self {
        case .timeComplexity, .macs, .flops, .parameters, .activations, .traffic, .depth, .time: .sum
        case .peakMemory: .maximum
        case .receptiveField: .strideProduct
        }
    }

    /// The unit that a budget in this metric ends with; nil where no budget names it.
    public var unit: String? {
        switch self {
        case .timeComplexity: "x"
        case .macs: "MACs"
        case .flops: "FLOPs"
        case .parameters: "params"
        case .activations: "activations"
        case .peakMemory: "B"
        case .time: "s"
        case .traffic, .depth, .receptiveField: nil
        }
    }
}
