import NetworkIR

/// A network as one statement a layer, with a label wherever the next layer reads something else.
enum FlatOutline {
    static func outline(_ network: Network) throws(UnsayableNetwork) -> Outline {
        var items: [OutlineItem] = []
        /// Which node's map is current.
        var current = 0
        /// The last item that made each node.
        var places: [Int: Int] = [:]
        var labelled: Set<Int> = []
        func map(_ node: Int) -> FeatureMap { node == 0 ? network.input : network.layers[node - 1].output }
        func from(_ node: Int) -> OutlineItem {
            labelled.insert(node)
            return OutlineItem(kind: .from("m\(node)"), entry: map(node), exit: map(node))
        }
        for (index, layer) in network.layers.enumerated() {
            let nodes = layer.inputs.map { DominatorTree.node(of: $0) }
            let entry = network.map(of: layer.inputs[0])
            if case .stridedIdentity = layer.operation { continue }
            let kind: OutlineItem.Kind
            if let join = JoinKind(layer.operation), nodes.count > 1 {
                if let pad = shortcut(nodes, network) {
                    if current != pad.entry { items.append(from(pad.entry)) }
                    kind = .residual(.pad, [from(pad.exit)])
                } else {
                    kind = .branches(join, nodes.map { [from($0)] })
                }
            } else {
                guard let line = OutlineLine(layer.operation, on: entry) else {
                    throw UnsayableNetwork(layer: layer.name)
                }
                if current != nodes[0] { items.append(from(nodes[0])) }
                kind = .line(line)
            }
            current = index + 1
            places[current] = items.count
            items.append(OutlineItem(kind: kind, entry: entry, exit: layer.output))
        }
        for (number, output) in network.outputs.enumerated() where output + 1 != current {
            items.append(from(output + 1))
            items[items.count - 1].label = "out\(number + 1)"
        }
        if let last = network.outputs.last, network.outputs.contains(current - 1) == false {
            items.append(from(last + 1))
        }
        for node in labelled where node > 0 {
            guard let place = places[node] else { throw UnsayableNetwork(layer: network.layers[node - 1].name) }
            items[place].label = "m\(node)"
        }
        if labelled.contains(0) {
            items.insert(
                OutlineItem(kind: .group([]), label: "m0", entry: network.input, exit: network.input), at: 0)
        }
        return Outline(items: items, convolutionDefaults: OutputForm())
    }

    /// The two ends of a residual with a padded shortcut, where a sum is one.
    private static func shortcut(_ nodes: [Int], _ network: Network) -> (entry: Int, exit: Int)? {
        guard nodes.count == 2 else { return nil }
        for (shortcut, exit) in [(nodes[0], nodes[1]), (nodes[1], nodes[0])] where shortcut > 0 {
            let layer = network.layers[shortcut - 1]
            if case .stridedIdentity = layer.operation { return (DominatorTree.node(of: layer.inputs[0]), exit) }
        }
        return nil
    }
}
