import NetworkIR

/// About how large the values of each map are in a network whose weights are drawn at random: the mean of their squares,
/// to a small factor. Weights scaled by it keep all maps near 1, however many additions a network is deep: of values in the
/// thousands a tanh or a sigmoid would make a matter of rounding which of its two ends comes out.
struct MeanSquares {
    private var maps: [Source: Double]

    /// - Parameter input: of the network's images.
    init(input: Double) { maps = [.input: input] }

    /// Of a layer's first input.
    func input(of layer: Layer) -> Double { max(maps[layer.inputs[0]] ?? 1, 1e-6) }

    /// Notes what a layer makes of its inputs.
    mutating func append(_ layer: Layer, at index: Int, _ network: Network) {
        let inputs = layer.inputs.map { maps[$0] ?? 1 }
        maps[.layer(index)] = result(layer.operation, inputs, network.inputs(of: layer))
    }

    private func result(_ operation: NetworkIR.Operation, _ inputs: [Double], _ shapes: [FeatureMap]) -> Double {
        switch operation {
        // Their weights are scaled to it.
        case .convolution, .transposedConvolution, .fullyConnected, .groupNorm, .layerNorm: 1
        case .activation(let activation): result(activation, inputs[0])
        // Slopes of up to 3/8 below zero.
        case .prelu: 0.53 * inputs[0]
        case .add: inputs.reduce(0, +)
        case .multiply: inputs.reduce(1, *)
        case .concatenate:
            zip(inputs, shapes).reduce(0) { $0 + $1.0 * Double($1.1.channels) }
                / Double(max(shapes.reduce(0) { $0 &+ $1.channels }, 1))
        case .oneHot(let classes): 1 / Double(max(classes, 1))
        // Rows of integers in -4…4.
        case .embedding: 20 / 3
        case .nearestNeighbours(let references, _): Double(references) * Double(references) / 3
        case .batchNorm, .pool, .globalAveragePool, .adaptivePool, .spatialPyramidPool, .localResponseNorm, .dropout,
            .upsample, .pixelShuffle, .channelShuffle, .flatten, .stridedIdentity, .channelSlice, .opaque:
            inputs[0]
        }
    }

    private func result(_ activation: Activation, _ input: Double) -> Double {
        switch activation {
        case .relu, .leakyRelu, .silu, .hardSwish, .gelu: input / 2
        case .relu6: min(input / 2, 18)
        case .sigmoid, .hardSigmoid: 0.3
        case .tanh: input / (1 + input)
        case .elu: input / 2 + min(input / 2, 0.3)
        case .softmax: 0.1
        }
    }
}
