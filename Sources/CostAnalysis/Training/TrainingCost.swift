import NetworkIR

/// Multiply-accumulates and all operations of one computation.
public struct PassCost: Hashable, Sendable {
    public var macs: MACs
    /// Two operations a multiply-accumulate, and the rest.
    public var flops: FLOPs

    public static let zero = PassCost(macs: .zero, flops: .zero)

    public init(macs: MACs, flops: FLOPs) {
        self.macs = macs
        self.flops = flops
    }

    /// The cost of multiply-accumulates and of other operations beside them.
    init(macs: MACs, others: Int) throws(CountOverflow) {
        self.init(macs: macs, flops: try FLOPs(of: macs).adding(FLOPs(others)))
    }

    /// The sum; throws where it leaves 64 bits.
    public func adding(_ other: PassCost) throws(CountOverflow) -> PassCost {
        PassCost(macs: try macs.adding(other.macs), flops: try flops.adding(other.flops))
    }
}

/// What one training step costs in one layer, or in several together.
public struct TrainingLayerCost: Hashable, Sendable {
    /// The forward pass as training runs it: batch norms compute statistics, dropout draws its mask.
    public var forward: PassCost
    /// The gradient of the inputs; zero where nothing learned stands before, or no output behind.
    public var backwardData: PassCost
    /// The gradient of the learned numbers.
    public var backwardWeights: PassCost
    /// The update of the learned numbers.
    public var update: FLOPs
    /// Kept from the forward pass for the backward pass: the layer's output where it or a reader needs it, and what the
    /// layer notes besides (indices, masks, statistics). A map that several layers need counts once.
    public var kept: Bytes
    /// The learned numbers themselves.
    public var weights: Bytes
    /// The gradients of the learned numbers.
    public var gradients: Bytes
    /// What the optimizer keeps from step to step.
    public var optimizerState: Bytes

    public static let zero = TrainingLayerCost(
        forward: .zero, backwardData: .zero, backwardWeights: .zero, update: .zero, kept: .zero, weights: .zero,
        gradients: .zero, optimizerState: .zero)

    /// All operations of the step.
    public func flops() throws(CountOverflow) -> FLOPs {
        try forward.flops.adding(backwardData.flops).adding(backwardWeights.flops).adding(update)
    }

    /// What must be held at the turn from the forward to the backward pass: learned numbers, gradients, optimizer state
    /// and kept maps. A lower bound of the peak; gradients of maps come and go on top of it.
    public func memory() throws(CountOverflow) -> Bytes {
        try kept.adding(weights).adding(gradients).adding(optimizerState)
    }

    /// The sum, quantity by quantity; throws where one leaves 64 bits.
    public func adding(_ other: TrainingLayerCost) throws(CountOverflow) -> TrainingLayerCost {
        TrainingLayerCost(
            forward: try forward.adding(other.forward),
            backwardData: try backwardData.adding(other.backwardData),
            backwardWeights: try backwardWeights.adding(other.backwardWeights),
            update: try update.adding(other.update),
            kept: try kept.adding(other.kept),
            weights: try weights.adding(other.weights),
            gradients: try gradients.adding(other.gradients),
            optimizerState: try optimizerState.adding(other.optimizerState))
    }
}

/// What one training step of a network costs: a forward pass, a backward pass and an update.
public struct TrainingCost: Sendable {
    public var conditions: CostConditions
    public var optimizer: Optimizer
    public var weightDecay: Bool
    /// One row a layer, in the network's order.
    public var layers: [TrainingLayerCost]
    /// The sum of all rows.
    public var total: TrainingLayerCost
}
