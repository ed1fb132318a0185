import ConvKernels
import Foundation
import KernelBenchmark
import NetworkIR
import Persistence

/// A whole network's time under one choice of algorithms.
struct WholeNetworkTime {
    var name: String
    /// Its algorithm is `auto`, `best` or `plan`.
    var timing: NetworkTiming
}

/// Runs one network end to end, with the library's own algorithms and with each layer's fastest of the library, in turn;
/// and by the cheapest plan where that is asked for; and in the same rounds each of its kernels by itself, so that drift of the
/// machine hits the sum and the whole alike.
struct WholeNetworkJob {
    var network: BenchmarkedNetwork
    var identifier: NetworkID
    var threads: Int
    /// What the caches hold before each run, of the whole and of its kernels.
    var cacheState: CacheState
    var executor: BackendExecutor
    var archive: RunArchive
    var measuresAgain: Bool
    var monitor: BenchmarkMonitor
    /// Makes the plan to run as well; nil where none is asked for.
    var planner: NetworkPlanner?

    /// Whose kernels run.
    var backend = "onednn"

    /// A way to choose algorithms, and the network ready to run by it.
    private struct Candidate {
        var label: String
        var whole: WholeNetwork
        var settings: [KernelSetting]
        var isVerified: Bool
    }

    /// - Returns: nothing after an interruption.
    func run(
        _ benchmark: WorkBenchmark<HostEnvironment>, _ measurements: [KernelMeasurement]
    ) throws -> [WholeNetworkTime] {
        // A plan may be another one each time that the store knows more.
        if !measuresAgain, planner == nil, let known = try known() { return known }
        let reference = WholeNetworkReference(
            network.estimate.network, batch: network.estimate.cost.conditions.batch)
        var candidates = [
            try candidate("auto", verifiedBy: reference),
            try candidate("best", fastest(measurements), verifiedBy: reference),
        ]
        if executor.cancellation.isCancelled { return [] }
        if let planner {
            let plan = try planner.plan(network.estimate).choices
            candidates.append(try candidate("plan", plan: plan, verifiedBy: reference))
        }
        if executor.cancellation.isCancelled { return [] }
        let kernels = try prepared(candidates.flatMap(\.settings))
        let timings = try benchmark.run(
            candidates.map { LabelledWork($0.label, $0.whole, cacheState: cacheState) },
            beside: kernels.map { LabelledWork($0.setting.description, $0.kernel, cacheState: cacheState) }
        ) { monitor.tell("\(name) end to end", $0) }
        guard !timings.isEmpty else { return [] }
        var medians: [KernelSetting: Int] = [:]
        for (kernel, timing) in zip(kernels, timings.dropFirst(candidates.count)) {
            medians[kernel.setting] = timing.summary.median
        }
        let sums = candidates.map { sum($0, medians) }
        var times: [WholeNetworkTime] = []
        for (index, candidate) in candidates.enumerated() {
            let timing = stored(timings[index], of: candidate, sum: sums[index], best: sums[1])
            try archive.save(timing)
            times.append(WholeNetworkTime(name: name, timing: timing))
        }
        try archive.save(reorders(of: candidates))
        return times
    }

    /// Each change of layout once, as the candidate with most of them has it.
    private func reorders(of candidates: [Candidate]) -> [ReorderTiming] {
        var timings: [ReorderTiming] = []
        for (change, summary) in candidates.flatMap(\.whole.reorderSummaries) {
            let timing = ReorderTiming(
                change: change, backend: backend, backendVersion: version, threads: threads, measuredAt: Date(),
                summary: summary, isDebugBuild: BuildConfiguration.isDebug)
            guard let known = timings.firstIndex(where: { $0.change == change }) else {
                timings.append(timing)
                continue
            }
            if timings[known].summary.count < summary.count { timings[known] = timing }
        }
        return timings
    }

    private var name: String { network.estimate.network.name }

