import NetworkIR

/// Which layers of a network one kernel computes together.
struct FusionPlan {
    /// A layer with what follows it in the same kernel.
    struct Group {
        /// The layer whose kernel it is.
        var main: Int
        /// A batch norm folded into the main layer's weights.
        var batchNorm: Int?
        var tail: [Step]

        /// True where the kernel computes nothing but its layer.
        var isAlone: Bool { batchNorm == nil && tail.isEmpty }

        /// The layer whose output the kernel writes, with the first `count` steps of the tail.
        func last(_ count: Int) -> Int { count > 0 ? tail[count - 1].layer : batchNorm ?? main }

        /// All layers that the kernel computes, with the first `count` steps of the tail.
        func layers(_ count: Int) -> [Int] { [main] + (batchNorm.map { [$0] } ?? []) + tail.prefix(count).map(\.layer) }
    }

    enum Step {
        case activation(layer: Int, Activation)
        /// Adds a map that an earlier layer computed and that nobody reads afterwards.
        case add(layer: Int, other: Int)

        var layer: Int {
            switch self {
            case .activation(let layer, _): layer
            case .add(let layer, _): layer
            }
        }
    }

    /// For each layer, those that read it, ascending; twice where one reads it twice.
    private let readers: [[Int]]
    private let network: Network
    private let isOutput: [Bool]
    private let options: NetworkExecutorOptions

    init(_ network: Network, _ options: NetworkExecutorOptions) {
        var readers = [[Int]](repeating: [], count: network.layers.count)
        for (index, layer) in network.layers.enumerated() {
            for case .layer(let source) in layer.inputs { readers[source].append(index) }
        }
        var isOutput = [Bool](repeating: false, count: network.layers.count)
        for index in network.outputs { isOutput[index] = true }
        self.readers = readers
        self.network = network
        self.isOutput = isOutput
        self.options = options
    }

    /// The last layer that reads a layer's map, views of it included; `Int.max` where the map leaves the network.
    func lastReaders() -> [Int] {
        var last = [Int](repeating: -1, count: network.layers.count)
        for index in network.layers.indices.reversed() {
            last[index] = isOutput[index] ? Int.max : readers[index].max() ?? index
            for reader in readers[index] where !network.layers[reader].operation.takesTime {
                last[index] = max(last[index], last[reader])
            }
        }
        return last
    }

    /// What the kernel of `main` can compute besides.
    func group(of main: Int) -> Group {
        var group = Group(main: main, tail: [])
        let operation = network.layers[main].operation
        // oneDNN adds the bias that a folded batch norm becomes to a transposed convolution in a slow pass of its own.
        if operation.sumsProducts, options.foldsBatchNorm, operation.takesEpilogue || options.foldsIntoTransposed,
            let next = soleReader(of: main), case .batchNorm = network.layers[next].operation
        {
            group.batchNorm = next
        }
        guard operation.takesEpilogue else { return group }
        var hasAdded = false
        while let next = soleReader(of: group.last(group.tail.count)) {
            switch network.layers[next].operation {
            case .activation(let activation) where options.fusesActivations && OneDNNFunction(activation) != nil:
                group.tail.append(.activation(layer: next, activation))
            case .add where options.fusesAdditions && !hasAdded:
                guard let other = otherOperand(of: next, than: group.last(group.tail.count), before: main) else {
                    return group
                }
                group.tail.append(.add(layer: next, other: other))
                hasAdded = true
            default:
                return group
            }
        }
        return group
    }

    private func soleReader(of layer: Int) -> Int? {
        readers[layer].count == 1 && !isOutput[layer] ? readers[layer][0] : nil
    }

    /// The other map of an addition, where a convolution may add to it in place: computed before, of no use after.
    private func otherOperand(of add: Int, than own: Int, before main: Int) -> Int? {
        guard case .convolution = network.layers[main].operation, network.layers[add].inputs.count == 2 else {
            return nil
        }
        let others = network.layers[add].inputs.filter { $0 != .layer(own) }
        guard others.count == 1, case .layer(let other) = others[0], other < main, !isOutput[other] else { return nil }
        // Views share memory with what they show, and zero channels are written once only.
        switch network.layers[other].operation {
        case .dropout, .flatten, .channelSlice, .stridedIdentity: return nil
        default: break
        }
        let remaining = readers[other].filter { $0 != add }
        let isStillRead = remaining.contains { $0 >= main || !network.layers[$0].operation.takesTime }
        return isStillRead ? nil : other
    }
}
