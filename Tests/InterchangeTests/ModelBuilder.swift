@testable import Interchange

/// Puts small ONNX models together, node by node.
struct ModelBuilder {
    private var graph = Onnx_GraphProto()
    private let opset: Int

    init(input: [Int], opset: Int = 17) {
        self.opset = opset
        graph.input = [ModelBuilder.value("x", input.map { .dimValue(Int64($0)) })]
    }

    /// An input with named sizes.
    init(dims: [Onnx_TensorShapeProto.Dimension.OneOf_Value?], opset: Int = 17) {
        self.opset = opset
        graph.input = [ModelBuilder.value("x", dims)]
    }

    private static func value(
        _ name: String, _ dims: [Onnx_TensorShapeProto.Dimension.OneOf_Value?]
    ) -> Onnx_ValueInfoProto {
        var value = Onnx_ValueInfoProto()
        value.name = name
        value.type.tensorType.elemType = 1
        guard !dims.isEmpty else { return value }
        value.type.tensorType.shape.dim = dims.map { size in
            var dimension = Onnx_TensorShapeProto.Dimension()
            dimension.value = size
            return dimension
        }
        return value
    }

    /// A weight that is not in the file.
    mutating func weight(_ name: String, _ dims: Int...) {
        var tensor = Onnx_TensorProto()
        tensor.name = name
        tensor.dims = dims.map { Int64($0) }
        tensor.dataType = 1
        tensor.dataLocation = .external
        graph.initializer.append(tensor)
    }

    mutating func integers(_ name: String, _ values: [Int]) {
        var tensor = Onnx_TensorProto()
        tensor.name = name
        tensor.dims = [Int64(values.count)]
        tensor.dataType = 7
        tensor.int64Data = values.map { Int64($0) }
        graph.initializer.append(tensor)
    }

    mutating func real(_ name: String, _ value: Float) {
        var tensor = Onnx_TensorProto()
        tensor.name = name
        tensor.dataType = 1
        tensor.floatData = [value]
        graph.initializer.append(tensor)
    }

    mutating func node(
        _ operation: String, _ inputs: [String], _ outputs: [String], _ attributes: [Onnx_AttributeProto] = []
    ) {
        var node = Onnx_NodeProto()
        node.opType = operation
        node.name = "the_\(operation)_of_\(outputs.first ?? "")"
        node.input = inputs
        node.output = outputs
        node.attribute = attributes
        graph.node.append(node)
    }

    mutating func input(_ name: String, _ dims: [Int]) {
        graph.input.append(ModelBuilder.value(name, dims.map { .dimValue(Int64($0)) }))
    }

    /// A shape that the exporter noted down.
    mutating func note(_ name: String, _ dims: [Int]) {
        graph.valueInfo.append(ModelBuilder.value(name, dims.map { .dimValue(Int64($0)) }))
    }

    /// The file with these outputs.
    func bytes(_ outputs: String...) -> [UInt8] {
        var model = Onnx_ModelProto()
        model.irVersion = 8
        model.graph = graph
        model.graph.output = outputs.map { ModelBuilder.value($0, []) }
        var operators = Onnx_OperatorSetIdProto()
        operators.version = Int64(opset)
        model.opsetImport = [operators]
        return (try? model.serializedBytes()) ?? []
    }

    /// The network with this output.
    func imported(_ output: String, keepsOpaque: Bool = false) throws -> ImportedModel {
        try ImportedModel(ModelBytes(bytes(output)), name: "model", keepsOpaque: keepsOpaque)
    }
}
