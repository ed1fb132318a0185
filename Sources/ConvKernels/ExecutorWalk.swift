import NetworkIR

/// A map as a later layer finds it while an executor is built.
protocol WalkedMap {
    /// Its shape before a flattening that no kernel has had to carry out yet.
    var map: FeatureMap { get }
    /// The network sees one vector, though the map still lies as its kernel has written it.
    var isFlattened: Bool { get set }
}

/// The way of every executor over a network: what computes nothing hands its map on, and of the rest one kernel is made
/// after the other, each for a layer and what is fused into it.
final class ExecutorWalk<Map: WalkedMap> {
    let network: Network
    let options: NetworkExecutorOptions

    private let plan: FusionPlan
    private let lastReaders: [Int]
    private var maps: [Source: Map]
    private var isDone: [Bool]

    init(_ network: Network, _ options: NetworkExecutorOptions, input: Map) {
        self.network = network
        self.options = options
        plan = FusionPlan(network, options)
        lastReaders = plan.lastReaders()
        maps = [.input: input]
        isDone = [Bool](repeating: false, count: network.layers.count)
    }

    /// Has a kernel made for each layer that needs one and that none before has computed.
    ///
    /// - Parameter kernel: makes the kernel of a layer with as much of its group as it can; returns the layers that it
    ///   computes, the main one first, and the map of the last.
    /// - Throws: `executor` for a layer that cannot be run, or what `kernel` throws.
    func run(
        _ kernel: (_ index: Int, _ group: FusionPlan.Group) throws(KernelError) -> (layers: [Int], result: Map)
    ) throws(KernelError) {
        for (index, layer) in network.layers.enumerated() where !isDone[index] {
            isDone[index] = true
            switch layer.operation {
            case .dropout:
                maps[.layer(index)] = try map(layer.inputs[0], for: index)
            case .flatten:
                var map = try map(layer.inputs[0], for: index)
                map.isFlattened = map.isFlattened || !map.map.isVector
                maps[.layer(index)] = map
            case .opaque:
                throw .executor(layer: layer.name, reason: "nobody knows what an opaque layer computes")
            default:
                do throws(KernelError) {
                    let (layers, result) = try kernel(index, plan.group(of: index))
                    for layer in layers { isDone[layer] = true }
                    maps[.layer(layers.last ?? index)] = result
                } catch .unsupported(_, _, _, let reason) {
                    throw .executor(layer: layer.name, reason: reason)
                }
            }
        }
    }

    /// What a layer finds at one of its inputs.
    func map(_ source: Source, for reader: Int) throws(KernelError) -> Map {
        guard let map = maps[source] else {
            throw .executor(layer: network.layers[reader].name, reason: "its input was never computed")
        }
        return map
    }

    /// Notes something about a map, such as a copy that later layers may read.
    func change(_ source: Source, _ change: (inout Map) -> Void) {
        if var map = maps[source] {
            change(&map)
            maps[source] = map
        }
    }

    /// The last layer that reads a map; `Int.max` for the input, and for maps that leave the network.
    func lastReader(of source: Source) -> Int {
        if case .layer(let index) = source { lastReaders[index] } else { Int.max }
    }

    /// The problem of a layer as its kernel sees it: a fully connected one takes the map before a flattening as it lies,
    /// with its weights packed in the same order.
    func problem(of index: Int) throws(KernelError) -> Problem {
        let layer = network.layers[index]
        var inputs = network.inputs(of: layer)
        if case .fullyConnected = layer.operation { inputs = [try map(layer.inputs[0], for: index).map] }
        return Problem(operation: layer.operation, inputs: inputs, batch: options.batch)
    }
}
