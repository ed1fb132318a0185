import NetworkIR
import SourceText

extension Machine {
    /// Appends one operation behind the given maps and makes its output the current map.
    ///
    /// Where an input is unknown because of an earlier problem, nothing is appended and nothing reported.
    mutating func emit(_ operation: Operation, to inputs: [Flow], word: String, _ instruction: Instruction) {
        guard !isStopped else { return }
        guard inputs.allSatisfy({ $0.map != nil }) else { return poison() }
        guard network.layers.count < limits.layers else {
            return stop(.tooManyLayers(limit: limits.layers), at: instruction.range)
        }
        let top = containers.count - 1
        let number = containers[top].counters[word, default: 0] + 1
        containers[top].counters[word] = number
        // relu6's first is relu6_1: relu61 is the sixty-first relu.
        let name = containers[top].path + word + (word.last?.isNumber == true ? "_" : "") + String(number)
        guard countName(name) else { return stop(.namesTooLong(limit: limits.nameBytes), at: instruction.range) }
        do throws(ShapeError) {
            let source = try network.append(
                operation, to: inputs.map(\.source), name: name, stage: containers[top].stage, line: instruction.line,
                callStyle: instruction.callStyles[word] ?? .module)
            let map = network.map(of: source)
            guard (try? map.elements()) != nil else { throw ShapeError.overflow }
            setFlow(Flow(source: source, map: map))
        } catch {
            report(.shape(error), at: instruction.range)
            poison()
        }
    }

    /// Joins maps; a single one passes.
    mutating func join(_ join: JoinWord, _ flows: [Flow], _ instruction: Instruction) {
        if flows.count == 1 { return setFlow(flows[0]) }
        let operation: Operation =
            switch join {
            case .concat: .concatenate
            case .add: .add
            case .mul: .multiply
            }
        emit(operation, to: flows, word: join.rawValue, instruction)
    }

    /// Adds a residual's input to its output, through a shortcut where their shapes differ.
    mutating func closeResidual(_ mode: ResidualMode, _ plan: ShortcutPlan, _ entry: Flow, _ instruction: Instruction) {
        let exit = flow
        guard let from = entry.map, let to = exit.map else { return poison() }
        if from == to { return join(.add, [entry, exit], instruction) }
        if mode == .identity { return }
        guard from.height >= to.height, from.width >= to.width else {
            report(.residualLarger(entry: from, exit: to), at: instruction.range)
            return poison()
        }
        guard
            let vertical = Machine.shortcutStride(from.height, to.height),
            let horizontal = Machine.shortcutStride(from.width, to.width)
        else {
            report(.residualStride(entry: from, exit: to), at: instruction.range)
            return poison()
        }
        let stride = Extent(height: vertical, width: horizontal)
        switch mode {
        case .projection:
            let window = Window(kernel: .one, stride: stride)
            let convolution = Convolution(filters: to.channels, window: window, bias: plan.hasBias)
            emit(.convolution(convolution), to: [entry], word: "shortcut", instruction)
            if plan.hasNorm { emit(.batchNorm, to: [flow], word: "bn", instruction) }
        case .pad:
            emit(.stridedIdentity(stride: stride, channels: to.channels), to: [entry], word: "shortcut", instruction)
        case .identity: return
        }
        join(.add, [exit, flow], instruction)
    }

    /// The least stride by which a 1x1 window takes `input` positions to `output`; nil where none does.
    static func shortcutStride(_ input: Int, _ output: Int) -> Int? {
        let stride = (input - 1) / output + 1
        return (input - 1) / stride + 1 == output ? stride : nil
    }

