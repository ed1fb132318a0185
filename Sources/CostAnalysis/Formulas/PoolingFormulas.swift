import NetworkIR

extension OperationWork {
    /// A pool over windows of k taps: k - 1 comparisons for a maximum; k - 1 additions and a division for a mean.
    ///
    /// Taps on padding and in a partial last window count, as they do for convolutions.
    static func pool(_ pool: Pool, output: FeatureMap) throws(CountOverflow) -> OperationWork {
        let taps = try pool.window.kernel.area()
        return OperationWork(pointwise: try checkedProduct(output.elements(), operations(pool.kind, of: taps)))
    }

    /// The mean over the whole map: height · width - 1 additions and a division a channel.
    static func globalAveragePool(input: FeatureMap) throws(CountOverflow) -> OperationWork {
        OperationWork(pointwise: try input.elements())
    }

    /// A pool whose windows run from floor(i·in/out) to ceil((i+1)·in/out), as in PyTorch; they overlap where out does not
    /// divide in, and the elements in all windows are counted exactly.
    static func adaptivePool(
        _ kind: PoolKind, size: Extent, input: FeatureMap
    ) throws(CountOverflow) -> OperationWork {
        let taps = try checkedProduct(
            adaptiveTaps(input: input.height, output: size.height), adaptiveTaps(input: input.width, output: size.width)
        )
        let results = kind == .max ? try size.area() : 0
        return OperationWork(pointwise: try checkedProduct(input.channels, taps - results))
    }

    /// A max-pooled pyramid: one adaptive maximum pool a bin.
    ///
    /// Source: He et al., "Spatial Pyramid Pooling in Deep Convolutional Networks for Visual Recognition" (ECCV 2014,
    /// arXiv 1406.4729), section 2.2.
    static func spatialPyramidPool(bins: [Int], input: FeatureMap) throws(CountOverflow) -> OperationWork {
        var comparisons = 0
        for bin in bins {
            let pool = try adaptivePool(.max, size: Extent(square: bin), input: input)
            comparisons = try checkedSum(comparisons, pool.pointwise.count)
        }
        return OperationWork(pointwise: comparisons)
    }

    private static func operations(_ kind: PoolKind, of taps: Int) -> Int {
        switch kind {
        case .max: taps - 1
        case .average: taps
        }
    }

    /// Elements in all windows of an adaptive pool along one axis.
    ///
    /// Neighbouring windows share an element where their border i·in/out is not whole. Of the out - 1 inner borders,
    /// gcd(in, out) - 1 are whole, so that the windows hold in + out - gcd(in, out) elements in all.
    private static func adaptiveTaps(input: Int, output: Int) throws(CountOverflow) -> Int {
        try checkedSum(input, output - greatestCommonDivisor(input, output))
    }
}

/// The greatest common divisor of two non-negative numbers.
func greatestCommonDivisor<Number: BinaryInteger>(_ a: Number, _ b: Number) -> Number {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
}
