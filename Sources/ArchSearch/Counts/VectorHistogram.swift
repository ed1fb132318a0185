/// The points within several ranges at once, by counting how many rests of paths have which label.
///
/// A lane in which every way to the state keeps the limit is marked as settled, so that labels which differ there alone
/// are one. Where labels grow too many, lanes are rounded down to coarser units, and the count is enclosed: a rounded
/// label is taken once as it is, once at its greatest true value.
struct VectorHistogram<Row: LaneVector, Count: CountScalar> {
    /// Marks a lane whose limit is kept whatever comes before; stays far below every limit when edges are added to it.
    private static var settled: Int64 { -Lane.unlimited }

    let count: PointCount

    /// The plan's lanes all add and have limits.
    init(_ search: LayeredGraph, _ plan: LanePlan, _ options: SearchOptions, work: Int) {
        let graph = BoundedGraph<Row>(search, plan: plan)
        guard !graph.isEmpty else {
            count = PointCount(lower: 0, upper: 0)
            return
        }
        let lanes = 0..<plan.lanes.count
        let limit = graph.algebra.limit
        let memoryLabels = max(1024, options.memoryLimit / (MemoryLayout<Row>.stride + MemoryLayout<Count>.stride) / 8)
        var after = [[Row: Count]](repeating: [:], count: graph.firstEdge.count - 1)
        /// By how much the labels of a state may lie below the true ones.
        var error = [Row](repeating: Row(repeating: 0), count: graph.firstEdge.count - 1)
        for state in graph.states(at: graph.steps) where graph.isAlive[state] {
            after[state] = [Row(repeating: 0): .one]
        }
        for position in stride(from: graph.steps - 1, through: 0, by: -1) {
            let states = graph.states(at: position)
            let edgesHere = max(1, graph.firstEdge[states.upperBound] - graph.firstEdge[states.lowerBound])
            let edgesBefore =
                position == 0
                ? 1 : graph.firstEdge[states.lowerBound] - graph.firstEdge[graph.states(at: position - 1).lowerBound]
            let labelLimit = max(256, min(memoryLabels / max(1, states.count), work / max(edgesHere, edgesBefore)))
            for state in states where graph.isAlive[state] {
                var unit = Row(repeating: 1)
                let restLimit = graph.algebra.restLimit(least: graph.leastBefore[state])
                let floor = limit &- graph.mostBefore[state]
                for edge in graph.edges(from: state) {
                    error[state] = pointwiseMax(error[state], error[Int(graph.target[edge])])
                }
                var labels: [Row: Count] = [:]
                for edge in graph.edges(from: state) {
                    for (row, number) in after[Int(graph.target[edge])] {
                        var label = row &+ graph.row[edge]
                        if any(label .> restLimit) { continue }
                        for lane in lanes where label[lane] + error[state][lane] <= floor[lane] {
                            label[lane] = Self.settled
                        }
                        let rounded = unit == Row(repeating: 1) ? label : Self.round(label, to: unit)
                        labels[rounded, default: .zero] = Count.sum(labels[rounded, default: .zero], number)
                    }
                    while labels.count > labelLimit {
                        unit = Self.coarser(unit, labels.keys, lanes)
                        var merged: [Row: Count] = [:]
                        for (row, number) in labels {
                            let rounded = Self.round(row, to: unit)
                            merged[rounded, default: .zero] = Count.sum(merged[rounded, default: .zero], number)
                        }
                        labels = merged
                    }
                }
                after[state] = labels
                // Units at least double, so all roundings together lose less than twice the last.
                error[state] = error[state] &+ (unit &- Row(repeating: 1)) &+ (unit &- Row(repeating: 1))
            }
            for state in graph.states(at: position + 1) { after[state] = [:] }
        }
        var (lower, upper) = (Count.zero, Count.zero)
        for (row, number) in after[0] {
            upper = Count.sum(upper, number)
            if lanes.allSatisfy({ row[$0] + error[0][$0] <= limit[$0] }) { lower = Count.sum(lower, number) }
        }
        let operations = 2 * (search.edgeCount + search.steps + 64)
        count = PointCount(
            lower: Count.bounds(lower, operations: operations).lower,
            upper: Count.bounds(upper, operations: operations).upper)
    }

    /// Rounds each lane that is not settled down to a multiple of its unit.
    private static func round(_ row: Row, to unit: Row) -> Row {
        var result = row
        for lane in 0..<Row.scalarCount where unit[lane] > 1 && row[lane] != settled {
            result[lane] = floorDivide(row[lane], unit[lane]) * unit[lane]
        }
        return result
    }

    /// Widens the unit of the lane that spans the most units.
    private static func coarser(_ unit: Row, _ rows: some Collection<Row>, _ lanes: Range<Int>) -> Row {
        var result = unit
        var (widest, mostUnits): (Int, Int64) = (0, -1)
        for lane in lanes {
            var (least, most) = (Int64.max, Int64.min)
            for row in rows where row[lane] != settled {
                least = min(least, row[lane])
                most = max(most, row[lane])
            }
            guard least <= most, (most - least) / unit[lane] > mostUnits else { continue }
            (widest, mostUnits) = (lane, (most - least) / unit[lane])
        }
        result[widest] = max(unit[widest] * 2, unit[widest] * (mostUnits / 8192))
        return result
    }
}
