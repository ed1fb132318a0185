import NetworkIR

/// A network drawn as a column of layers with lanes beside it: a map keeps its lane until its last reader.
struct GraphLayout {
    struct Edge: Hashable {
        /// The row that the map comes from; nil for the network's input, which stands above the first layer.
        var source: Int?
        var target: Int
        /// The lane of the map, and of the layer that reads it.
        var from: Int
        var to: Int
    }

    /// The lane of each layer, from 0.
    private(set) var lanes: [Int] = []
    private(set) var edges: [Edge] = []
    /// The number of lanes.
    private(set) var width = 1

    /// Time grows with layers, edges and lanes.
    init(of network: Network) {
        var lastReader: [Source: Int] = [:]
        for (index, layer) in network.layers.enumerated() {
            for source in layer.inputs { lastReader[source] = index }
        }
        for output in network.outputs { lastReader[.layer(output)] = network.layers.count }
        // Which map holds a lane; nil where it is free.
        var holders: [Source?] = [lastReader[.input] == nil ? nil : .input]
        func lane(of source: Source) -> Int {
            switch source {
            case .input: 0
            case .layer(let index): lanes[index]
            }
        }
        for (index, layer) in network.layers.enumerated() {
            let origins = layer.inputs.map { (source: $0, lane: lane(of: $0)) }
            for origin in origins where lastReader[origin.source] == index && holders[origin.lane] == origin.source {
                holders[origin.lane] = nil
            }
            let inherited = origins.map(\.lane).filter { holders[$0] == nil }.min()
            let own = inherited ?? holders.firstIndex { $0 == nil } ?? holders.count
            if own == holders.count { holders.append(nil) }
            lanes.append(own)
            // A map that nobody reads needs its lane for its own row only.
            if (lastReader[.layer(index)] ?? index) > index { holders[own] = .layer(index) }
            for origin in Set(origins.map { Edge(source: $0.source.index, target: index, from: $0.lane, to: own) }) {
                edges.append(origin)
            }
        }
        width = holders.count
    }
}

extension Source {
    fileprivate var index: Int? {
        switch self {
        case .input: nil
        case .layer(let index): index
        }
    }
}
