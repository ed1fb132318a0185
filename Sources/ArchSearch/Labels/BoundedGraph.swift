/// The part of a graph that can still meet the limits, with every edge as a label and the bounds of every state.
struct BoundedGraph<Row: LaneVector>: Sendable {
    let algebra: LaneAlgebra<Row>
    /// As in `LayeredGraph`; states keep their numbers, edges are renumbered in the same order.
    let firstState: [Int]
    private(set) var firstEdge: [Int]
    private(set) var target: [UInt32]
    /// The number of each edge in the graph it comes from.
    private(set) var origin: [UInt32]
    private(set) var row: [Row]
    /// The least, lane by lane, of all ways from the start to a state; meaningless for a state out of reach.
    private(set) var leastBefore: [Row] = []
    private(set) var mostBefore: [Row] = []
    /// The least and most of all ways from a state to the end.
    private(set) var leastAfter: [Row] = []
    private(set) var mostAfter: [Row] = []
    /// States on some remaining path from start to end.
    private(set) var isAlive: [Bool] = []

    var steps: Int { firstState.count - 2 }

    func states(at position: Int) -> Range<Int> { firstState[position]..<firstState[position + 1] }

    func edges(from state: Int) -> Range<Int> { firstEdge[state]..<firstEdge[state + 1] }

    /// True where no path is left.
    var isEmpty: Bool { !(isAlive.first ?? false) }

    init(_ graph: LayeredGraph, plan: LanePlan) {
        algebra = LaneAlgebra(plan)
        firstState = graph.firstState
        firstEdge = graph.firstEdge
        target = graph.target
        origin = []
        origin.reserveCapacity(graph.edgeCount)
        row = []
        row.reserveCapacity(graph.edgeCount)
        let lanes = plan.lanes
        for edge in 0..<graph.edgeCount {
            var edgeRow = Row(repeating: 0)
            for (index, lane) in lanes.enumerated() {
                edgeRow[index] = lane.value(graph.value(of: edge, column: lane.column))
            }
            row.append(edgeRow)
            origin.append(UInt32(edge))
        }
        let caps = plan.edgeLimits
        if !caps.isEmpty {
            keepEdges { _, edge in caps.allSatisfy { graph.value(of: edge, column: $0.column) <= $0.limit } }
        }
        computeBounds()
        for _ in 0..<2 where !isEmpty {
            let before = target.count
            dropHopelessEdges()
            if target.count == before { break }
            computeBounds()
        }
    }

    /// The same graph with only those edges, given with their states, that the condition holds for; bounds anew.
    func keepingEdges(_ condition: (_ state: Int, _ edge: Int) -> Bool) -> BoundedGraph {
        var result = self
        result.keepEdges(condition)
        result.computeBounds()
        return result
    }

    private mutating func keepEdges(_ condition: (_ state: Int, _ edge: Int) -> Bool) {
        var kept = 0
        var newFirst: [Int] = []
        newFirst.reserveCapacity(firstEdge.count)
        for state in 0..<(firstEdge.count - 1) {
            newFirst.append(kept)
            for edge in firstEdge[state]..<firstEdge[state + 1] where condition(state, edge) {
                target[kept] = target[edge]
                origin[kept] = origin[edge]
                row[kept] = row[edge]
                kept += 1
            }
        }
        newFirst.append(kept)
        firstEdge = newFirst
        target.removeLast(target.count - kept)
        origin.removeLast(origin.count - kept)
        row.removeLast(row.count - kept)
    }

    private mutating func dropHopelessEdges() {
        let (algebra, target, row) = (algebra, target, row)
        let (isAlive, leastBefore, leastAfter) = (isAlive, leastBefore, leastAfter)
        keepEdges { from, edge in
            let to = Int(target[edge])
            guard isAlive[from], isAlive[to] else { return false }
            let least = algebra.combine(algebra.combine(leastBefore[from], row[edge]), leastAfter[to])
            return !any(least .> algebra.limit)
        }
    }

    private mutating func computeBounds() {
        let stateCount = firstEdge.count - 1
        var reaches = [Bool](repeating: false, count: stateCount)
        leastAfter = [Row](repeating: algebra.identity, count: stateCount)
        mostAfter = leastAfter
        for state in states(at: steps) { reaches[state] = true }
        for position in stride(from: steps - 1, through: 0, by: -1) {
            for state in states(at: position) {
                for edge in edges(from: state) {
                    let to = Int(target[edge])
                    guard reaches[to] else { continue }
                    let least = algebra.combine(row[edge], leastAfter[to])
                    let most = algebra.combine(row[edge], mostAfter[to])
                    leastAfter[state] = reaches[state] ? pointwiseMin(leastAfter[state], least) : least
                    mostAfter[state] = reaches[state] ? pointwiseMax(mostAfter[state], most) : most
                    reaches[state] = true
                }
            }
        }
        isAlive = [Bool](repeating: false, count: stateCount)
        leastBefore = [Row](repeating: algebra.identity, count: stateCount)
        mostBefore = leastBefore
        guard reaches[0] else { return }
        isAlive[0] = true
        for position in 0..<steps {
            for state in states(at: position) where isAlive[state] {
                for edge in edges(from: state) {
                    let to = Int(target[edge])
                    guard reaches[to] else { continue }
                    let least = algebra.combine(leastBefore[state], row[edge])
                    let most = algebra.combine(mostBefore[state], row[edge])
                    leastBefore[to] = isAlive[to] ? pointwiseMin(leastBefore[to], least) : least
                    mostBefore[to] = isAlive[to] ? pointwiseMax(mostBefore[to], most) : most
                    isAlive[to] = true
                }
            }
        }
    }
}
