import NetworkIR

extension GraphImporter {
    /// Each whole number of the input as the row of a table.
    mutating func lookUp(_ node: Onnx_NodeProto, _ table: ConstantTensor, axis: Int) throws(NodeProblem) {
        guard table.dims.count == 2, axis == 0 || axis == -2, table.dims[0] >= 1, table.dims[1] >= 1 else {
            throw .inexpressible("it looks up in a tensor of shape \(table.dims)")
        }
        let value = try integerInput(node, 1)
        let source = try emit(.embedding(classes: table.dims[0], dimensions: table.dims[1]), to: [value.source])
        defineSpread(node, source, value.view, over: table.dims[1], at: value.view.rank)
    }

    /// Each whole number of the input as indicators.
    mutating func oneHot(_ node: Onnx_NodeProto, _ attributes: Attributes) throws(NodeProblem) {
        guard let classes = try constant(node, 1, "depth")?.integers?.first, classes >= 1 else {
            throw .inexpressible("its number of classes is not in the file")
        }
        let value = try integerInput(node, 0)
        let axis = attributes.integer("axis") ?? -1
        let place = axis < 0 ? axis + value.view.rank + 1 : axis
        guard (1...value.view.rank).contains(place) else { throw .inexpressible("its axis is \(axis)") }
        let source = try emit(.oneHot(classes: classes), to: [value.source])
        defineSpread(node, source, value.view, over: classes, at: place)
    }

    /// The network's input, which alone can hold whole numbers.
    private mutating func integerInput(_ node: Onnx_NodeProto, _ index: Int) throws(NodeProblem) -> MapValue {
        let value = try unpadded(plain(node, index))
        guard value.source == .input else { throw .inexpressible("its numbers are not the network's input") }
        return value
    }

    /// Defines a tensor with one more dimension: the part of the channels that each number was spread over.
    private mutating func defineSpread(
        _ node: Onnx_NodeProto, _ source: Source, _ view: MapView, over count: Int, at place: Int
    ) {
        var view = view
        view.dims = view.dims.map {
            $0.map { span in
                span.axis == .channel
                    ? MapView.Span(axis: .channel, size: span.size, stride: span.stride * count) : span
            }
        }
        view.dims.insert(count == 1 ? [] : [MapView.Span(axis: .channel, size: count, stride: 1)], at: place)
        define(node, MapValue(source: source, view: view))
    }

    /// A spatial pyramid where a concatenation joins flattened pools of one map, each over a square grid of it.
    ///
    /// The pools must be the last layers, since they are taken back.
    mutating func pyramid(_ node: Onnx_NodeProto, _ parts: [MapValue]) throws(NodeProblem) -> Source? {
        guard parts.count <= network.layers.count else { return nil }
        let start = network.layers.count - parts.count
        let source = network.layers[start].inputs[0]
        let input = network.map(of: source)
        var bins: [Int] = []
        for (index, part) in parts.enumerated() {
            guard let origin = viewOrigins[node.input[index]], readers(of: origin) == 1,
                readers(of: node.input[index]) == 1
            else { return nil }
            let layer = network.layers[start + index]
            guard part.source == .layer(start + index), part.view.rank == 2, part.function == .argument,
                layer.inputs == [source], layer.output.height == layer.output.width,
                part.view.arrangement(of: layer.output, batch: batch) == (layer.output.isVector ? .plain : .flat),
                isGrid(layer, of: input)
            else { return nil }
            bins.append(layer.output.height)
        }
        network.layers.removeSubrange(start...)
        return try emit(.spatialPyramidPool(bins: bins), to: [source])
    }

    /// Whether a layer takes the maxima over a grid of the whole map.
    private func isGrid(_ layer: Layer, of input: FeatureMap) -> Bool {
        switch layer.operation {
        case .pool(let pool):
            let size = Extent(square: layer.output.height)
            return pool.kind == .max && pool.window == AdaptiveWindow.window(input, size)
        case .adaptivePool(.max, _): return true
        default: return false
        }
    }
}
