import ArgumentParser
import Foundation
import KernelBenchmark
import LatencyModel
import LongWork
import NetworkIR
import Persistence

/// A designed set of kernels timed for so long, and the model fitted to all that is known then.
struct CalibrationJob {
    var store: ResultStore
    var seconds: Double
    var threads: Int
    var allowsDebugBuild: Bool

    /// What it came to.
    struct Result {
        var model: LatencyModel
        var isInterrupted: Bool
    }

    /// The longest that one kernel is timed; a wide interval of one is worth less than another kernel.
    private static let secondsPerKernel = 0.4
    /// Shapes side by side in the rounds of the clock; between two lots the time is looked at. A short calibration takes
    /// smaller ones, so that it does not take much longer than it may.
    private var lot: Int { min(64, max(8, Int(seconds / (2 * Self.secondsPerKernel)))) }
    /// More than any week holds.
    private static let most = 20_000

    func run() throws -> Result {
        let machine = try BenchmarkJob.machine(in: store)
        if threads == 1 { HostThreads.pin() }
        let archive = try RunArchive(store, run: .current(), on: machine)
        let cancellation = Interruption.wish
        let isInterrupted = try time(on: machine, archive, cancellation)
        guard let identifier = try store.machineID(fingerprint: machine.fingerprint) else {
            if isInterrupted { throw ExitCode(ExitStatus.interrupted) }
            throw CommandFailure("nothing was timed on this machine")
        }
        let known = try store.timedSettings(on: identifier, threads: threads, cacheState: .coldWeights)
        let model = LatencyModel(fitting: known.map(KernelObservation.init), cacheBytes: machine.nearCacheBytes)
        guard !model.fitSummaries.isEmpty else {
            if isInterrupted {
                StandardStreams.writeError(
                    "interrupted: too little was timed for a model; run the same command to go on\n")
                throw ExitCode(ExitStatus.interrupted)
            }
            throw CommandFailure(
                "\(known.count) kernels were timed on this machine with \(threads) thread\(threads == 1 ? "" : "s"), too few for a model; "
                    + "give it more '--minutes'")
        }
        try store.save(
            FittedModel(
                name: LatencyModel.name, fittedAt: Date(), measurements: model.observationCount,
                parameters: model.parameters),
            of: archive.run())
        if !isInterrupted { try archive.finish(at: Date()) }
        return Result(model: model, isInterrupted: isInterrupted)
    }

    /// - Returns: true where it was interrupted.
    private func time(
        on machine: KernelBenchmark.Machine, _ archive: RunArchive, _ cancellation: Cancellation
    ) throws -> Bool {
        guard seconds > 0 else { return false }
        let executor = BackendExecutor(cancellation: cancellation)
        let catalogue = executor.catalogue
        let session = BenchmarkSession(
            executor: executor, environment: HostEnvironment.current, archive: archive, machine: machine,
            rules: TimingRules(maximumTime: Self.secondsPerKernel), allowsDebugBuild: allowsDebugBuild,
            cancellation: cancellation)
        let monitor = BenchmarkMonitor(isVerbose: false)
        let ledger = PredictionLedger(store: store, machine: machine)
        let start = ContinuousClock.now
        func spent() -> Double { start.duration(to: .now) / .seconds(seconds) }
        for first in stride(from: 0, to: Self.most, by: lot) {
            let problems = CalibrationDesign.problems(first + lot).dropFirst(first)
            if problems.isEmpty || spent() >= 1 { break }
            let settings = try settings(for: Array(problems), catalogue).filter { try !archive.isTimed($0) }
            if settings.isEmpty { continue }
            try ledger.note(settings, in: archive)
            let outcome = try session.run(settings) { event in
                if case .warning(let warning) = event { monitor.say("warning: \(warning)") }
            }
            if outcome.unfinished > 0 || cancellation.isCancelled { return true }
            monitor.tell("calibrate", min(1, spent()))
        }
        return false
    }

    /// The kernels that a network would run: oneDNN's choice and its Winograd, our own where it has none.
    private func settings(for problems: [Problem], _ catalogue: KernelCatalogue) throws -> [KernelSetting] {
        let plan = try BenchmarkPlan(BenchmarkWish(problems: problems, threads: [threads]), catalogue: catalogue)
        let served = Set(plan.settings.filter { $0.algorithm == "auto" }.map(\.problem))
        return plan.settings.filter {
            $0.algorithm == "auto" || $0.algorithm == "winograd" || !served.contains($0.problem)
        }
    }
}
