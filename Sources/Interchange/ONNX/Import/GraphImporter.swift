import NetworkIR

/// Reads a graph node by node and appends what each computes to a network.
///
/// Nodes that only compute shapes are evaluated; nodes that only rename positions change a view; element-wise nodes are
/// gathered until something else needs their result. Only then is a layer appended.
struct GraphImporter {
    let graph: ModelGraph
    let keepsOpaque: Bool
    /// Images at once, as the graph's input has them; no part of the network's shapes.
    var batch = 1
    var network: Network
    var values: [String: Value] = [:]
    /// Names for one and the same value.
    private var aliases: [String: String] = [:]
    /// The node behind each value whose function is not applied yet.
    var pendingNodes: [String: Onnx_NodeProto] = [:]
    /// Normalisations of the graph that leave their scale or shift to the nodes that follow.
    var openNorms: [Int: OpenNorm] = [:]
    /// The value that a reshaped one was made of.
    var viewOrigins: [String: String] = [:]
    var warnings: [ImportWarning] = []

    /// What a name in the graph stands for.
    enum Value {
        case constant(ConstantTensor)
        case map(MapValue)
    }

    /// A tensor that depends on the input.
    struct MapValue {
        var source: Source
        var view: MapView
        /// Applied to each element of the source, lazily.
        var function = ScalarFunction.argument
        /// Zeros around the map that the next window takes along.
        var padding = Padding.none
    }

    /// Which of its two learned vectors a normalisation still waits for.
    struct OpenNorm {
        var wantsScale: Bool
        var wantsShift: Bool
        /// The node that became a batch norm without being one; nil for true normalisations.
        var scaledBy: NodeName?
    }

    init(_ graph: ModelGraph, name: String, input: FeatureMap?, keepsOpaque: Bool) throws(ImportError) {
        self.graph = graph
        self.keepsOpaque = keepsOpaque
        network = Network(name: name, input: FeatureMap(channels: 1, height: 1, width: 1))
        try takeInput(input)
    }

    /// Reads all nodes; the outputs of the graph are the network's.
    mutating func run() throws(ImportError) {
        let nodes = NormalisationPatterns.recognised(in: graph)
        for node in nodes {
            do throws(NodeProblem) {
                try read(node)
            } catch {
                try recover(from: error, at: node)
            }
        }
        try finish()
    }

    private mutating func finish() throws(ImportError) {
        var outputs: Set<Int> = []
        for name in graph.outputs {
            let node = NodeName(operation: "output", name: name)
            do throws(NodeProblem) {
                guard case .map(let value) = try value(name) else { continue }
                let resolved = value.function == .argument ? value : try self.resolved(name)
                let map = network.map(of: resolved.source)
                switch resolved.view.arrangement(of: map, batch: batch) {
                case .plain, .flat: break
                default: warnings.append(.outputRearranged(name))
                }
                if case .layer(let index) = resolved.source { outputs.insert(index) }
            } catch {
                throw error.located(at: node)
            }
        }
        guard !outputs.isEmpty else { throw .noLayers }
        network.outputs = outputs.sorted()
        if keepsOpaque { dropUnread() }
        for (_, norm) in openNorms.sorted(by: { $0.key < $1.key }) where norm.wantsShift {
            if let node = norm.scaledBy { warnings.append(.scaleReadAsBatchNorm(node)) }
        }
    }

    /// Reads one node: into constants where its inputs are, into layers where they are not.
    private mutating func read(_ node: Onnx_NodeProto) throws(NodeProblem) {
        guard node.domain.isEmpty || node.domain == "ai.onnx" || node.domain == NormalisationPatterns.domain else {
            throw .inexpressible("the operator belongs to the domain '\(node.domain)'")
        }
        if let constants = try constantInputs(of: node) {
            let folded = try ShapeArithmetic.result(of: node, constants, opset: graph.opset)
            for (name, tensor) in zip(node.output, folded) where !name.isEmpty { values[name] = .constant(tensor) }
            return
        }
        try layer(node)
    }

    /// The inputs of a node that reads nothing but constants; nil where it reads a map.
    private func constantInputs(of node: Onnx_NodeProto) throws(NodeProblem) -> [ConstantTensor?]? {
        var result: [ConstantTensor?] = []
        for name in node.input {
            guard !name.isEmpty else {
                result.append(nil)
                continue
            }
            guard case .constant(let tensor) = try value(name) else { return nil }
            result.append(tensor)
        }
        return result
    }

    // MARK: Values

    func canonical(_ name: String) -> String { aliases[name] ?? name }

    mutating func alias(_ name: String, to other: String) { aliases[name] = canonical(other) }

    /// What a name stands for.
    func value(_ name: String) throws(NodeProblem) -> Value {
        if let value = values[canonical(name)] { return value }
        guard let tensor = graph.initializers[name] else { throw .undefined(name) }
        return .constant(try ConstantTensor(tensor))
    }

    /// The input at a place, where there is one.
    func input(_ node: Onnx_NodeProto, _ index: Int) -> String? {
        guard index < node.input.count, !node.input[index].isEmpty else { return nil }
        return node.input[index]
    }

