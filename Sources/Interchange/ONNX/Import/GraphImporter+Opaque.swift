import NetworkIR

/// Nodes that have no word, kept for the maps they read and make.
extension GraphImporter {
    /// Keeps a node's outputs that are read; throws the problem where keeping was not asked for.
    mutating func keep(_ node: Onnx_NodeProto, insteadOf problem: NodeProblem) throws(NodeProblem) {
        for name in node.output where !name.isEmpty && readers(of: name) > 0 {
            values[name] = .map(try opaque(node, output: name, insteadOf: problem))
        }
    }

    /// One output of a node as the map that an opaque layer makes.
    ///
    /// - Throws: the problem itself where keeping was not asked for; what stands against it where it was.
    mutating func opaque(
        _ node: Onnx_NodeProto, output: String, insteadOf problem: NodeProblem
    ) throws(NodeProblem) -> MapValue {
        guard keepsOpaque, let (name, reason) = problem.missingWord(at: node) else { throw problem }
        func obstacle(_ text: String) -> NodeProblem { .notKept(name, reason, obstacle: text) }
        var inputs: [String] = []
        for name in node.input where !name.isEmpty && !inputs.contains(canonical(name)) {
            if case .map = try value(name) { inputs.append(canonical(name)) }
        }
        guard inputs.count == 1 else { throw obstacle("it reads \(inputs.count) maps, and an opaque layer reads one") }
        let input = try resolved(inputs[0])
        guard input.padding == .none else { throw obstacle("its input is padded") }
        guard let shape = notedShape(output) ?? keptShape(node, input.view.shape) else {
            throw obstacle(
                "the file does not note the shape of its output '\(output)' (onnx.shape_inference.infer_shapes does)")
        }
        guard let (map, view) = seen(shape) else { throw obstacle("the shape \(shape) of its output is no map") }
        let source = try emit(.opaque(map), to: [input.source])
        let warning = ImportWarning.keptOpaque(name, reason: reason)
        if warnings.last != warning { warnings.append(warning) }
        return MapValue(source: source, view: view)
    }

    /// The shape that the exporter noted down for a value, images included; nil where a size is missing.
    private func notedShape(_ name: String) -> [Int]? {
        guard let noted = graph.notedShapes[name] else { return nil }
        var shape: [Int] = []
        for (index, dim) in noted.dim.enumerated() {
            switch dim.value {
            case .dimValue(let size) where size > 0: shape.append(Int(size))
            case .dimValue: return nil
            // An open first size is the number of images.
            case .dimParam, nil:
                guard index == 0 else { return nil }
                shape.append(batch)
            }
        }
        return shape
    }

    /// The shape of an operator that keeps its input's; nil where it need not.
    private func keptShape(_ node: Onnx_NodeProto, _ shape: [Int]) -> [Int]? {
        if GraphImporter.keepingShape.contains(node.opType) { return shape }
        guard ["Add", "Sub", "Mul", "Div", "Pow", "Max", "Min", "Mod"].contains(node.opType) else { return nil }
        // Numbers that are spread over the map.
        for name in node.input {
            guard case .constant(let tensor)? = try? value(name) else { continue }
            guard ShapeArithmetic.broadcast(shape, tensor.dims) == shape else { return nil }
        }
        return shape
    }

    /// Operators of one tensor that keep its shape, whatever their attributes.
    private static let keepingShape: Set<String> = [
        "Abs", "Acos", "Acosh", "Asin", "Asinh", "Atan", "Atanh", "Ceil", "Celu", "Clip", "Cos", "Cosh", "CumSum",
        "Elu",
        "Erf", "Exp", "Floor", "Gelu", "HardSigmoid", "HardSwish", "Hardmax", "InstanceNormalization",
        "LayerNormalization", "LeakyRelu", "Log", "LogSoftmax", "LpNormalization", "MeanVarianceNormalization", "Mish",
        "Neg", "Not", "PRelu", "Reciprocal", "Relu", "Round", "Selu", "Shrink", "Sigmoid", "Sign", "Sin", "Sinh",
        "Softmax", "Softplus", "Softsign", "Sqrt", "Swish", "Tan", "Tanh", "ThresholdedRelu",
    ]

    /// The map that a tensor of this shape is, and how the tensor shows it; nil where the shape holds no images.
    ///
    /// Batch, channels and up to two sizes are a map; any other shape is a vector of all its elements.
    private func seen(_ shape: [Int]) -> (FeatureMap, MapView)? {
        guard shape.count <= ConstantTensor.rankLimit else { return nil }
        if (2...4).contains(shape.count), shape[0] == batch {
            let sizes = shape + Array(repeating: 1, count: 4 - shape.count)
            let map = FeatureMap(channels: sizes[1], height: sizes[2], width: sizes[3])
            return (map, MapView(batch: batch, map, rank: shape.count))
        }
        var elements = 1
        for size in shape {
            guard let product = try? checkedProduct(elements, size) else { return nil }
            elements = product
        }
        guard elements % batch == 0 else { return nil }
        let map = FeatureMap(channels: elements / batch, height: 1, width: 1)
        return MapView(batch: batch, map, rank: 2).reshaped(to: shape).map { (map, $0) }
    }

    /// Takes away the layers that no output depends on: what was appended of a node before it turned out to have no word.
    mutating func dropUnread() {
        var isRead = [Bool](repeating: false, count: network.layers.count)
        for output in network.outputs { isRead[output] = true }
        for index in network.layers.indices.reversed() where isRead[index] {
            for case .layer(let source) in network.layers[index].inputs { isRead[source] = true }
        }
        guard isRead.contains(false) else { return }
        var places = [Int](repeating: 0, count: network.layers.count)
        var kept: [Layer] = []
        for (index, layer) in network.layers.enumerated() where isRead[index] {
            places[index] = kept.count
            kept.append(layer)
            kept[kept.count - 1].inputs = layer.inputs.map { source in
                if case .layer(let index) = source { .layer(places[index]) } else { source }
            }
        }
        network.layers = kept
        network.outputs = network.outputs.map { places[$0] }
    }
}

extension NodeProblem {
    /// The node that has no word, and why; nil where something else is wrong.
    fileprivate func missingWord(at node: Onnx_NodeProto) -> (node: NodeName, reason: String)? {
        switch self {
        case .inexpressible(let reason): (NodeName(node), reason)
        case .inexpressibleAt(let name, let reason): name == NodeName(node) ? (name, reason) : nil
        case .notKept, .shape, .undefined: nil
        }
    }
}
