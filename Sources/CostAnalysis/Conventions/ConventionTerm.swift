import NetworkIR

/// A way in which a tool's number differs from ours, summed over the layers where it does.
public struct ConventionTerm: Hashable, Sendable {
    /// Names what differs.
    public enum Name: String, Hashable, Sendable, CaseIterable {
        case transposedConvolution = "transposed convolution"
        case fullyConnected = "fully connected"
        case nearestNeighbours = "nearest neighbours"
        case bias
        case batchNorm = "batch norm"
        case groupNorm = "group norm"
        case layerNorm = "layer norm"
        case localResponseNorm = "local response norm"
        case activation
        case softmax
        case pooling
        case upsampling
        case functionCall = "function call"
        case elementwise = "element-wise"
        case learnedNumbers = "learned numbers"
    }

    public var name: Name
    /// The tool's count of it less ours, in the unit of the compared quantity.
    public var amount: Int
    /// Layers in which it differs.
    public var layerCount: Int
    /// The tool's rule in words.
    public var rule: String
}

/// What a tool prints for a network, and why that is not our number.
public struct ConventionCount: Hashable, Sendable {
    public var convention: Convention
    /// Our quantity beside it.
    public var quantity: ConventionQuantity
    /// The tool's number.
    public var value: Int
    /// Our number.
    public var ours: Int
    /// The differences, none of them zero; their amounts sum to `value - ours`.
    public var terms: [ConventionTerm]
}

extension Operation {
    /// Under which name this operation's work beyond multiply-accumulates and bias is compared.
    var conventionTerm: ConventionTerm.Name {
        switch self {
        case .convolution: .bias
        case .transposedConvolution: .transposedConvolution
        case .fullyConnected: .fullyConnected
        case .pool, .globalAveragePool, .adaptivePool, .spatialPyramidPool: .pooling
        case .batchNorm: .batchNorm
        case .localResponseNorm: .localResponseNorm
        case .groupNorm: .groupNorm
        case .layerNorm: .layerNorm
        case .activation(let activation): activation == .softmax ? .softmax : .activation
        case .prelu: .activation
        case .upsample: .upsampling
        case .nearestNeighbours: .nearestNeighbours
        case .dropout, .pixelShuffle, .channelShuffle, .flatten, .oneHot, .embedding, .add, .multiply, .concatenate,
            .stridedIdentity, .channelSlice, .opaque:
            .elementwise
        }
    }
}
