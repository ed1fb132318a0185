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
        let machine = try HostPeaks.machine(knownTo: store)
        let archive = try RunArchive(store, run: description(), on: machine)
        let session = BenchmarkSession(
            executor: executor, environment: HostEnvironment(clockRate: HostPeaks.clockRate), archive: archive,
            machine: machine, rules: timing.rules, measuresAgain: timing.again,
            allowsDebugBuild: timing.allowsDebugBuild, cancellation: Interruption.watch())
        let monitor = BenchmarkMonitor()
        for obstacle in plan.obstacles { monitor.say("note: \(obstacle)") }
        for problem in plan.unsupported { monitor.say("note: no kernel for '\(problem.key)'") }
        let outcome = try session.run(plan.settings) { monitor.tell($0) }
        if outcome.unfinished == 0 { try archive.finish(at: Date()) }
        return BenchmarkResult(machine: machine, outcome: outcome)
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

/// The machine's measured peaks.
enum HostPeaks {
    /// This machine with what the store knows of its peaks.
    static func machine(knownTo store: ResultStore) throws -> Machine {
        var machine = Machine.host()
        if let known = try store.machine(fingerprint: machine.fingerprint) {
            (machine.peaks, machine.bandwidths) = (known.peaks, known.bandwidths)
        }
        return machine
    }

    @Sendable static func clockRate() -> Double? { nil }
}
