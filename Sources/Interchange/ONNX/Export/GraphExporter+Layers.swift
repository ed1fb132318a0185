import NetworkIR

extension GraphExporter {
    /// Appends the nodes of one layer; its output bears the layer's name.
    mutating func export(_ layer: Layer, _ index: Int) throws(ExportError) {
        let (output, first) = (layer.name, layer.inputs[0])
        let input = network.map(of: first)
        /// A node that keeps the rank of what it reads.
        func keeping(_ operation: String, _ inputs: [String] = [], _ attributes: [Onnx_AttributeProto] = []) {
            node(operation, [any(first)] + inputs, to: output, attributes)
            if isFlat(first) { markFlat(output) }
        }
        switch layer.operation {
        case .convolution(let convolution):
            let dims = [
                convolution.filters, input.channels / convolution.groups, convolution.window.kernel.height,
                convolution.window.kernel.width,
            ]
            var inputs = [
                map(first), tensor(output + ".weight", dims, .learned(inputs: try product(dims.dropFirst()))),
            ]
            if convolution.bias { inputs.append(tensor(output + ".bias", [convolution.filters], .constant(0))) }
            node("Conv", inputs, to: output, window(convolution.window) + [.integer("group", convolution.groups)])
        case .transposedConvolution(let convolution):
            let kernel = convolution.window.kernel
            let dims = [input.channels, convolution.filters / convolution.groups, kernel.height, kernel.width]
            let inputsOfOne = try product([input.channels / convolution.groups, kernel.height, kernel.width][...])
            var inputs = [map(first), tensor(output + ".weight", dims, .learned(inputs: inputsOfOne))]
            if convolution.bias { inputs.append(tensor(output + ".bias", [convolution.filters], .constant(0))) }
            let extra = convolution.outputPadding
            node(
                "ConvTranspose", inputs, to: output,
                window(convolution.window) + [
                    .integer("group", convolution.groups), .integers("output_padding", [extra.height, extra.width]),
                ])
        case .fullyConnected(let outputs, let bias):
            let features = try product([input.channels, input.height, input.width][...])
            var inputs = [
                vector(first), tensor(output + ".weight", [outputs, features], .learned(inputs: features)),
            ]
            if bias { inputs.append(tensor(output + ".bias", [outputs], .constant(0))) }
            node("Gemm", inputs, to: output, [.integer("transB", 1)])
            markFlat(output)
        case .pool(let pool):
            var attributes = window(pool.window, dilates: false)
            attributes.append(.integer("ceil_mode", pool.rounding == .ceil ? 1 : 0))
            if pool.kind == .average { attributes.append(.integer("count_include_pad", pool.countsPadding ? 1 : 0)) }
            node(pool.kind == .max ? "MaxPool" : "AveragePool", [map(first)], to: output, attributes)
        case .globalAveragePool: node("GlobalAveragePool", [map(first)], to: output)
        case .adaptivePool(let kind, let size):
            guard let tiles = AdaptiveWindow.window(input, size) else {
                throw refusal(
                    layer, "adaptivepool", "\(size) windows over \(input.height)x\(input.width) differ in size")
            }
            node(kind == .max ? "MaxPool" : "AveragePool", [map(first)], to: output, window(tiles, dilates: false))
        case .spatialPyramidPool(let bins): try pyramid(layer, bins)
        case .batchNorm:
            let values: [(String, Float)] = [("scale", 1), ("shift", 0), ("mean", 0), ("variance", 1)]
            var inputs: [String] = []
            for (name, value) in values {
                inputs.append(tensor("\(output).\(name)", [input.channels], .constant(value)))
            }
            keeping("BatchNormalization", inputs)
        case .localResponseNorm(let size):
            node("LRN", [map(first)], to: output, [.integer("size", size)])
        case .groupNorm(let groups):
            need(opset: 21)
            let scale = tensor(output + ".scale", [input.channels], .constant(1))
            let shift = tensor(output + ".shift", [input.channels], .constant(0))
            node("GroupNormalization", [map(first), scale, shift], to: output, [.integer("num_groups", groups)])
        case .layerNorm:
            let scale = tensor(output + ".scale", [input.channels], .constant(1))
            let shift = tensor(output + ".shift", [input.channels], .constant(0))
            if isFlat(first) {
                keeping("LayerNormalization", [scale, shift])
            } else {
                node("Transpose", [any(first)], to: output + ".last", [.integers("perm", [0, 2, 3, 1])])
                node("LayerNormalization", [output + ".last", scale, shift], to: output + ".normal")
                node("Transpose", [output + ".normal"], to: output, [.integers("perm", [0, 3, 1, 2])])
            }
        case .activation(let activation): self.activation(activation, layer)
        case .prelu(let sharing):
            let tail = isFlat(first) ? [] : [1, 1]
            let dims =
                switch sharing {
                case .shared: [1]
                case .channel: [input.channels] + tail
                case .element: isFlat(first) ? [input.channels] : [input.channels, input.height, input.width]
                }
            keeping("PRelu", [tensor(output + ".slope", dims, .constant(0.25))])
        case .dropout(let rate):
            keeping("Dropout", [tensor(output + ".rate", [], .reals([Float(rate.value)]))])
        case .upsample(let factor, let interpolation):
            let scales = tensor(
                output + ".scales", [4], .reals([1, 1, Float(factor.height), Float(factor.width)]))
            let rule =
                interpolation == .nearest
                ? [
                    Onnx_AttributeProto.text("mode", "nearest"), .text("nearest_mode", "floor"),
                    .text("coordinate_transformation_mode", "asymmetric"),
                ] : [.text("mode", "linear")]
            node("Resize", [map(first), "", scales], to: output, rule)
        case .pixelShuffle(let factor):
            node(
                "DepthToSpace", [map(first)], to: output, [.integer("blocksize", factor), .text("mode", "CRD")])
        case .channelShuffle(let groups):
            let split = [0, groups, input.channels / groups, input.height, input.width]
            node("Reshape", [map(first), integers(output + ".split", split)], to: output + ".groups")
            node("Transpose", [output + ".groups"], to: output + ".turned", [.integers("perm", [0, 2, 1, 3, 4])])
            let joined = [0, input.channels, input.height, input.width]
            node("Reshape", [output + ".turned", integers(output + ".joined", joined)], to: output)
        case .flatten:
            node("Flatten", [any(first)], to: output, [.integer("axis", 1)])
            markFlat(output)
        case .oneHot(let classes):
            takeIntegers()
            let depth = tensor(output + ".classes", [], .integers([classes]))
            let values = tensor(output + ".values", [2], .reals([0, 1]))
            node("OneHot", [any(first), depth, values], to: output + ".indicators", [.integer("axis", 2)])
            let sizes = [0, layer.output.channels, input.height, input.width]
            node("Reshape", [output + ".indicators", integers(output + ".sizes", sizes)], to: output)
        case .embedding(let classes, let dimensions):
            takeIntegers()
            let table = tensor(output + ".table", [classes, dimensions], .learned(inputs: dimensions))
            node("Gather", [table, any(first)], to: output + ".rows", [.integer("axis", 0)])
            node("Transpose", [output + ".rows"], to: output + ".turned", [.integers("perm", [0, 1, 4, 2, 3])])
            let sizes = [0, layer.output.channels, input.height, input.width]
            node("Reshape", [output + ".turned", integers(output + ".sizes", sizes)], to: output)
        case .nearestNeighbours:
            throw refusal(layer, "knn", "its references are data, which a network's text does not hold")
        case .opaque: throw refusal(layer, "opaque", "nobody knows what it computes")
        case .add, .multiply, .concatenate: join(layer)
        case .stridedIdentity(let stride, let channels): subsample(layer, stride, channels)
        case .channelSlice(let start, let count):
            keeping(
                "Slice",
                [
                    integers(output + ".start", [start]), integers(output + ".end", [start + count]),
                    integers(output + ".axis", [1]),
                ])
        }
    }

