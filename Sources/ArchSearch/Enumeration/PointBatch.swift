import LongWork

/// Points in a row, each a path of the same number of edges.
public struct PointBatch: Sendable {
    /// Edges on a path.
    public let steps: Int
    fileprivate(set) var edges: [UInt32]

    /// Points in the batch.
    public fileprivate(set) var count = 0

    init(steps: Int, capacity: Int) {
        self.steps = steps
        edges = Array(repeating: 0, count: steps * capacity)
    }

    /// The edges of one point, in the order of steps.
    public func path(_ index: Int) -> [Int] {
        edges[(index * steps)..<((index + 1) * steps)].map { Int($0) }
    }
}

extension ExactSearch {
    /// Hands over every point within the budgets, in the order of its edges, batch by batch, until the body returns
    /// false or the flag is raised.
    ///
    /// - Returns: true where all points were handed over.
    public func forEachBatch(_ body: (borrowing PointBatch) throws -> Bool) throws -> Bool {
        let plan = try LanePlan(columns: graph.columns, objectives: [], budgets: budgets)
        switch plan.lanes.count {
        case ...2: return try Enumeration<SIMD2<Int64>>(self, plan).run(body)
        case 3, 4: return try Enumeration<SIMD4<Int64>>(self, plan).run(body)
        default: return try Enumeration<SIMD8<Int64>>(self, plan).run(body)
        }
    }
}

/// A walk over all paths, depth first, that turns back where the bounds say that no path behind keeps the limits.
struct Enumeration<Row: LaneVector> {
    private static var batchPoints: Int { 4096 }

    private let graph: BoundedGraph<Row>
    private let cancellation: Cancellation

    init(_ search: ExactSearch, _ plan: LanePlan) {
        graph = BoundedGraph<Row>(search.graph, plan: plan)
        cancellation = search.options.cancellation
    }

    func run(_ body: (borrowing PointBatch) throws -> Bool) throws -> Bool {
        guard !graph.isEmpty else { return true }
        let steps = graph.steps
        var batch = PointBatch(steps: steps, capacity: Self.batchPoints)
        guard steps > 0 else {
            batch.count = 1
            return try body(batch)
        }
        let (algebra, limit) = (graph.algebra, graph.algebra.limit)
        var path = [UInt32](repeating: 0, count: steps)
        var before = [Row](repeating: algebra.identity, count: steps + 1)
        /// The next edge to try at each depth, and the end of its state's edges.
        var next = [Int](repeating: 0, count: steps)
        var end = [Int](repeating: 0, count: steps)
        (next[0], end[0]) = (graph.firstEdge[0], graph.firstEdge[1])
        var depth = 0
        var turns = 0
        while true {
            if next[depth] == end[depth] {
                if depth == 0 { break }
                depth -= 1
                continue
            }
            if depth == steps - 1 {
                turns += 1
                if turns & 1023 == 0, cancellation.isCancelled { return false }
                while next[depth] < end[depth] {
                    let edge = next[depth]
                    next[depth] += 1
                    let row = algebra.combine(before[depth], graph.row[edge])
                    if any(row .> limit) { continue }
                    path[depth] = graph.origin[edge]
                    let start = batch.count * steps
                    for step in 0..<steps { batch.edges[start + step] = path[step] }
                    batch.count += 1
                    if batch.count == Self.batchPoints {
                        guard try body(batch) else { return false }
                        batch.count = 0
                    }
                }
                continue
            }
            let edge = next[depth]
            next[depth] += 1
            let to = Int(graph.target[edge])
            let row = algebra.combine(before[depth], graph.row[edge])
            if !graph.isAlive[to] || any(algebra.combine(row, graph.leastAfter[to]) .> limit) { continue }
            turns += 1
            if turns & 65_535 == 0, cancellation.isCancelled { return false }
            path[depth] = graph.origin[edge]
            depth += 1
            before[depth] = row
            (next[depth], end[depth]) = (graph.firstEdge[to], graph.firstEdge[to + 1])
        }
        return batch.count == 0 ? true : try body(batch)
    }
}
