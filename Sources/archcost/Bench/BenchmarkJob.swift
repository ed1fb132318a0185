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

    func run(storing networks: [BenchmarkedNetwork]) throws -> BenchmarkResult {
        for network in networks {
            _ = try store.save(
                network.estimate.network, cost: network.estimate.cost, text: network.text, point: network.point,
                file: network.estimate.file)
        }
        let machine = try machine()
        if plan.settings.allSatisfy({ $0.threads == 1 }) { HostThreads.pin() }
        let archive = try RunArchive(store, run: description(), on: machine)
        let session = BenchmarkSession(
            executor: executor, environment: HostEnvironment.current, archive: archive,
            machine: machine, rules: timing.rules, measuresAgain: timing.again,
            allowsDebugBuild: timing.allowsDebugBuild, cancellation: Interruption.watch())
        let monitor = BenchmarkMonitor(isVerbose: timing.verbose)
        for obstacle in plan.obstacles { monitor.say("note: \(obstacle)") }
        for problem in plan.unsupported { monitor.say("note: no kernel for '\(problem.key)'") }
        let outcome = try session.run(plan.settings) { monitor.tell($0) }
        if outcome.unfinished == 0 { try archive.finish(at: Date()) }
        return BenchmarkResult(machine: machine, outcome: outcome)
    }

    /// This machine; its peaks are measured anew where the store's are older than a day.
    private func machine() throws -> Machine {
        let host = Machine.host()
        let known = try store.machine(fingerprint: host.fingerprint)
        if let known, !known.peaks.isEmpty, known.probedAt.timeIntervalSinceNow > -86_400 { return known }
        let measured = Machine.measured()
        return known.map { measured.withPeaks(atLeast: $0) } ?? measured
    }

    private func description() -> RunDescription {
        var load = 0.0
        let isLoadKnown = getloadavg(&load, 1) == 1
        return RunDescription(
            commandLine: CommandLine.arguments.joined(separator: " "), version: ArchCostVersion.text, startedAt: Date(),
            load: isLoadKnown ? load : nil, governor: Machine.hostGovernor, isDebugBuild: BuildConfiguration.isDebug)
    }
}

/// What a job came to.
struct BenchmarkResult {
    var machine: Machine
    var outcome: BenchmarkOutcome
}