    private func product(_ numbers: ArraySlice<Int>) throws(ExportError) -> Int {
        var result = 1
        for number in numbers {
            guard let next = try? checkedProduct(result, number) else { throw .overflow }
            result = next
        }
        return result
    }

    private func window(_ window: Window, dilates: Bool = true) -> [Onnx_AttributeProto] {
        let padding = window.padding
        let all: [Onnx_AttributeProto] = [
            .integers("kernel_shape", [window.kernel.height, window.kernel.width]),
            .integers("strides", [window.stride.height, window.stride.width]),
            .integers("pads", [padding.top, padding.left, padding.bottom, padding.right]),
        ]
        return dilates ? all + [.integers("dilations", [window.dilation.height, window.dilation.width])] : all
    }

    private mutating func activation(_ activation: Activation, _ layer: Layer) {
        let (output, input) = (layer.name, any(layer.inputs[0]))
        if isFlat(layer.inputs[0]) { markFlat(output) }
        switch activation {
        case .relu: node("Relu", [input], to: output)
        case .relu6:
            let low = tensor(output + ".low", [], .reals([0]))
            let high = tensor(output + ".high", [], .reals([6]))
            node("Clip", [input, low, high], to: output)
        case .leakyRelu(let slope): node("LeakyRelu", [input], to: output, [.real("alpha", Float(slope.value))])
        case .sigmoid: node("Sigmoid", [input], to: output)
        case .tanh: node("Tanh", [input], to: output)
        case .silu:
            node("Sigmoid", [input], to: output + ".gate")
            node("Mul", [input, output + ".gate"], to: output)
        case .hardSwish: node("HardSwish", [input], to: output)
        case .hardSigmoid: node("HardSigmoid", [input], to: output, [.real("alpha", Float(1) / 6), .real("beta", 0.5)])
        case .gelu:
            need(opset: 20)
            node("Gelu", [input], to: output)
        case .elu: node("Elu", [input], to: output)
        case .softmax: node("Softmax", [input], to: output, [.integer("axis", 1)])
        }
    }

