import KernelGeometry
import NetworkIR
import ReferenceKernels

/// Which reference loops a problem takes, with all sizes worked out.
struct ReferencePlan {
    private let problem: Problem
    private let window: ConvolutionGeometry?
    private let int8Scale: Float
    private let epsilon: Double

    /// - Parameter epsilon: added to variances; 0 for problems by themselves, whose statistics are chosen exact.
    init(_ problem: Problem, epsilon: Double = 0) throws(KernelError) {
        self.problem = problem
        self.epsilon = epsilon
        window = try problem.windowGeometry()
        int8Scale = problem.precision == .int8 ? try problem.int8Scale() : 1
    }

    /// Computes from operands in plain layouts, in the problem's order; narrow precisions round the result once.
    ///
    /// - Parameter isCancelled: once it says true, large convolutions stop; the result then means nothing.
    func run(
        _ operands: [UnsafePointer<Float>], _ result: UnsafeMutableBufferPointer<Float>,
        unless isCancelled: () -> Bool = { false }
    ) {
        guard let output = result.baseAddress else { return }
        compute(operands, output, unless: isCancelled)
        switch problem.precision {
        case .f32, .f16: break
        case .bf16: roundToBFloat16(result)
        case .int8: if problem.operation.sumsProducts { quantizeToInt8(result, scale: int8Scale) }
        }
    }

    private func compute(
        _ operands: [UnsafePointer<Float>], _ output: UnsafeMutablePointer<Float>, unless isCancelled: () -> Bool
    ) {
        let map = problem.sourceGeometry
        let source = operands[0]
        switch problem.operation {
        case .convolution, .transposedConvolution, .fullyConnected, .pool:
            computeWindowed(operands, output, unless: isCancelled)
        case .globalAveragePool:
            referenceAdaptivePool(map, toHeight: 1, toWidth: 1, isMaximum: false, source: source, into: output)
        case .adaptivePool(let kind, let size):
            referenceAdaptivePool(
                map, toHeight: size.height, toWidth: size.width, isMaximum: kind == .max, source: source, into: output)
        case .spatialPyramidPool(let bins):
            referencePyramidPool(map, bins: bins, source: source, into: output)
        case .batchNorm:
            referenceBatchNorm(
                map, epsilon: Float(epsilon), source: source, mean: operands[1], variance: operands[2],
                scale: operands[3], shift: operands[4], into: output)
        case .localResponseNorm(let size):
            referenceLocalResponseNorm(
                map, size: size, alpha: ResponseNorm.alpha, beta: ResponseNorm.beta, k: ResponseNorm.k,
                source: source, into: output)
        case .groupNorm(let groups):
            referenceGroupNorm(
                map, groups: groups, epsilon: ReferenceKernel.epsilon, source: source, scale: operands[1],
                shift: operands[2], into: output)
        case .layerNorm:
            referenceLayerNorm(
                map, epsilon: ReferenceKernel.epsilon, source: source, scale: operands[1], shift: operands[2],
                into: output)
        case .activation(let activation):
            if let function = activation.pointwise {
                referencePointwise(function, count: map.elements, source: source, into: output)
            } else {
                referenceSoftmax(map, source: source, into: output)
            }
        case .prelu(let sharing):
            let slopes = sharing.slopeDimensions(of: problem.inputs[0]).reduce(1, &*)
            referencePRelu(
                map, elementsPerSlope: map.elements / map.batch / slopes, slopeCount: slopes, source: source,
                slopes: operands[1], into: output)
        case .add:
            referenceAdd(count: map.elements, sources: operands, into: output)
        case .multiply:
            let largest = problem.inputs.first { !$0.isVector } ?? problem.inputs[0]
            referenceMultiply(
                MapGeometry(
                    batch: problem.batch, channels: largest.channels, height: largest.height, width: largest.width),
                sources: zip(operands, problem.inputs).map { ($0, isVector: $1.isVector) }, into: output)
        case .concatenate:
            referenceConcatenate(
                batch: problem.batch, positions: map.positions,
                sources: zip(operands, problem.inputs).map { ($0, channels: $1.channels) }, into: output)
        case .upsample, .pixelShuffle, .channelShuffle, .oneHot, .embedding, .nearestNeighbours, .stridedIdentity,
            .channelSlice, .flatten, .dropout:
            computeRearranged(operands, output)
        case .opaque:
            break  // No problem is ever made of it: see Network.problem(of:).
        }
    }

