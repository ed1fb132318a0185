import NetworkIR

extension Network {
    /// For each layer the layers that read it, ascending; one that reads it twice is there twice.
    func readers() -> [[Int]] {
        var readers = [[Int]](repeating: [], count: layers.count)
        for (index, layer) in layers.enumerated() {
            for case .layer(let source) in layer.inputs { readers[source].append(index) }
        }
        return readers
    }

    /// For each layer whether its map leaves the network.
    func outputFlags() -> [Bool] {
        var flags = [Bool](repeating: false, count: layers.count)
        for output in outputs where flags.indices.contains(output) { flags[output] = true }
        return flags
    }
}
