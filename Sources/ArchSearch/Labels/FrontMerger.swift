/// Joins the labels that lead through each edge of a state into the state's front.
///
/// Its buffers are reused from state to state, so that a worker allocates little.
struct FrontMerger<Row: LaneVector> {
    /// A label is refused where its lower bound on the first lane, whatever comes before, is above the threshold.
    struct Pruning: Sendable {
        /// Weight of every lane, as a multiplier of its limit.
        var weights: [Double]
        /// What a rest may weigh at most, by state.
        var mostAfter: [Double]
    }

    private static var chunkRows: Int { 1 << 15 }

    private var rows: [Row] = []
    private var edges: [UInt32] = []
    private var spareRows: [Row] = []
    private var spareEdges: [UInt32] = []
    private var runs: [Int] = []

    /// The front of a state from the fronts of all states behind it, and what thinning it on the way may have cost.
    ///
    /// Twice the share of labels is the most that the front may grow to before it is thinned.
    mutating func front(
        of state: Int, in graph: BoundedGraph<Row>, behind fronts: UnsafeMutableBufferPointer<Front<Row>>,
        pruning: Pruning?, share: Int
    ) -> (front: Front<Row>, loss: Int64) {
        var loss: Int64 = 0
        let algebra = graph.algebra
        let restLimit = algebra.restLimit(least: graph.leastBefore[state])
        var filter = DominanceFilter(algebra: algebra, floor: algebra.floor(most: graph.mostBefore[state]))
        var result = Front<Row>()
        startChunk()
        for edge in graph.edges(from: state) {
            let to = Int(graph.target[edge])
            let behind = fronts[to]
            guard behind.count > 0 else { continue }
            if rows.count + behind.count > Self.chunkRows, !rows.isEmpty {
                reduceChunk(into: &result, algebra, &filter)
                if result.count > 2 * share {
                    loss = min(loss + result.thin(to: share, in: graph, at: state), Proof.unknownLoss)
                }
            }
            let edgeRow = graph.row[edge]
            let start = rows.count
            for row in behind.rows {
                let label = algebra.combine(edgeRow, row)
                if any(label .> restLimit) { continue }
                if let pruning, pruning.refuses(label, at: state) { continue }
                rows.append(label)
                edges.append(UInt32(edge))
            }
            if !algebra.combinesBySumAlone { sortRows(from: start, algebra) }
            if rows.count > start { runs.append(rows.count) }
        }
        reduceChunk(into: &result, algebra, &filter)
        return (result, loss)
    }

    private mutating func startChunk() {
        rows.removeAll(keepingCapacity: true)
        edges.removeAll(keepingCapacity: true)
        runs.removeAll(keepingCapacity: true)
        runs.append(0)
    }

    /// Maxima may disturb the order within one edge's labels; all of them bear the same edge.
    private mutating func sortRows(from start: Int, _ algebra: LaneAlgebra<Row>) {
        rows[start...].sort { algebra.precedes($0, $1) }
    }

    /// Merges the runs of the chunk pairwise until one is left, and that one with the result.
    private mutating func reduceChunk(
        into result: inout Front<Row>, _ algebra: LaneAlgebra<Row>, _ filter: inout DominanceFilter<Row>
    ) {
        while runs.count > 2 {
            spareRows.removeAll(keepingCapacity: true)
            spareEdges.removeAll(keepingCapacity: true)
            var newRuns = [0]
            newRuns.reserveCapacity(runs.count / 2 + 2)
            var run = 0
            while run + 1 < runs.count {
                let middle = runs[run + 1]
                let end = run + 2 < runs.count ? runs[run + 2] : middle
                filter.reset()
                rows.withUnsafeBufferPointer { rows in
                    edges.withUnsafeBufferPointer { edges in
                        merge(
                            (rows[runs[run]..<middle], edges[runs[run]..<middle]),
                            (rows[middle..<end], edges[middle..<end]),
                            into: &spareRows, &spareEdges, algebra, &filter)
                    }
                }
                newRuns.append(spareRows.count)
                run += 2
            }
            runs = newRuns
            swap(&rows, &spareRows)
            swap(&edges, &spareEdges)
        }
        guard runs.count == 2 else { return }
        filter.reset()
        var merged = Front<Row>()
        merged.rows.reserveCapacity(result.count + rows.count)
        merged.edges.reserveCapacity(result.count + rows.count)
        result.rows.withUnsafeBufferPointer { oldRows in
            result.edges.withUnsafeBufferPointer { oldEdges in
                rows.withUnsafeBufferPointer { rows in
                    edges.withUnsafeBufferPointer { edges in
                        merge(
                            (oldRows[...], oldEdges[...]), (rows[...], edges[...]), into: &merged.rows, &merged.edges,
                            algebra, &filter)
                    }
                }
            }
        }
        if merged.count * 2 < merged.rows.capacity {
            merged.rows = merged.rows.map { $0 }
            merged.edges = merged.edges.map { $0 }
        }
        result = merged
        startChunk()
    }

    /// One ordered run of two, without the labels that are dominated; of equal ones the earlier edge's stays.
    private func merge(
        _ first: (rows: Slice<UnsafeBufferPointer<Row>>, edges: Slice<UnsafeBufferPointer<UInt32>>),
        _ second: (rows: Slice<UnsafeBufferPointer<Row>>, edges: Slice<UnsafeBufferPointer<UInt32>>),
        into rows: inout [Row], _ edges: inout [UInt32], _ algebra: LaneAlgebra<Row>,
        _ filter: inout DominanceFilter<Row>
    ) {
        var left = first.rows.startIndex
        var right = second.rows.startIndex
        let (leftEnd, rightEnd) = (first.rows.endIndex, second.rows.endIndex)
        while left < leftEnd || right < rightEnd {
            let takesRight =
                left == leftEnd || (right < rightEnd && algebra.precedes(second.rows[right], first.rows[left]))
            let row = takesRight ? second.rows[right] : first.rows[left]
            if filter.accepts(row) {
                rows.append(row)
                edges.append(takesRight ? second.edges[right] : first.edges[left])
            }
            if takesRight { right += 1 } else { left += 1 }
        }
    }
}

extension FrontMerger.Pruning {
    /// True where no way to the state makes a path of this rest that reaches the threshold.
    @inline(__always)
    func refuses(_ row: Row, at state: Int) -> Bool {
        var weight = Double(row[0])
        for lane in 1..<weights.count { weight += weights[lane] * Double(row[lane]) }
        return weight > mostAfter[state]
    }
}
