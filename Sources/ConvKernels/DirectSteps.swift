import KernelGeometry
import NetworkIR
import ReferenceKernels

/// How the vectorised kernels compute a problem: what to pack once, and what to run.
struct DirectSteps {
    typealias Source = UnsafePointer<Float>
    typealias Target = UnsafeMutablePointer<Float>

    var name: String
    /// Of all maps that it reads, and of the one that it writes.
    var sourceLayout = KernelLayout.channelsLast
    var resultLayout = KernelLayout.channelsLast
    /// Floats of each packed parameter.
    var parameterFloats: [Int] = []
    var scratchFloats = 0
    /// The result has elements that no run writes, zero from the start.
    var keepsZeros = false
    /// Packs the learned operands, in plain layouts, into the parameters.
    var pack: (_ values: [[Float]], _ parameters: [Target]) -> Void = { _, _ in }
    var run: (_ sources: [Source], _ parameters: [Source], _ scratch: Target?, _ result: Target) -> Void

    init(_ problem: Problem, _ kernels: VectorKernels, _ choice: DirectChoice) throws(KernelError) {
        if problem.operation.sumsProducts {
            self = try Self.sums(problem, kernels, choice)
        } else if choice.isBlocked {
            self = try Self.blocked(problem, kernels)
        } else {
            self = try Self.channelsLast(problem, kernels)
        }
    }

    /// Buffers with the learned operands packed.
    func packed(_ values: [[Float]], of problem: Problem) throws(KernelError) -> [AlignedBuffer] {
        try problem.reserve(bytes: parameterFloats.reduce(0) { $0 &+ $1 &* 4 })
        var buffers: [AlignedBuffer] = []
        for count in parameterFloats { buffers.append(try AlignedBuffer(floats: count)) }
        pack(values, buffers.map(\.elements))
        return buffers
    }

    /// An operation other than a sum of products, all maps channels last.
    static func channelsLast(_ problem: Problem, _ kernels: VectorKernels) throws(KernelError) -> DirectSteps {
        let map = problem.sourceGeometry
        switch problem.operation {
        case .pool(let pool):
            guard let window = try problem.windowGeometry() else {
                throw .sizeOverflow(problem: problem.key)
            }
            let geometry = pool.geometry(window)
            return DirectSteps("pool") { kernels.pool(geometry, $0[0], $3) }
        case .globalAveragePool:
            return DirectSteps("pool") { kernels.adaptivePool(map, 1, 1, false, $0[0], $3) }
        case .adaptivePool(let kind, let size):
            return DirectSteps("pool") { kernels.adaptivePool(map, size.height, size.width, kind == .max, $0[0], $3) }
        case .spatialPyramidPool(let bins):
            return Self.pyramid(map, bins, kernels)
        case .batchNorm, .groupNorm, .layerNorm, .localResponseNorm:
            return Self.normalization(problem.operation, map, kernels)
        case .activation(let activation):
            if let function = activation.pointwise {
                return DirectSteps("pointwise") { kernels.pointwise(function, map.elements, $0[0], $3) }
            } else {
                return DirectSteps("softmax") { kernels.softmax(map, $0[0], $3) }
            }
        case .prelu(let sharing):
            return Self.prelu(sharing, map, kernels)
        case .add, .multiply:
            return Self.combination(problem, kernels, on: Self.fullMap(of: problem))
        case .upsample(let factor, let interpolation):
            return DirectSteps("upsample") {
                kernels.upsample(map, factor.height, factor.width, interpolation == .bilinear, $0[0], $3)
            }
        case .concatenate, .pixelShuffle, .channelShuffle, .oneHot, .embedding, .stridedIdentity, .nearestNeighbours,
            .dropout, .flatten, .channelSlice, .opaque, .convolution, .transposedConvolution, .fullyConnected:
            return Self.rearrangement(problem, map, kernels)
        }
    }

    init(_ name: String, _ run: @escaping ([Source], [Source], Target?, Target) -> Void) {
        self.name = name
        self.run = run
    }

