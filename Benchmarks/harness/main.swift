// What the measuring protocol itself adds to what it measures: an empty kernel's time, and a kernel of known length timed by
// the protocol and by a plain loop around many runs.
//
// Usage: harness-benchmark

import KernelBenchmark

/// Does nothing: whatever time it takes is the protocol's own.
final class EmptyWork: TimedWork {
    func makeReady(_ cacheState: CacheState) {}
    func run() {}
}

/// A chain of additions, each of which waits for the one before; no memory, so that the caches' state does not matter.
final class ChainWork: TimedWork {
    private let links: Int
    private(set) var sum = 1.0

    init(links: Int) { self.links = links }

    func makeReady(_ cacheState: CacheState) {}

    // Not inlined, or a loop whose sum nobody reads would be no loop.
    @inline(never)
    func run() {
        var sum = sum
        for _ in 0..<links { sum += 1e-9 }
        self.sum = sum
    }
}

let host = HostEnvironment(clockRate: { nil })

/// Nanoseconds a run, by one pair of clock readings around many.
func timeInALoop(_ work: ChainWork, runs: Int) -> Double {
    let start = host.now()
    for _ in 0..<runs { work.run() }
    return Double(host.now() - start) / Double(runs)
}

/// Links that take about 50 µs, the length that the aim names.
func chainOfFiftyMicroseconds() -> ChainWork {
    let trial = 10_000
    let chain = ChainWork(links: trial)
    let each = (0..<20).map { _ in timeInALoop(chain, runs: 10) }.min() ?? 0
    precondition(each >= 1000, "\(trial) additions that wait for each other took \(each) ns")
    return ChainWork(links: Int(50_000 / each * Double(trial)))
}

func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

func hundredths(_ value: Double) -> String {
    let scaled = Int((abs(value) * 100).rounded())
    return "\(value < 0 && scaled > 0 ? "-" : "")\(scaled / 100).\(scaled % 100 < 10 ? "0" : "")\(scaled % 100)"
}

let chain = chainOfFiftyMicroseconds()
let bench = WorkBenchmark(environment: host, rules: TimingRules(maximumTime: 5).withRounds(100))
let loops = (0..<300).map { _ in timeInALoop(chain, runs: 4) }
let timings = try bench.run([
    LabelledWork("empty", EmptyWork(), cacheState: .coldWeights),
    LabelledWork("chain", chain, cacheState: .coldWeights),
])
let loop = median(loops + (0..<300).map { _ in timeInALoop(chain, runs: 4) })
let (empty, timed) = (Double(timings[0].summary.median), Double(timings[1].summary.median))
print("an empty kernel: median \(hundredths(empty)) ns, \(hundredths(empty / loop * 100)) % of the chain below")
print(
    "a chain of additions: median \(hundredths(timed / 1000)) us by the protocol, \(hundredths(loop / 1000)) us by a loop"
        + " around four runs: \(hundredths((timed / loop - 1) * 100)) % more")
