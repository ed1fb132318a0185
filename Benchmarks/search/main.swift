import ArchSearch
import Glibc

/// The seconds that the body takes, printed with the label and what the body says.
func measure(_ label: String, _ body: () throws -> String) rethrows {
    let clock = ContinuousClock()
    var said = ""
    let elapsed = try clock.measure { said = try body() }
    var usage = rusage()
    getrusage(RUSAGE_SELF.rawValue, &usage)
    let text = label.padding(44)
    print("\(text)\(elapsed.formattedSeconds) s  peak \(usage.ru_maxrss / 1024) MiB  \(said)")
}

extension String {
    func padding(_ width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}

extension Duration {
    var formattedSeconds: String {
        let (seconds, attoseconds) = components
        let milliseconds = Int(attoseconds / 1_000_000_000_000_000) + 100_000
        return "\(seconds).\(String(milliseconds).suffix(3))"
    }
}

let threads = CommandLine.arguments.dropFirst().first.flatMap(Int.init) ?? 2
let options = SearchOptions(threads: threads)
let space = RegNetSpace()
var graph: LayeredGraph?
try measure("build the graph") {
    graph = try space.graph()
    return "\(graph?.edgeCount ?? 0) edges"
}
if let graph {
    let budget = ColumnRange(column: RegNetSpace.macs, high: 4_000_000_000)
    let window = ColumnRange(column: RegNetSpace.macs, low: 3_920_000_000, high: 4_080_000_000)
    let score = Objective(column: RegNetSpace.score, .maximize)
    try measure("optimum, one budget") {
        let found = try ExactSearch(graph, budgets: [budget], options: options).best(1, by: score)
        return "\(found.proof) \(found.points.first?.totals ?? [])"
    }
    try measure("best 10, one budget") {
        let found = try ExactSearch(graph, budgets: [budget], options: options).best(10, by: score)
        return "\(found.proof) \(found.points.last?.totals ?? [])"
    }
    try measure("best 10, a window") {
        let found = try ExactSearch(graph, budgets: [window], options: options).best(10, by: score)
        return "\(found.proof) \(found.points.last?.totals ?? [])"
    }
    try measure("best 10, three budgets") {
        let budgets = [
            window, ColumnRange(column: RegNetSpace.parameters, high: 12_000_000),
            ColumnRange(column: RegNetSpace.largestMap, high: 600_000),
        ]
        let found = try ExactSearch(graph, budgets: budgets, options: options).best(10, by: score)
        return "\(found.proof) \(found.points.last?.totals ?? [])"
    }
    try measure("front over MACs and score, one budget") {
        let found = try ExactSearch(graph, budgets: [budget], options: options)
            .front(over: [Objective(column: RegNetSpace.macs, .minimize), score])
        return "\(found.proof) \(found.points.count) points"
    }
    try measure("front over MACs and score") {
        let found = try ExactSearch(graph, options: options)
            .front(over: [Objective(column: RegNetSpace.macs, .minimize), score])
        return "\(found.proof) \(found.points.count) points"
    }
    try measure("front over MACs, parameters and score, budget") {
        let found = try ExactSearch(graph, budgets: [budget], options: options)
            .front(over: [
                Objective(column: RegNetSpace.macs, .minimize), Objective(column: RegNetSpace.parameters, .minimize),
                score,
            ])
        return "\(found.proof) \(found.points.count) points"
    }
}
if let graph {
    let budget = ColumnRange(column: RegNetSpace.macs, high: 4_000_000_000)
    let window = ColumnRange(column: RegNetSpace.macs, low: 3_920_000_000, high: 4_080_000_000)
    measure("count all points") { graph.pointCount().description }
    try measure("count, one budget") {
        let count = try ExactSearch(graph, budgets: [budget], options: options).feasibleCount()
        return "\(count.lower)...\(count.upper)"
    }
    try measure("count, a window") {
        let count = try ExactSearch(graph, budgets: [window], options: options).feasibleCount()
        return "\(count.lower)...\(count.upper)"
    }
    try measure("count, two budgets") {
        let budgets = [window, ColumnRange(column: RegNetSpace.parameters, high: 12_000_000)]
        let count = try ExactSearch(graph, budgets: budgets, options: options).feasibleCount()
        return "\(count.lower)...\(count.upper)"
    }
    for limit in [50_000_000] as [Int] {
        var points = 0
        try measure("walk \(limit) feasible points, one budget") {
            _ = try ExactSearch(graph, budgets: [budget], options: options).forEachBatch { batch in
                points += batch.count
                return points < limit
            }
            return "\(points) points"
        }
    }
}
