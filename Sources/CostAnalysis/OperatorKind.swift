import NetworkIR

/// Which operator an operation is, without its settings; the raw value is the word of problem keys and reports.
public enum OperatorKind: String, Hashable, Sendable, CaseIterable {
    case convolution = "conv"
    case transposedConvolution = "deconv"
    case fullyConnected = "fc"
    case maxPool = "maxpool"
    case averagePool = "avgpool"
    case globalAveragePool = "gap"
    case adaptiveAveragePool = "adaptivepool"
    case adaptiveMaxPool = "adaptivemaxpool"
    case spatialPyramidPool = "spp"
    case batchNorm = "bn"
    case localResponseNorm = "lrn"
    case groupNorm = "groupnorm"
    case layerNorm = "layernorm"
    case relu
    case relu6
    case leakyRelu = "leaky"
    case sigmoid
    case tanh
    case silu
    case hardSwish = "hswish"
    case hardSigmoid = "hsigmoid"
    case gelu
    case elu
    case softmax
    case prelu
    case dropout
    case nearestUpsample = "nearest"
    case bilinearUpsample = "bilinear"
    case pixelShuffle = "pixelshuffle"
    case channelShuffle = "channelshuffle"
    case flatten
    case oneHot = "onehot"
    case embedding = "embed"
    case nearestNeighbours = "knn"
    case add
    case multiply = "mul"
    case concatenate = "concat"
    case stridedIdentity = "subsample"
    case channelSlice = "slice"
    case opaque
}

extension Operation {
    /// The operator that this operation is.
    public var kind: OperatorKind {
        switch self {
        case .convolution: .convolution
        case .transposedConvolution: .transposedConvolution
        case .fullyConnected: .fullyConnected
        case .pool(let pool): pool.kind == .max ? .maxPool : .averagePool
        case .globalAveragePool: .globalAveragePool
        case .adaptivePool(let kind, _): kind == .max ? .adaptiveMaxPool : .adaptiveAveragePool
        case .spatialPyramidPool: .spatialPyramidPool
        case .batchNorm: .batchNorm
        case .localResponseNorm: .localResponseNorm
        case .groupNorm: .groupNorm
        case .layerNorm: .layerNorm
        case .activation(let activation): activation.kind
        case .prelu: .prelu
        case .dropout: .dropout
        case .upsample(_, let interpolation):
            interpolation == .nearest ? .nearestUpsample : .bilinearUpsample
        case .pixelShuffle: .pixelShuffle
        case .channelShuffle: .channelShuffle
        case .flatten: .flatten
        case .oneHot: .oneHot
        case .embedding: .embedding
        case .nearestNeighbours: .nearestNeighbours
        case .add: .add
        case .multiply: .multiply
        case .concatenate: .concatenate
        case .stridedIdentity: .stridedIdentity
        case .channelSlice: .channelSlice
        case .opaque: .opaque
        }
    }
}

extension Activation {
    fileprivate var kind: OperatorKind {
        switch self {
        case .relu: .relu
        case .relu6: .relu6
        case .leakyRelu: .leakyRelu
        case .sigmoid: .sigmoid
        case .tanh: .tanh
        case .silu: .silu
        case .hardSwish: .hardSwish
        case .hardSigmoid: .hardSigmoid
        case .gelu: .gelu
        case .elu: .elu
        case .softmax: .softmax
        }
    }
}
