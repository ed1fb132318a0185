/// The points within one range of one summed column, by counting how many paths cost how much.
///
/// From the start, the costs of ways are kept as lists while they are short; from the end, as histograms over costs in
/// units of their greatest common divisor. Where the two meet, each way asks how many rests are cheap enough. If the
/// histograms would be too long, costs are rounded down to a coarser unit, and the count is enclosed by taking each
/// rounded rest once at its least and once at its greatest true cost.
struct CostHistogram<Count: CountScalar> {
    let count: PointCount

    init(
        _ graph: LayeredGraph, _ range: ColumnRange, isAllowed: (Int) -> Bool, options: SearchOptions, work: Int
    ) {
        let column = range.column
        // Costs count from the least of their step, so that they start at zero; the range moves along.
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
        let costs = BoundedCosts(graph, column: column, shifts: shifts, divisor: divisor, isAllowed: isAllowed)
        // A path is in where low ≤ units ≤ high.
        let high = min(range.high.map { floorDivide($0 - shift, divisor) } ?? .max, costs.mostAfter[0])
        let low = max(range.low.map { -floorDivide(shift - $0, divisor) } ?? 0, 0)
        guard costs.reaches[0], high >= 0, low <= high else {
            count = PointCount(lower: 0, upper: 0)
            return
        }
        // Lists of twice as many entries may stand side by side, and sorted copies of them.
        let entries = options.memoryLimit / 4 / MemoryLayout<(Int64, Count)>.stride
        let ways = ShortWays<Count>(costs, high: high, atMost: min(4_000_000, max(1 << 10, entries)))
        let rests = CostBins<Count>(costs, to: ways.position, high: high, options: options, work: work)
        // A rounded rest lies at most this far below the true one.
        let error = Int64(graph.steps - ways.position) * (rests.factor - 1)
        var (lowerMost, lowerLeast, upperMost, upperLeast) = (Count.zero, Count.zero, Count.zero, Count.zero)
        for (state, list) in ways.lists where !list.isEmpty {
            let cumulative = rests.cumulative(at: state)
            for (units, number) in list {
                func add(_ rests: Count, to sum: inout Count) { sum = Count.sum(sum, Count.product(number, rests)) }
                let sureMost = cumulative.upTo(high - units - error)
                add(sureMost, to: &lowerMost)
                add(min(sureMost, cumulative.upTo(low - units - 1)), to: &lowerLeast)
                add(cumulative.upTo(high - units), to: &upperMost)
                add(cumulative.upTo(low - units - 1 - error), to: &upperLeast)
            }
        }
        let operations = 2 * (graph.edgeCount + graph.steps + 64)
        func difference(_ a: PointCount, _ b: PointCount) -> PointCount {
            PointCount(
                lower: a.lower > b.upper ? a.lower - b.upper : 0, upper: a.upper > b.lower ? a.upper - b.lower : 0)
        }
        count = PointCount(
            lower: difference(
                Count.bounds(lowerMost, operations: operations), Count.bounds(lowerLeast, operations: operations)
            ).lower,
            upper: difference(
                Count.bounds(upperMost, operations: operations), Count.bounds(upperLeast, operations: operations)
            ).upper)
    }
}

/// The ways from the start to the states of one position, as lists of their costs with how many cost so.
struct ShortWays<Count: CountScalar> {
    private(set) var position = 0
    private(set) var lists: [Int: [(units: Int64, number: Count)]] = [0: [(0, .one)]]

    /// Goes on from position to position while the next lists come from at most so many ways.
    init(_ costs: BoundedCosts, high: Int64, atMost limit: Int) {
        while position < costs.steps {
            let candidates = lists.reduce(0) { $0 + $1.value.count * costs.edges(from: $1.key).count }
            if candidates > limit { return }
            var next: [Int: [(units: Int64, number: Count)]] = [:]
            for (state, list) in lists.sorted(by: { $0.key < $1.key }) {
                for edge in costs.edges(from: state) where costs.reaches[Int(costs.target[edge])] {
                    let to = Int(costs.target[edge])
                    let most = high - costs.leastAfter[to] - costs.units[edge]
                    for entry in list where entry.units <= most {
                        next[to, default: []].append((entry.units + costs.units[edge], entry.number))
                    }
                }
            }
            lists = next.mapValues { list in
                var merged: [(units: Int64, number: Count)] = []
                for entry in list.sorted(by: { $0.units < $1.units }) {
                    if let last = merged.last, last.units == entry.units {
                        merged[merged.count - 1].number = Count.sum(last.number, entry.number)
                    } else {
                        merged.append(entry)
                    }
                }
                return merged
            }
            position += 1
        }
    }
}
