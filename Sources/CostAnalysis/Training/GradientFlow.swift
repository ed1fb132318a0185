import NetworkIR

/// Between which layers a gradient flows.
struct GradientFlow {
    /// Something learned stands in or before the layer, so that its output's gradient is asked for.
    private(set) var carriesGradient: [Bool]
    /// The gradient of some output arrives at the layer.
    private(set) var reachesOutput: [Bool]
    /// How many readers hand a gradient to the layer; an output's own gradient is one more.
    private(set) var gradientReaders: [Int]

    init(of network: Network) {
        let count = network.layers.count
        var carries = [Bool](repeating: false, count: count)
        for (index, layer) in network.layers.enumerated() {
            carries[index] =
                layer.operation.isLearned
                || GradientFlow.wantsData(layer, carries: carries)
        }
        carriesGradient = carries
        reachesOutput = [Bool](repeating: false, count: count)
        gradientReaders = [Int](repeating: 0, count: count)
        for output in network.outputs where reachesOutput.indices.contains(output) {
            reachesOutput[output] = true
            gradientReaders[output] += 1
        }
        for index in network.layers.indices.reversed() where reachesOutput[index] {
            guard network.layers[index].operation.passesGradient else { continue }
            for case .layer(let source) in network.layers[index].inputs {
                reachesOutput[source] = true
                gradientReaders[source] += 1
            }
        }
    }

    /// True where the layer has to hand a gradient on to a layer before it.
    func wantsData(of layer: Layer) -> Bool {
        GradientFlow.wantsData(layer, carries: carriesGradient)
    }

    private static func wantsData(_ layer: Layer, carries: [Bool]) -> Bool {
        layer.operation.passesGradient
            && layer.inputs.contains { source in
                switch source {
                case .input: false
                case .layer(let index): carries[index]
                }
            }
    }
}

extension Operation {
    /// True where the operation has learned numbers.
    var isLearned: Bool {
        switch self {
        case .convolution, .transposedConvolution, .fullyConnected, .batchNorm, .groupNorm, .layerNorm, .prelu,
            .embedding:
            true
        case .pool, .globalAveragePool, .adaptivePool, .spatialPyramidPool, .localResponseNorm, .activation, .dropout,
            .upsample, .pixelShuffle, .channelShuffle, .flatten, .oneHot, .nearestNeighbours, .add, .multiply,
            .concatenate, .stridedIdentity, .channelSlice, .opaque:
            false
        }
    }
}
