import NetworkIR

/// A model's graph as it is read: nodes that the outputs depend on, in an order in which each follows what it reads.
struct ModelGraph {
    static let nodeLimit = 200_000
    private static let knownOpsets = 7...25

    var opset: Int
    var nodes: [Onnx_NodeProto]
    var initializers: [String: Onnx_TensorProto]
    /// The inputs that nodes read and that no initializer fills.
    var inputs: [Onnx_ValueInfoProto]
    var outputs: [String]
    /// Shapes that the exporter noted down.
    var notedShapes: [String: Onnx_TensorShapeProto]
    /// How many nodes and outputs read each value.
    var readers: [String: Int]

    init(_ model: Onnx_ModelProto) throws(ImportError) {
        guard model.hasGraph else { throw .noGraph }
        let graph = model.graph
        let version = model.opsetImport.first { $0.domain.isEmpty || $0.domain == "ai.onnx" }?.version
        opset = version.map { Int($0) } ?? ModelGraph.knownOpsets.upperBound
        guard ModelGraph.knownOpsets.contains(opset) else { throw .opset(opset) }
        guard graph.node.count <= ModelGraph.nodeLimit else {
            throw .tooManyNodes(graph.node.count, limit: ModelGraph.nodeLimit)
        }
        initializers = Dictionary(graph.initializer.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        outputs = graph.output.map(\.name)
        notedShapes = [:]
        for value in graph.valueInfo + graph.output where value.type.tensorType.hasShape {
            notedShapes[value.name] = value.type.tensorType.shape
        }
        var producers: [String: Int] = [:]
        for (index, node) in graph.node.enumerated() {
            for output in node.output where !output.isEmpty {
                guard producers.updateValue(index, forKey: output) == nil else {
                    throw .redefinedValue(output, node: NodeName(node))
                }
            }
        }
        let order = try ModelGraph.order(graph.node, producers, from: outputs)
        nodes = order.map { graph.node[$0] }
        guard !nodes.isEmpty else { throw outputs.isEmpty ? .noOutput : .noLayers }
        readers = [:]
        for node in nodes { for input in node.input where !input.isEmpty { readers[input, default: 0] += 1 } }
        for output in outputs { readers[output, default: 0] += 1 }
        let (read, filled) = (readers, initializers)
        inputs = graph.input.filter { read[$0.name] != nil && filled[$0.name] == nil }
    }

    /// The nodes that the outputs depend on, each behind what it reads; those of equal standing in the file's order.
    private static func order(
        _ nodes: [Onnx_NodeProto], _ producers: [String: Int], from outputs: [String]
    ) throws(ImportError) -> [Int] {
        var isNeeded = [Bool](repeating: false, count: nodes.count)
        var pending = outputs.compactMap { producers[$0] }
        while let index = pending.popLast() {
            guard !isNeeded[index] else { continue }
            isNeeded[index] = true
            for input in nodes[index].input { if let producer = producers[input] { pending.append(producer) } }
        }
        // Depth first, with a stack of our own: the second visit of a node comes after all that it reads.
        enum State { case untouched, open, done }
        var states = [State](repeating: .untouched, count: nodes.count)
        var result: [Int] = []
        for root in nodes.indices where isNeeded[root] {
            var stack = [root]
            while let index = stack.last {
                switch states[index] {
                case .done: stack.removeLast()
                case .open:
                    states[index] = .done
                    result.append(index)
                    stack.removeLast()
                case .untouched:
                    states[index] = .open
                    for input in nodes[index].input.reversed() {
                        guard let producer = producers[input], states[producer] != .done else { continue }
                        guard states[producer] == .untouched else { throw .cyclic(node: NodeName(nodes[index])) }
                        stack.append(producer)
                    }
                }
            }
        }
        return result
    }
}

extension NodeName {
    init(_ node: Onnx_NodeProto) {
        let name = node.name.isEmpty ? node.output.first ?? "" : node.name
        self.init(operation: node.opType, name: name)
    }
}

/// Attributes of a node by name.
struct Attributes {
    private let all: [Onnx_AttributeProto]

    init(_ node: Onnx_NodeProto) { all = node.attribute }

    private func find(_ name: String) -> Onnx_AttributeProto? { all.first { $0.name == name } }

    func integer(_ name: String) -> Int? { find(name).map { Int($0.i) } }
    func integers(_ name: String) -> [Int]? { find(name).map { $0.ints.map { Int($0) } } }
    func real(_ name: String) -> Double? { find(name).map { Double($0.f) } }
    func reals(_ name: String) -> [Double]? { find(name).map { $0.floats.map { Double($0) } } }
    func tensor(_ name: String) -> Onnx_TensorProto? { find(name)?.t }
    func text(_ name: String) -> String? { find(name).map { String(decoding: $0.s, as: UTF8.self) } }
}