    private func computeWindowed(
        _ operands: [UnsafePointer<Float>], _ output: UnsafeMutablePointer<Float>, unless isCancelled: () -> Bool
    ) {
        let (first, second) = (operands[0], operands.count > 1 ? operands[1] : operands[0])
        switch (problem.operation, problem.pass) {
        case (.convolution, .forward), (.transposedConvolution, .backwardData):
            if let window {
                referenceConvolution(window, source: first, weights: second, into: output, unless: isCancelled)
            }
        case (.convolution, .backwardData), (.transposedConvolution, .forward):
            if let window {
                referenceConvolutionDataGradient(
                    window, outputGradient: first, weights: second, into: output, unless: isCancelled)
            }
        case (.convolution, .backwardWeights):
            if let window {
                referenceConvolutionWeightGradient(
                    window, source: first, outputGradient: second, into: output, unless: isCancelled)
            }
        case (.transposedConvolution, .backwardWeights):
            if let window {
                referenceConvolutionWeightGradient(
                    window, source: second, outputGradient: first, into: output, unless: isCancelled)
            }
        case (.fullyConnected(let outputs, _), let pass):
            let inputs = problem.sourceGeometry.elements / problem.batch
            switch pass {
            case .forward:
                referenceInnerProduct(
                    batch: problem.batch, inputs: inputs, outputs: outputs, source: first, weights: second,
                    into: output)
            case .backwardData:
                referenceInnerProductDataGradient(
                    batch: problem.batch, inputs: inputs, outputs: outputs, outputGradient: first, weights: second,
                    into: output)
            case .backwardWeights:
                referenceInnerProductWeightGradient(
                    batch: problem.batch, inputs: inputs, outputs: outputs, source: first, outputGradient: second,
                    into: output)
            }
        case (.pool(let pool), _):
            if let window { referencePool(pool.geometry(window), source: first, into: output) }
        default:
            break
        }
    }

    private func computeRearranged(_ operands: [UnsafePointer<Float>], _ output: UnsafeMutablePointer<Float>) {
        let map = problem.sourceGeometry
        let source = operands[0]
        switch problem.operation {
        case .upsample(let factor, let interpolation):
            referenceUpsample(
                map, factorHeight: factor.height, factorWidth: factor.width, isBilinear: interpolation == .bilinear,
                source: source, into: output)
        case .pixelShuffle(let factor):
            referencePixelShuffle(map, factor: factor, source: source, into: output)
        case .channelShuffle(let groups):
            referenceChannelShuffle(map, groups: groups, source: source, into: output)
        case .oneHot(let classes):
            referenceOneHot(map, classes: classes, source: source, into: output)
        case .embedding(let classes, let dimensions):
            referenceEmbedding(
                map, classes: classes, dimensions: dimensions, source: source, table: operands[1], into: output)
        case .nearestNeighbours(let references, let neighbours):
            referenceNearestNeighbours(
                batch: map.batch, features: map.channels * map.positions, references: references,
                neighbours: neighbours, source: source, stored: operands[1], into: output)
        case .stridedIdentity(let stride, let channels):
            referenceStridedIdentity(
                map, strideHeight: stride.height, strideWidth: stride.width, channels: channels, source: source,
                into: output)
        case .channelSlice(let first, let count):
            referenceChannelSlice(map, first: first, count: count, source: source, into: output)
        default:
            output.update(from: source, count: map.elements)
        }
    }
}

/// The constants of local response normalisation, as PyTorch's default.
enum ResponseNorm {
    static let alpha: Float = 1e-4
    static let beta: Float = 0.75
    static let k: Float = 1
}

extension Pool {
    /// The pool's sizes over a window whose sizes are known.
    func geometry(_ geometry: ConvolutionGeometry) -> PoolGeometry {
        PoolGeometry(
            window: geometry, paddingBottom: window.padding.bottom, paddingRight: window.padding.right,
            isMaximum: kind == .max, countsPadding: countsPadding)
    }
}

extension Activation {
    /// The element-wise function; nil for softmax, which sees all channels.
    var pointwise: PointwiseFunction? {
        switch self {
        case .relu: .relu
        case .relu6: .relu6
        case .leakyRelu(let slope): .leakyRelu(slope: Float(slope.value))
        case .sigmoid: .sigmoid
        case .tanh: .tanh
        case .silu: .silu
        case .hardSwish: .hardSwish
        case .hardSigmoid: .hardSigmoid
        case .gelu: .gelu
        case .elu: .elu
        case .softmax: nil
        }
    }
}

extension Operation {
    /// True for operations whose results are sums of products, which int8 kernels scale back to eight bits.
    var sumsProducts: Bool {
        switch self {
        case .convolution, .transposedConvolution, .fullyConnected: true
        default: false
        }
    }
}
