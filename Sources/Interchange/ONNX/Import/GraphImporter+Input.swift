import NetworkIR

extension GraphImporter {
    /// Defines the graph's one input as the network's.
    mutating func takeInput(_ given: FeatureMap?) throws(ImportError) {
        guard graph.inputs.count < 2 else { throw .severalInputs(graph.inputs.map(\.name)) }
        guard let input = graph.inputs.first else { throw .noInput }
        let name = input.name
        let noted = input.type.tensorType.shape.dim
        let dims = noted.map { dim -> String in
            switch dim.value {
            case .dimValue(let size): "\(size)"
            case .dimParam(let text): text.isEmpty ? "?" : text
            case nil: "?"
            }
        }
        guard (2...4).contains(noted.count) else { throw .inputRank(name: name, dims: dims) }
        var sizes = noted.map { dim -> Int? in
            if case .dimValue(let size) = dim.value, size > 0 { Int(size) } else { nil }
        }
        batch = sizes[0] ?? 1
        let isChannelsLast = readsChannelsLast(name, rank: sizes.count)
        if let given {
            var wanted = [given.channels, given.height, given.width]
            if isChannelsLast { wanted = [given.height, given.width, given.channels] }
            guard wanted.dropFirst(sizes.count - 1).allSatisfy({ $0 == 1 }) else {
                throw .inputSizeMismatch(given: given, name: name, dims: dims)
            }
            for index in 1..<sizes.count { sizes[index] = wanted[index - 1] }
        }
        var shape: [Int] = []
        for size in sizes.dropFirst() {
            guard let size else { throw .dynamicInput(name: name, dims: dims) }
            shape.append(size)
        }
        shape += Array(repeating: 1, count: 3 - shape.count)
        let map =
            isChannelsLast
            ? FeatureMap(channels: shape[2], height: shape[0], width: shape[1])
            : FeatureMap(channels: shape[0], height: shape[1], width: shape[2])
        guard let elements = try? map.elements(), (try? checkedProduct(elements, batch)) != nil else {
            throw .inputTooLarge(name: name)
        }
        network.input = map
        var view = MapView(batch: batch, map, rank: sizes.count)
        if isChannelsLast { view = view.transposed([0, 2, 3, 1]) ?? view }
        values[name] = .map(MapValue(source: .input, view: view))
    }

    /// Whether everything that reads the input first brings its channels from the last place to the second.
    private func readsChannelsLast(_ name: String, rank: Int) -> Bool {
        guard rank == 4 else { return false }
        let readers = graph.nodes.filter { $0.input.contains(name) }
        return !readers.isEmpty
            && readers.allSatisfy { $0.opType == "Transpose" && Attributes($0).integers("perm") == [0, 3, 1, 2] }
    }
}
