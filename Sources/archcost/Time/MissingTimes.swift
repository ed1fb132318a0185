import ArgumentParser
import Foundation
import KernelBenchmark
import LatencyModel
import NetworkIR
import Persistence
import Reporting

/// Kernels that a question asks about and this machine was never timed on: timed before it is answered.
struct MissingTimes {
    let store: ResultStore
    let wish: TimeWish
    let measuring: MeasuringOptions

    /// The reference loops of a verification, in operations a second; a guess that only the announcement rests on.
    private static let referenceSpeed = 1.5e9
    /// Kernels side by side in the rounds of the clock.
    private static let lot = 64

    /// Says how many there are and how long that takes, then times and keeps them.
    ///
    /// - Throws: exit code 130 after an interruption; what was timed is kept.
    func measure(_ problems: [Problem]) throws {
        let machine = try BenchmarkJob.machine(in: store)
        if wish.threads == 1 { HostThreads.pin() }
        let archive = try RunArchive(store, run: .current(), on: machine)
        let executor = BackendExecutor(cancellation: Interruption.wish)
        let settings = try settings(for: problems, executor.catalogue).filter { try !archive.isTimed($0) }
        let monitor = BenchmarkMonitor(isVerbose: false)
        guard !settings.isEmpty else {
            return monitor.say("note: all \(Set(problems).count) kernels were timed before")
        }
        let distinct = Set(settings.map(\.problem)).count
        let expected = FormattedNumber.duration(seconds: try expectedSeconds(settings, on: machine)).text
        monitor.say(
            "note: \(distinct) of \(Set(problems).count) kernels were never timed here; timing them takes about \(expected)"
        )
        let rules = TimingRules(maximumTime: measuring.maxTime)
        let session = BenchmarkSession(
            executor: executor, environment: HostEnvironment.current, archive: archive, machine: machine, rules: rules,
            allowsDebugBuild: measuring.allowsDebugBuild, cancellation: Interruption.wish)
        try PredictionLedger(store: store, machine: machine).note(settings, in: archive)
        var warnings: Set<String> = []
        for first in stride(from: 0, to: settings.count, by: Self.lot) {
            let part = Array(settings[first..<min(settings.count, first + Self.lot)])
            let outcome = try session.run(part) { event in
                if case .warning(let warning) = event, warnings.insert("\(warning)").inserted {
                    monitor.say("warning: \(warning)")
                }
            }
            if outcome.unfinished > 0 || Interruption.wish.isCancelled {
                monitor.say("interrupted: not everything was timed; run the same command to go on")
                throw ExitCode(ExitStatus.interrupted)
            }
            monitor.tell("measure", Double(first + part.count) / Double(settings.count))
        }
        try archive.finish(at: Date())
    }

    /// The kernels that the wish is about.
    private func settings(for problems: [Problem], _ catalogue: KernelCatalogue) throws -> [KernelSetting] {
        let names: [String]? = if case .named(let name) = wish.algorithm { [name] } else { nil }
        let asked = BenchmarkWish(
            problems: problems, backends: wish.backend.map { [$0] }, algorithms: names, threads: [wish.threads])
        let plan = try BenchmarkPlan(asked, catalogue: catalogue)
        guard case .automatic = wish.algorithm else { return plan.settings }
        let served = Set(plan.settings.filter { $0.algorithm == "auto" }.map(\.problem))
        return plan.settings.filter { $0.algorithm == "auto" || !served.contains($0.problem) }
    }

    /// By the rules' least rounds of kernels as long as they are predicted, and the reference's work.
    private func expectedSeconds(_ settings: [KernelSetting], on machine: KernelBenchmark.Machine) throws -> Double {
        let knowledge = try TimeKnowledge(store, machine: machine.fingerprint, wish)
        let table = try knowledge.table(for: settings.map(\.problem))
        let rules = TimingRules(maximumTime: measuring.maxTime)
        var seconds = 0.0
        var verified: Set<Problem> = []
        for setting in settings {
            let kernel = (table.time(of: setting.problem, wish)?.estimate.nanoseconds ?? 1e6) / 1e9
            let round = min(max(rules.roundTime, 3 * kernel), Double(rules.samplesPerRound) * kernel)
            seconds += min(rules.maximumTime, Double(rules.minimumRounds) * round)
            guard verified.insert(setting.problem).inserted else { continue }
            seconds += Double(setting.problem.requiredFLOPs ?? 0) / Self.referenceSpeed
        }
        return seconds
    }
}
