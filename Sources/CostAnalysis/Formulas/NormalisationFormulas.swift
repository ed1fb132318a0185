import NetworkIR

extension OperationWork {
    /// Batch normalisation by fixed statistics: statistics, scale and shift are one multiplication and one addition an
    /// element; two learned numbers a channel.
    ///
    /// Source: Ioffe & Szegedy, "Batch Normalization" (ICML 2015, arXiv 1502.03167), algorithm 2, line 11, where mean and
    /// variance are fixed and fold into the scale and the shift.
    static func batchNorm(input: FeatureMap) throws(CountOverflow) -> OperationWork {
        OperationWork(
            pointwise: try checkedProduct(input.elements(), 2), params: try checkedProduct(input.channels, 2))
    }

    /// Local response normalisation, b = a / (k + α·Σa²)^β over `size` channels: per element a square, size - 1
    /// additions, a multiplication by α, an addition of k, a power and a division.
    ///
    /// Channels beyond the first and last count as padding does. Source: Krizhevsky et al., "ImageNet Classification with
    /// Deep Convolutional Neural Networks" (NIPS 2012), section 3.3.
    static func localResponseNorm(size: Int, input: FeatureMap) throws(CountOverflow) -> OperationWork {
        OperationWork(pointwise: try checkedProduct(input.elements(), checkedSum(size, 4)))
    }

    /// Group normalisation; one learned scale and shift a channel.
    ///
    /// Source: Wu & He, "Group Normalization" (ECCV 2018, arXiv 1803.08494), equations 1, 2 and 6.
    static func groupNorm(groups: Int, input: FeatureMap) throws(CountOverflow) -> OperationWork {
        try normalisation(of: input, sets: groups)
    }

    /// Layer normalisation over the channels of each position; one learned scale and shift a channel.
    ///
    /// Source: Ba et al., "Layer Normalization" (arXiv 1607.06450), equation 4; per position as in Liu et al., "A ConvNet
    /// for the 2020s" (CVPR 2022, arXiv 2201.03545).
    static func layerNorm(input: FeatureMap) throws(CountOverflow) -> OperationWork {
        try normalisation(of: input, sets: input.positions())
    }

    /// Normalisation by statistics of the input itself: per element an addition to the mean, a difference, a square, an
    /// addition to the variance, a multiplication by the inverse deviation, a scale and a shift; per set of elements two
    /// divisions, the addition of ε and the inverse square root.
    private static func normalisation(of input: FeatureMap, sets: Int) throws(CountOverflow) -> OperationWork {
        OperationWork(
            pointwise: try checkedSum(checkedProduct(input.elements(), 7), checkedProduct(sets, 4)),
            params: try checkedProduct(input.channels, 2))
    }
}