    /// Each level is pooled channels last, and flattened as the plain layout would be.
    private static func pyramid(_ map: MapGeometry, _ bins: [Int], _ kernels: VectorKernels) -> DirectSteps {
        let image = MapGeometry(batch: 1, channels: map.channels, height: map.height, width: map.width)
        let most = bins.map { $0 * $0 }.max() ?? 1
        var steps = DirectSteps("pyramid") { sources, _, scratch, result in
            guard let scratch else { return }
            var place = result
            for n in 0..<map.batch {
                for bin in bins {
                    kernels.adaptivePool(image, bin, bin, true, sources[0] + n * image.elements, scratch)
                    toPlain(batch: 1, channels: map.channels, positions: bin * bin, from: scratch, to: place)
                    place += map.channels * bin * bin
                }
            }
        }
        steps.scratchFloats = most * map.channels
        return steps
    }

    private static func normalization(
        _ operation: NetworkIR.Operation, _ map: MapGeometry, _ kernels: VectorKernels
    ) -> DirectSteps {
        if case .localResponseNorm(let size) = operation {
            return DirectSteps("lrn") {
                kernels.responseNorm(map, size, ResponseNorm.alpha, ResponseNorm.k, $0[0], $3)
            }
        }
        let epsilon = Float(ReferenceKernel.epsilon)
        var steps: DirectSteps
        switch operation {
        case .groupNorm(let groups):
            steps = DirectSteps("groupnorm") { kernels.groupNorm(map, groups, epsilon, $0[0], $1[0], $1[1], $3) }
        case .layerNorm:
            steps = DirectSteps("layernorm") { kernels.layerNorm(map, epsilon, $0[0], $1[0], $1[1], $3) }
        default:
            steps = DirectSteps("affine") { kernels.affine(map, $0[0], $1[0], $1[1], $3) }
        }
        steps.parameterFloats = [map.channels, map.channels]
        steps.pack = { values, parameters in
            for c in 0..<map.channels {
                // Fixed statistics become part of the scale and the shift.
                if values.count == 4 {
                    let scale = values[2][c] / values[1][c].squareRoot()
                    parameters[0][c] = scale
                    parameters[1][c] = values[3][c] - values[0][c] * scale
                } else {
                    parameters[0][c] = values[0][c]
                    parameters[1][c] = values[1][c]
                }
            }
        }
        return steps
    }

    private static func prelu(_ sharing: SlopeSharing, _ map: MapGeometry, _ kernels: VectorKernels) -> DirectSteps {
        let isByElement = sharing == .element
        var steps = DirectSteps("prelu") { kernels.prelu(map, isByElement, $0[0], $1[0], $3) }
        steps.parameterFloats = [isByElement ? map.channels * map.positions : map.channels]
        steps.pack = { values, parameters in
            values[0].withUnsafeBufferPointer { slopes in
                guard let start = slopes.baseAddress else { return }
                switch sharing {
                case .shared: parameters[0].update(repeating: start[0], count: map.channels)
                case .channel: parameters[0].update(from: start, count: map.channels)
                case .element:
                    toChannelsLast(
                        batch: 1, channels: map.channels, positions: map.positions, from: start, to: parameters[0])
                }
            }
        }
        return steps
    }

    /// The largest of the maps that are combined.
    static func fullMap(of problem: Problem) -> MapGeometry {
        let largest = problem.inputs.first { !$0.isVector } ?? problem.inputs[0]
        return MapGeometry(
            batch: problem.batch, channels: largest.channels, height: largest.height, width: largest.width)
    }

    /// Sums and products, two maps at a time; vectors are multiplied in by channel.
    ///
    /// - Parameter map: the full maps as the kernels see them.
    static func combination(
        _ problem: Problem, _ kernels: VectorKernels, on map: MapGeometry
    ) -> DirectSteps {
        let isSum = problem.operation == .add
        let inputs = problem.inputs
        let largest = inputs.first { !$0.isVector } ?? inputs[0]
        // Full maps first, so that the running result is one.
        let order = inputs.indices.filter { inputs[$0] == largest } + inputs.indices.filter { inputs[$0] != largest }
        var steps = DirectSteps(isSum ? "add" : "multiply") { sources, _, scratch, result in
            var running = sources[order[0]]
            if order.count == 1 { result.update(from: running, count: map.elements) }
            for index in order.dropFirst() {
                if inputs[index] == largest {
                    kernels.combine(isSum, map.elements, running, sources[index], result)
                } else {
                    // Rows of channels may overlap their neighbours, so never from a map into itself.
                    if let scratch, running == UnsafePointer(result) {
                        scratch.update(from: running, count: map.elements)
                        running = UnsafePointer(scratch)
                    }
                    kernels.scaleChannels(map, running, sources[index], result)
                }
                running = UnsafePointer(result)
            }
        }
        let hasVectors = order.contains { inputs[$0] != largest }
        steps.scratchFloats = hasVectors && order.count > 2 ? map.elements : 0
        return steps
    }

