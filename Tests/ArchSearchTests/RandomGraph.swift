import ArchSearch

/// A small repeatable generator (SplitMix64, Steele, Lea & Flood 2014), so that a printed seed remakes a graph.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// What a random graph may be like.
struct GraphShape {
    var steps: ClosedRange<Int> = 1...6
    var states: ClosedRange<Int> = 1...4
    var edges: ClosedRange<Int> = 0...3
    /// Values are drawn from here; a narrow range makes many ties.
    var values: ClosedRange<Int64> = 0...20
    var columns: [Combining] = [.sum, .sum, .sum]
}

extension GraphShape {
    /// A graph with up to a few thousand paths; dead ends are likely.
    func graph(_ generator: inout SeededGenerator) throws -> LayeredGraph {
        var builder = LayeredGraph.Builder(columns: columns)
        let steps = Int.random(in: steps, using: &generator)
        var current = 1
        var decision = 0
        for _ in 0..<steps {
            let next = Int.random(in: states, using: &generator)
            for _ in 0..<current {
                builder.openState()
                for _ in 0..<Int.random(in: edges, using: &generator) + 1 {
                    let row = columns.map { _ in Int64.random(in: values, using: &generator) }
                    builder.addEdge(to: Int.random(in: 0..<next, using: &generator), decision: decision, values: row)
                    decision += 1
                }
                if current > 1, Int.random(in: 0..<8, using: &generator) == 0 { continue }
            }
            builder.endPosition(nextStates: next)
            current = next
        }
        return try builder.finish()
    }
}

extension LayeredGraph {
    /// Every point of the graph by plain recursion, in the order of edges.
    func allPoints() -> [SearchPointValues] {
        var points: [SearchPointValues] = []
        func walk(_ state: Int, _ path: [Int]) {
            guard path.count < steps else {
                points.append(SearchPointValues(path: path, totals: totals(of: path)))
                return
            }
            for edge in outgoing(state) { walk(edge.target, path + [edge.index]) }
        }
        walk(0, [])
        return points
    }
}

/// A path and its totals as the brute force sees them.
struct SearchPointValues: Hashable {
    var path: [Int]
    var totals: [Int64]
}

extension [ColumnRange] {
    func allow(_ point: SearchPointValues) -> Bool {
        allSatisfy { $0.contains(point.totals[$0.column]) }
    }
}
