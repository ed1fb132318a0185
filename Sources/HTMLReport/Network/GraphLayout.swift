/// A graph drawn as a column of nodes with lanes beside it: a map keeps its lane until its last reader.
struct GraphLayout {
    struct Edge: Hashable {
        /// The row that the map comes from; nil for the network's input, which stands above the first node.
        var source: Int?
        var target: Int
        /// The lane of the map, and of the node that reads it.
        var from: Int
        var to: Int
    }

    /// The lane of each node, from 0.
    private(set) var lanes: [Int] = []
    private(set) var edges: [Edge] = []
    /// The number of lanes.
    private(set) var width = 1

    /// Time grows with nodes, edges and lanes.
    ///
    /// - Parameters:
    ///   - sources: which nodes each node reads, all before it; nil is the network's input.
    ///   - outputs: nodes whose maps are wanted at the end.
    init(sources: [[Int?]], outputs: Set<Int>) {
        var lastReader: [Int?: Int] = [:]
        for (index, origins) in sources.enumerated() {
            for origin in origins { lastReader[origin] = index }
        }
        for output in outputs { lastReader[output] = sources.count }
        /// What holds a lane; the lane is free where nothing does.
        enum Holder: Equatable {
            case nothing
            case map(of: Int?)
        }
        var holders: [Holder] = [lastReader[nil] == nil ? .nothing : .map(of: nil)]
        for (index, names) in sources.enumerated() {
            let origins = names.map { (source: $0, lane: $0.map { lanes[$0] } ?? 0) }
            for origin in origins
            where lastReader[origin.source] == index && holders[origin.lane] == .map(of: origin.source) {
                holders[origin.lane] = .nothing
            }
            let inherited = origins.map(\.lane).filter { holders[$0] == .nothing }.min()
            let own = inherited ?? holders.firstIndex(of: .nothing) ?? holders.count
            if own == holders.count { holders.append(.nothing) }
            lanes.append(own)
            // A map that nobody reads needs its lane for its own row only.
            if (lastReader[index] ?? index) > index { holders[own] = .map(of: index) }
            let incoming = Set(origins.map { Edge(source: $0.source, target: index, from: $0.lane, to: own) })
            // In one order, so that the same network makes the same page.
            for edge in incoming.sorted(by: { ($0.source ?? -1, $0.from) < ($1.source ?? -1, $1.from) }) {
                edges.append(edge)
            }
        }
        width = holders.count
    }
}
