import NetworkIR

/// The most memory that a network holds at once when its layers run in order.
///
/// While a layer runs, its inputs, its output, its weights and every map that a later layer still reads are held. A map
/// is freed after its last reader, a map that leaves the network never. Views share their source's memory; no other layer
/// writes over its input. The weights of layers that do not run are not counted.
struct PeakMemory {
    /// Bytes at the peak.
    private(set) var bytes = Bytes.zero
    /// The layer that runs at the peak; nil where the network has none.
    private(set) var layer: Int?

    /// Walks the layers once; time and memory grow with layers and edges.
    ///
    /// - Parameters:
    ///   - network: layers in topological order.
    ///   - stored: what each layer keeps of weights.
    ///   - note: is told, as each layer runs, the elements of the maps held then.
    init(
        of network: Network, stored: [Elements], under conditions: CostConditions, note: (Int) -> Void = { _ in }
    ) throws(CostError) {
        let count = network.layers.count
        // Memory 0 is the network's input, memory i + 1 is made by layer i unless that is a view.
        var memories: [Int] = []
        memories.reserveCapacity(count)
        for (index, layer) in network.layers.enumerated() {
            let isView = layer.operation.isView && layer.inputs.count == 1
            memories.append(isView ? PeakMemory.memory(of: layer.inputs[0], among: memories) : index + 1)
        }
        var lastReaders = [Int](repeating: -1, count: count + 1)
        for (index, layer) in network.layers.enumerated() {
            lastReaders[memories[index]] = index
            for source in layer.inputs { lastReaders[PeakMemory.memory(of: source, among: memories)] = index }
        }
        for output in network.outputs where memories.indices.contains(output) {
            lastReaders[memories[output]] = count
        }
        let batch = conditions.batch
        var sizes = [Int](repeating: 0, count: count + 1)
        do {
            sizes[0] = try checkedProduct(network.input.elements(), batch)
        } catch {
            throw .overflow(layer: "input", line: 0)
        }
        var live = sizes[0]
        var peak = live
        for (index, current) in network.layers.enumerated() {
            let own = memories[index]
            if own == index + 1 {
                (sizes[own], live) = try current.naming { () throws(CountOverflow) in
                    let size = try checkedProduct(current.output.elements(), batch)
                    return (size, try checkedSum(live, size))
                }
            }
            let held = try current.naming { () throws(CountOverflow) in try checkedSum(live, stored[index].count) }
            note(live)
            if held > peak {
                peak = held
                layer = index
            }
            for source in current.inputs {
                let memory = PeakMemory.memory(of: source, among: memories)
                guard lastReaders[memory] == index else { continue }
                live -= sizes[memory]
                sizes[memory] = 0
            }
            if lastReaders[own] == index {
                live -= sizes[own]
                sizes[own] = 0
            }
        }
        do {
            bytes = try Bytes(of: Elements(peak), in: conditions.precision)
        } catch {
            let culprit = layer.map { network.layers[$0] }
            throw .overflow(layer: culprit?.name ?? "input", line: culprit?.line ?? 0)
        }
    }

    private static func memory(of source: Source, among memories: [Int]) -> Int {
        switch source {
        case .input: 0
        case .layer(let index): memories[index]
        }
    }
}
