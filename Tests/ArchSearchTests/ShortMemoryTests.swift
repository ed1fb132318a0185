import LongWork
import Testing

@testable import ArchSearch

/// What is promised where labels outgrow the memory: points within the budgets, and none better by more than the loss.
@Suite("searches that run out of memory")
struct ShortMemoryTests {
    private func instance(_ seed: UInt64) throws -> (graph: LayeredGraph, points: [SearchPointValues]) {
        var generator = SeededGenerator(seed: seed)
        let shape = GraphShape(steps: 6...6, states: 1...2, edges: 3...3, values: 0...1000)
        let graph = try shape.graph(&generator)
        return (graph, graph.allPoints())
    }

    @Test("the loss bounds how much better the best is")
    func ranking() throws {
        var thinned = 0
        for seed in UInt64(1)...12 {
            let (graph, points) = try instance(seed)
            let budgets = [ColumnRange(column: 1, high: 3000), ColumnRange(column: 2, low: 1500, high: 3200)]
            let search = ExactSearch(graph, budgets: budgets, options: SearchOptions(memoryLimit: 1))
            let found = try search.best(5000, by: Objective(column: 0, .maximize))
            let best = points.filter { budgets.allow($0) }.map { $0.totals[0] }.max()
            for point in found.points {
                #expect(budgets.allow(SearchPointValues(path: point.path, totals: point.totals)))
            }
            if case .within = found.proof { thinned += 1 }
            guard let best, let first = found.points.first else { continue }
            let loss = found.proof == .exact ? 0 : found.proof.knownLoss ?? .max / 2
            #expect(best <= first.totals[0] + loss, "seed \(seed)")
        }
        #expect(thinned > 0)
    }

    @Test("every point of the true front is matched within the loss")
    func front() throws {
        var thinned = 0
        for seed in UInt64(1)...12 {
            let (graph, points) = try instance(seed)
            let search = ExactSearch(graph, options: SearchOptions(memoryLimit: 1))
            let found = try search.front(over: [0, 1, 2].map { Objective(column: $0, .minimize) })
            #expect(found.points.allSatisfy { $0.totals == graph.totals(of: $0.path) })
            guard let loss = found.proof == .exact ? 0 : found.proof.knownLoss else { continue }
            if loss > 0 { thinned += 1 }
            for point in points {
                let isMatched = found.points.contains {
                    $0.totals[0] <= point.totals[0] + loss && $0.totals[1] <= point.totals[1]
                        && $0.totals[2] <= point.totals[2]
                }
                #expect(isMatched, "seed \(seed): \(point.totals) with a loss of \(loss)")
            }
        }
        #expect(thinned > 0)
    }

    @Test("a walk stops at the first path after the wish to stop")
    func stoppedWalk() throws {
        let (graph, _) = try instance(3)
        let plan = try LanePlan(columns: graph.columns, objectives: [Objective(column: 0, .maximize)], budgets: [])
        let bounded = BoundedGraph<SIMD2<Int64>>(graph, plan: plan)
        let table = FrontTable(bounded, options: SearchOptions())
        var walk = BestFirstWalk(bounded, table, threshold: .max, memory: 1 << 20)
        let flag = Cancellation()
        #expect(walk.next(unless: flag) != nil)
        flag.cancel()
        #expect(walk.next(unless: flag) == nil)
    }

    @Test("a stopped search for a front shows points that no other shown one betters")
    func stopped() throws {
        let (graph, points) = try instance(7)
        let flag = Cancellation()
        flag.cancel()
        let budget = ColumnRange(column: 2, high: 3500)
        let search = ExactSearch(graph, budgets: [budget], options: SearchOptions(cancellation: flag))
        let found = try search.front(over: [Objective(column: 0, .minimize), Objective(column: 1, .minimize)])
        #expect(found.proof == .cancelled && found.points.count > 1)
        let all = Set(points.map(\.totals))
        for (first, second) in zip(found.points, found.points.dropFirst()) {
            #expect(first.totals[0] < second.totals[0] && first.totals[1] > second.totals[1])
            #expect(all.contains(first.totals) && budget.contains(first.totals[2]))
        }
    }

    @Test("a list whose walk outgrows the memory ends early, is in order, and says so")
    func shortList() throws {
        var builder = LayeredGraph.Builder(columns: [.sum])
        for _ in 0..<20 {
            builder.openState()
            for value in Int64(0)...1 { builder.addEdge(to: 0, decision: 0, values: [value]) }
            builder.endPosition(nextStates: 1)
        }
        let search = ExactSearch(try builder.finish(), options: SearchOptions(memoryLimit: 64 << 10))
        let found = try search.best(100_000, by: Objective(column: 0, .maximize))
        #expect(found.proof == .within(0))
        #expect(found.points.count > 100 && found.points.count < 100_000)
        // The best first: 1 point of 20, then 20 of 19, then 190 of 18.
        let scores = found.points.map { $0.totals[0] }
        #expect(Array(scores.prefix(100)) == [20] + Array(repeating: 19, count: 20) + Array(repeating: 18, count: 79))
        #expect(zip(scores, scores.dropFirst()).allSatisfy { $0 >= $1 })
    }
}
