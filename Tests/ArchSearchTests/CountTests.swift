import BigInt
import Testing

@testable import ArchSearch

@Suite("counts, enumeration and infeasible budgets against brute force")
struct CountTests {
    @Test("points and feasible points", arguments: QueryCase.all)
    func counts(_ query: QueryCase) throws {
        for seed in UInt64(1)...60 {
            let (graph, budgets, points) = try query.instance(seed)
            let feasible = BigUInt(points.count { budgets.allow($0) })
            #expect(graph.pointCount() == BigUInt(points.count), "\(query.name), seed \(seed)")
            for threads in [1, 2] {
                let search = ExactSearch(graph, budgets: budgets, options: SearchOptions(threads: threads))
                let count = try search.feasibleCount()
                #expect(count.exact == feasible, "\(query.name), seed \(seed): \(count)")
            }
        }
    }

    @Test("an enclosure holds the true count", arguments: QueryCase.all)
    func enclosures(_ query: QueryCase) throws {
        for seed in UInt64(1)...15 {
            var generator = SeededGenerator(seed: seed)
            let shape = GraphShape(steps: 4...5, edges: 2...3, values: 0...1000, columns: query.columns)
            let graph = try shape.graph(&generator)
            let points = graph.allPoints()
            let budgets = query.budgetColumns.map { column in
                let totals = points.map { $0.totals[column] }.sorted()
                let (low, high) = (totals[totals.count / 8], totals[totals.count * 3 / 4])
                return ColumnRange(column: column, low: query.hasWindows ? low : nil, high: high)
            }
            let feasible = BigUInt(points.count { budgets.allow($0) })
            let search = ExactSearch(graph, budgets: budgets)
            for work in [10, 1000, 100_000] {
                let count = try search.feasibleCount(work: work)
                #expect(
                    count.lower <= feasible && feasible <= count.upper,
                    "\(query.name), seed \(seed), work \(work): \(feasible) outside \(count)")
            }
        }
    }

    /// Chains of ten steps, some 10^9 points, whose distinct pairs of costs a dictionary can hold.
    @Test("two budgets at once, against a dictionary of all pairs of costs", arguments: [false, true])
    func planes(_ hasWindows: Bool) throws {
        for seed in UInt64(1)...4 {
            var generator = SeededGenerator(seed: seed)
            let shape = GraphShape(steps: 10...10, states: 2...3, edges: 5...7, values: 0...40, columns: [.sum, .sum])
            let graph = try shape.graph(&generator)
            var ways: [Int: [SIMD2<Int64>: Int]] = [0: [.zero: 1]]
            for _ in 0..<graph.steps {
                var next: [Int: [SIMD2<Int64>: Int]] = [:]
                for (state, list) in ways {
                    for edge in graph.outgoing(state) {
                        let row = SIMD2(graph.value(of: edge.index, column: 0), graph.value(of: edge.index, column: 1))
                        for (costs, count) in list {
                            next[edge.target, default: [:]][costs &+ row, default: 0] += count
                        }
                    }
                }
                ways = next
            }
            let all = ways.values.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
            let budgets = [(0, Int64(150), Int64(210)), (1, 170, 230)].map { column, low, high in
                ColumnRange(column: column, low: hasWindows ? low : nil, high: high)
            }
            let expected = all.reduce(BigUInt(0)) { sum, entry in
                let isIn = budgets.allSatisfy { $0.contains(entry.key[$0.column]) }
                return isIn ? sum + BigUInt(entry.value) : sum
            }
            let search = ExactSearch(graph, budgets: budgets, options: SearchOptions(threads: 2))
            let exact = try search.feasibleCount()
            #expect(exact.exact == expected, "seed \(seed): \(expected), not \(exact)")
            var widths: [BigUInt] = []
            for work in [20_000, 200_000, 10_000_000] {
                let count = try search.feasibleCount(work: work)
                #expect(count.lower <= expected && expected <= count.upper, "seed \(seed), work \(work): \(count)")
                widths.append(count.upper - count.lower)
            }
            #expect(widths[2] < widths[0], "seed \(seed): \(widths)")
            #expect(widths[2] * 4 < expected, "seed \(seed): \(widths)")
        }
    }

    @Test("every point once, in the order of edges", arguments: QueryCase.all)
    func enumeration(_ query: QueryCase) throws {
        for seed in UInt64(1)...60 {
            let (graph, budgets, points) = try query.instance(seed)
            var found: [[Int]] = []
            let isComplete = try ExactSearch(graph, budgets: budgets).forEachBatch { batch in
                for index in 0..<batch.count { found.append(batch.path(index)) }
                return true
            }
            #expect(isComplete)
            #expect(found == points.filter { budgets.allow($0) }.map(\.path), "\(query.name), seed \(seed)")
        }
    }

    @Test("how far the nearest point is off", arguments: QueryCase.all.filter { !$0.budgetColumns.isEmpty })
    func infeasible(_ query: QueryCase) throws {
        for seed in UInt64(1)...60 {
            var (graph, budgets, points) = try query.instance(seed)
            guard !points.isEmpty else { continue }
            if seed % 2 == 0 {
                let column = budgets[0].column
                let least = points.map { $0.totals[column] }.min() ?? 0
                budgets[0] = ColumnRange(column: column, high: least - 3)
            }
            let found = try ExactSearch(graph, budgets: budgets).infeasibility()
            if points.contains(where: { budgets.allow($0) }) {
                #expect(found == nil)
                continue
            }
            for (budget, gap) in zip(budgets, found?.alone ?? []) {
                let nearest = points.map { point -> UInt64 in
                    let total = point.totals[budget.column]
                    if let high = budget.high, total > high { return (total - high).magnitude }
                    if let low = budget.low, total < low { return (low - total).magnitude }
                    return 0
                }.min()
                #expect(gap.distance.magnitude == nearest, "\(query.name), seed \(seed)")
            }
            #expect(found?.alone.count == budgets.count, "\(query.name), seed \(seed)")
        }
    }

    @Test("a space of 10^300 points is counted, not walked")
    func absurdSpace() throws {
        var builder = LayeredGraph.Builder(columns: [.sum])
        for _ in 0..<300 {
            builder.openState()
            for value in Int64(0)..<10 { builder.addEdge(to: 0, decision: 0, values: [value]) }
            builder.endPosition(nextStates: 1)
        }
        let graph = try builder.finish()
        #expect(graph.pointCount() == BigUInt(10).power(300))
        // The digits sum to at most 1350 for half of all numbers, and a few more for the sum 1350 itself.
        let count = try ExactSearch(graph, budgets: [ColumnRange(column: 0, high: 1350)]).feasibleCount()
        let half = BigUInt(10).power(300) / 2
        #expect(count.lower > half && count.upper < half * 102 / 100)
        #expect((count.upper - count.lower) * 1_000_000 < count.lower)
    }
}
