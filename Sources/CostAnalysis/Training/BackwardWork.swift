import NetworkIR

/// The work of one layer's backward pass on a whole batch.
struct BackwardWork {
    var data = PassCost.zero
    var weights = PassCost.zero
}

extension Operation {
    /// False where no gradient passes: what goes in is an integer, or what comes out a vote.
    var passesGradient: Bool {
        switch self {
        case .oneHot, .embedding, .nearestNeighbours: false
        default: true
        }
    }

    /// The gradients of the inputs and of the learned numbers, given the gradient of the output.
    ///
    /// The products of a convolution, a transposed convolution or an fc layer are each done once more for either gradient
    /// (Rumelhart et al., "Learning representations by back-propagating errors", Nature 1986).
    func backward(
        of work: OperationWork, inputs: [FeatureMap], output: FeatureMap, batch: Int
    ) throws(CountOverflow) -> BackwardWork {
        guard let input = inputs.first else { return BackwardWork() }
        let read = try checkedProduct(input.elements(), batch)
        let made = try checkedProduct(output.elements(), batch)
        func data(_ operations: Int) -> BackwardWork {
            BackwardWork(data: PassCost(macs: .zero, flops: FLOPs(operations)))
        }
        switch self {
        case .convolution, .transposedConvolution, .fullyConnected:
            // The bias's gradient sums the output's: as many additions as the forward pass took.
            let macs = try work.macs.times(batch)
            return BackwardWork(
                data: try PassCost(macs: macs, others: 0),
                weights: try PassCost(macs: macs, others: checkedProduct(work.bias.count, batch)))
        case .batchNorm:
            return try normalisation(
                read: read, sets: input.channels, perElement: BackwardWork.batchNormOperations)
        case .groupNorm(let groups):
            return try normalisation(
                read: read, sets: checkedProduct(groups, batch), perElement: BackwardWork.setNormOperations)
        case .layerNorm:
            return try normalisation(
                read: read, sets: checkedProduct(input.positions(), batch), perElement: BackwardWork.setNormOperations)
        case .localResponseNorm(let size):
            // g·s^-β - x·(2αβ)·Σ g·y/s: two for the first part, two for g·y/s, the window's sum, two products, a difference.
            return data(try checkedProduct(read, checkedSum(size, 6)))
        case .activation(.softmax):
            // y·(g - Σ g·y): C products, C - 1 sums, C differences, C products a position.
            let positions = try checkedProduct(input.positions(), batch)
            return data(try checkedSum(checkedProduct(read, 4), -positions))
        case .activation(let activation):
            return data(try checkedProduct(read, activation.derivativeOperationsPerElement))
        case .prelu:
            // Data: the choice of factor and the product. Slopes: the product g·x and its sum.
            let both = try checkedProduct(read, 2)
            return BackwardWork(
                data: PassCost(macs: .zero, flops: FLOPs(both)), weights: PassCost(macs: .zero, flops: FLOPs(both)))
        case .embedding:
            // Each looked-up row's gradient is added to the table's.
            return BackwardWork(weights: PassCost(macs: .zero, flops: FLOPs(made)))
        case .pool(let pool):
            return data(try unpooled(pool.kind, made: made, taps: checkedProduct(made, pool.window.kernel.area())))
        case .adaptivePool(let kind, _):
            // The forward work of a mean is its taps.
            return data(try unpooled(kind, made: made, taps: checkedProduct(work.pointwise.count, batch)))
        case .spatialPyramidPool:
            return data(made)
        case .globalAveragePool, .dropout:
            // A division a channel, then copies; a product with the mask an element.
            return data(made)
        case .multiply:
            return data(try product(of: inputs, output: output, batch: batch))
        case .upsample(_, .nearest):
            // The gradients of all copies are summed.
            return data(made)
        case .upsample(_, .bilinear):
            // Each gradient times four weights, added to four neighbours.
            return data(try checkedProduct(made, 8))
        case .pixelShuffle, .channelShuffle, .flatten, .oneHot, .nearestNeighbours, .add, .concatenate,
            .stridedIdentity, .channelSlice, .opaque:
            return BackwardWork()
        }
    }

    /// A maximum adds its gradient to one place; a mean divides it once and adds it to every tap.
    private func unpooled(_ kind: PoolKind, made: Int, taps: Int) throws(CountOverflow) -> Int {
        switch kind {
        case .max: made
        case .average: try checkedSum(made, taps)
        }
    }

    /// Each input's gradient is the output's times all other inputs; a broadcast input's is summed over positions too.
    private func product(of inputs: [FeatureMap], output: FeatureMap, batch: Int) throws(CountOverflow) -> Int {
        let made = try checkedProduct(output.elements(), batch)
        var operations = try checkedProduct(made, inputs.count, inputs.count - 1)
        for input in inputs where input != output { operations = try checkedSum(operations, made) }
        return operations
    }

    /// Scale and shift: the normalised input again (a difference and a product), its product with the gradient, two sums.
    /// The rest is the input's; three scalars a set.
    private func normalisation(read: Int, sets: Int, perElement: Int) throws(CountOverflow) -> BackwardWork {
        BackwardWork(
            data: PassCost(
                macs: .zero, flops: FLOPs(try checkedSum(checkedProduct(read, perElement), checkedProduct(sets, 3)))),
            weights: PassCost(macs: .zero, flops: FLOPs(try checkedProduct(read, 5))))
    }
}

extension BackwardWork {
    /// c·(g - mean(g) - x̂·mean(g·x̂)): both means follow from the gradients of shift and scale, so that two differences and
    /// two products an element are left. Ioffe & Szegedy 2015, section 3.
    fileprivate static let batchNormOperations = 4
    /// As `batchNormOperations`, but the means run over g times the scale, within one image: a product, and two sums and
    /// a product for the means. Wu & He 2018; Ba et al. 2016.
    fileprivate static let setNormOperations = 8
}

extension Activation {
    /// Operations of the derivative times the gradient, an element; softmax is priced by position.
    fileprivate var derivativeOperationsPerElement: Int {
        switch self {
        // g or 0.
        case .relu, .relu6: 1
        // The choice of factor and the product.
        case .leakyRelu: 2
        // g·y·(1 - y).
        case .sigmoid: 3
        // g·(1 - y·y).
        case .tanh: 3
        // g·σ·(1 + x·(1 - σ)): the sigmoid again, then five.
        case .silu: 8
        // g/6 or 0.
        case .hardSigmoid: 2
        // g·(x/3 + 1/2), or g or 0.
        case .hardSwish: 4
        // g·(Φ + x·φ): four for Φ, four for φ, then three.
        case .gelu: 11
        // g·(exp(x)) or g: the exponential, the choice, the product.
        case .elu: 3
        case .softmax: 4
        }
    }
}
