/// A kernel or a whole network on its way through the rounds, with the samples taken so far.
struct SampledWork {
    let work: any TimedWork
    let cacheState: CacheState
    let clockBefore: Double?
    private(set) var samples: [Sample] = []
    /// Nanoseconds spent in its visits.
    private(set) var spent = 0
    private(set) var rounds = 0
    private var neighbourLoads: [Double] = []

    init(_ work: any TimedWork, cacheState: CacheState, clockBefore: Double?) {
        self.work = work
        self.cacheState = cacheState
        self.clockBefore = clockBefore
    }

    /// Runs that fill caches, wake threads and let the library finish what it puts off; not timed.
    func warmUp(_ rules: TimingRules) throws {
        for _ in 0..<rules.warmUps {
            try work.makeReady(cacheState)
            try work.run()
        }
    }

    /// Takes one round's samples. Between the two readings of the clock stands nothing but the run.
    mutating func sample(_ rules: TimingRules, in environment: some BenchmarkEnvironment) throws {
        let begin = environment.now()
        let limit = Int(rules.roundTime * 1e9)
        try work.beginRound()
        // Others ran since the last round; what they left in the caches is not this work's state.
        if cacheState == .warm { try work.run() }
        for taken in 0..<rules.samplesPerRound {
            if taken >= 3, environment.now() - begin >= limit { break }
            try work.makeReady(cacheState)
            let interruptions = environment.interruptions()
            let start = environment.now()
            try work.run()
            let end = environment.now()
            samples.append(
                Sample(
                    elapsed: end - start, round: rounds, wasInterrupted: environment.interruptions() != interruptions))
        }
        rounds += 1
        spent += environment.now() - begin
    }

    /// Notes how many processors others kept busy during the round.
    mutating func note(neighbourLoad: Double?) {
        if let neighbourLoad { neighbourLoads.append(neighbourLoad) }
    }

    /// True where another round would not help, or is not allowed.
    func isDone(_ rules: TimingRules) -> Bool {
        let isOutOfTime = Double(spent) >= rules.maximumTime * 1e9
        guard rounds >= rules.minimumRounds, !isOutOfTime, rounds < rules.maximumRounds else {
            return isOutOfTime || rounds >= rules.maximumRounds
        }
        guard let summary = TimingSummary(samples: samples) else { return false }
        return summary.relativeHalfWidth <= rules.precisionGoal
    }

    /// True where half of the fewest rounds have already told the median as exactly as is asked for.
    func isKnown(_ rules: TimingRules) -> Bool {
        guard 2 * rounds >= rules.minimumRounds, OrderStatistics.medianRanks(count: rounds) != nil,
            let summary = TimingSummary(samples: samples)
        else { return false }
        return summary.relativeHalfWidth <= rules.precisionGoal
    }

    /// How much of the work is probably done, 0 to 1.
    func progress(_ rules: TimingRules) -> Double {
        // Nine tenths after the least number of rounds, because some need more.
        let byRounds = 0.9 * Double(min(rounds, rules.minimumRounds)) / Double(rules.minimumRounds)
        let byTime = Double(spent) / (rules.maximumTime * 1e9)
        return min(0.99, max(byRounds, byTime))
    }

    /// What the machine did meanwhile.
    func conditions(clockAfter: Double?, isDebugBuild: Bool) -> MeasurementConditions {
        MeasurementConditions(
            neighbourLoad: neighbourLoads.isEmpty ? nil : neighbourLoads.reduce(0, +) / Double(neighbourLoads.count),
            clockBefore: clockBefore, clockAfter: clockAfter, isDebugBuild: isDebugBuild)
    }
}

/// How many processors others kept busy since a moment.
struct LoadMeter<Environment: BenchmarkEnvironment> {
    private let environment: Environment
    private let begin: Int
    private let busyBefore: Double?

    /// Starts now.
    init(_ environment: Environment) {
        self.environment = environment
        begin = environment.now()
        busyBefore = environment.neighbourSeconds()
    }

    /// nil where the system does not tell, or too little time has passed for its steps of 10 ms.
    func read() -> Double? {
        let elapsed = Double(environment.now() - begin) / 1e9
        guard elapsed >= 0.05, let busyBefore, let busyAfter = environment.neighbourSeconds() else { return nil }
        return max(0, (busyAfter - busyBefore) / elapsed)
    }
}
