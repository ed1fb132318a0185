import NetworkIR

/// Something in a network that costs without giving, or that is known to hurt.
///
/// Equal findings in several layers are one warning with several places.
public struct DesignWarning: Hashable, Sendable {
    public var finding: DesignFinding
    /// Where it is, in the network's order; at least one.
    public var places: [DesignPlace]
    /// What it costs now and what the suggestion would, summed over all places.
    public var prices: [DesignPrice]

    /// The kind, whose raw value is the identifier.
    public var kind: DesignWarningKind { finding.kind }
}

/// The identifiers of design warnings.
public enum DesignWarningKind: String, Hashable, Sendable, CaseIterable {
    case checkerboard
    case foldableBatchNorm = "foldable-bn"
    case evenKernelShift = "even-kernel-shift"
    case strideSkipsInput = "stride-skips-input"
    case paddingDominates = "padding-dominates"
    case receptiveFieldExceedsInput = "receptive-field-exceeds-input"
    case biasBeforeBatchNorm = "bias-before-bn"
    case deadLabel = "dead-label"
    case deadEnd = "dead-end"
    case oneHotIntoFullyConnected = "onehot-into-fc"
    case wideFullyConnected = "wide-fc"
    case linearPair = "linear-pair"
    case redundantActivation = "redundant-activation"
    case clippedLogits = "clipped-logits"
    case groupedWithoutShuffle = "grouped-without-shuffle"
    case raggedChannels = "ragged-channels"
    case factorableKernel = "factorable-kernel"
    case localResponseNorm = "lrn"
    case dropoutBeforeBatchNorm = "dropout-before-bn"
    case opaque
}

/// What was found; equal values are the same warning.
public enum DesignFinding: Hashable, Sendable {
    case checkerboard(kernel: Extent, stride: Extent)
    case foldableBatchNorm
    case evenKernelShift(kernel: Extent)
    case strideSkipsInput(kernel: Extent, stride: Extent)
    /// `percent` of the taps, rounded down, fall on padding.
    case paddingDominates(kernel: Extent, map: Extent, percent: Int)
    case receptiveFieldExceedsInput(input: Extent)
    case biasBeforeBatchNorm
    case deadLabel(name: String)
    case deadEnd
    case oneHotIntoFullyConnected(classes: Int)
    /// `percent` of the network's learned numbers, rounded down.
    case wideFullyConnected(map: FeatureMap, percent: Int)
    case linearPair
    case redundantActivation(second: OperatorKind, first: OperatorKind)
    case clippedLogits(activation: OperatorKind)
    case groupedWithoutShuffle(groups: Int)
    case raggedChannels
    case factorableKernel(kernel: Extent)
    case localResponseNorm
    case dropoutBeforeBatchNorm
    case opaque

    public var kind: DesignWarningKind {
        switch self {
        case .checkerboard: .checkerboard
        case .foldableBatchNorm: .foldableBatchNorm
        case .evenKernelShift: .evenKernelShift
        case .strideSkipsInput: .strideSkipsInput
        case .paddingDominates: .paddingDominates
        case .receptiveFieldExceedsInput: .receptiveFieldExceedsInput
        case .biasBeforeBatchNorm: .biasBeforeBatchNorm
        case .deadLabel: .deadLabel
        case .deadEnd: .deadEnd
        case .oneHotIntoFullyConnected: .oneHotIntoFullyConnected
        case .wideFullyConnected: .wideFullyConnected
        case .linearPair: .linearPair
        case .redundantActivation: .redundantActivation
        case .clippedLogits: .clippedLogits
        case .groupedWithoutShuffle: .groupedWithoutShuffle
        case .raggedChannels: .raggedChannels
        case .factorableKernel: .factorableKernel
        case .localResponseNorm: .localResponseNorm
        case .dropoutBeforeBatchNorm: .dropoutBeforeBatchNorm
        case .opaque: .opaque
        }
    }
}

/// A layer, or a label, that a warning is about.
public struct DesignPlace: Hashable, Sendable {
    /// The layer's index; nil for a label of the network's input.
    public var layer: Int?
    /// The layer's or the label's name.
    public var name: String
    /// The line of the source text, from 1; 0 where there is none.
    public var line: Int
}

/// One quantity of the layers that a warning is about.
public struct DesignPrice: Hashable, Sendable {
    public var metric: CostMetric
    public var now: Int
    /// The same if the suggestion is followed; nil where there is no one alternative to price.
    public var instead: Int?
}
