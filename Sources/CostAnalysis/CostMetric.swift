/// The quantities by which networks are reported, compared and budgeted.
public enum CostMetric: String, Hashable, Sendable, CaseIterable {
    case timeComplexity = "time_complexity"
    case macs
    case flops
    case params
    case activations
    case peakMemory = "peak_memory"
    case traffic
    case intensity
    case depth
    case receptiveField = "receptive_field"

    /// The unit as reports print it behind a number; empty for a plain count.
    public var unit: String {
        switch self {
        case .timeComplexity, .macs: MultiplyAccumulate.symbol
        case .flops: FloatingPointOperation.symbol
        case .params: ""
        case .activations: TensorElement.symbol
        case .peakMemory, .traffic: MemoryByte.symbol
        case .intensity: "FLOP/B"
        case .depth: ""
        case .receptiveField: "px"
        }
    }

    /// What is counted, in one line for help texts.
    public var definition: String {
        switch self {
        case .timeComplexity:
            "He & Sun's equation: multiply-accumulates of convolutions alone, a transposed one by its input map"
        case .macs:
            "multiply-accumulates of convolutions, transposed convolutions, fc and knn; padded taps counted, bias not"
        case .flops:
            "2 x macs, plus bias, normalisation, activation, pooling and element-wise work, one FLOP an operation"
        case .params:
            "learned numbers: weights, biases, scales and shifts, slopes, tables; running statistics are not learned"
        case .activations:
            "output elements of convolutions, transposed convolutions and fc layers"
        case .peakMemory:
            "the most bytes that live maps plus the running layer's weights take at once, layers run in order"
        case .traffic:
            "each layer's inputs, weights and output moved once: a lower bound in bytes"
        case .intensity:
            "flops / traffic"
        case .depth:
            "convolutions, transposed ones included"
        case .receptiveField:
            "the pixels of the input, along its longer side, that one output element depends on"
        }
    }
}
