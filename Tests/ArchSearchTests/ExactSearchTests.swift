import Testing

@testable import ArchSearch

/// One kind of query, run on many random graphs against brute force.
struct QueryCase: CustomTestStringConvertible, Sendable {
    var name: String
    var columns: [Combining] = [.sum, .sum, .sum]
    var values: ClosedRange<Int64> = 0...20
    var budgetColumns: [Int] = []
    var hasWindows = false

    var testDescription: String { name }

    static let all = [
        QueryCase(name: "no budget"),
        QueryCase(name: "one budget", budgetColumns: [1]),
        QueryCase(name: "one budget, many ties", values: 0...2, budgetColumns: [1]),
        QueryCase(name: "one window", budgetColumns: [1], hasWindows: true),
        QueryCase(name: "two budgets", budgetColumns: [1, 2]),
        QueryCase(name: "two windows, many ties", values: 0...3, budgetColumns: [2, 1], hasWindows: true),
        QueryCase(name: "two windows", budgetColumns: [1, 2], hasWindows: true),
        QueryCase(name: "budget on the objective", budgetColumns: [0, 1], hasWindows: true),
        QueryCase(
            name: "maximum alone within a budget", columns: [.sum, .maximum, .sum], values: 0...4, budgetColumns: [1]),
        QueryCase(
            name: "maximum first, many ties", columns: [.sum, .maximum, .sum], values: 0...2, budgetColumns: [1, 2]),
        QueryCase(
            name: "maximum in a window, many ties", columns: [.sum, .maximum, .sum], values: 0...2,
            budgetColumns: [2, 1], hasWindows: true),
        QueryCase(name: "maximum within a budget", columns: [.sum, .sum, .maximum], budgetColumns: [1, 2]),
        QueryCase(
            name: "maximum within a window", columns: [.sum, .sum, .maximum], budgetColumns: [1, 2], hasWindows: true),
        QueryCase(
            name: "three windows", columns: [.sum, .sum, .sum, .maximum], budgetColumns: [1, 2, 3], hasWindows: true),
        QueryCase(name: "negative values", values: -20...20, budgetColumns: [1, 2], hasWindows: true),
    ]

    func instance(_ seed: UInt64) throws -> (graph: LayeredGraph, budgets: [ColumnRange], points: [SearchPointValues]) {
        var generator = SeededGenerator(seed: seed)
        let graph = try GraphShape(values: values, columns: columns).graph(&generator)
        let points = graph.allPoints()
        let budgets = budgetColumns.map { column in
            let totals = points.map { $0.totals[column] }.sorted()
            func quantile() -> Int64 {
                totals.isEmpty ? 0 : totals[Int.random(in: 0..<totals.count, using: &generator)]
            }
            let (first, second) = (quantile(), quantile())
            return hasWindows
                ? ColumnRange(column: column, low: min(first, second), high: max(first, second))
                : ColumnRange(column: column, high: first)
        }
        return (graph, budgets, points)
    }
}

@Suite("exact search against brute force")
struct ExactSearchTests {
    @Test("the best points, their order and their ties", arguments: QueryCase.all)
    func ranking(_ query: QueryCase) throws {
        for seed in UInt64(1)...60 {
            let (graph, budgets, points) = try query.instance(seed)
            for direction in [Objective.Direction.maximize, .minimize] {
                let sign: Int64 = direction == .maximize ? -1 : 1
                let tieColumns = [Combining.sum, .maximum].flatMap { kind in
                    budgets.map(\.column).filter { $0 != 0 && query.columns[$0] == kind }
                }
                let expected = points.filter { budgets.allow($0) }.sorted { left, right in
                    let leftKey = [sign * left.totals[0]] + tieColumns.map { left.totals[$0] }
                    let rightKey = [sign * right.totals[0]] + tieColumns.map { right.totals[$0] }
                    if leftKey != rightKey { return leftKey.lexicographicallyPrecedes(rightKey) }
                    return left.path.lexicographicallyPrecedes(right.path)
                }
                for (count, threads) in [(1, 1), (7, 2), (10_000, 1)] {
                    let search = ExactSearch(graph, budgets: budgets, options: SearchOptions(threads: threads))
                    let found = try search.best(count, by: Objective(column: 0, direction))
                    #expect(found.proof == .exact, "\(query.name), seed \(seed)")
                    #expect(
                        found.points.map(\.path) == expected.prefix(count).map(\.path),
                        "\(query.name), seed \(seed), best \(count), \(direction)")
                }
            }
        }
    }

    @Test("the whole front", arguments: QueryCase.all)
    func front(_ query: QueryCase) throws {
        for seed in UInt64(1)...60 {
            let (graph, budgets, points) = try query.instance(seed)
            let feasible = points.filter { budgets.allow($0) }
            for objectives in [
                [Objective(column: 1, .minimize), Objective(column: 0, .maximize)],
                [Objective(column: 0, .maximize), Objective(column: 1, .minimize), Objective(column: 2, .minimize)],
                [Objective(column: 2, .minimize), Objective(column: 1, .maximize)],
                [Objective(column: 2, .maximize)],
            ] {
                func key(_ totals: [Int64]) -> [Int64] {
                    objectives.map { $0.direction == .minimize ? totals[$0.column] : -totals[$0.column] }
                }
                let keys = Set(feasible.map { key($0.totals) })
                let expected = keys.filter { candidate in
                    !keys.contains { $0 != candidate && zip($0, candidate).allSatisfy(<=) }
                }.sorted { $0.lexicographicallyPrecedes($1) }
                for threads in [1, 2] {
                    let search = ExactSearch(graph, budgets: budgets, options: SearchOptions(threads: threads))
                    let found = try search.front(over: objectives)
                    #expect(found.points.map { key($0.totals) } == expected, "\(query.name), seed \(seed)")
                    #expect(found.proof == .exact)
                    for point in found.points {
                        #expect(budgets.allow(SearchPointValues(path: point.path, totals: point.totals)))
                    }
                }
            }
        }
    }
}
