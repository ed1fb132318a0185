import Foundation
import LongWork

/// A piece of work other than a single kernel, to be timed beside others.
public struct LabelledWork {
    public var label: String
    public var work: any TimedWork
    public var cacheState: CacheState

    public init(_ label: String, _ work: any TimedWork, cacheState: CacheState) {
        self.label = label
        self.work = work
        self.cacheState = cacheState
    }
}

/// The time of a piece of work.
public struct WorkTiming: Hashable, Sendable {
    public var label: String
    public var summary: TimingSummary
    public var samples: [Sample]
    public var status: MeasurementStatus
    /// Why the status is not `ok`; nil where it is.
    public var reason: String?
    public var conditions: MeasurementConditions
}

/// Times pieces of work side by side, by the same rounds as kernels are: every round visits all of them.
public struct WorkBenchmark<Environment: BenchmarkEnvironment> {
    public var environment: Environment
    public var rules: TimingRules
    public var isDebugBuild: Bool
    public var cancellation: Cancellation

    public init(
        environment: Environment, rules: TimingRules = TimingRules(), isDebugBuild: Bool = BuildConfiguration.isDebug,
        cancellation: Cancellation = Cancellation()
    ) {
        self.environment = environment
        self.rules = rules
        self.isDebugBuild = isDebugBuild
        self.cancellation = cancellation
    }

    /// Times all of them until each is known well enough, or given up.
    ///
    /// Unlike kernels, they stay to the end: they are there to be compared, so all get the same rounds.
    /// - Parameter companions: timed in the same rounds, at least the fewest; nothing waits for their precision.
    /// - Returns: one timing a piece, in order, the companions last; none after an interruption.
    /// - Throws: what a run throws.
    public func run(
        _ works: [LabelledWork], beside companions: [LabelledWork] = [], onProgress: (Double) -> Void = { _ in }
    ) throws -> [WorkTiming] {
        let labelled = works + companions
        var all = labelled.map {
            SampledWork($0.work, cacheState: $0.cacheState, clockBefore: environment.clockRate())
        }
        for work in all { try work.warmUp(rules) }
        repeat {
            let meter = LoadMeter(environment)
            for index in all.indices {
                if cancellation.isCancelled { return [] }
                try all[index].sample(rules, in: environment)
            }
            let load = meter.read()
            for index in all.indices { all[index].note(neighbourLoad: load) }
            onProgress(all.prefix(works.count).map { $0.progress(rules) }.min() ?? 1)
        } while !isDone(all, works: works.count)
        let clockAfter = environment.clockRate()
        return zip(labelled, all).compactMap { timing($0, $1, clockAfter: clockAfter) }
    }

    private func isDone(_ all: [SampledWork], works: Int) -> Bool {
        all.prefix(works).allSatisfy { $0.isDone(rules) }
            && all.dropFirst(works).allSatisfy { $0.rounds >= rules.minimumRounds || $0.isDone(rules) }
    }

    private func timing(_ labelled: LabelledWork, _ work: SampledWork, clockAfter: Double?) -> WorkTiming? {
        guard let summary = TimingSummary(samples: work.samples) else { return nil }
        let conditions = work.conditions(clockAfter: clockAfter, isDebugBuild: isDebugBuild)
        let doubt = Doubt(of: summary, samples: work.samples, conditions: conditions, rules: rules)
        return WorkTiming(
            label: labelled.label, summary: summary, samples: work.samples, status: doubt?.status ?? .ok,
            reason: doubt?.reason, conditions: conditions)
    }
}
