import NetworkIR

extension GraphImporter {
    /// Reads a node that depends on the network's input.
    mutating func layer(_ node: Onnx_NodeProto) throws(NodeProblem) {
        let attributes = Attributes(node)
        switch node.opType {
        case "Identity", "Cast": try pass(node)
        case "Dropout": try dropout(node, attributes)
        case "Conv": try convolution(node, attributes)
        case "ConvTranspose": try transposedConvolution(node, attributes)
        case "Gemm": try gemm(node, attributes)
        case "MatMul": try matrixProduct(node)
        case "MaxPool", "AveragePool": try pool(node, attributes)
        case "GlobalAveragePool", "GlobalMaxPool", "ReduceMean", "ReduceMax": try reduction(node, attributes)
        case "Pad": try pad(node, attributes)
        case "BatchNormalization": try channelLayer(.batchNorm, node)
        case "InstanceNormalization": try instanceNorm(node)
        case "GroupNormalization": try groupNorm(node, attributes)
        case "LayerNormalization": try layerNorm(node, attributes)
        case "LRN": try channelLayer(.localResponseNorm(size: attributes.integer("size") ?? 1), node)
        case "Softmax": try softmax(node, attributes)
        case "PRelu": try prelu(node)
        case "Add", "Mul", "Sub", "Div", "Sum", "Pow": try arithmetic(node)
        case "Concat": try concatenation(node, attributes)
        case "Split": try split(node, attributes)
        case "Slice": try slice(node, attributes)
        case "Gather": try gather(node, attributes)
        case "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Transpose": try rearrangement(node, attributes)
        case "Expand": try expansion(node)
        case "OneHot": try oneHot(node, attributes)
        case "Resize", "Upsample": try resize(node, attributes)
        case "DepthToSpace":
            let value = try plain(node)
            let factor = attributes.integer("blocksize") ?? 1
            guard factor >= 1 else { throw .inexpressible("its block size is \(factor)") }
            define(node, try emit(.pixelShuffle(factor: factor), to: [value.source]), rank: value.view.rank)
        case "Shape": try shape(node, attributes)
        case "Size":
            let sizes = try view(node.input[0]).shape
            guard let name = node.output.first else { return }
            values[name] = .constant(
                ConstantTensor(dims: [], numbers: .integers([sizes.reduce(1, &*)])))
        default:
            guard let function = try unary(node, attributes) else {
                throw .inexpressible("there is no word for this operator")
            }
            try elementwise(node, function)
        }
    }

    /// The view of a value, whether its function is applied or not.
    func view(_ name: String) throws(NodeProblem) -> MapView {
        guard case .map(let value) = try value(name) else { throw .undefined(name) }
        return value.view
    }

    /// The node changes nothing: its output is another name for its input.
    mutating func pass(_ node: Onnx_NodeProto) throws(NodeProblem) {
        guard let name = node.output.first, let from = input(node, 0) else { return }
        alias(name, to: from)
    }

    private mutating func dropout(_ node: Onnx_NodeProto, _ attributes: Attributes) throws(NodeProblem) {
        guard node.output.dropFirst().allSatisfy({ readers(of: $0) == 0 }) else {
            throw .inexpressible("its mask is read")
        }
        let rate = try real(node, "ratio", orInput: 1, "rate") ?? 0.5
        guard rate >= 0, rate <= 1 else { throw .inexpressible("its rate is \(rate)") }
        var value = try map(node)
        value.source = try emit(
            .dropout(rate: Decimal6(millionths: Int((rate * 1e6).rounded()))), to: [value.source])
        define(node, value)
    }

    /// A layer that keeps the shape and works on each channel, in the usual arrangement.
    mutating func channelLayer(_ operation: Operation, _ node: Onnx_NodeProto) throws(NodeProblem) {
        var value = try unpadded(plain(node))
        value.source = try emit(operation, to: [value.source])
        define(node, value)
    }

    /// A value whose padding no window took is none that the language can say.
    func unpadded(_ value: MapValue) throws(NodeProblem) -> MapValue {
        guard value.padding == .none else {
            throw .inexpressible("its input is padded, which only a convolution or a pool can take along")
        }
        return value
    }

    // MARK: Products with weights

    private mutating func gemm(_ node: Onnx_NodeProto, _ attributes: Attributes) throws(NodeProblem) {
        guard attributes.integer("transA") ?? 0 == 0 else { throw .inexpressible("its first matrix is transposed") }
        guard let weight = try constant(node, 1, "second matrix"), weight.dims.count == 2 else {
            throw .inexpressible("its second matrix is missing")
        }
        let isTransposed = attributes.integer("transB") ?? 0 != 0
        let bias = try constant(node, 2, "bias")
        try fullyConnected(
            node, rows: weight.dims[isTransposed ? 1 : 0], outputs: weight.dims[isTransposed ? 0 : 1],
            bias: bias != nil)
    }

