import Foundation
import NetworkIR

/// One setting on its way through the rounds: its kernel, what was sampled so far, and what that amounts to.
struct TimedSetting {
    let setting: KernelSetting
    let kernel: any TimedKernel
    let isVerified: Bool
    let clockBefore: Double?
    private(set) var samples: [Sample] = []
    /// Nanoseconds spent in its visits.
    private(set) var spent = 0
    private(set) var rounds = 0
    private var neighbourLoads: [Double] = []

    init(setting: KernelSetting, kernel: any TimedKernel, isVerified: Bool, clockBefore: Double?) {
        self.setting = setting
        self.kernel = kernel
        self.isVerified = isVerified
        self.clockBefore = clockBefore
    }

    /// Runs that fill caches, wake threads and let the library finish what it puts off; not timed.
    func warmUp(_ rules: TimingRules) throws {
        for _ in 0..<rules.warmUps {
            kernel.makeReady(setting.cacheState)
            try kernel.run()
        }
    }

    /// Takes one round's samples. Between the two readings of the clock stands nothing but the run.
    mutating func sample(_ rules: TimingRules, in environment: some BenchmarkEnvironment) throws {
        let begin = environment.now()
        let limit = Int(rules.roundTime * 1e9)
        // Other settings ran since the last round; what they left in the caches is not this setting's state.
        if setting.cacheState == .warm { try kernel.run() }
        for taken in 0..<rules.samplesPerRound {
            if taken >= 3, environment.now() - begin >= limit { break }
            kernel.makeReady(setting.cacheState)
            let interruptions = environment.interruptions()
            let start = environment.now()
            try kernel.run()
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
        guard rounds >= rules.minimumRounds else { return Double(spent) >= rules.maximumTime * 1e9 }
        if rounds >= rules.maximumRounds || Double(spent) >= rules.maximumTime * 1e9 { return true }
        guard let summary = TimingSummary(samples: samples) else { return false }
        return summary.relativeHalfWidth <= rules.precisionGoal
    }

    /// How much of the work is probably done, 0 to 1.
    func progress(_ rules: TimingRules) -> Double {
        // Nine tenths after the least number of rounds, because some settings need more.
        let byRounds = 0.9 * Double(min(rounds, rules.minimumRounds)) / Double(rules.minimumRounds)
        let byTime = Double(spent) / (rules.maximumTime * 1e9)
        return min(0.99, max(byRounds, byTime))
    }

    /// What the samples amount to, and how far that may be believed.
    func measurement(
        _ rules: TimingRules, on machine: Machine, clockAfter: Double?, at date: Date, isDebugBuild: Bool
    ) -> KernelMeasurement {
        let summary = TimingSummary(samples: samples)
        var measurement = KernelMeasurement(
            setting: setting, kernel: kernel.implementationName, measuredAt: date, status: .ok, isVerified: isVerified,
            summary: summary, samples: samples, flops: setting.problem.requiredFLOPs ?? 0,
            conditions: MeasurementConditions(
                neighbourLoad: neighbourLoads.isEmpty
                    ? nil : neighbourLoads.reduce(0, +) / Double(neighbourLoads.count),
                clockBefore: clockBefore, clockAfter: clockAfter, isDebugBuild: isDebugBuild))
        let peak = machine.peak(setting.problem.precision, threads: setting.threads)
        if let gflops = measurement.gflops, let peak { measurement.peakShare = gflops / peak }
        let doubt = Doubt(of: measurement, saving: kernel.multiplicationSaving, rules: rules)
        measurement.status = doubt?.status ?? .ok
        measurement.reason = doubt?.reason
        return measurement
    }
}
