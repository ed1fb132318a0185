import NetworkIR

extension GraphImporter {
    /// Reshape, Flatten, Squeeze, Unsqueeze and Transpose change how a map is seen.
    mutating func rearrangement(_ node: Onnx_NodeProto, _ attributes: Attributes) throws(NodeProblem) {
        var value = try unpadded(map(node))
        if node.opType == "Transpose" {
            let order = attributes.integers("perm") ?? Array((0..<value.view.rank).reversed())
            guard let view = value.view.transposed(order) else { throw .inexpressible("its order \(order) is none") }
            value.view = view
            return define(node, value)
        }
        if let output = node.output.first { viewOrigins[output] = node.input[0] }
        let shape = try targetShape(node, attributes, value.view.shape)
        guard shape.count <= ConstantTensor.rankLimit else {
            throw .inexpressible("it makes \(shape.count) dimensions")
        }
        if let view = value.view.reshaped(to: shape) {
            value.view = view
        } else {
            // Across a rearrangement, which then must be one of the language.
            value = try arranged(node.input[0])
            guard let view = value.view.reshaped(to: shape) else {
                throw .inexpressible("it makes \(shape) of \(value.view.shape), across channels and positions")
            }
            value.view = view
        }
        define(node, value)
    }

    /// The shape that a node asks for, its open sizes filled in.
    private func targetShape(
        _ node: Onnx_NodeProto, _ attributes: Attributes, _ shape: [Int]
    ) throws(NodeProblem) -> [Int] {
        switch node.opType {
        case "Reshape":
            guard let wanted = try integers(node, "shape", orInput: 1, "shape") else {
                throw .inexpressible("its shape is not in the file")
            }
            guard
                let filled = ShapeArithmetic.filled(
                    wanted, from: shape, keepsZero: attributes.integer("allowzero") ?? 0 == 0)
            else { throw .inexpressible("its shape \(wanted) does not fit \(shape)") }
            return filled
        case "Flatten":
            let axis = attributes.integer("axis") ?? 1
            guard let split = ShapeArithmetic.flattened(shape, axis: axis) else {
                throw .inexpressible("its axis \(axis) is none of \(shape.count)")
            }
            return split
        default:
            let axes = try integers(node, "axes", orInput: 1, "axes")
            let result =
                node.opType == "Squeeze"
                ? ShapeArithmetic.squeezed(shape, axes) : ShapeArithmetic.unsqueezed(shape, axes ?? [])
            guard let result else { throw .inexpressible("its axes \(axes ?? []) do not fit \(shape)") }
            return result
        }
    }

    mutating func shape(_ node: Onnx_NodeProto, _ attributes: Attributes) throws(NodeProblem) {
        guard let name = node.output.first, let from = input(node, 0) else { return }
        guard case .map(let value) = try value(from) else { return }
        var sizes = value.view.shape
        if value.padding != .none, value.view.rank > 2 {
            let padded = [value.padding.top + value.padding.bottom, value.padding.left + value.padding.right]
            for (index, extra) in zip(2..<value.view.rank, padded) { sizes[index] += extra }
        }
        values[name] = .constant(
            ConstantTensor(
                ShapeArithmetic.part(
                    sizes, from: attributes.integer("start") ?? 0, to: attributes.integer("end") ?? sizes.count)))
    }

    // MARK: Joining and cutting

    mutating func concatenation(_ node: Onnx_NodeProto, _ attributes: Attributes) throws(NodeProblem) {
        var parts: [MapValue] = []
        for index in node.input.indices { parts.append(try unpadded(map(node, index))) }
        guard let first = parts.first else { throw .inexpressible("it joins nothing") }
        if parts.count == 1 { return define(node, first) }
        if let source = try pyramid(node, parts) { return define(node, source, rank: 2) }
        let axis = attributes.integer("axis") ?? 1
        let dimension = axis < 0 ? axis + first.view.rank : axis
        func isAlongChannels(_ value: MapValue) -> Bool {
            value.view.channelDimension(of: network.map(of: value.source)) == dimension
        }
        if !parts.allSatisfy(isAlongChannels) {
            for index in parts.indices { parts[index] = try plain(node, index) }
        }
        var others = first.view
        guard parts.allSatisfy(isAlongChannels), others.dims.indices.contains(dimension) else {
            throw .inexpressible("it joins maps along their height or width")
        }
        others = parts[0].view.replacingChannels(at: dimension, with: 1)
        guard
            parts.allSatisfy({
                $0.view.rank == others.rank && $0.view.replacingChannels(at: dimension, with: 1) == others
            })
        else { throw .inexpressible("its inputs are arranged differently") }
        let source = try emit(.concatenate, to: joinedBefore(parts.map(\.source)))
        let channels = network.map(of: source).channels
        define(node, MapValue(source: source, view: others.replacingChannels(at: dimension, with: channels)))
    }

