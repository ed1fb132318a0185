import Foundation
import KernelBenchmark
import Persistence
import Reporting

/// A plan carried out on this machine, into a store, with a progress bar and warnings on standard error.
struct BenchmarkJob {
    var plan: BenchmarkPlan
    var timing: TimingOptions
    var executor: BackendExecutor
    var store: ResultStore
    /// Whose kernels run whole networks.
    var networkBackends: [String] = []
    var foldsBatchNorm = false
    /// Runs whole networks by the cheapest plan as well.
    var runsPlans = false

    /// Times the plan's kernels, and what else was asked for of the networks.
    func run(
        _ networks: [BenchmarkedNetwork], threads: [Int], cacheStates: [CacheState] = [.coldWeights]
    ) throws -> BenchmarkResult {
        let identifiers = try networks.map { network in
            try store.save(
                network.estimate.network, cost: network.estimate.cost, text: network.text, point: network.point,
                file: network.estimate.file)
        }
        let machine = try Self.machine(in: store)
        if plan.settings.allSatisfy({ $0.threads == 1 }) { HostThreads.pin() }
        let archive = try RunArchive(store, run: .current(), on: machine)
        let cancellation = Interruption.wish
        let session = BenchmarkSession(
            executor: executor, environment: HostEnvironment.current, archive: archive, machine: machine,
            rules: timing.rules, measuresAgain: timing.again, allowsDebugBuild: timing.allowsDebugBuild,
            cancellation: cancellation)
        let monitor = BenchmarkMonitor(isVerbose: timing.verbose, measuresAgain: timing.again)
        for obstacle in plan.obstacles { monitor.say("note: \(obstacle)") }
        for gap in plan.gaps { monitor.say("note: \(gap)") }
        for problem in plan.unsupported where !plan.gaps.contains(where: { $0.problems.contains(problem) }) {
            monitor.say("note: no kernel of these algorithms for '\(problem.key)'")
        }
        try PredictionLedger(store: store, machine: machine).note(plan.settings, in: archive)
        var result = BenchmarkResult(
            machine: machine,
            outcome: try session.run(plan.settings) { event in
                if case .preparing(let setting) = event, executor.verifiesSlowly(setting.problem) {
                    monitor.say("verifying '\(setting.problem.key)' by the plain loops; that takes some seconds")
                }
                monitor.tell(event)
            })
        guard result.outcome.unfinished == 0 else { return result }
        let works = WorkBenchmark(
            environment: HostEnvironment.current, rules: timing.rules, cancellation: cancellation)
        for (network, identifier) in zip(networks, identifiers) {
            for threads in threads {
                for backend in networkBackends where !cancellation.isCancelled {
                    // Plans choose among the kernels of oneDNN, and our own for what it lacks.
                    let planner =
                        runsPlans && backend == "onednn"
                        ? try NetworkPlanner(store, machine: machine.fingerprint, threads: threads) : nil
                    for cacheState in cacheStates where !cancellation.isCancelled {
                        let job = WholeNetworkJob(
                            network: network, identifier: identifier, threads: threads, cacheState: cacheState,
                            executor: executor, archive: archive, measuresAgain: timing.again, monitor: monitor,
                            planner: planner, backend: backend)
                        result.wholes += try job.run(works, result.outcome.measurements)
                    }
                }
                if foldsBatchNorm, !cancellation.isCancelled {
                    let job = BatchNormJob(
                        network: network, threads: threads, executor: executor, archive: archive,
                        measuresAgain: timing.again, monitor: monitor)
                    result.folds += try job.run(works)
                }
            }
        }
        result.isInterrupted = cancellation.isCancelled
        if result.isInterrupted {
            monitor.say("interrupted: not everything was timed; \(monitor.advice)")
        } else {
            try archive.finish(at: Date())
        }
        return result
    }

    /// This machine; its peaks are measured anew where the store's are older than a day, which takes some seconds.
    ///
    /// - Throws: exit code 130 after an interruption.
    static func machine(in store: ResultStore) throws -> Machine {
        let host = Machine.host()
        let known = try store.machine(fingerprint: host.fingerprint)
        if let known, !known.peaks.isEmpty, known.cores == host.cores, known.probedAt.timeIntervalSinceNow > -86_400 {
            return known
        }
        let peaks = Machine.measured()
        let measured = known.map { peaks.withPeaks(atLeast: $0) } ?? peaks
        if Interruption.wish.isCancelled {
            // The next try need not measure them again.
            try store.save(measured)
            try Interruption.check("nothing was timed yet")
        }
        return measured
    }
}

/// What a job came to.
struct BenchmarkResult {
    var machine: Machine
    var outcome: BenchmarkOutcome
    var wholes: [WholeNetworkTime] = []
    var folds: [BatchNormTime] = []
    /// True where the user stopped it after the kernels were done.
    var isInterrupted = false
}
