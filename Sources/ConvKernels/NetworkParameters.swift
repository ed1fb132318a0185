import NetworkIR
import ReferenceKernels

/// The learned numbers of one layer, in plain layouts.
public struct LayerParameters: Hashable, Sendable {
    /// As `Problem.operands()` lists them, without the maps: weights; mean, variance, scale, shift; slopes; …
    public var operands: [[Float]]
    /// One number an output channel; nil for layers without a bias.
    public var bias: [Float]?

    public init(operands: [[Float]] = [], bias: [Float]? = nil) {
        self.operands = operands
        self.bias = bias
    }
}

/// The learned numbers of a network, layer by layer.
public struct NetworkParameters: Sendable {
    /// One entry a layer of the network.
    public var layers: [LayerParameters]
    /// Added to a batch norm's variances.
    public var epsilon: Double

    public init(layers: [LayerParameters], epsilon: Double) {
        self.layers = layers
        self.epsilon = epsilon
    }

    /// What the random numbers are good for.
    public enum Values: Hashable, Sendable {
        /// Weights in -1…1 and statistics of variance 1: small networks stay exact.
        case integers
        /// Weights scaled by their fan-in and by what comes in (see `MeanSquares`), so that deep networks neither fade nor
        /// overflow.
        case scaled
    }

    /// Random numbers, the same for the same seed.
    ///
    /// - Throws: `notEnoughMemory` where the network's weights do not fit.
    public static func random(_ network: Network, values: Values, seed: UInt64) throws(KernelError) -> NetworkParameters
    {
        var bytes = 0
        var problems: [Problem?] = []
        for layer in network.layers {
            let problem = network.problem(of: layer)
            problems.append(problem)
            guard let problem else { continue }
            for operand in try problem.operands() where !operand.isMap { bytes = bytes &+ operand.count &* 4 }
            guard bytes >= 0 else { throw .sizeOverflow(problem: problem.key) }
            try problem.reserve(bytes: bytes)
        }
        var layers: [LayerParameters] = []
        // Images hold the integers of verification.
        let image = Problem(operation: .activation(.relu), inputs: [network.input])
        let amplitude = Double(try image.verificationAmplitude())
        var strengths = MeanSquares(input: amplitude * (amplitude + 1) / 3)
        for (index, layer) in network.layers.enumerated() {
            defer { strengths.append(layer, at: index, network) }
            guard let problem = problems[index] else {
                layers.append(LayerParameters())
                continue
            }
            var parameters = LayerParameters()
            let layerSeed = seed &+ UInt64(index) &* 0x9E37_79B9
            for (place, operand) in try problem.operands().enumerated() where !operand.isMap {
                parameters.operands.append(
                    try draw(
                        operand, for: problem, values: values, meanSquare: strengths.input(of: layer),
                        seed: layerSeed &+ UInt64(place) &* 0x517C_C1B7))
            }
            if layer.operation.hasBias {
                let integers = integers(layer.output.channels, -3...3, seed: layerSeed ^ 0xB1A5)
                parameters.bias = values == .integers ? integers : integers.map { $0 / 8 }
            }
            layers.append(parameters)
        }
        return NetworkParameters(layers: layers, epsilon: values == .integers ? 0 : ReferenceKernel.epsilon)
    }

    private static func draw(
        _ operand: Operand, for problem: Problem, values: Values, meanSquare: Double, seed: UInt64
    ) throws(KernelError) -> [Float] {
        switch (operand.role, values) {
        case (.weights, .integers):
            return integers(operand.count, -1...1, seed: seed)
        case (.weights, .scaled):
            // Uniform in -1024…1024 has the deviation 591; a sum of products should have the variance 1.
            let products = Double(max(try problem.productsPerResult(), 1))
            let factor = Float(1 / (products * meanSquare).squareRoot() / 591)
            return integers(operand.count, -1024...1024, seed: seed).map { $0 * factor }
        case (.slopes, .scaled):
            return integers(operand.count, 1...3, seed: seed).map { $0 / 8 }
        case (.scale, .scaled):
            return integers(operand.count, 3...5, seed: seed).map { $0 / 4 }
        case (.shift, .scaled), (.mean, .scaled):
            return integers(operand.count, -4...4, seed: seed).map { $0 / 16 }
        case (.variance, .scaled):
            return integers(operand.count, 6...10, seed: seed).map { $0 / 8 }
        case (.scale, .integers):
            return integers(operand.count, 1...2, seed: seed)
        default:
            return integers(operand.count, operand.lowest...operand.highest, seed: seed)
        }
    }

    private static func integers(_ count: Int, _ range: ClosedRange<Int>, seed: UInt64) -> [Float] {
        [Float](unsafeUninitializedCapacity: count) { buffer, written in
            fillWithSmallIntegers(
                UnsafeMutableBufferPointer(start: buffer.baseAddress, count: count), lowest: range.lowerBound,
                highest: range.upperBound, seed: seed)
            written = count
        }
    }
}

extension NetworkIR.Operation {
    /// True where a learned number is added to each output channel.
    var hasBias: Bool {
        switch self {
        case .convolution(let convolution): convolution.bias
        case .transposedConvolution(let convolution): convolution.bias
        case .fullyConnected(_, let bias): bias
        default: false
        }
    }
}
