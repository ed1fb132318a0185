import KernelGeometry
import NetworkIR

extension DirectSteps {
    /// Convolutions, transposed ones and fully connected layers, forward and by their input, over blocked maps.
    static func sums(
        _ problem: Problem, _ kernels: VectorKernels, _ choice: DirectChoice
    ) throws(KernelError) -> DirectSteps {
        let window = try problem.windowGeometry()
        let g = if let window { window } else { try problem.mapWideGeometry() }
        let isTransposed = if case .transposedConvolution = problem.operation { true } else { false }
        let isGradient = isTransposed != (problem.pass == .backwardData)
        var steps: DirectSteps
        do {
            if !isGradient && g.groups == g.inputChannels && g.groups == g.outputChannels && g.groups > 1 {
                steps = depthwise(g, kernels, choice)
            } else if choice.algorithm.hasPrefix("winograd") {
                let tile = choice.algorithm == "winograd-2x2" ? 2 : 4
                steps = winograd(try WinogradConvolution(g, tile: tile, kernels), tile: tile, choice)
            } else {
                steps = try tiles(g, isGradient: isGradient, problem, kernels, choice)
            }
        } catch {
            throw .sizeOverflow(problem: problem.key)
        }
        let lanes = kernels.lanes
        if steps.sourceLayout == .channelsLast && steps.name != "patches" {
            steps.sourceLayout = .blocked(lanes: lanes)
        }
        steps.resultLayout = .blocked(lanes: lanes)
        let packWeights = steps.pack
        steps.pack = { values, parameters in
            packWeights(values, parameters)
            guard choice.hasBias, values.count > 1 else { return }
            for (channel, value) in values[1].enumerated() { parameters[1][channel] = value }
        }
        return steps
    }

    /// The memory of one run, as sums take it.
    private static func operands(
        _ sources: [Source], _ parameters: [Source], _ scratch: Target?, _ result: Target, _ choice: DirectChoice
    ) -> TileOperands {
        TileOperands(
            source: sources[0], weights: parameters[0], bias: parameters[1],
            residual: choice.addsMap ? sources[sources.count - 1] : nil, result: result, slab: scratch)
    }

    private static func tiles(
        _ g: ConvolutionGeometry, isGradient: Bool, _ problem: Problem, _ kernels: VectorKernels,
        _ choice: DirectChoice
    ) throws(CountOverflow) -> DirectSteps {
        let isMatrix = choice.algorithm == "im2col"
        // A first layer: blocks would be mostly empty.
        let isFewChannels =
            choice.mayTakeChannelsLast && !isMatrix && !isGradient && problem.operation.keyWord == "conv"
            && g.groups == 1 && g.inputChannels < kernels.lanes && g.kernelWidth > 1
        let sum =
            isFewChannels
            ? try TiledSum(patchesOf: g, kernels)
            : try TiledSum(g, isGradient: isGradient, style: isMatrix ? .im2col : .direct, kernels)
        let name =
            isMatrix
            ? "im2col"
            : isFewChannels ? "patches" : isGradient ? "phases" : g.kernelPositions == 1 ? "pointwise" : "tiles"
        let epilogue = TileEpilogue(choice.function)
        var steps = DirectSteps(name) { sources, parameters, scratch, result in
            sum.run(operands(sources, parameters, scratch, result, choice), epilogue, on: choice.team)
        }
        steps.scratchFloats = try sum.slabFloats(threads: choice.team.threads)
        steps.parameterFloats = [sum.plan.weightElements, sum.plan.biasElements]
        steps.pack = { values, parameters in
            values[0].withUnsafeBufferPointer { weights in
                guard let start = weights.baseAddress else { return }
                sum.pack(start, into: parameters[0])
            }
        }
        return steps
    }

    private static func winograd(_ winograd: WinogradConvolution, tile: Int, _ choice: DirectChoice) -> DirectSteps {
        let epilogue = TileEpilogue(choice.function)
        var steps = DirectSteps("winograd_\(tile)x3") { sources, parameters, scratch, result in
            winograd.run(operands(sources, parameters, scratch, result, choice), epilogue, on: choice.team)
        }
        steps.scratchFloats = winograd.scratchFloats
        steps.parameterFloats = [winograd.weightFloats, winograd.biasFloats]
        steps.pack = { values, parameters in winograd.pack(values[0], into: parameters[0]) }
        return steps
    }

    private static func depthwise(
        _ g: ConvolutionGeometry, _ kernels: VectorKernels, _ choice: DirectChoice
    ) -> DirectSteps {
        // The filters as a map of their own: a position a tap.
        let filters = BlockedMap(
            batch: 1, channels: g.inputChannels, height: g.kernelHeight, width: g.kernelWidth, lanes: kernels.lanes)
        let epilogue = TileEpilogue(choice.function)
        let team = choice.team
        let blocks = g.batch * filters.blocks
        let parts = team.threads == 1 ? 1 : min(blocks, 4 * team.threads)
        var steps = DirectSteps("depthwise") { sources, parameters, _, result in
            let operands = operands(sources, parameters, nil, result, choice)
            team.run(parts) { part, _ in
                kernels.depthwise(
                    g, epilogue, operands, (blocks * part / parts)..<(blocks * (part + 1) / parts))
            }
        }
        steps.parameterFloats = [filters.elements, filters.blocks * kernels.lanes]
        steps.pack = { values, parameters in
            values[0].withUnsafeBufferPointer { weights in
                if let start = weights.baseAddress { filters.pack(start, into: parameters[0]) }
            }
        }
        return steps
    }
}
