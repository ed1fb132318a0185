/// Two columns of a graph in whole units above the least of each step, over the same edges.
struct CostPlane {
    /// One column and what is asked of it.
    struct Axis {
        var costs: BoundedCosts
        /// The greatest total allowed, and the least; in units.
        var high: Int64
        var low: Int64
    }

    var first: Axis
    var second: Axis

    var steps: Int { first.costs.steps }

    /// Nil where no path keeps the ranges.
    init?(_ graph: LayeredGraph, _ ranges: (ColumnRange, ColumnRange), isAllowed: (Int) -> Bool) {
        guard let first = Axis(graph, ranges.0, isAllowed: isAllowed),
            let second = Axis(graph, ranges.1, isAllowed: isAllowed)
        else { return nil }
        self.first = first
        self.second = second
    }

    func states(at position: Int) -> Range<Int> { first.costs.states(at: position) }

    func edges(from state: Int) -> Range<Int> { first.costs.edges(from: state) }

    func target(of edge: Int) -> Int { Int(first.costs.target[edge]) }

    func reaches(_ state: Int) -> Bool { first.costs.reaches[state] }

    func units(of edge: Int) -> SIMD2<Int64> { SIMD2(first.costs.units[edge], second.costs.units[edge]) }

    func leastAfter(_ state: Int) -> SIMD2<Int64> {
        SIMD2(first.costs.leastAfter[state], second.costs.leastAfter[state])
    }

    func mostAfter(_ state: Int) -> SIMD2<Int64> {
        SIMD2(first.costs.mostAfter[state], second.costs.mostAfter[state])
    }

    func leastBefore(_ state: Int) -> SIMD2<Int64> {
        SIMD2(first.costs.leastBefore[state], second.costs.leastBefore[state])
    }

    var high: SIMD2<Int64> { SIMD2(first.high, second.high) }
    var low: SIMD2<Int64> { SIMD2(first.low, second.low) }
}

extension CostPlane.Axis {
    init?(_ graph: LayeredGraph, _ range: ColumnRange, isAllowed: (Int) -> Bool) {
        let column = range.column
        var shifts = [Int64](repeating: 0, count: graph.steps)
        var divisor: Int64 = 0
        for position in 0..<graph.steps {
            let edges = graph.firstEdge[graph.firstState[position]]..<graph.firstEdge[graph.firstState[position + 1]]
            let least = edges.lazy.map { graph.value(of: $0, column: column) }.min() ?? 0
            shifts[position] = least
            for edge in edges {
                divisor = greatestCommonDivisor(divisor, graph.value(of: edge, column: column) - least)
            }
        }
        divisor = max(1, divisor)
        let shift = shifts.reduce(0, +)
        costs = BoundedCosts(graph, column: column, shifts: shifts, divisor: divisor, isAllowed: isAllowed)
        high = min(range.high.map { floorDivide($0 - shift, divisor) } ?? .max, costs.mostAfter[0])
        low = max(range.low.map { -floorDivide(shift - $0, divisor) } ?? 0, 0)
        guard costs.reaches[0], high >= 0, low <= high else { return nil }
    }
}
