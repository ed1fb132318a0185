import NetworkIR

/// What an operation's backward pass needs of its forward pass.
struct KeptForBackward: Hashable {
    /// The maps it read.
    var inputs = false
    /// The map it made.
    var output = false
    /// Elements noted besides, for the whole batch, in the precision of the maps.
    var elements = 0
    /// Bytes noted besides, for the whole batch.
    var bytes = 0
}

extension Operation {
    /// What must be kept of the forward pass, for the derivative as written in `docs/cost-model.md`.
    ///
    /// - Parameter wantsData: whether a gradient of the inputs is asked for; without it a layer keeps only what the
    ///   gradient of its learned numbers needs.
    func kept(
        inputs: [FeatureMap], output: FeatureMap, batch: Int, wantsData: Bool
    ) throws(CountOverflow) -> KeptForBackward {
        guard let input = inputs.first else { return KeptForBackward() }
        switch self {
        case .convolution, .transposedConvolution, .fullyConnected, .embedding, .prelu:
            // The gradient of the weights is made of the input.
            return KeptForBackward(inputs: true)
        case .batchNorm:
            // Mean and inverse deviation of each channel over the batch.
            return KeptForBackward(inputs: true, elements: try checkedProduct(2, input.channels))
        case .groupNorm(let groups):
            return KeptForBackward(inputs: true, elements: try checkedProduct(2, groups, batch))
        case .layerNorm:
            return KeptForBackward(inputs: true, elements: try checkedProduct(2, input.positions(), batch))
        case .localResponseNorm:
            // The sums k + α·Σa² as well, which would cost a window of work an element to make again.
            guard wantsData else { return KeptForBackward() }
            return KeptForBackward(inputs: true, elements: try checkedProduct(input.elements(), batch))
        case .activation(let activation):
            guard wantsData else { return KeptForBackward() }
            return activation.derivativeNeedsOutput ? KeptForBackward(output: true) : KeptForBackward(inputs: true)
        case .multiply:
            return KeptForBackward(inputs: wantsData)
        case .pool(let pool):
            return try indices(of: pool.kind, output: output, batch: batch, wantsData: wantsData)
        case .adaptivePool(let kind, _):
            return try indices(of: kind, output: output, batch: batch, wantsData: wantsData)
        case .spatialPyramidPool:
            return try indices(of: .max, output: output, batch: batch, wantsData: wantsData)
        case .dropout:
            // The mask, a byte an element.
            guard wantsData else { return KeptForBackward() }
            return KeptForBackward(bytes: try checkedProduct(input.elements(), batch))
        case .globalAveragePool, .upsample, .pixelShuffle, .channelShuffle, .flatten, .oneHot, .nearestNeighbours, .add,
            .concatenate, .stridedIdentity, .channelSlice, .opaque:
            // Linear in their input, or without a derivative: shapes are enough.
            return KeptForBackward()
        }
    }

    /// A maximum remembers where it was: an index of eight bytes an output element, as PyTorch keeps it.
    private func indices(
        of kind: PoolKind, output: FeatureMap, batch: Int, wantsData: Bool
    ) throws(CountOverflow) -> KeptForBackward {
        guard kind == .max, wantsData else { return KeptForBackward() }
        return KeptForBackward(bytes: try checkedProduct(output.elements(), batch, 8))
    }
}

extension Activation {
    /// True where the derivative follows from the output, which the next layer mostly keeps anyway.
    fileprivate var derivativeNeedsOutput: Bool {
        switch self {
        case .relu, .sigmoid, .tanh, .softmax: true
        case .relu6, .leakyRelu, .silu, .hardSwish, .hardSigmoid, .gelu, .elu: false
        }
    }
}
