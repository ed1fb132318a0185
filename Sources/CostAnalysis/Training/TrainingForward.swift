import NetworkIR

extension Operation {
    /// The forward pass as training runs it, on a whole batch.
    ///
    /// All operators do what they do at inference but two: a batch norm takes its statistics from the batch, and dropout
    /// draws.
    func trainingForward(
        of work: OperationWork, input: FeatureMap, batch: Int
    ) throws(CountOverflow) -> PassCost {
        switch self {
        case .batchNorm:
            // As a group norm over the batch: seven an element and four a channel, and the running mean and variance
            // move: r + (s - r)·momentum, three each. Ioffe & Szegedy 2015, algorithm 1.
            let elements = try checkedProduct(input.elements(), batch, 7)
            return try PassCost(macs: .zero, others: checkedSum(elements, checkedProduct(input.channels, 10)))
        case .dropout:
            // A comparison of the draw with the rate, and a product with the mask's scale; the draw itself is not arithmetic
            // on the map. Srivastava et al., JMLR 2014.
            return try PassCost(macs: .zero, others: checkedProduct(input.elements(), batch, 2))
        default:
            return PassCost(macs: try work.macs.times(batch), flops: try work.flops().times(batch))
        }
    }
}
