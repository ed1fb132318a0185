import ArgumentParser
import KernelBenchmark
import NetworkIR

/// Which kernels are timed, and how they run.
struct KernelOptions: ParsableArguments {
    @Option(
        name: .long, help: ArgumentHelp("Backends: onednn, swift, openblas; else all that can run.", valueName: "names")
    )
    var backend: CommaSeparated<String>?

    @Option(
        name: .long,
        help: ArgumentHelp("Algorithms, such as auto,winograd; else all but the reference.", valueName: "names"))
    var algorithm: CommaSeparated<String>?

    @Option(name: .long, help: ArgumentHelp("Numbers of threads, such as 1,2.", valueName: "numbers"))
    var threads = CommaSeparated([1])

    @Option(
        name: .long,
        help: ArgumentHelp(
            "What the caches hold when a kernel starts: cold-weights, as inside a network, or warm.",
            valueName: "states"))
    var cache = CommaSeparated([CacheState.coldWeights])

    @Option(name: .long, help: "Which computation: forward, backward-data or backward-weights.")
    var pass: Pass = .forward

    func validate() throws {
        if let wrong = threads.elements.first(where: { $0 < 1 }) {
            throw ValidationError("'--threads' must be at least 1; got \(wrong).")
        }
        for number in threads.elements { try HostThreads.check(number, option: "--threads") }
    }

    func wish(for problems: [Problem]) -> BenchmarkWish {
        BenchmarkWish(
            problems: problems, backends: backend?.elements, algorithms: algorithm?.elements,
            threads: threads.elements, cacheStates: cache.elements)
    }
}

/// How long and how often kernels are timed.
struct TimingOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("Half the median's 95 % interval must come down to this part of it.", valueName: "share"))
    var precisionGoal = 0.02

    @Option(
        name: .long,
        help: ArgumentHelp("Seconds for one kernel, after which it is given up as noisy.", valueName: "seconds"))
    var maxTime = 10.0

    @Option(name: .long, help: "Exactly this many rounds, whatever the interval; from fewer than 6 there is none.")
    var rounds: Int?

    @Flag(name: .long, help: "Measure what was measured before as well.")
    var again = false

    @Flag(name: .customLong("allow-debug"), help: "Time in a debug build too; what is kept is marked.")
    var allowsDebugBuild = false

    @Flag(name: .long, help: "Tell of each measurement on standard error as soon as it is kept.")
    var verbose = false

    func validate() throws {
        guard precisionGoal > 0, precisionGoal.isFinite else {
            throw ValidationError("'--precision-goal' must be above 0, as 0.02 for 2 %; got \(precisionGoal).")
        }
        guard maxTime > 0, maxTime <= 86_400 else {
            throw ValidationError("'--max-time' must be above 0 and at most a day of seconds; got \(maxTime).")
        }
        if let rounds, !(1...100_000).contains(rounds) {
            throw ValidationError("'--rounds' must be 1 to 100000; got \(rounds).")
        }
    }

    var rules: TimingRules {
        let rules = TimingRules(precisionGoal: precisionGoal, maximumTime: maxTime)
        return rounds.map { rules.withRounds($0) } ?? rules
    }
}
