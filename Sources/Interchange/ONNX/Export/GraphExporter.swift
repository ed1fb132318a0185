import NetworkIR

/// Translates a network's layers into nodes of an ONNX graph.
///
/// Every map is a tensor of rank 4, batch first; behind a fully connected layer it is of rank 2 until a layer needs the
/// map's sizes again.
struct GraphExporter {
    let network: Network
    var nodes: [Onnx_NodeProto] = []
    var tensors: [ModelTensor] = []
    /// The least operator set that has every operator used.
    var opset = 17
    private var flat: Set<String> = []
    /// Values already brought to another rank, by value and rank.
    private var reshaped: [String: String] = [:]
    private var usesIntegers = false

    static let inputName = "input"

    init(_ network: Network) throws(ExportError) {
        self.network = network
        for (index, layer) in network.layers.enumerated() { try export(layer, index) }
    }

    func name(of source: Source) -> String {
        switch source {
        case .input: GraphExporter.inputName
        case .layer(let index): network.layers[index].name
        }
    }

    /// The graph without its weights.
    func graph(batch: Int) -> Onnx_GraphProto {
        var graph = Onnx_GraphProto()
        graph.name = network.name.isEmpty ? "network" : network.name
        graph.node = nodes
        let (input, elementType) = (network.input, usesIntegers ? Int32(7) : 1)
        graph.input = [
            value(GraphExporter.inputName, [batch, input.channels, input.height, input.width], elementType)
        ]
        graph.output = network.outputs.map { index in
            let (name, map) = (network.layers[index].name, network.layers[index].output)
            let sizes = flat.contains(name) ? [] : [map.height, map.width]
            return value(name, [batch, map.channels] + sizes, 1)
        }
        return graph
    }

    private func value(_ name: String, _ dims: [Int], _ elementType: Int32) -> Onnx_ValueInfoProto {
        var value = Onnx_ValueInfoProto()
        value.name = name
        value.type.tensorType.elemType = elementType
        value.type.tensorType.shape.dim = dims.map { size in
            var dimension = Onnx_TensorShapeProto.Dimension()
            dimension.dimValue = Int64(size)
            return dimension
        }
        return value
    }

    // MARK: Nodes

    mutating func node(
        _ operation: String, _ inputs: [String], to output: String, _ attributes: [Onnx_AttributeProto] = []
    ) {
        var node = Onnx_NodeProto()
        node.opType = operation
        node.name = output
        node.input = inputs
        node.output = [output]
        node.attribute = attributes
        nodes.append(node)
    }

    /// Adds a tensor and returns its name.
    mutating func tensor(_ name: String, _ dims: [Int], _ rule: ModelTensor.Rule) -> String {
        tensors.append(ModelTensor(name: name, dims: dims, rule: rule))
        return name
    }

    mutating func integers(_ name: String, _ values: [Int]) -> String {
        tensor(name, [values.count], .integers(values))
    }

    /// A value as a tensor of rank 2.
    mutating func vector(_ source: Source) -> String {
        let name = name(of: source)
        guard !flat.contains(name) else { return name }
        if let known = reshaped[name + "/2"] { return known }
        let result = name + ".flat"
        node("Flatten", [name], to: result, [.integer("axis", 1)])
        reshaped[name + "/2"] = result
        return result
    }

    /// A value as a tensor of rank 4.
    mutating func map(_ source: Source) -> String {
        let name = name(of: source)
        guard flat.contains(name) else { return name }
        if let known = reshaped[name + "/4"] { return known }
        let result = name + ".map"
        let axes = integers(result + ".axes", [2, 3])
        node("Unsqueeze", [name, axes], to: result)
        reshaped[name + "/4"] = result
        return result
    }

    /// A value as it is.
    func any(_ source: Source) -> String { name(of: source) }

    func isFlat(_ source: Source) -> Bool { flat.contains(name(of: source)) }

    mutating func markFlat(_ name: String) { flat.insert(name) }

    mutating func takeIntegers() { usesIntegers = true }

    mutating func need(opset least: Int) { opset = max(opset, least) }

    func refusal(_ layer: Layer, _ operation: String, _ reason: String) -> ExportError {
        .inexpressible(layer: layer.name, operation: operation, format: "ONNX", reason: reason)
    }
}

extension Onnx_AttributeProto {
    static func integer(_ name: String, _ value: Int) -> Onnx_AttributeProto {
        var attribute = Onnx_AttributeProto()
        (attribute.name, attribute.i, attribute.type) = (name, Int64(value), .int)
        return attribute
    }

    static func integers(_ name: String, _ values: [Int]) -> Onnx_AttributeProto {
        var attribute = Onnx_AttributeProto()
        (attribute.name, attribute.ints, attribute.type) = (name, values.map { Int64($0) }, .ints)
        return attribute
    }

    static func real(_ name: String, _ value: Float) -> Onnx_AttributeProto {
        var attribute = Onnx_AttributeProto()
        (attribute.name, attribute.f, attribute.type) = (name, value, .float)
        return attribute
    }

    static func text(_ name: String, _ value: String) -> Onnx_AttributeProto {
        var attribute = Onnx_AttributeProto()
        (attribute.name, attribute.s, attribute.type) = (name, .init(value.utf8), .string)
        return attribute
    }
}