    /// Runs a layer line: for each round the layer, then its normalisation, then its activation.
    mutating func layer(_ plan: LayerPlan, _ instruction: Instruction) throws(Pause) {
        guard let rounds = try rounds(of: instruction) else { return poison() }
        if rounds == 0 {
            // Its other choices are not met: a dropped layer decides nothing.
            return give(instruction)
        }
        for _ in 0..<rounds {
            guard let operation = try operation(plan, instruction) else {
                poison()
                break
            }
            if plan.word == .onehot || plan.word == .embed, flow.source != .input, flow.map != nil {
                report(.integerInputNeeded(plan.word.rawValue), at: instruction.range)
                poison()
                break
            }
            emit(operation, to: [flow], word: plan.word.rawValue, instruction)
            if plan.hasNorm { emit(.batchNorm, to: [flow], word: "bn", instruction) }
            switch plan.activation {
            case .function(let activation):
                emit(.activation(activation), to: [flow], word: activation.word, instruction)
            case .prelu(let sharing): emit(.prelu(sharing), to: [flow], word: "prelu", instruction)
            case nil: break
            }
            // Further rounds behind an unknown map would do nothing.
            if isStopped || flow.map == nil { break }
        }
        give(instruction)
    }

    /// The operation of a layer line with its numbers filled in; nil (and reported) where one has no value.
    mutating func operation(_ plan: LayerPlan, _ instruction: Instruction) throws(Pause) -> Operation? {
        func number(_ position: Int, least: Int, _ field: String) throws(Pause) -> Int? {
            guard case .square(let choice) = plan.arguments[position] else { return nil }
            return try value(choice, least: least, field: field)
        }
        switch plan.word {
        case .conv, .dwconv, .deconv: return try convolution(plan, instruction)
        case .fc:
            return try number(0, least: 1, "outputs").map { .fullyConnected(outputs: $0, bias: plan.hasBias) }
        case .maxpool, .avgpool:
            guard
                let kernel = try value(plan.arguments[0], least: 1, field: "kernel"),
                let window = try window(plan, kernel, defaultStride: kernel)
            else { return nil }
            return .pool(
                Pool(
                    kind: plan.word == .maxpool ? .max : .average, window: window,
                    rounding: plan.roundsUp ? .ceil : .floor, countsPadding: plan.countsPadding))
        case .gap: return .globalAveragePool
        case .adaptivepool:
            return try value(plan.arguments[0], least: 1, field: "size").map {
                .adaptivePool(plan.poolsMaximum ? .max : .average, size: $0)
            }
        case .spp:
            var bins: [Int] = []
            for position in plan.arguments.indices {
                guard let bin = try number(position, least: 1, "bins") else { return nil }
                bins.append(bin)
            }
            return .spatialPyramidPool(bins: bins)
        case .bn: return .batchNorm
        case .lrn: return try number(0, least: 1, "size").map { .localResponseNorm(size: $0) }
        case .groupnorm: return try number(0, least: 1, "groups").map { .groupNorm(groups: $0) }
        case .layernorm: return .layerNorm
        case .relu: return .activation(.relu)
        case .relu6: return .activation(.relu6)
        case .leaky: return .activation(.leakyRelu(slope: plan.decimal ?? ActivationPlan.defaultSlope))
        case .sigmoid: return .activation(.sigmoid)
        case .tanh: return .activation(.tanh)
        case .silu: return .activation(.silu)
        case .hswish: return .activation(.hardSwish)
        case .hsigmoid: return .activation(.hardSigmoid)
        case .gelu: return .activation(.gelu)
        case .elu: return .activation(.elu)
        case .softmax: return .activation(.softmax)
        case .prelu: return .prelu(plan.sharing)
        case .dropout: return .dropout(rate: plan.decimal ?? LayerPlan.defaultDropout)
        case .upsample:
            return try value(plan.arguments[0], least: 1, field: "factor").map {
                .upsample(factor: $0, plan.interpolation)
            }
        case .pixelshuffle: return try number(0, least: 1, "factor").map { .pixelShuffle(factor: $0) }
        case .channelshuffle: return try number(0, least: 1, "groups").map { .channelShuffle(groups: $0) }
        case .flatten: return .flatten
        case .slice:
            guard let first = try number(0, least: 0, "first channel"), let count = try number(1, least: 1, "count")
            else { return nil }
            return .channelSlice(first: first, count: count)
        case .onehot: return try number(0, least: 1, "classes").map { .oneHot(classes: $0) }
        case .embed:
            guard let classes = try number(0, least: 1, "classes"), let size = try number(1, least: 1, "dimensions")
            else { return nil }
            return .embedding(classes: classes, dimensions: size)
        case .knn:
            guard let stored = try number(0, least: 1, "references"), let near = try number(1, least: 1, "neighbours")
            else { return nil }
            return .nearestNeighbours(references: stored, neighbours: near)
        case .opaque:
            guard let channels = try number(0, least: 1, "channels"),
                let size = try value(plan.arguments[1], least: 1, field: "size")
            else { return nil }
            return .opaque(FeatureMap(channels: channels, height: size.height, width: size.width))
        }
    }

