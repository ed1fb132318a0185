/// The cheapest plan: a shortest path whose nodes say, after so many kernels, how each map that is still to be read lies.
///
/// A chain has one such map, and this is Viterbi's recursion; on a graph with branches the maps that cross a cut are its
/// frontier, and the number of nodes is exponential in their number only, which for networks as people draw them is small
/// (dynamic programming over a path decomposition; Bodlaender 1988).
public struct PlanSearch: Sendable {
    public let plan: ExecutionPlan
    /// True where the plan is proved to be the cheapest; false where there were too many nodes, and only the best were kept.
    public let isExact: Bool

    /// How one live map lies: the layout it was written in, and those it was copied into (as bits).
    private struct Lie: Hashable {
        var written: Int
        var copies: UInt64
    }

    private struct Node {
        var cost: Double
        /// The place of the node before in its list, and the option that led here.
        var parent: Int
        var option: Int
    }

    /// - Parameter limit: the most nodes that are kept after a kernel.
    public init(_ problem: PlanningProblem, limit: Int = 50_000) {
        let frontiers = Frontiers(problem)
        var states: [[Lie]] = [frontiers.start.map { Lie(written: problem.given[$0] ?? 0, copies: 0) }]
        var nodes = [Node(cost: 0, parent: 0, option: 0)]
        var live = frontiers.start
        var trail: [[Node]] = []
        var isExact = true
        for (index, kernel) in problem.kernels.enumerated() {
            let next = frontiers.after[index]
            var places: [[Lie]: Int] = [:]
            var (nextStates, nextNodes): ([[Lie]], [Node]) = ([], [])
            for (parent, state) in states.enumerated() {
                for (number, option) in kernel.options.enumerated() {
                    var lies = Dictionary(zip(live, state), uniquingKeysWith: { first, _ in first })
                    var cost = nodes[parent].cost + option.cost
                    for (map, layout) in zip(kernel.sources, option.sources) {
                        guard let lie = lies[map], lie.written != layout, lie.copies & (1 << UInt64(layout)) == 0
                        else { continue }
                        cost += problem.reorderCost(map, lie.written, layout)
                        lies[map]?.copies |= 1 << UInt64(layout)
                    }
                    lies[kernel.result] = Lie(written: option.result, copies: 0)
                    let reached = next.map { map -> Lie in
                        var lie = lies[map] ?? Lie(written: 0, copies: 0)
                        lie.copies &= frontiers.wanted[index][map] ?? 0
                        return lie
                    }
                    let node = Node(cost: cost, parent: parent, option: number)
                    if let place = places[reached] {
                        if cost < nextNodes[place].cost { nextNodes[place] = node }
                    } else {
                        places[reached] = nextNodes.count
                        nextStates.append(reached)
                        nextNodes.append(node)
                    }
                }
            }
            if nextNodes.count > limit {
                isExact = false
                let kept = nextNodes.indices.sorted { nextNodes[$0].cost < nextNodes[$1].cost }.prefix(limit)
                nextStates = kept.map { nextStates[$0] }
                nextNodes = kept.map { nextNodes[$0] }
            }
            trail.append(nextNodes)
            (states, nodes, live) = (nextStates, nextNodes, next)
        }
        var choices = [Int](repeating: 0, count: problem.kernels.count)
        var place = nodes.indices.min { nodes[$0].cost < nodes[$1].cost } ?? 0
        for index in choices.indices.reversed() {
            choices[index] = trail[index][place].option
            place = trail[index][place].parent
        }
        plan = ExecutionPlan(of: problem) { kernel, _ in choices[kernel] }
        self.isExact = isExact
    }
}

/// Which maps are still to be read after each kernel, and in which layouts somebody may want them.
private struct Frontiers {
    var start: [Int]
    /// Ascending; one list a kernel.
    var after: [[Int]] = []
    /// Bits of the layouts that later kernels may ask of a live map.
    var wanted: [[Int: UInt64]] = []

    init(_ problem: PlanningProblem) {
        start = []
        var asked: [Int: UInt64] = [:]
        for kernel in problem.kernels.reversed() {
            after.append(asked.keys.sorted())
            wanted.append(asked)
            asked[kernel.result] = nil
            for (place, map) in kernel.sources.enumerated() {
                for option in kernel.options { asked[map, default: 0] |= 1 << UInt64(option.sources[place]) }
            }
        }
        after.reverse()
        wanted.reverse()
        start = asked.keys.sorted()
    }
}