    private static func rearrangement(
        _ problem: Problem, _ map: MapGeometry, _ kernels: VectorKernels
    ) -> DirectSteps {
        let inputs = problem.inputs
        switch problem.operation {
        case .concatenate:
            let total = inputs.reduce(0) { $0 + $1.channels }
            return DirectSteps("copy") { sources, _, _, result in
                var first = 0
                for (source, input) in zip(sources, inputs) {
                    placeChannels(
                        rows: map.batch * map.positions, channels: input.channels, from: source,
                        sourceChannels: input.channels, at: first, of: total, to: result)
                    first += input.channels
                }
            }
        case .pixelShuffle(let factor):
            return DirectSteps("copy") { sources, _, _, result in
                shufflePixelsLast(map, factor: factor, from: sources[0], to: result)
            }
        case .channelShuffle(let groups):
            return DirectSteps("copy") { sources, _, _, result in
                shuffleChannelsLast(map, groups: groups, from: sources[0], to: result)
            }
        case .oneHot(let classes):
            return DirectSteps("look-up") { sources, _, _, result in
                oneHotChannelsLast(count: map.elements, classes: classes, from: sources[0], to: result)
            }
        case .embedding(let classes, let dimensions):
            return lookUp(classes * dimensions) { sources, parameters, _, result in
                lookUpChannelsLast(
                    count: map.elements, classes: classes, dimensions: dimensions, from: sources[0],
                    table: parameters[0], to: result)
            }
        case .nearestNeighbours(let references, let neighbours):
            return nearest(map, references, neighbours, kernels)
        case .channelSlice(let first, let count):
            return DirectSteps("copy") { sources, _, _, result in
                for row in 0..<(map.batch * map.positions) {
                    (result + row * count).update(from: sources[0] + row * map.channels + first, count: count)
                }
            }
        case .stridedIdentity(let stride, let channels):
            var steps = DirectSteps("copy") { sources, _, _, result in
                subsampleChannelsLast(
                    map, strideHeight: stride.height, strideWidth: stride.width, channels: channels, from: sources[0],
                    to: result)
            }
            steps.keepsZeros = true
            return steps
        default:
            return DirectSteps("copy") { sources, _, _, result in
                result.update(from: sources[0], count: map.elements)
            }
        }
    }

    private static func lookUp(
        _ count: Int, _ run: @escaping ([Source], [Source], Target?, Target) -> Void
    ) -> DirectSteps {
        var steps = DirectSteps("look-up", run)
        steps.parameterFloats = [count]
        steps.pack = { values, parameters in
            values[0].withUnsafeBufferPointer { table in
                if let start = table.baseAddress { parameters[0].update(from: start, count: count) }
            }
        }
        return steps
    }

    private static func nearest(
        _ map: MapGeometry, _ references: Int, _ neighbours: Int, _ kernels: VectorKernels
    ) -> DirectSteps {
        let features = map.channels * map.positions
        var steps = DirectSteps("distances") { sources, parameters, scratch, result in
            guard let scratch else { return }
            for image in 0..<map.batch {
                kernels.distances(features, references, sources[0] + image * features, parameters[0], scratch)
                smallest(neighbours, of: scratch, among: references, into: result + image * neighbours)
            }
        }
        steps.scratchFloats = references
        steps.parameterFloats = [references * features]
        steps.pack = { values, parameters in
            values[0].withUnsafeBufferPointer { stored in
                guard let start = stored.baseAddress else { return }
                toChannelsLast(
                    batch: references, channels: map.channels, positions: map.positions, from: start,
                    to: parameters[0])
            }
        }
        return steps
    }
}