    private mutating func convolution(_ plan: LayerPlan, _ instruction: Instruction) throws(Pause) -> Operation? {
        guard let kernel = try value(plan.arguments[0], least: 1, field: "kernel") else { return nil }
        var filters = 0
        if plan.word != .dwconv {
            guard case .square(let choice) = plan.arguments[1],
                let count = try value(choice, least: 1, field: "filters")
            else { return nil }
            filters = count
        }
        guard let window = try window(plan, kernel, defaultStride: .one) else { return nil }
        var groups = 1
        if let choice = plan.groups {
            guard let count = try value(choice, least: 1, field: "groups") else { return nil }
            groups = count
        }
        var outputPadding = Extent(square: 0)
        if let size = plan.outputPadding {
            guard let extra = try value(size, least: 0, field: "output padding") else { return nil }
            outputPadding = extra
        }
        if plan.word == .dwconv {
            var multiplier = 1
            if let choice = plan.multiplier {
                guard let count = try value(choice, least: 1, field: "filters per channel") else { return nil }
                multiplier = count
            }
            guard let channels = flow.map?.channels else { return nil }
            guard let product = try? checkedProduct(channels, multiplier) else {
                report(.overflow, at: instruction.range)
                return nil
            }
            (filters, groups) = (product, channels)
        }
        if plan.word == .deconv {
            return .transposedConvolution(
                TransposedConvolution(
                    filters: filters, window: window, outputPadding: outputPadding, groups: groups, bias: plan.hasBias))
        }
        return .convolution(Convolution(filters: filters, window: window, groups: groups, bias: plan.hasBias))
    }

    private mutating func window(
        _ plan: LayerPlan, _ kernel: Extent, defaultStride: Extent
    ) throws(Pause) -> Window? {
        var window = Window(kernel: kernel, stride: defaultStride)
        if let size = plan.stride {
            guard let stride = try value(size, least: 1, field: "stride") else { return nil }
            window.stride = stride
        }
        if let size = plan.dilation {
            guard let dilation = try value(size, least: 1, field: "dilation") else { return nil }
            window.dilation = dilation
        }
        switch plan.padding {
        case .none: break
        case .same:
            guard let padding = try? Window.samePadding(kernel: kernel, dilation: window.dilation) else {
                report(.overflow, at: plan.dilation.map(\.range) ?? SourceRange(0, 0))
                return nil
            }
            window.padding = padding
        case .all(let choice):
            guard let edge = try value(choice, least: 0, field: "padding") else { return nil }
            window.padding = Padding(all: edge)
        case .edges(let formulas, let range):
            var edges: [Int] = []
            for formula in formulas {
                guard let edge = value(formula, at: range),
                    let checked = checked(edge, least: 0, field: "padding", at: range)
                else { return nil }
                edges.append(checked)
            }
            window.padding = Padding(top: edges[0], bottom: edges[1], left: edges[2], right: edges[3])
        }
        return window
    }
}

extension LayerPlan {
    /// The rate of `dropout` where none is written.
    static let defaultDropout = Decimal6(millionths: 500_000)
}

extension ResolvedSize {
    var range: SourceRange {
        switch self {
        case .square(let choice): choice.range
        case .rectangle(_, _, let range): range
        }
    }
}