    private var version: String {
        executor.catalogue.backends.first { $0.name == backend }?.version ?? ""
    }

    private func known() throws -> [WholeNetworkTime]? {
        var times: [WholeNetworkTime] = []
        for algorithm in ["auto", "best"] {
            let known = try archive.known(
                identifier, backend: backend, backendVersion: version, algorithm: algorithm, threads: threads,
                cacheState: cacheState)
            guard let known else { return nil }
            times.append(WholeNetworkTime(name: name, timing: known))
        }
        return times
    }

    private func candidate(
        _ label: String, _ algorithms: [Problem: String] = [:], plan: [Int: PlannedKernel] = [:],
        verifiedBy reference: WholeNetworkReference
    ) throws -> Candidate {
        let whole: WholeNetwork
        do {
            whole = try WholeNetwork(
                network.estimate.network, backend: backend, batch: network.estimate.cost.conditions.batch,
                threads: threads, plan: plan
            ) { algorithms[$0] ?? "auto" }
        } catch {
            throw CommandFailure("'\(name)' end to end: \(error.reason)")
        }
        if reference.isSlow {
            monitor.say("verifying '\(name)' end to end by the plain loops; that may take minutes")
        }
        let isVerified: Bool
        switch whole.verify(against: reference, unless: { executor.cancellation.isCancelled }) {
        case .passed: isVerified = true
        case .skipped: isVerified = false
        case .failed where executor.cancellation.isCancelled: isVerified = false
        case .failed(let reason): throw CommandFailure("'\(name)' end to end: \(reason)")
        }
        return Candidate(
            label: label, whole: whole, settings: whole.settings(executor.catalogue), isVerified: isVerified)
    }

    /// The library's fastest verified algorithm for each problem.
    private func fastest(_ measurements: [KernelMeasurement]) -> [Problem: String] {
        var best: [Problem: (algorithm: String, median: Int)] = [:]
        for measurement in measurements where measurement.status.isUsable && measurement.isVerified {
            let setting = measurement.setting
            guard
                setting.backend == backend, setting.algorithm != "reference", setting.threads == threads,
                setting.cacheState == cacheState,
                let median = measurement.summary?.median
            else { continue }
            if best[setting.problem].map({ median < $0.median }) ?? true {
                best[setting.problem] = (setting.algorithm, median)
            }
        }
        return best.mapValues(\.algorithm)
    }

    /// The distinct kernels, ready to be timed; one that cannot be had leaves the sum unknown.
    private func prepared(_ settings: [KernelSetting]) throws -> [(setting: KernelSetting, kernel: any TimedKernel)] {
        var prepared: [(setting: KernelSetting, kernel: any TimedKernel)] = []
        var seen: Set<KernelSetting> = []
        for setting in settings where seen.insert(setting).inserted {
            do {
                prepared.append((setting, try executor.prepare(setting)))
            } catch {
                monitor.say("note: no sum of kernels for '\(name)': \(error.reason)")
            }
        }
        return prepared
    }

    /// All kernels' medians and the reorders' between them; nil where one is unknown.
    private func sum(_ candidate: Candidate, _ medians: [KernelSetting: Int]) -> Int? {
        var total = candidate.whole.reorderMedian
        for setting in candidate.settings {
            guard let median = medians[setting] else { return nil }
            total += median
        }
        return total
    }

    private func stored(_ timing: WorkTiming, of candidate: Candidate, sum: Int?, best: Int?) -> NetworkTiming {
        NetworkTiming(
            network: identifier, backend: backend, backendVersion: version, algorithm: candidate.label,
            threads: threads, cacheState: cacheState, measuredAt: Date(), status: timing.status, reason: timing.reason,
            isVerified: candidate.isVerified, summary: timing.summary, samples: timing.samples, sumOfLayers: sum,
            bestOfLayers: best, reorders: candidate.whole.reorders, isDebugBuild: timing.conditions.isDebugBuild)
    }
}