    /// A constant input; nil where none is given.
    func constant(_ node: Onnx_NodeProto, _ index: Int, _ what: String) throws(NodeProblem) -> ConstantTensor? {
        guard let name = input(node, index) else { return nil }
        guard case .constant(let tensor) = try value(name) else {
            throw .inexpressible("its \(what) depends on the network's input")
        }
        return tensor
    }

    /// Whole numbers that older operator sets keep in an attribute and newer ones in an input.
    func integers(
        _ node: Onnx_NodeProto, _ attribute: String, orInput index: Int, _ what: String
    ) throws(NodeProblem) -> [Int]? {
        if let list = Attributes(node).integers(attribute) { return list }
        return try constant(node, index, what)?.integers
    }

    /// A number that older operator sets keep in an attribute and newer ones in an input.
    func real(
        _ node: Onnx_NodeProto, _ attribute: String, orInput index: Int, _ what: String
    ) throws(NodeProblem) -> Double? {
        if let number = Attributes(node).real(attribute) { return number }
        guard let tensor = try constant(node, index, what) else { return nil }
        guard let number = tensor.scalar else { throw .inexpressible("its \(what) is not in the file") }
        return number
    }

    /// The tensor at a place, with its function applied.
    mutating func map(_ node: Onnx_NodeProto, _ index: Int = 0) throws(NodeProblem) -> MapValue {
        guard let name = input(node, index) else { throw .inexpressible("input \(index + 1) is missing") }
        guard case .map = try value(name) else {
            throw .inexpressible("input \(index + 1) is a constant, a map of the network was expected")
        }
        return try resolved(name)
    }

    /// The tensor at a place in the usual arrangement, padding included, as a source of its own.
    mutating func plain(_ node: Onnx_NodeProto, _ index: Int = 0) throws(NodeProblem) -> MapValue {
        _ = try map(node, index)
        return try arranged(node.input[index])
    }

    /// Brings a value's map into the usual arrangement; flat tensors become vectors.
    mutating func arranged(_ name: String) throws(NodeProblem) -> MapValue {
        var value = try resolved(name)
        let map = network.map(of: value.source)
        guard let arrangement = value.view.arrangement(of: map, batch: batch) else {
            throw .inexpressible("'\(name)' rearranges the map in a way that has no word")
        }
        let operation: Operation
        switch arrangement {
        case .plain: return value
        case .flat: operation = .flatten
        case .channelShuffle(let groups): operation = .channelShuffle(groups: groups)
        case .pixelShuffle(let factor): operation = .pixelShuffle(factor: factor)
        }
        guard value.padding == .none else { throw .inexpressible("'\(name)' is padded and then rearranged") }
        value.source = try emit(operation, to: [value.source])
        value.view = MapView(batch: batch, network.map(of: value.source), rank: value.view.rank)
        values[canonical(name)] = .map(value)
        return value
    }

    /// Applies the function that a value still waits for.
    mutating func resolved(_ name: String) throws(NodeProblem) -> MapValue {
        let name = canonical(name)
        guard case .map(var value) = try value(name) else { throw .undefined(name) }
        guard value.function != .argument else { return value }
        if let meaning = value.function.meaning {
            if case .activation(let activation) = meaning {
                value.source = try emit(.activation(activation), to: [value.source])
            }
            value.function = .argument
        } else if let node = pendingNodes[name] {
            do throws(NodeProblem) {
                value = try applied(node)
            } catch {
                value = try opaque(node, output: name, insteadOf: error)
            }
        }
        values[name] = .map(value)
        return value
    }

    /// Defines a node's first output.
    mutating func define(_ node: Onnx_NodeProto, _ value: MapValue) {
        guard let name = node.output.first else { return }
        values[name] = .map(value)
    }

    /// Defines a node's first output as a layer's output in the usual view.
    mutating func define(_ node: Onnx_NodeProto, _ source: Source, rank: Int) {
        define(node, MapValue(source: source, view: MapView(batch: batch, network.map(of: source), rank: rank)))
    }

    /// How many nodes read a value.
    func readers(of name: String) -> Int { graph.readers[name] ?? 0 }

    // MARK: Layers

    /// Appends a layer.
    mutating func emit(_ operation: Operation, to inputs: [Source]) throws(NodeProblem) -> Source {
        do {
            let source = try network.append(operation, to: inputs, name: "layer\(network.layers.count + 1)")
            guard (try? network.map(of: source).elements()) != nil else { throw ShapeError.overflow }
            return source
        } catch let error as ShapeError {
            throw .shape(error)
        } catch {
            throw .shape(.overflow)
        }
    }

    /// Keeps a node as opaque where that is asked for; else the problem ends the import.
    private mutating func recover(from problem: NodeProblem, at node: Onnx_NodeProto) throws(ImportError) {
        do throws(NodeProblem) {
            try keep(node, insteadOf: problem)
        } catch {
            throw error.located(at: NodeName(node))
        }
    }
}

extension NodeProblem {
    /// The same problem with the node it was met at.
    func located(at node: NodeName) -> ImportError {
        switch self {
        case .inexpressible(let reason): .inexpressible(node: node, reason: reason)
        case .inexpressibleAt(let other, let reason): .inexpressible(node: other, reason: reason)
        case .notKept(let other, let reason, let obstacle):
            .notKept(node: other, reason: reason, obstacle: obstacle)
        case .shape(let error): .shape(node: node, error)
        case .undefined(let name): .undefinedValue(name, node: node)
        }
    }
}
