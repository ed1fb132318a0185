import KernelGeometry
import NetworkIR
import ReferenceKernels

/// What an operand of a problem is.
public enum OperandRole: Hashable, Sendable {
    /// A map that the layer reads, by its place among the layer's inputs; batch, channels, height, width.
    case source(Int)
    /// The gradient of the layer's output, for the backward passes.
    case outputGradient
    /// Filters: outputs, inputs of a group, height, width; a transposed convolution's: inputs, outputs of a group, …
    case weights
    case mean
    case variance
    case scale
    case shift
    /// The learned slopes of a PReLU.
    case slopes
    /// The rows of an embedding.
    case table
    /// The stored vectors of a nearest-neighbour search.
    case references
}

/// One tensor that a problem reads, in its plain layout.
public struct Operand: Hashable, Sendable {
    public var role: OperandRole
    public var dimensions: [Int]
    /// The values that verification draws from, both ends included.
    var lowest: Int
    var highest: Int

    /// Elements; the dimensions were checked when the operand was made.
    public var count: Int { dimensions.reduce(1, &*) }
}

extension Problem {
    /// The map that the forward pass writes.
    public func outputMap() throws(KernelError) -> FeatureMap {
        do {
            return try operation.output(of: inputs)
        } catch {
            throw .unsupported(backend: "archcost", algorithm: "any", problem: key, reason: error.description)
        }
    }

    /// The tensors that the problem reads, in the order that `PreparedKernel.load` takes them.
    ///
    /// - Throws: `sizeOverflow` where one of them does not fit 64 bits.
    public func operands() throws(KernelError) -> [Operand] {
        let output = try outputMap()
        var operands: [Operand] = []
        func add(_ role: OperandRole, _ dimensions: [Int], _ values: ClosedRange<Int>) throws(KernelError) {
            var count = MemoryLayout<Float>.stride
            for dimension in dimensions {
                let (product, overflow) = count.multipliedReportingOverflow(by: dimension)
                if overflow { throw .sizeOverflow(problem: key) }
                count = product
            }
            operands.append(
                Operand(role: role, dimensions: dimensions, lowest: values.lowerBound, highest: values.upperBound))
        }
        let amplitude = try verificationAmplitude()
        let signed = -amplitude...amplitude
        // Unsigned sources for int8: what follows a ReLU, and the form that the processors' instructions take.
        let sourceValues = precision == .int8 ? 0...amplitude : signed
        if pass != .backwardData {
            for (index, map) in inputs.enumerated() {
                try add(
                    .source(index), [batch, map.channels, map.height, map.width],
                    operation.classCount.map { 0...($0 - 1) } ?? sourceValues)
            }
        }
        if pass != .forward {
            try add(.outputGradient, [batch, output.channels, output.height, output.width], signed)
        }
        guard pass != .backwardWeights, let map = inputs.first else { return operands }
        let channels = map.channels
        switch operation {
        case .convolution(let convolution):
            let kernel = convolution.window.kernel
            try add(
                .weights, [convolution.filters, channels / convolution.groups, kernel.height, kernel.width], signed)
        case .transposedConvolution(let convolution):
            let kernel = convolution.window.kernel
            try add(
                .weights, [channels, convolution.filters / convolution.groups, kernel.height, kernel.width], signed)
        case .fullyConnected(let outputs, _):
            try add(.weights, [outputs, channels, map.height, map.width], signed)
        case .batchNorm:
            try add(.mean, [channels], -2...2)
            // Of variance 1 every step of the formula is exact in integers.
            try add(.variance, [channels], 1...1)
            try add(.scale, [channels], 1...4)
            try add(.shift, [channels], -4...4)
        case .groupNorm, .layerNorm:
            try add(.scale, [channels], 1...4)
            try add(.shift, [channels], -4...4)
        case .prelu(let sharing):
            try add(.slopes, sharing.slopeDimensions(of: map), 2...4)
        case .embedding(let classes, let dimensions):
            try add(.table, [classes, dimensions], -4...4)
        case .nearestNeighbours(let references, _):
            try add(.references, [references, channels, map.height, map.width], signed)
        case .pool, .globalAveragePool, .adaptivePool, .spatialPyramidPool, .localResponseNorm, .activation, .dropout,
            .upsample, .pixelShuffle, .channelShuffle, .flatten, .oneHot, .add, .multiply, .concatenate,
            .stridedIdentity, .channelSlice, .opaque:
            break
        }
        return operands
    }

    /// The dimensions of what the pass writes, in its plain layout.
    public func resultDimensions() throws(KernelError) -> [Int] {
        let output = try outputMap()
        switch pass {
        case .forward: return [batch, output.channels, output.height, output.width]
        case .backwardData:
            let map = inputs[0]
            return [batch, map.channels, map.height, map.width]
        case .backwardWeights:
            let forward = Problem(operation: operation, inputs: inputs, batch: batch, precision: precision)
            return try forward.operands().first { $0.role == .weights }?.dimensions ?? []
        }
    }

    /// Small random integers for every operand, the same for the same seed.
    public func randomOperands(seed: UInt64) throws(KernelError) -> [[Float]] {
        var values: [[Float]] = []
        for (index, operand) in try operands().enumerated() {
            values.append(
                [Float](unsafeUninitializedCapacity: operand.count) { buffer, count in
                    fillWithSmallIntegers(
                        UnsafeMutableBufferPointer(start: buffer.baseAddress, count: operand.count),
                        lowest: operand.lowest, highest: operand.highest, seed: seed &+ UInt64(index) &* 0x1_0000_0001)
                    count = operand.count
                })
        }
        return values
    }
}

extension Operation {
    /// The classes of an integer input; nil for operations on real numbers.
    fileprivate var classCount: Int? {
        switch self {
        case .oneHot(let classes), .embedding(let classes, _): classes
        default: nil
        }
    }
}

extension SlopeSharing {
    /// The dimensions of the learned slopes, of four axes as the map.
    func slopeDimensions(of map: FeatureMap) -> [Int] {
        switch self {
        case .shared: [1, 1, 1, 1]
        case .channel: [1, map.channels, 1, 1]
        case .element: [1, map.channels, map.height, map.width]
        }
    }
}