    private mutating func fullyConnected(
        _ node: Onnx_NodeProto, rows: Int, outputs: Int, bias: Bool
    ) throws(NodeProblem) {
        let value = try unpadded(map(node))
        let last = value.view.rank - 1
        guard outputs >= 1 else { throw .inexpressible("its matrix is empty") }
        guard last >= 0, value.view.isEverything(last, of: network.map(of: value.source)) else {
            throw .inexpressible("its rows are not whole images")
        }
        guard value.view.shape[last] == rows else {
            throw .inexpressible("its matrix has \(rows) rows for \(value.view.shape[last]) features")
        }
        let source = try emit(.fullyConnected(outputs: outputs, bias: bias), to: [value.source])
        define(
            node, MapValue(source: source, view: value.view.replacingChannels(at: last, with: outputs)))
    }

    /// A product with a constant matrix over the last dimension: fully connected, or at each position a 1x1 convolution.
    private mutating func matrixProduct(_ node: Onnx_NodeProto) throws(NodeProblem) {
        guard let second = input(node, 1), case .constant(let weight) = try value(second) else {
            throw .inexpressible("both matrices depend on the network's input (attention is no layer of the language)")
        }
        guard weight.dims.count == 2 else { throw .inexpressible("its matrix has \(weight.dims.count) dimensions") }
        let value = try unpadded(map(node))
        let map = network.map(of: value.source)
        let last = value.view.rank - 1
        if last >= 0, value.view.isEverything(last, of: map) {
            return try fullyConnected(node, rows: weight.dims[0], outputs: weight.dims[1], bias: false)
        }
        guard last >= 0, value.view.channelDimension(of: map) == last, weight.dims[0] == map.channels else {
            throw .inexpressible("its rows are not the channels of a position")
        }
        guard weight.dims[1] >= 1 else { throw .inexpressible("its matrix is empty") }
        let convolution = Convolution(filters: weight.dims[1], window: Window(kernel: .one), bias: false)
        let source = try emit(.convolution(convolution), to: [value.source])
        define(
            node, MapValue(source: source, view: value.view.replacingChannels(at: last, with: weight.dims[1])))
    }

    // MARK: Reductions over the map

    private mutating func reduction(_ node: Onnx_NodeProto, _ attributes: Attributes) throws(NodeProblem) {
        let value = try unpadded(map(node))
        let isMean = node.opType == "GlobalAveragePool" || node.opType == "ReduceMean"
        let input = network.map(of: value.source)
        let rank = value.view.rank
        var axes = Array(2..<max(rank, 2))
        var keepsDims = true
        if node.opType.hasPrefix("Reduce") {
            axes = try integers(node, "axes", orInput: 1, "axes") ?? []
            axes = axes.map { $0 < 0 ? $0 + rank : $0 }
            keepsDims = attributes.integer("keepdims") ?? 1 != 0
            guard !axes.isEmpty, axes.allSatisfy({ (0..<rank).contains($0) }) else {
                throw .inexpressible("it reduces channels or images, not positions")
            }
        }
        guard value.view.coversPositions(axes, of: input) else {
            throw .inexpressible("it reduces channels or images, not positions alone")
        }
        let source = try emit(isMean ? .globalAveragePool : .adaptivePool(.max, size: .one), to: [value.source])
        var view = value.view
        for axis in axes { view.dims[axis] = [] }
        if !keepsDims { view.dims = view.dims.enumerated().filter { !axes.contains($0.offset) }.map(\.element) }
        define(node, MapValue(source: source, view: view))
    }

    private mutating func softmax(_ node: Onnx_NodeProto, _ attributes: Attributes) throws(NodeProblem) {
        var value = try unpadded(map(node))
        let rank = value.view.rank
        let axis = attributes.integer("axis") ?? (graph.opset < 13 ? 1 : -1)
        let dimension = axis < 0 ? axis + rank : axis
        if value.view.arrangement(of: network.map(of: value.source), batch: batch) == .flat { value = try plain(node) }
        let map = network.map(of: value.source)
        // Before set 13 everything behind the axis is one row.
        guard value.view.channelDimension(of: map) == dimension, graph.opset >= 13 || map.isVector else {
            throw .inexpressible("it does not run over the channels of each position")
        }
        value.source = try emit(.activation(.softmax), to: [value.source])
        define(node, value)
    }

    private mutating func prelu(_ node: Onnx_NodeProto) throws(NodeProblem) {
        guard let slope = try constant(node, 1, "slope"), let count = slope.count else {
            throw .inexpressible("its slope is missing")
        }
        var value = try unpadded(plain(node))
        let map = network.map(of: value.source)
        let sharing: SlopeSharing
        switch count {
        case 1: sharing = .shared
        case map.channels: sharing = .channel
        case map.channels * map.height * map.width: sharing = .element
        default: throw .inexpressible("its \(count) slopes are neither one, one a channel, nor one an element")
        }
        value.source = try emit(.prelu(sharing), to: [value.source])
        define(node, value)
    }
}
