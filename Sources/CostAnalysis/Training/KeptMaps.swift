import NetworkIR

/// Which maps must outlive the forward pass of a training step; each is kept once, however many layers need it.
struct KeptMaps {
    /// What each layer answers for: its own output where somebody needs it, and what it notes besides. The network's
    /// input is put down to the first layer that needs it.
    private(set) var bytes: [Bytes]

    init(of network: Network, flow: GradientFlow, conditions: CostConditions) throws(CostError) {
        let batch = conditions.batch
        let memories = KeptMaps.memories(of: network)
        var isKept = [Bool](repeating: false, count: network.layers.count + 1)
        bytes = []
        bytes.reserveCapacity(network.layers.count)
        for (index, layer) in network.layers.enumerated() {
            guard flow.reachesOutput[index] else {
                bytes.append(.zero)
                continue
            }
            do {
                let kept = try layer.operation.kept(
                    inputs: network.inputs(of: layer), output: layer.output, batch: batch,
                    wantsData: flow.wantsData(of: layer))
                var noted = Elements(kept.elements)
                if kept.output { isKept[memories[index]] = true }
                for source in layer.inputs where kept.inputs {
                    let memory = KeptMaps.memory(of: source, among: memories)
                    if memory == 0, !isKept[0] {
                        noted = try noted.adding(Elements(network.input.elements()).times(batch))
                    }
                    isKept[memory] = true
                }
                bytes.append(try Bytes(of: noted, in: conditions.precision).adding(Bytes(kept.bytes)))
            } catch {
                throw layer.overflow
            }
        }
        for (index, layer) in network.layers.enumerated() where memories[index] == index + 1 && isKept[index + 1] {
            do {
                let map = try Elements(layer.output.elements()).times(batch)
                bytes[index] = try bytes[index].adding(Bytes(of: map, in: conditions.precision))
            } catch {
                throw layer.overflow
            }
        }
    }

    /// The memory in which each layer's output lies: 0 is the network's input, i + 1 layer i's own.
    private static func memories(of network: Network) -> [Int] {
        var memories: [Int] = []
        memories.reserveCapacity(network.layers.count)
        for (index, layer) in network.layers.enumerated() {
            // Unlike at inference, dropout makes a map of its own.
            guard layer.operation.isView, layer.operation.kind != .dropout, let source = layer.inputs.first else {
                memories.append(index + 1)
                continue
            }
            memories.append(memory(of: source, among: memories))
        }
        return memories
    }

    private static func memory(of source: Source, among memories: [Int]) -> Int {
        switch source {
        case .input: 0
        case .layer(let index): memories[index]
        }
    }
}
