import LongWork
import Synchronization

/// The fronts of all states, built from the end backwards.
struct FrontTable<Row: LaneVector>: Sendable {
    /// One front a state; empty where the state is on no path that keeps the limits.
    var fronts: [Front<Row>]
    /// How much better than its front a state's best rest may be in the first lane; zero while everything fitted.
    var slack: [Int64]
    /// True where the search was stopped before the table was complete.
    var wasCancelled = false

    /// Labels kept in all.
    var labelCount: Int { fronts.reduce(0) { $0 + $1.count } }

    /// Builds the table, position after position, the states of one position side by side.
    ///
    /// A state whose front outgrows its share of the memory is thinned (see `Front.thinned`), which adds to its slack.
    init(_ graph: BoundedGraph<Row>, pruning: FrontMerger<Row>.Pruning? = nil, options: SearchOptions) {
        let stateCount = graph.firstEdge.count - 1
        fronts = Array(repeating: Front(), count: stateCount)
        slack = Array(repeating: 0, count: stateCount)
        guard !graph.isEmpty else { return }
        for state in graph.states(at: graph.steps) where graph.isAlive[state] {
            fronts[state] = Front(rows: [graph.algebra.identity], edges: [.max])
        }
        let done = Atomic<Int>(0)
        let labels = Atomic<Int>(0)
        var room = max(1, options.memoryLimit / Front<Row>.bytesPerLabel)
        for position in stride(from: graph.steps - 1, through: 0, by: -1) {
            if options.cancellation.isCancelled {
                wasCancelled = true
                return
            }
            let states = graph.states(at: position).filter { graph.isAlive[$0] }
            let share = max(16, room / (position + 1) / max(1, states.count))
            fronts.withUnsafeMutableBufferPointer { fronts in
                slack.withUnsafeMutableBufferPointer { slack in
                    // Each index writes to a state of its own and reads only states of the next position.
                    nonisolated(unsafe) let fronts = fronts
                    nonisolated(unsafe) let slack = slack
                    forEachInParallel(
                        states.count, threads: options.threads, scratch: { FrontMerger<Row>() },
                        body: { index, merger in
                            if options.cancellation.isCancelled { return }
                            let state = states[index]
                            var (front, loss) = merger.front(
                                of: state, in: graph, behind: fronts, pruning: pruning, share: share)
                            var inherited: Int64 = 0
                            for edge in graph.edges(from: state) {
                                inherited = max(inherited, slack[Int(graph.target[edge])])
                            }
                            if front.count > share { loss += front.thin(to: share, in: graph, at: state) }
                            let edges = graph.edges(from: state).count
                            let edgesDone = done.add(edges, ordering: .relaxed).newValue
                            let count = labels.add(front.count, ordering: .relaxed).newValue
                            options.progress(
                                WorkProgress(
                                    "search", Double(edgesDone) / Double(max(1, graph.target.count)),
                                    detail: "\(count) labels"))
                            fronts[state] = front
                            slack[state] = min(inherited + loss, Proof.unknownLoss)
                        })
                }
            }
            room = max(0, room - states.reduce(0) { $0 + fronts[$1].count })
        }
        if options.cancellation.isCancelled { wasCancelled = true }
    }
}

extension Front {
    /// Drops labels until at most so many are left, and returns by how much the first lane may have got worse.
    ///
    /// The first lane is looked at in steps: within a step only the labels count that are best in the other lanes. So
    /// for every label dropped there is one that is as good in the other lanes and less than a step worse in the first.
    mutating func thin(to limit: Int, in graph: BoundedGraph<Row>, at state: Int) -> Int64 {
        let algebra = graph.algebra
        guard count > limit, let best = rows.first?[0], let worst = rows.last?[0] else { return 0 }
        var filter = DominanceFilter(algebra: algebra, floor: algebra.floor(most: graph.mostBefore[state]))
        var step: Int64 = max(2, (worst - best) / Int64(max(1, limit)))
        let (allRows, allEdges) = (rows, edges)
        while true {
            let order = allRows.indices.sorted { left, right in
                let (leftStep, rightStep) = ((allRows[left][0] - best) / step, (allRows[right][0] - best) / step)
                if leftStep != rightStep { return leftStep < rightStep }
                for lane in algebra.activeLanes where allRows[left][lane] != allRows[right][lane] {
                    return allRows[left][lane] < allRows[right][lane]
                }
                return left < right
            }
            filter.reset()
            let kept = order.filter { filter.accepts(allRows[$0]) }.sorted()
            rows = kept.map { allRows[$0] }
            edges = kept.map { allEdges[$0] }
            if kept.count <= limit { return step - 1 }
            if step > worst - best {
                // Too many that differ in other lanes alone: an even choice of them, without a guarantee.
                let spread = (0..<limit).map { $0 * rows.count / limit }
                rows = spread.map { rows[$0] }
                edges = spread.map { edges[$0] }
                return Proof.unknownLoss
            }
            step = step > (worst - best) / 2 ? worst - best + 1 : step * 2
        }
    }
}
