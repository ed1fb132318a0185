import NetworkIR

extension GraphImporter {
    /// The function of an element-wise operator of one tensor; nil for other operators.
    mutating func unary(_ node: Onnx_NodeProto, _ attributes: Attributes) throws(NodeProblem) -> ScalarFunction.Unary? {
        switch node.opType {
        case "Relu": return .relu
        case "Sigmoid": return .sigmoid
        case "Tanh": return .tanh
        case "Erf": return .erf
        case "Exp": return .exponential
        case "Log": return .logarithm
        case "Neg": return .negate
        case "Abs": return .absolute
        case "Sqrt": return .squareRoot
        case "Reciprocal": return .reciprocal
        case "Softplus": return .softplus
        case "Softsign": return .softsign
        case "Floor": return .floor
        case "Ceil": return .ceil
        case "Mish": return .mish
        case "Gelu": return .gelu
        case "HardSwish": return .hardSwish
        case "LeakyRelu": return .leaky(slope: attributes.real("alpha") ?? 0.01)
        case "Elu", "Celu":
            let scale = attributes.real("alpha") ?? 1
            if scale != 1 { warnings.append(.constantsDiffer(NodeName(node), word: "elu")) }
            return .elu(scale: 1)
        case "HardSigmoid":
            let (slope, offset) = (attributes.real("alpha") ?? 0.2, attributes.real("beta") ?? 0.5)
            if abs(slope - 1.0 / 6) > 1e-5 || offset != 0.5 {
                warnings.append(.constantsDiffer(NodeName(node), word: "hsigmoid"))
                return .hardSigmoid(slope: 1.0 / 6, offset: 0.5)
            }
            return .hardSigmoid(slope: slope, offset: offset)
        case "Clip":
            let low = try real(node, "min", orInput: 1, "bound") ?? -.infinity
            let high = try real(node, "max", orInput: 2, "bound") ?? .infinity
            return .clip(low: low, high: high)
        default: return nil
        }
    }

    /// Puts a function behind a tensor, to be applied when its result is needed.
    mutating func elementwise(_ node: Onnx_NodeProto, _ function: ScalarFunction.Unary) throws(NodeProblem) {
        guard let name = input(node, 0), case .map(var value) = try value(name) else {
            throw .inexpressible("its input is missing")
        }
        // Zeros around the map stay zeros only under some functions.
        guard value.padding == .none || function(0) == 0 else { throw .inexpressible("its input is padded") }
        if value.function.size >= ScalarFunction.sizeLimit { value = try resolved(name) }
        value.function = .unary(function, value.function)
        put(value, off: node)
    }

    private mutating func put(_ value: MapValue, off node: Onnx_NodeProto) {
        guard let name = node.output.first else { return }
        define(node, value)
        pendingNodes[name] = node
    }

    /// Computes an element-wise node by itself, where what was gathered is no activation.
    mutating func applied(_ node: Onnx_NodeProto) throws(NodeProblem) -> MapValue {
        let attributes = Attributes(node)
        if let function = try unary(node, attributes) {
            var value = try map(node)
            guard case .activation(let activation)? = ScalarFunction.unary(function, .argument).meaning else {
                throw .inexpressibleAt(NodeName(node), "no activation of the language is this function")
            }
            value.source = try emit(.activation(activation), to: [value.source])
            return value
        }
        for name in node.input {
            if case .constant = try value(name) {
                throw .inexpressibleAt(NodeName(node), "arithmetic with a single number is no layer of the language")
            }
        }
        return try joined(node)
    }

    // MARK: Two tensors

    /// Add, Mul, Sub, Div, Pow and Sum.
    mutating func arithmetic(_ node: Onnx_NodeProto) throws(NodeProblem) {
        guard node.input.count == 2, let operation = ScalarFunction.Binary(node.opType) else {
            if node.opType == "Sum" { return define(node, try joined(node)) }
            throw .inexpressible("it has \(node.input.count) inputs")
        }
        switch (try value(node.input[0]), try value(node.input[1])) {
        case (.map(let left), .map(let right)):
            let isSame = left.source == right.source && left.view == right.view && left.padding == right.padding
            if isSame, left.padding == .none, left.function.size + right.function.size < ScalarFunction.sizeLimit {
                var value = left
                value.function = .binary(operation, left.function, right.function)
                put(value, off: node)
            } else {
                define(node, try joined(node))
            }
        case (.map, .constant(let tensor)):
            try withConstant(node, operation, tensor, map: node.input[0], constantIsFirst: false)
        case (.constant(let tensor), .map):
            try withConstant(node, operation, tensor, map: node.input[1], constantIsFirst: true)
        case (.constant, .constant): break
        }
    }

