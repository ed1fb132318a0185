import NetworkIR

/// What one operation does to one image, before a batch and a precision are chosen.
///
/// Each operator's formula is one static function that makes such a value; they stand in `Formulas/`.
public struct OperationWork: Hashable, Sendable {
    /// He & Sun's time complexity.
    public var timeComplexity: MACs
    /// Multiply-accumulates, taps on padding counted.
    public var macs: MACs
    /// Multiply-accumulates whose tap falls on the map.
    public var validMACs: MACs
    /// Additions of a bias.
    public var bias: FLOPs
    /// Operations that are neither a multiply-accumulate nor a bias.
    public var pointwise: FLOPs
    /// Learned numbers.
    public var params: Parameters
    /// Numbers kept in memory for the operation; more than `params` only where stored ones are not learned.
    public var stored: Elements
    /// Output elements of convolutions and fully connected layers.
    public var activations: Elements
    /// 1 for a convolution or transposed convolution.
    public var depth: Int

    /// No work.
    public static let none = OperationWork()

    init(
        timeComplexity: Int = 0, macs: Int = 0, validMACs: Int = 0, bias: Int = 0, pointwise: Int = 0,
        params: Int = 0, stored: Int? = nil, activations: Int = 0, depth: Int = 0
    ) {
        self.timeComplexity = MACs(timeComplexity)
        self.macs = MACs(macs)
        self.validMACs = MACs(validMACs)
        self.bias = FLOPs(bias)
        self.pointwise = FLOPs(pointwise)
        self.params = Parameters(params)
        self.stored = Elements(stored ?? params)
        self.activations = Elements(activations)
        self.depth = depth
    }

    /// All operations: two a multiply-accumulate, the bias and the rest.
    public func flops() throws(CountOverflow) -> FLOPs {
        try FLOPs(of: macs).adding(bias).adding(pointwise)
    }
}