    /// The same maps with those that an earlier layer joined already as one.
    ///
    /// A dense block that joins all its features anew in each round reads and writes the same elements as one that appends to
    /// what it has, which is how the language says it.
    private func joinedBefore(_ sources: [Source]) -> [Source] {
        guard sources.count > 2 else { return sources }
        let prefix = Array(sources.dropLast())
        for index in network.layers.indices.reversed() where network.layers[index].operation == .concatenate {
            if parts(of: .layer(index), limit: sources.count) == prefix {
                return [.layer(index), sources[sources.count - 1]]
            }
            if network.layers.count - index > GraphImporter.lookBack { break }
        }
        return sources
    }

    /// How many layers back an earlier concatenation is looked for.
    private static let lookBack = 64

    /// What a concatenation joins, with what its first input joins in its place.
    private func parts(of source: Source, limit: Int) -> [Source] {
        var reversed: [Source] = []
        var current = source
        while case .layer(let index) = current, network.layers[index].operation == .concatenate, reversed.count < limit
        {
            reversed += network.layers[index].inputs.dropFirst().reversed()
            current = network.layers[index].inputs[0]
        }
        reversed.append(current)
        return reversed.reversed()
    }

    mutating func split(_ node: Onnx_NodeProto, _ attributes: Attributes) throws(NodeProblem) {
        let (value, dimension) = try cut(node, axis: attributes.integer("axis") ?? 0)
        let whole = network.map(of: value.source).channels
        var sizes = try integers(node, "split", orInput: 1, "sizes") ?? []
        if sizes.isEmpty {
            let count = max(attributes.integer("num_outputs") ?? node.output.count, 1)
            let size = (whole - 1) / count + 1
            sizes = (0..<count).map { max(0, min(size, whole - $0 * size)) }
        }
        guard sizes.count == node.output.count, sizes.allSatisfy({ $0 >= 0 && $0 <= whole }) else {
            throw .inexpressible("its sizes \(sizes) do not fit \(whole) channels")
        }
        var first = 0
        for (name, count) in zip(node.output, sizes) {
            if !name.isEmpty, readers(of: name) > 0 {
                values[name] = .map(try channels(of: value, dimension, first: first, count: count))
            }
            first += count
        }
    }

    /// The tensor to be cut and its channels' dimension, which `axis` must be.
    private mutating func cut(_ node: Onnx_NodeProto, axis: Int) throws(NodeProblem) -> (MapValue, Int) {
        var value = try unpadded(map(node))
        let dimension = axis < 0 ? axis + value.view.rank : axis
        if value.view.channelDimension(of: network.map(of: value.source)) != dimension { value = try plain(node) }
        guard value.view.channelDimension(of: network.map(of: value.source)) == dimension else {
            throw .inexpressible("it cuts the map along its height or width")
        }
        return (value, dimension)
    }

    private mutating func channels(
        of value: MapValue, _ dimension: Int, first: Int, count: Int
    ) throws(NodeProblem) -> MapValue {
        if first == 0, count == network.map(of: value.source).channels { return value }
        var part = value
        part.source = try emit(.channelSlice(first: first, count: count), to: [value.source])
        part.view = value.view.replacingChannels(at: dimension, with: count)
        return part
    }