    private mutating func withConstant(
        _ node: Onnx_NodeProto, _ operation: ScalarFunction.Binary, _ tensor: ConstantTensor, map name: String,
        constantIsFirst: Bool
    ) throws(NodeProblem) {
        guard case .map(var value) = try value(name) else { return }
        if tensor.count == 1, tensor.dims.count <= value.view.rank, let number = tensor.scalar {
            guard value.padding == .none else { throw .inexpressible("its input is padded") }
            if value.function.size >= ScalarFunction.sizeLimit { value = try resolved(name) }
            let constant = ScalarFunction.constant(number)
            value.function =
                constantIsFirst
                ? .binary(operation, constant, value.function) : .binary(operation, value.function, constant)
            return put(value, off: node)
        }
        switch operation {
        case .add: break
        case .multiply: break
        case .subtract, .divide:
            guard !constantIsFirst else { throw .inexpressible("a constant comes first") }
        case .power: throw .inexpressible("there is no word for this operator")
        }
        try affine(node, isScale: operation == .multiply || operation == .divide, tensor, name)
    }

    /// A scale or a shift by one number a channel: a layer's bias, part of a normalisation, or a normalisation of its own.
    private mutating func affine(
        _ node: Onnx_NodeProto, isScale: Bool, _ tensor: ConstantTensor, _ name: String
    ) throws(NodeProblem) {
        var value = try unpadded(resolved(name))
        let map = network.map(of: value.source)
        guard try isPerChannel(tensor, value.view, map) else {
            throw .inexpressible("its constant of shape \(tensor.dims) is not one number a channel")
        }
        if case .layer(let index) = value.source, readers(of: name) == 1 {
            if !isScale, takeBias(index) { return define(node, value) }
            if var norm = openNorms[index], isScale ? norm.wantsScale : norm.wantsShift {
                if isScale { norm.wantsScale = false } else { norm.wantsShift = false }
                openNorms[index] = norm
                return define(node, value)
            }
        }
        value.source = try emit(.batchNorm, to: [value.source])
        if isScale, case .layer(let index) = value.source {
            openNorms[index] = OpenNorm(wantsScale: false, wantsShift: true, scaledBy: NodeName(node))
        } else {
            warnings.append(.shiftReadAsBatchNorm(NodeName(node)))
        }
        define(node, value)
    }

    /// Whether a constant's one dimension larger than 1 lies on the channels.
    private func isPerChannel(_ tensor: ConstantTensor, _ view: MapView, _ map: FeatureMap) throws(NodeProblem) -> Bool
    {
        guard let channelDimension = view.channelDimension(of: map), tensor.dims.count <= view.rank else {
            return false
        }
        let offset = view.rank - tensor.dims.count
        return tensor.dims.enumerated().allSatisfy { index, size in
            size == (index + offset == channelDimension ? map.channels : 1) || size == 1 && tensor.count == 1
        }
    }

    /// Gives a layer without bias one; false where it cannot take any.
    private mutating func takeBias(_ index: Int) -> Bool {
        switch network.layers[index].operation {
        case .convolution(var convolution) where !convolution.bias:
            convolution.bias = true
            network.layers[index].operation = .convolution(convolution)
        case .transposedConvolution(var convolution) where !convolution.bias:
            convolution.bias = true
            network.layers[index].operation = .transposedConvolution(convolution)
        case .fullyConnected(let outputs, false):
            network.layers[index].operation = .fullyConnected(outputs: outputs, bias: true)
        default: return false
        }
        return true
    }

    /// The element-wise sum or product of maps.
    private mutating func joined(_ node: Onnx_NodeProto) throws(NodeProblem) -> MapValue {
        let operation: Operation
        switch node.opType {
        case "Add", "Sum": operation = .add
        case "Mul": operation = .multiply
        default:
            throw .inexpressibleAt(
                NodeName(node), "maps can be added and multiplied, not \(node.opType.lowercased())-combined")
        }
        var parts: [MapValue] = []
        for index in node.input.indices { parts.append(try unpadded(map(node, index))) }
        guard let first = parts.first, parts.allSatisfy({ $0.view.rank == first.view.rank }) else {
            throw .inexpressible("its inputs differ in rank")
        }
        if parts.allSatisfy({ $0.view == first.view }),
            parts.allSatisfy({ network.map(of: $0.source) == network.map(of: first.source) })
        {
            return MapValue(source: try emit(operation, to: parts.map(\.source)), view: first.view)
        }
        for index in node.input.indices { parts[index] = try plain(node, index) }
        let maps = parts.map { network.map(of: $0.source) }
        if case .add = operation, let whole = maps.first(where: { !$0.isVector }) {
            // A vector is spread over the map before it is added.
            for index in parts.indices where maps[index].isVector && maps[index].channels == whole.channels {
                let factor = Extent(height: whole.height, width: whole.width)
                parts[index].source = try emit(.upsample(factor: factor, .nearest), to: [parts[index].source])
            }
        }
        let source = try emit(operation, to: parts.map(\.source))
        return MapValue(source: source, view: MapView(batch: batch, network.map(of: source), rank: first.view.rank))
    }
}

extension ScalarFunction.Binary {
    init?(_ operation: String) {
        switch operation {
        case "Add", "Sum": self = .add
        case "Sub": self = .subtract
        case "Mul": self = .multiply
        case "Div": self = .divide
        case "Pow": self = .power
        default: return nil
        }
    }
}
