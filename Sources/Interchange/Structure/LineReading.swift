import NetworkIR

extension OutlineLine {
    /// The line that says an operation on a map; nil for joins and for what only a residual can say.
    init?(_ operation: Operation, on input: FeatureMap) {
        self.init(word: "")
        switch operation {
        case .convolution(let convolution):
            let isDepthwise =
                convolution.groups == input.channels && convolution.groups > 1
                && convolution.filters % convolution.groups == 0
            word = isDepthwise ? "dwconv" : "conv"
            sizes = [(Measure(convolution.window.kernel), .kernel)]
            take(convolution.window)
            if isDepthwise {
                multiplier = .literal(convolution.filters / convolution.groups)
            } else {
                sizes.append((.square(.literal(convolution.filters)), .filters))
                groups = .literal(convolution.groups)
            }
            let window = convolution.window
            if window.padding != (try? Window.samePadding(kernel: window.kernel, dilation: window.dilation)) {
                padding = Padding(window.padding)
            }
            output = OutputForm(bias: convolution.bias)
        case .transposedConvolution(let convolution):
            word = "deconv"
            sizes = [(Measure(convolution.window.kernel), .kernel), (.square(.literal(convolution.filters)), .filters)]
            take(convolution.window)
            groups = .literal(convolution.groups)
            outputPadding = Measure(convolution.outputPadding)
            if convolution.window.padding != .none { padding = Padding(convolution.window.padding) }
            output = OutputForm(bias: convolution.bias)
        case .fullyConnected(let outputs, let bias):
            word = "fc"
            sizes = [(.square(.literal(outputs)), .filters)]
            output = OutputForm(bias: bias)
        case .pool(let pool):
            word = pool.kind == .max ? "maxpool" : "avgpool"
            sizes = [(Measure(pool.window.kernel), .kernel)]
            if pool.window.stride != pool.window.kernel { stride = Measure(pool.window.stride) }
            if pool.window.padding != .none { padding = Padding(pool.window.padding) }
            guard pool.window.dilation == .one else { return nil }
            if pool.rounding == .ceil { words.append("ceil") }
            if pool.kind == .average, !pool.countsPadding { words.append("nopadcount") }
        case .globalAveragePool: word = "gap"
        case .adaptivePool(let kind, let size):
            word = "adaptivepool"
            sizes = [(Measure(size), .other)]
            if kind == .max { words = ["max"] }
        case .spatialPyramidPool(let bins):
            word = "spp"
            sizes = bins.map { (.square(.literal($0)), .other) }
        case .batchNorm: word = "bn"
        case .localResponseNorm(let size):
            word = "lrn"
            sizes = [(.square(.literal(size)), .other)]
        case .groupNorm(let groups):
            word = "groupnorm"
            sizes = [(.square(.literal(groups)), .groups)]
        case .layerNorm: word = "layernorm"
        case .activation, .prelu:
            guard let text = OutlineLine.activationText(operation) else { return nil }
            word = text
        case .dropout(let rate):
            word = "dropout"
            words = [rate.description]
        case .upsample(let factor, let interpolation):
            word = "upsample"
            sizes = [(Measure(factor), .other)]
            if interpolation == .bilinear { words = ["bilinear"] }
        case .pixelShuffle(let factor):
            word = "pixelshuffle"
            sizes = [(.square(.literal(factor)), .other)]
        case .channelShuffle(let groups):
            word = "channelshuffle"
            sizes = [(.square(.literal(groups)), .groups)]
        case .flatten: word = "flatten"
        case .oneHot(let classes):
            word = "onehot"
            sizes = [(.square(.literal(classes)), .other)]
        case .embedding(let classes, let dimensions):
            word = "embed"
            sizes = [(.square(.literal(classes)), .other), (.square(.literal(dimensions)), .other)]
        case .nearestNeighbours(let references, let neighbours):
            word = "knn"
            sizes = [(.square(.literal(references)), .other), (.square(.literal(neighbours)), .other)]
        case .channelSlice(let first, let count):
            word = "slice"
            sizes = [(.square(.literal(first)), .filters), (.square(.literal(count)), .filters)]
        case .opaque(let map):
            word = "opaque"
            sizes = [
                (.square(.literal(map.channels)), .filters),
                (Measure(Extent(height: map.height, width: map.width)), .other),
            ]
        case .add, .multiply, .concatenate, .stridedIdentity: return nil
        }
    }

    private mutating func take(_ window: Window) {
        stride = Measure(window.stride)
        dilation = Measure(window.dilation)
    }

    /// The words of an activation, with its parameter; nil for other operations.
    static func activationText(_ operation: Operation) -> String? {
        switch operation {
        case .activation(let activation):
            switch activation {
            case .relu: "relu"
            case .relu6: "relu6"
            case .leakyRelu(let slope): "leaky \(slope)"
            case .sigmoid: "sigmoid"
            case .tanh: "tanh"
            case .silu: "silu"
            case .hardSwish: "hswish"
            case .hardSigmoid: "hsigmoid"
            case .gelu: "gelu"
            case .elu: "elu"
            case .softmax: "softmax"
            }
        case .prelu(let sharing): sharing == .channel ? "prelu" : "prelu \(sharing.rawValue)"
        default: nil
        }
    }
}

extension OutlineLine.Padding {
    init(_ padding: NetworkIR.Padding) {
        if padding == .none {
            self = .none
        } else if padding == NetworkIR.Padding(all: padding.top) {
            self = .all(padding.top)
        } else {
            self = .edges(padding)
        }
    }
}

// MARK: Numbers

extension OutlineLine {
    /// The same line with every single number replaced; those of rectangles stay.
    func mappingCounts(_ body: (Count, Role) -> Count) -> OutlineLine {
        func mapped(_ measure: Measure, _ role: Role) -> Measure {
            if case .square(let count) = measure { .square(body(count, role)) } else { measure }
        }
        var line = self
        line.sizes = sizes.map { (mapped($0.measure, $0.role), $0.role) }
        line.stride = stride.map { mapped($0, .stride) }
        line.dilation = dilation.map { mapped($0, .dilation) }
        line.groups = groups.map { body($0, .groups) }
        line.multiplier = multiplier.map { body($0, .other) }
        return line
    }
}

extension OutlineItem {
    /// The same item with every single number of its lines replaced; the map that meets a line comes along.
    func mappingCounts(_ body: (Count, OutlineLine.Role, FeatureMap) -> Count) -> OutlineItem {
        var item = self
        switch kind {
        case .line(let line): item.kind = .line(line.mappingCounts { body($0, $1, entry) })
        case .branches(let join, let groups):
            item.kind = .branches(join, groups.map { $0.map { $0.mappingCounts(body) } })
        case .residual(let mode, let inner): item.kind = .residual(mode, inner.map { $0.mappingCounts(body) })
        case .dense(let inner): item.kind = .dense(inner.map { $0.mappingCounts(body) })
        case .group(let inner): item.kind = .group(inner.map { $0.mappingCounts(body) })
        case .stage(let name, let inner): item.kind = .stage(name, inner.map { $0.mappingCounts(body) })
        case .call, .from, .join: break
        }
        return item
    }

    /// The same item with its numbers left open: what items of one block have in common.
    ///
    /// A kernel of 1 stays: it mixes channels, and larger ones look around.
    var skeleton: OutlineItem {
        mappingCounts { count, role, _ in role == .kernel && count == .literal(1) ? count : .literal(0) }
    }
}
