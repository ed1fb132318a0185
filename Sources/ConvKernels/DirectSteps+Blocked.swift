import KernelGeometry
import NetworkIR

extension DirectSteps {
    /// An operation other than a sum of products over blocked maps.
    ///
    /// Where channels do not meet, each block is an image of as many channels as lanes. The rest goes through copies that
    /// lie channels last.
    static func blocked(_ problem: Problem, _ kernels: VectorKernels) throws(KernelError) -> DirectSteps {
        let lanes = kernels.lanes
        let source = BlockedMap(problem.sourceGeometry, lanes: lanes)
        let view = source.imagesOfBlocks
        var steps: DirectSteps
        switch problem.operation {
        case .pool(let pool):
            guard var window = try problem.windowGeometry() else { throw .sizeOverflow(problem: problem.key) }
            (window.batch, window.groups) = (view.batch, lanes)
            (window.inputChannels, window.outputChannels) = (lanes, lanes)
            let geometry = pool.geometry(window)
            steps = DirectSteps("pool") { kernels.pool(geometry, $0[0], $3) }
        case .globalAveragePool:
            steps = DirectSteps("pool") { kernels.adaptivePool(view, 1, 1, false, $0[0], $3) }
        case .adaptivePool(let kind, let size):
            steps = DirectSteps("pool") { kernels.adaptivePool(view, size.height, size.width, kind == .max, $0[0], $3) }
        case .activation(let activation) where activation.pointwise != nil:
            guard let function = activation.pointwise else { throw .sizeOverflow(problem: problem.key) }
            steps = DirectSteps("pointwise") { kernels.pointwise(function, source.elements, $0[0], $3) }
        case .add, .multiply:
            let full = BlockedMap(fullMap(of: problem), lanes: lanes)
            steps = combination(problem, kernels, on: full.imagesOfBlocks)
        case .upsample(let factor, let interpolation):
            steps = DirectSteps("upsample") {
                kernels.upsample(view, factor.height, factor.width, interpolation == .bilinear, $0[0], $3)
            }
        case .batchNorm:
            steps = affine(source, try channelsLast(problem, kernels), kernels)
        case .concatenate where problem.inputs.dropLast().allSatisfy({ $0.channels % lanes == 0 }):
            steps = concatenation(problem, lanes: lanes)
        default:
            return try rearranged(problem, kernels)
        }
        (steps.sourceLayout, steps.resultLayout) = (.blocked(lanes: lanes), .blocked(lanes: lanes))
        return steps
    }

    /// Scale and shift by channel, block by block.
    private static func affine(_ map: BlockedMap, _ plain: DirectSteps, _ kernels: VectorKernels) -> DirectSteps {
        let block = MapGeometry(batch: 1, channels: map.lanes, height: map.height, width: map.width)
        var steps = DirectSteps("affine") { sources, parameters, _, result in
            for number in 0..<(map.batch * map.blocks) {
                let channel = number % map.blocks * map.lanes
                let offset = number * map.blockStride
                kernels.affine(
                    block, sources[0] + offset, parameters[0] + channel, parameters[1] + channel, result + offset)
            }
        }
        steps.parameterFloats = [map.blocks * map.lanes, map.blocks * map.lanes]
        steps.pack = plain.pack
        return steps
    }

    /// Maps of whole blocks, but for the last, one after the other.
    private static func concatenation(_ problem: Problem, lanes: Int) -> DirectSteps {
        let maps = problem.inputs.map {
            BlockedMap(batch: problem.batch, channels: $0.channels, height: $0.height, width: $0.width, lanes: lanes)
        }
        return DirectSteps("copy") { sources, _, _, result in
            var place = result
            for image in 0..<problem.batch {
                for (source, map) in zip(sources, maps) {
                    place.update(from: source + image * map.imageStride, count: map.imageStride)
                    place += map.imageStride
                }
            }
        }
    }

    /// Copies channels last, the operation there, and the result back.
    private static func rearranged(_ problem: Problem, _ kernels: VectorKernels) throws(KernelError) -> DirectSteps {
        let lanes = kernels.lanes
        let inner = try channelsLast(problem, kernels)
        let sources = problem.inputs.map {
            BlockedMap(batch: problem.batch, channels: $0.channels, height: $0.height, width: $0.width, lanes: lanes)
        }
        let output = try problem.outputMap()
        let result = BlockedMap(
            batch: problem.batch, channels: output.channels, height: output.height, width: output.width, lanes: lanes)
        // Each copy on cache lines of its own, with a spare one: vectors may reach past the end.
        func room(_ map: BlockedMap) -> Int { (map.batch * map.channels * map.positions + 31) / 16 * 16 }
        let starts = sources.reduce(into: [0]) { $0.append(($0.last ?? 0) + room($1)) }
        let resultStart = starts[sources.count]
        let scratchStart = resultStart + room(result)
        var steps = DirectSteps(inner.name) { from, parameters, scratch, to in
            guard let scratch else { return }
            for (index, map) in sources.enumerated() { map.toChannelsLast(from[index], into: scratch + starts[index]) }
            if inner.keepsZeros { (scratch + resultStart).update(repeating: 0, count: room(result)) }
            inner.run(
                starts.dropLast().map { UnsafePointer(scratch + $0) }, parameters,
                inner.scratchFloats > 0 ? scratch + scratchStart : nil, scratch + resultStart)
            result.fromChannelsLast(scratch + resultStart, into: to)
        }
        steps.parameterFloats = inner.parameterFloats
        steps.scratchFloats = scratchStart + inner.scratchFloats + 16
        steps.pack = inner.pack
        (steps.sourceLayout, steps.resultLayout) = (.blocked(lanes: lanes), .blocked(lanes: lanes))
        return steps
    }
}
