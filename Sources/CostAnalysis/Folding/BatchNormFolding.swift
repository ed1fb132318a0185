import NetworkIR

/// A network with its batch norms merged into the layers before them, and what that did.
///
/// At inference a batch norm multiplies each channel by a constant and adds one, and so does a change of the weights and
/// the bias of the layer before it (Jacob et al., "Quantization and Training of Neural Networks for Efficient
/// Integer-Arithmetic-Only Inference", CVPR 2018, arXiv 1712.05877, section 3.2).
public struct BatchNormFolding: Sendable {
    /// The network without the merged norms; a layer that took one in has a bias.
    public var network: Network
    public var folded: [FoldedBatchNorm]
    /// The norms that stay, each with the reason.
    public var kept: [KeptBatchNorm]
    /// The sum over all merged norms.
    public var saving: FoldingSaving
}

/// One batch norm that was merged.
public struct FoldedBatchNorm: Hashable, Sendable {
    /// The norm's index in the original network.
    public var index: Int
    public var name: String
    public var line: Int
    /// The index in the original network of the layer that took it in, and its name.
    public var into: Int
    public var intoName: String
    public var saving: FoldingSaving
}

/// What merging saves: the norm's own cost less that of a bias which the layer did not have.
public struct FoldingSaving: Hashable, Sendable {
    public var params: Parameters
    public var flops: FLOPs
    public var traffic: Bytes

    public static let zero = FoldingSaving(params: .zero, flops: .zero, traffic: .zero)

    func adding(_ other: FoldingSaving) throws(CountOverflow) -> FoldingSaving {
        FoldingSaving(
            params: try params.adding(other.params), flops: try flops.adding(other.flops),
            traffic: try traffic.adding(other.traffic))
    }
}

/// One batch norm that cannot be merged.
public struct KeptBatchNorm: Hashable, Sendable {
    public var index: Int
    public var name: String
    public var line: Int
    public var reason: KeptBatchNormReason
}

/// Why a batch norm cannot be merged into a layer before it.
public enum KeptBatchNormReason: Hashable, Sendable {
    /// It reads the network's input.
    case readsInput
    /// It reads a layer without weights, which an activation, a pool or a join is.
    case follows(layer: String, kind: OperatorKind)
    /// As `follows`, and a convolution or fc layer comes behind it: the norm stands before the weights (DenseNet).
    case standsBefore(layer: String, behind: String, kind: OperatorKind)
    /// The layer before it is read by others too, who want it without the norm; the first three are named.
    case shared(layer: String, readers: [String])
    /// The layer before it is an output of the network, without the norm.
    case isOutput(layer: String)
}

extension KeptBatchNormReason: CustomStringConvertible {
    public var description: String {
        switch self {
        case .readsInput:
            "it reads the network's input; no weights stand before it"
        case .follows(let layer, let kind):
            "it reads '\(layer)', and \(kind.rawValue) has no weights to merge it into"
        case .standsBefore(let next, let layer, let kind):
            "it stands before the weights of '\(next)', behind '\(layer)', and \(kind.rawValue) has none to merge it into"
        case .shared(let layer, let readers):
            "'\(layer)' is read without the norm by \(readers.map { "'\($0)'" }.joined(separator: ", ")) too"
        case .isOutput(let layer):
            "'\(layer)' is an output of the network without the norm"
        }
    }
}