    mutating func slice(_ node: Onnx_NodeProto, _ attributes: Attributes) throws(NodeProblem) {
        let rank = try view(node.input[0]).rank
        guard let starts = try integers(node, "starts", orInput: 1, "start"),
            let ends = try integers(node, "ends", orInput: 2, "end"),
            starts.count == ends.count
        else { throw .inexpressible("its bounds are not in the file") }
        let axes = try integers(node, "axes", orInput: 3, "axes") ?? Array(0..<starts.count)
        let steps = try constant(node, 4, "steps")?.integers ?? Array(repeating: 1, count: starts.count)
        guard axes.count == starts.count, steps.count == starts.count else {
            throw .inexpressible("its bounds and axes differ in number")
        }
        var value = try unpadded(map(node))
        var stride = [Int](repeating: 1, count: rank)
        var isCut = false
        for (index, axis) in axes.enumerated() {
            let dimension = axis < 0 ? axis + rank : axis
            guard (0..<rank).contains(dimension) else { throw .inexpressible("its axis \(axis) is none of \(rank)") }
            let size = value.view.shape[dimension]
            let (first, last) = (
                ShapeArithmetic.bounded(starts[index], in: size), ShapeArithmetic.bounded(ends[index], in: size)
            )
            if first == 0, last == size, steps[index] == 1 { continue }
            if first == 0, last == size, steps[index] > 1, dimension >= 2 {
                stride[dimension] = steps[index]
                continue
            }
            guard steps[index] == 1, last > first else { throw .inexpressible("it takes no run of channels") }
            if !isCut, value.view.channelDimension(of: network.map(of: value.source)) != dimension {
                value = try plain(node)
            }
            guard value.view.channelDimension(of: network.map(of: value.source)) == dimension else {
                throw .inexpressible("it cuts the map along its height or width")
            }
            value = try channels(of: value, dimension, first: first, count: last - first)
            isCut = true
        }
        if stride.contains(where: { $0 > 1 }) {
            guard rank == 4, value.view.arrangement(of: network.map(of: value.source), batch: batch) == .plain else {
                throw .inexpressible("it takes every other position")
            }
            let map = network.map(of: value.source)
            let identity = Operation.stridedIdentity(
                stride: Extent(height: stride[2], width: stride[3]), channels: map.channels)
            return define(node, try emit(identity, to: [value.source]), rank: rank)
        }
        define(node, value)
    }

    /// One channel of a map, its dimension dropped; or rows of a table, looked up by a map of whole numbers.
    mutating func gather(_ node: Onnx_NodeProto, _ attributes: Attributes) throws(NodeProblem) {
        if let name = input(node, 0), case .constant(let table) = try value(name) {
            return try lookUp(node, table, axis: attributes.integer("axis") ?? 0)
        }
        guard let indices = try constant(node, 1, "index"), let list = indices.integers, list.count == 1 else {
            throw .inexpressible("it gathers more than one channel")
        }
        let (value, dimension) = try cut(node, axis: attributes.integer("axis") ?? 0)
        let count = network.map(of: value.source).channels
        let first = list[0] < 0 ? list[0] + count : list[0]
        guard (0..<count).contains(first) else { throw .inexpressible("its index \(list[0]) is none of \(count)") }
        var part = try channels(of: value, dimension, first: first, count: 1)
        if indices.dims.isEmpty { part.view.dims.remove(at: dimension) }
        define(node, part)
    }

    /// A vector spread over a map.
    mutating func expansion(_ node: Onnx_NodeProto) throws(NodeProblem) {
        guard let wanted = try constant(node, 1, "shape")?.integers else {
            throw .inexpressible("its shape is not in the file")
        }
        let value = try plain(node)
        let shape = value.view.shape
        guard let target = ShapeArithmetic.broadcast(shape, wanted) else {
            throw .inexpressible("its shape \(wanted) does not fit \(shape)")
        }
        if target == shape { return define(node, value) }
        let map = network.map(of: value.source)
        guard target.count == 4, shape.count == 4, target[0] == shape[0], target[1] == shape[1], map.isVector else {
            throw .inexpressible("it repeats more than one position")
        }
        let factor = Extent(height: target[2], width: target[3])
        define(node, try emit(.upsample(factor: factor, .nearest), to: [value.source]), rank: 4)
    }
}
