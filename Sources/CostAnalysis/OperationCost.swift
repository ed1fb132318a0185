import NetworkIR

extension Operation {
    /// The work of this operation on one image: which formula prices which operator.
    ///
    /// - Parameters:
    ///   - inputs: the maps read, as `output(of:)` accepts them.
    ///   - output: the map that `output(of:)` makes of them.
    public func work(inputs: [FeatureMap], output: FeatureMap) throws(CountOverflow) -> OperationWork {
        guard let input = inputs.first else { return .none }
        switch self {
        case .convolution(let convolution):
            return try .convolution(convolution, input: input, output: output)
        case .transposedConvolution(let convolution):
            return try .transposedConvolution(convolution, input: input, output: output)
        case .fullyConnected(let outputs, let bias):
            return try .fullyConnected(outputs: outputs, bias: bias, input: input)
        case .pool(let pool):
            return try .pool(pool, output: output)
        case .globalAveragePool:
            return try .globalAveragePool(input: input)
        case .adaptivePool(let kind, let size):
            return try .adaptivePool(kind, size: size, input: input)
        case .spatialPyramidPool(let bins):
            return try .spatialPyramidPool(bins: bins, input: input)
        case .batchNorm:
            return try .batchNorm(input: input)
        case .localResponseNorm(let size):
            return try .localResponseNorm(size: size, input: input)
        case .groupNorm(let groups):
            return try .groupNorm(groups: groups, input: input)
        case .layerNorm:
            return try .layerNorm(input: input)
        case .activation(let activation):
            return try .activation(activation, input: input)
        case .prelu(let sharing):
            return try .prelu(sharing, input: input)
        case .upsample(_, let interpolation):
            return try .upsample(interpolation, output: output)
        case .embedding(let classes, let dimensions):
            return try .embedding(classes: classes, dimensions: dimensions)
        case .nearestNeighbours(let references, _):
            return try .nearestNeighbours(references: references, input: input)
        case .add, .multiply:
            return try .elementwise(inputs: inputs.count, output: output)
        case .dropout, .flatten, .channelSlice:
            return .none  // Free at inference: the output is the input seen otherwise.
        case .pixelShuffle, .channelShuffle, .oneHot, .concatenate, .stridedIdentity:
            return .none  // These move data and compute nothing; `traffic` has their price.
        case .opaque:
            return .none  // Its work is not known, which 'check' and the import say; `traffic` has what it moves.
        }
    }

    /// The cost of this operation on a batch.
    ///
    /// A sum over layers of such costs is the network's: a search may price a statement without building a network.
    public func cost(
        inputs: [FeatureMap], output: FeatureMap, under conditions: CostConditions = CostConditions()
    ) throws(CountOverflow) -> LayerCost {
        try cost(of: work(inputs: inputs, output: output), inputs: inputs, output: output, under: conditions)
    }

    func cost(
        of work: OperationWork, inputs: [FeatureMap], output: FeatureMap, under conditions: CostConditions
    ) throws(CountOverflow) -> LayerCost {
        let batch = conditions.batch
        return LayerCost(
            timeComplexity: try work.timeComplexity.times(batch),
            macs: try work.macs.times(batch),
            validMACs: try work.validMACs.times(batch),
            flops: try work.flops().times(batch),
            params: work.params,
            activations: try work.activations.times(batch),
            traffic: try traffic(stored: work.stored, inputs: inputs, output: output, under: conditions),
            depth: work.depth)
    }

    /// True where the output is the input's own memory seen otherwise: nothing runs and nothing moves at inference.
    public var isView: Bool { !takesTime }

    /// Each input, the weights and the output once; weights once for the whole batch. Views move nothing.
    private func traffic(
        stored: Elements, inputs: [FeatureMap], output: FeatureMap, under conditions: CostConditions
    ) throws(CountOverflow) -> Bytes {
        guard !isView else { return .zero }
        var maps = try output.elements()
        for input in inputs { maps = try checkedSum(maps, input.elements()) }
        var weights = stored
        if case .embedding(_, let dimensions) = self, let input = inputs.first {
            // A look-up reads the rows asked for, at most one a look-up, and not the whole table.
            let rows = try checkedProduct(input.elements(), conditions.batch)
            if rows < stored.count / dimensions { weights = Elements(try checkedProduct(rows, dimensions)) }
        }
        let moved = try Elements(maps).times(conditions.batch).adding(weights)
        return try Bytes(of: moved, in: conditions.precision)
    }
}
