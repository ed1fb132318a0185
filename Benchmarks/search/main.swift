// Times the search over RegNet-like spaces read from text.
//
//     search-benchmark queries [threads]    each kind of question over five stages
//     search-benchmark growth [threads]     2 to 21 stages, beside a random sampler and an evolutionary search of equal time
import ArchSearch
import Glibc
import SpaceExploration

let arguments = CommandLine.arguments.dropFirst()
let threads = arguments.dropFirst().first.flatMap(Int.init) ?? 2
let options = SearchOptions(threads: threads)
let columns: [CostColumn] = [.metric(.macs), .score(.standard), .metric(.parameters), .metric(.peakMemory)]
let (macs, score, parameters, peak) = (0, 1, 2, 3)
let highest = Objective(column: score, .maximize)
let fewest = Objective(column: macs, .minimize)

func read(_ stages: Int, _ columns: [CostColumn]) throws -> SpaceGraph {
    try SpaceGraph(try StagedSpace(stages: stages).space(), columns: columns, options: options)
}

/// Each kind of question over five stages.
func queries() throws {
    let runs = Measurement()
    try runs.report("read the text, MACs and score", { try read(5, Array(columns.prefix(2))) }) {
        "\($0.graph.edgeCount) edges, \($0.graph.stateCount) states, \($0.graph.pointCount()) points"
    }
    let space = try runs.time { try read(5, columns) }
    print("\("read the text, four columns".padded(52)) \(space.median.milliseconds) ms  \(space.least.milliseconds) ms")
    let graph = space.result.graph
    let budget = ColumnRange(column: macs, high: 4_000_000_000)
    let window = ColumnRange(column: macs, low: 3_920_000_000, high: 4_080_000_000)
    let few = ColumnRange(column: parameters, high: 12_000_000)
    let small = ColumnRange(column: peak, high: 4_800_000)
    func best(_ label: String, _ count: Int, _ budgets: [ColumnRange]) throws {
        try runs.report(label, { try ExactSearch(graph, budgets: budgets, options: options).best(count, by: highest) })
        {
            "\($0.proof) \($0.points.last?.totals ?? [])"
        }
    }
    func front(_ label: String, _ objectives: [Objective], _ budgets: [ColumnRange]) throws {
        try runs.report(label, { try ExactSearch(graph, budgets: budgets, options: options).front(over: objectives) }) {
            "\($0.proof) \($0.points.count) points"
        }
    }
    func count(_ label: String, _ budgets: [ColumnRange]) throws {
        try Measurement(runs: 3).report(
            label, { try ExactSearch(graph, budgets: budgets, options: options).feasibleCount() }
        ) {
            "\($0.lower) to \($0.upper)"
        }
    }
    try best("optimum, one budget", 1, [budget])
    try best("best 10, one budget", 10, [budget])
    try best("best 10, a window", 10, [window])
    try best("best 10, a window and two budgets", 10, [window, few, small])
    try front("front over MACs and score, one budget", [fewest, highest], [budget])
    try front("front over MACs and score", [fewest, highest], [])
    print("most memory so far: \(peakMemory) MiB")
    try front(
        "front over MACs, parameters and score, one budget",
        [fewest, Objective(column: parameters, .minimize), highest],
        [budget])
    print("most memory so far: \(peakMemory) MiB")
    try count("count, one budget", [budget])
    try count("count, a window", [window])
    try count("count, a window and a budget", [window, few])
    let limit = 50_000_000
    try Measurement(runs: 3).report(
        "walk \(limit) points within one budget, one core",
        {
            var points = 0
            _ = try ExactSearch(graph, budgets: [budget], options: options).forEachBatch { batch in
                points += batch.count
                return points < limit
            }
            return points
        }
    ) { "\($0) points" }
}

/// How time grows with the space, and what peers find in the same time.
func growth() throws {
    let runs = Measurement()
    print(
        "stages  points   read ms  optimum ms  front ms (points)   drawn: short of the optimum, points tried   evolved")
    for stages in [2, 3, 5, 10, 21] {
        let reading = try runs.time { try read(stages, Array(columns.prefix(2))) }
        let graph = reading.result.graph
        let budget = ColumnRange(column: macs, high: 800_000_000 * Int64(stages))
        let search = ExactSearch(graph, budgets: [budget], options: options)
        let optimum = try runs.time { try search.best(1, by: highest) }
        let front = try runs.time { try search.front(over: [fewest, highest]) }
        let best = optimum.result.points.first?.totals[score] ?? 0
        let rivals = Rivals(graph, costColumn: macs, scoreColumn: score, budget: budget.high ?? 0)
        let time = Duration.seconds(reading.median + optimum.median)
        func short(_ found: Int64?) -> Double {
            found.map { Double(best - $0) / Double(best) * 100 } ?? 100
        }
        let drawn = (1...5).map { rivals.drawing(for: time, seed: UInt64($0)) }.sorted {
            short($0.best) < short($1.best)
        }[2]
        let evolved = (1...5).map { rivals.evolving(for: time, seed: UInt64($0)) }
            .sorted { short($0.best) < short($1.best) }[2]
        print(
            "\(stages)  10^\(graph.pointCount().description.count - 1)  \(reading.median.milliseconds)  \(optimum.median.milliseconds)"
                + "  \(front.median.milliseconds) (\(front.result.points.count), \(optimum.result.proof), \(front.result.proof))"
                + "  \(short(drawn.best)) % (\(drawn.tried))  \(short(evolved.best)) % (\(evolved.tried))  \(peakMemory) MiB"
        )
    }
}

switch arguments.first {
case "queries": try queries()
case "growth": try growth()
default:
    print("usage: search-benchmark queries|growth [threads]")
    exit(64)
}