    private mutating func join(_ layer: Layer) {
        let areFlat = layer.inputs.allSatisfy { isFlat($0) }
        var inputs: [String] = []
        for source in layer.inputs { inputs.append(areFlat ? any(source) : map(source)) }
        if areFlat { markFlat(layer.name) }
        switch layer.operation {
        case .concatenate: node("Concat", inputs, to: layer.name, [.integer("axis", 1)])
        case .multiply where inputs.count > 1:
            var product = inputs[0]
            for (index, factor) in inputs.dropFirst().enumerated() {
                let isLast = index == inputs.count - 2
                let name = isLast ? layer.name : "\(layer.name).\(index + 1)"
                node("Mul", [product, factor], to: name)
                product = name
            }
        default: node(inputs.count == 2 ? "Add" : inputs.count == 1 ? "Identity" : "Sum", inputs, to: layer.name)
        }
    }

    private mutating func subsample(_ layer: Layer, _ stride: Extent, _ channels: Int) {
        let input = network.map(of: layer.inputs[0])
        let (output, extra) = (layer.name, channels - input.channels)
        let sampled = extra > 0 ? output + ".sampled" : output
        let bounds = [
            integers(output + ".starts", [0, 0]), integers(output + ".ends", [input.height, input.width]),
            integers(output + ".axes", [2, 3]), integers(output + ".steps", [stride.height, stride.width]),
        ]
        node("Slice", [map(layer.inputs[0])] + bounds, to: sampled)
        if extra > 0 {
            node("Pad", [sampled, integers(output + ".zeros", [0, 0, 0, 0, 0, extra, 0, 0])], to: output)
        }
    }

    /// A pyramid as one pool a bin, each flattened, and all joined.
    private mutating func pyramid(_ layer: Layer, _ bins: [Int]) throws(ExportError) {
        let input = network.map(of: layer.inputs[0])
        let source = map(layer.inputs[0])
        var levels: [String] = []
        for (index, bin) in bins.enumerated() {
            guard let tiles = AdaptiveWindow.window(input, Extent(square: bin)) else {
                throw refusal(
                    layer, "spp", "\(bin)x\(bin) windows over \(input.height)x\(input.width) differ in size")
            }
            let level = "\(layer.name).\(index + 1)"
            node("MaxPool", [source], to: level + ".pool", window(tiles, dilates: false))
            node("Flatten", [level + ".pool"], to: level, [.integer("axis", 1)])
            levels.append(level)
        }
        node("Concat", levels, to: layer.name, [.integer("axis", 1)])
        markFlat(layer.name)
    }
}

/// Adaptive pools whose windows are all of one size, as plain pools.
enum AdaptiveWindow {
    /// The window that does what an adaptive pool of this size does; nil where its windows differ.
    ///
    /// Window i of n over a length of l reaches from ⌊i·l/n⌋ to ⌈(i+1)·l/n⌉ (PyTorch).
    static func window(_ input: FeatureMap, _ size: Extent) -> Window? {
        guard let down = along(input.height, size.height), let across = along(input.width, size.width) else {
            return nil
        }
        return Window(
            kernel: Extent(height: down.size, width: across.size),
            stride: Extent(height: down.stride, width: across.stride))
    }

    private static func along(_ length: Int, _ count: Int) -> (size: Int, stride: Int)? {
        guard count <= length else { return nil }
        let size = (length - 1) / count + 1
        // Starts and sizes are even where the length divides, or where a single window stands.
        if length % count == 0 { return (size, size) }
        let starts = (0..<count).map { $0 * length / count }
        let ends = (0..<count).map { (($0 + 1) * length - 1) / count + 1 }
        let stride = starts[1] - starts[0]
        guard zip(starts, ends).allSatisfy({ $1 - $0 == size }),
            zip(starts, starts.dropFirst()).allSatisfy({ $1 - $0 == stride }),
            (count - 1) * stride + size == length
        else { return nil }
        return (size, stride)
    }
}
