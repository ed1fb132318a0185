import NetworkIR

extension Network {
    /// Merges each batch norm into the convolution, transposed convolution or fc layer before it, where nothing else
    /// reads that layer.
    ///
    /// Norms in a row are merged one after the other. Costs are under the given conditions.
    /// - Throws: the layer whose cost leaves 64 bits.
    public func foldingBatchNorms(
        under conditions: CostConditions = CostConditions()
    ) throws(CostError) -> BatchNormFolding {
        guard conditions.batch >= 1 else { throw .emptyBatch(conditions.batch) }
        var fold = BatchNormFold(of: self)
        for (index, layer) in layers.enumerated() where layer.operation == .batchNorm {
            do {
                try fold.consider(index, under: conditions)
            } catch {
                throw layer.overflow
            }
        }
        return BatchNormFolding(
            network: fold.result, folded: fold.folded, kept: fold.kept, saving: fold.saving)
    }
}

/// The state of a folding: which layers are gone, and what stands in for them.
private struct BatchNormFold {
    private let network: Network
    /// Layers as they are after the norms considered so far.
    private var layers: [Layer]
    /// For a merged norm, the layer that stands in for it; for any other layer itself.
    private var standIns: [Int]
    private var readers: [[Int]]
    private var isOutput: [Bool]
    private(set) var folded: [FoldedBatchNorm] = []
    private(set) var kept: [KeptBatchNorm] = []
    private(set) var saving = FoldingSaving.zero

    init(of network: Network) {
        self.network = network
        layers = network.layers
        standIns = Array(network.layers.indices)
        readers = network.readers()
        isOutput = network.outputFlags()
    }

    mutating func consider(_ index: Int, under conditions: CostConditions) throws(CountOverflow) {
        let norm = layers[index]
        guard case .layer(let source)? = norm.inputs.first else {
            return keep(index, .readsInput)
        }
        let target = standIns[source]
        let layer = layers[target]
        guard let biased = layer.operation.withBias else {
            return keep(index, reason(for: index, behind: layer))
        }
        guard !isOutput[target] else { return keep(index, .isOutput(layer: layer.name)) }
        guard readers[target].count == 1 else {
            // A few names are enough: the readers may be thousands, and each of them a norm.
            let others = readers[target].lazy.filter { $0 != index }.prefix(3)
            return keep(index, .shared(layer: layer.name, readers: others.map { layers[$0].name }))
        }
        let maps = network.inputs(of: layer)
        let before = try layer.operation.cost(inputs: maps, output: layer.output, under: conditions)
        let after = try biased.cost(inputs: maps, output: layer.output, under: conditions)
        let own = try norm.operation.cost(inputs: [layer.output], output: norm.output, under: conditions)
        let gain = FoldingSaving(
            params: Parameters(own.params.count - (after.params.count - before.params.count)),
            flops: FLOPs(own.flops.count - (after.flops.count - before.flops.count)),
            traffic: Bytes(own.traffic.count - (after.traffic.count - before.traffic.count)))
        saving = try saving.adding(gain)
        folded.append(
            FoldedBatchNorm(
                index: index, name: norm.name, line: norm.line, into: target, intoName: layer.name, saving: gain))
        layers[target].operation = biased
        standIns[index] = target
        readers[target] = readers[index]
        isOutput[target] = isOutput[index]
    }

    private mutating func keep(_ index: Int, _ reason: KeptBatchNormReason) {
        kept.append(
            KeptBatchNorm(index: index, name: layers[index].name, line: layers[index].line, reason: reason))
    }

    /// Tells a norm before weights (DenseNet's) from one that stands elsewhere.
    private func reason(for index: Int, behind layer: Layer) -> KeptBatchNormReason {
        for reader in readers[index] {
            var next = reader
            if case .activation = layers[next].operation, let behind = readers[next].first { next = behind }
            guard layers[next].operation.withBias != nil else { continue }
            return .standsBefore(layer: layers[next].name, behind: layer.name, kind: layer.operation.kind)
        }
        return .follows(layer: layer.name, kind: layer.operation.kind)
    }

    /// The network without the merged norms.
    var result: Network {
        var positions = [Int](repeating: 0, count: layers.count)
        var result = network
        result.layers = []
        result.layers.reserveCapacity(layers.count - folded.count)
        func moved(_ source: Source) -> Source {
            switch source {
            case .input: .input
            case .layer(let index): .layer(positions[standIns[index]])
            }
        }
        for (index, layer) in layers.enumerated() where standIns[index] == index {
            positions[index] = result.layers.count
            var layer = layer
            layer.inputs = layer.inputs.map(moved)
            result.layers.append(layer)
        }
        result.outputs = network.outputs.map { positions[standIns[$0]] }
        result.labels = network.labels.map { label in
            var label = label
            label.source = moved(label.source)
            return label
        }
        return result
    }
}

extension Operation {
    /// The same operation with a bias; nil where it has no weights that could take in a scale.
    fileprivate var withBias: Operation? {
        switch self {
        case .convolution(var convolution):
            convolution.bias = true
            return .convolution(convolution)
        case .transposedConvolution(var convolution):
            convolution.bias = true
            return .transposedConvolution(convolution)
        case .fullyConnected(let outputs, _):
            return .fullyConnected(outputs: outputs, bias: true)
        default:
            return nil
        }
    }
}
