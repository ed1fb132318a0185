import ArchLanguage
import ArchSearch
import Glibc
import SourceText
import SpaceExploration

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
if let graph, CommandLine.arguments.count < 3 {
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
if let graph, CommandLine.arguments.count < 3 {
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

/// The text of a file; empty where it cannot be read.
func text(of path: String) -> String {
    guard let file = fopen(path, "r") else { return "" }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while case let byte = fgetc(file), byte >= 0 { bytes.append(UInt8(byte)) }
    return String(decoding: bytes, as: UTF8.self)
}

if CommandLine.arguments.count > 2 {
    let path = CommandLine.arguments[2]
    let space = try DesignSpace(SourceFile(name: path, text: text(of: path)), name: "space")
    var read: SpaceGraph?
    try measure("read \(path)") {
        read = try SpaceGraph(
            space, columns: [.metric(.macs), .score(.standard)], options: options)
        return
            "\(read?.graph.edgeCount ?? 0) edges, \(read?.graph.stateCount ?? 0) states, \(read?.graph.steps ?? 0) steps"
    }
    if let graph = read?.graph {
        measure("count its points") { graph.pointCount().description }
        let budget = ColumnRange(column: 0, high: 4_000_000_000)
        try measure("its best 10") {
            let found = try ExactSearch(graph, budgets: [budget], options: options)
                .best(10, by: Objective(column: 1, .maximize))
            return "\(found.proof) \(found.points.first?.totals ?? [])"
        }
        try measure("its front") {
            let found = try ExactSearch(graph, budgets: [budget], options: options)
                .front(over: [Objective(column: 0, .minimize), Objective(column: 1, .maximize)])
            return "\(found.proof) \(found.points.count) points"
        }
    }
}
