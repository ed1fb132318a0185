import NetworkIR

/// What one layer costs, or several together; costs of layers add up to the network's.
public struct LayerCost: Hashable, Sendable {
    /// He & Sun's time complexity: zero for all but convolutions and transposed convolutions.
    public var timeComplexity: MACs
    /// Multiply-accumulates, taps on padding counted.
    public var macs: MACs
    /// Multiply-accumulates whose tap falls on the map; at most `macs`.
    public var validMACs: MACs
    public var flops: FLOPs
    public var params: Parameters
    /// Output elements of convolutions and fully connected layers.
    public var activations: Elements
    /// Inputs, weights and output moved once.
    public var traffic: Bytes
    /// Convolutions, transposed ones included.
    public var depth: Int

    public init(
        timeComplexity: MACs = .zero, macs: MACs = .zero, validMACs: MACs = .zero, flops: FLOPs = .zero,
        params: Parameters = .zero, activations: Elements = .zero, traffic: Bytes = .zero, depth: Int = 0
    ) {
        self.timeComplexity = timeComplexity
        self.macs = macs
        self.validMACs = validMACs
        self.flops = flops
        self.params = params
        self.activations = activations
        self.traffic = traffic
        self.depth = depth
    }

    public static let zero = LayerCost()

    /// Operations a byte moved, in FLOP/byte; nil where nothing is moved.
    public var intensity: Double? {
        traffic.count > 0 ? Double(flops.count) / Double(traffic.count) : nil
    }

    /// The sum, quantity by quantity; throws where one leaves 64 bits.
    public func adding(_ other: LayerCost) throws(CountOverflow) -> LayerCost {
        LayerCost(
            timeComplexity: try timeComplexity.adding(other.timeComplexity),
            macs: try macs.adding(other.macs),
            validMACs: try validMACs.adding(other.validMACs),
            flops: try flops.adding(other.flops),
            params: try params.adding(other.params),
            activations: try activations.adding(other.activations),
            traffic: try traffic.adding(other.traffic),
            depth: try checkedSum(depth, other.depth))
    }
}
