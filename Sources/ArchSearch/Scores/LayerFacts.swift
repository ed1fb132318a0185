/// What a score may ask of one layer; nothing else of the network is known to it.
public struct LayerFacts: Hashable, Sendable {
    /// 1 for a convolution or transposed convolution, 0 for all else.
    public var depth: Int64
    /// Output elements of a convolution or fc layer, 0 for all else.
    public var activations: Int64
    public var parameters: Int64
    public var macs: Int64
    /// Pixels that the layer adds to the receptive field.
    public var reach: Int64
    /// Of a convolution: weights of one filter, kernel area times input channels a group; 0 for all else.
    public var fanIn: Int64

    public init(
        depth: Int64 = 0, activations: Int64 = 0, parameters: Int64 = 0, macs: Int64 = 0, reach: Int64 = 0,
        fanIn: Int64 = 0
    ) {
        self.depth = depth
        self.activations = activations
        self.parameters = parameters
        self.macs = macs
        self.reach = reach
        self.fanIn = fanIn
    }
}
