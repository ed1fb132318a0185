/// Finds layer normalisations that an exporter wrote out as arithmetic (before operator set 17).
enum NormalisationPatterns {
    /// Marks nodes that stand for a pattern.
    static let domain = "archcost.pattern"

    /// The graph's nodes with each `(x - mean x) / √(mean (x - mean x)² + ε)` as one node.
    static func recognised(in graph: ModelGraph) -> [Onnx_NodeProto] {
        guard graph.nodes.contains(where: { $0.opType == "Sqrt" }) else { return graph.nodes }
        var producers: [String: Int] = [:]
        for (index, node) in graph.nodes.enumerated() { for output in node.output { producers[output] = index } }
        func producer(_ node: Onnx_NodeProto, _ input: Int, _ operation: String...) -> Onnx_NodeProto? {
            guard input < node.input.count, let index = producers[node.input[input]] else { return nil }
            var found = graph.nodes[index]
            // Casts between precisions stand in between.
            while found.opType == "Cast", let first = found.input.first, let before = producers[first] {
                found = graph.nodes[before]
            }
            return operation.contains(found.opType) ? found : nil
        }
        var nodes = graph.nodes
        for (index, node) in graph.nodes.enumerated() where node.opType == "Div" {
            guard let centred = producer(node, 0, "Sub"), let mean = producer(centred, 1, "ReduceMean"),
                mean.input.first == centred.input.first,
                let root = producer(node, 1, "Sqrt"), let stabilised = producer(root, 0, "Add"),
                let variance = producer(stabilised, 0, "ReduceMean"), let square = producer(variance, 0, "Pow", "Mul"),
                let deviation = producer(square, 0, "Sub"), deviation.input == centred.input
            else { continue }
            let axes = Attributes(mean).integers("axes") ?? [-1]
            guard axes.count == 1, Attributes(variance).integers("axes") ?? [-1] == axes else { continue }
            var norm = Onnx_NodeProto()
            norm.opType = "LayerNormalization"
            norm.domain = domain
            norm.name = node.name
            norm.input = [centred.input[0]]
            norm.output = node.output
            var axis = Onnx_AttributeProto()
            axis.name = "axis"
            axis.i = Int64(axes[0])
            norm.attribute = [axis]
            nodes[index] = norm
        }
        return live(nodes, outputs: graph.outputs)
    }

    /// The nodes that the outputs still depend on.
    private static func live(_ nodes: [Onnx_NodeProto], outputs: [String]) -> [Onnx_NodeProto] {
        var needed = Set(outputs)
        var result: [Onnx_NodeProto] = []
        for node in nodes.reversed() where node.output.contains(where: { needed.contains($0) }) {
            needed.formUnion(node.input)
            result.append(node)
        }
        return result.reversed()
    }
}
