import ArgumentParser
import ConvKernels
import Foundation
import KernelBenchmark
import LatencyModel
import NetworkIR
import Persistence
import Reporting

/// Several networks run end to end side by side, held against what was predicted of them, and kept.
struct EndToEndJob {
    struct Subject {
        var estimate: NetworkEstimate
        /// What the network is known by in the store: its text and the choices that were set.
        var text: String
        var point: String
        /// The whole network's predicted time; nil where none is to be kept.
        var prediction: TimeEstimate?
    }

    let store: ResultStore
    let wish: TimeWish
    let measuring: MeasuringOptions

    private static let backend = "onednn"

    /// - Returns: a timing a subject, in order.
    /// - Throws: exit code 130 after an interruption.
    func run(_ subjects: [Subject]) throws -> [NetworkTiming] {
        guard !BuildConfiguration.isDebug || measuring.allowsDebugBuild else { throw BenchmarkError.debugBuild }
        let executor = BackendExecutor()
        if let obstacle = executor.networkObstacle {
            throw CommandFailure("whole networks run oneDNN's kernels, but \(obstacle)")
        }
        let version = executor.catalogue.backends.first { $0.name == Self.backend }?.version ?? ""
        let machine = try BenchmarkJob.machine(in: store)
        if wish.threads == 1 { HostThreads.pin() }
        let archive = try RunArchive(store, run: .current(), on: machine)
        let identifiers = try subjects.map {
            try store.save(
                $0.estimate.network, cost: $0.estimate.cost, text: $0.text, point: $0.point, file: $0.estimate.file)
        }
        try keepPredictions(subjects, identifiers, in: archive)
        let algorithms = try algorithms(of: subjects, on: machine)
        let wholes = try subjects.map { try whole($0.estimate, algorithms) }
        let monitor = BenchmarkMonitor(isVerbose: false)
        let benchmark = WorkBenchmark(
            environment: HostEnvironment.current, rules: TimingRules(maximumTime: measuring.maxTime),
            cancellation: Interruption.wish)
        let works = zip(subjects, wholes).map { LabelledWork($0.estimate.network.name, $1, cacheState: .coldWeights) }
        let found = try benchmark.run(works) { monitor.tell("end to end", $0) }
        guard found.count == subjects.count else { throw ExitCode(ExitStatus.interrupted) }
        let timings = zip(identifiers, found).map { network, timing in
            NetworkTiming(
                network: network, backend: Self.backend, backendVersion: version, algorithm: label,
                threads: wish.threads,
                measuredAt: Date(), status: timing.status, reason: timing.reason, isVerified: false,
                summary: timing.summary, samples: timing.samples, isDebugBuild: timing.conditions.isDebugBuild)
        }
        for timing in timings { try archive.save(timing) }
        try archive.finish(at: Date())
        return timings
    }

    private func whole(
        _ estimate: NetworkEstimate, _ algorithms: [Problem: String]
    ) throws(CommandFailure) -> WholeNetwork {
        do throws(KernelRefusal) {
            return try WholeNetwork(
                estimate.network, batch: estimate.cost.conditions.batch, threads: wish.threads
            ) { algorithms[$0] ?? "auto" }
        } catch {
            throw CommandFailure("'\(estimate.network.name)' end to end: \(error.reason)")
        }
    }

    private var label: String {
        switch wish.algorithm {
        case .automatic: "auto"
        case .best: "best"
        case .named(let name): name
        }
    }

    private func keepPredictions(
        _ subjects: [Subject], _ identifiers: [NetworkID], in archive: RunArchive
    ) throws {
        let predictions = zip(subjects, identifiers).compactMap { subject, identifier -> Prediction? in
            guard let time = subject.prediction, time.source != .none, time.high < 1e15 else { return nil }
            return Prediction(
                subject: .network(identifier), backend: Self.backend, algorithm: label, threads: wish.threads,
                cacheState: .coldWeights, source: time.source == .borrowed ? .borrowed : .predicted,
                model: LatencyModel.name, predictedAt: Date(), predicted: Int(time.nanoseconds.rounded()),
                low: Int(time.low.rounded(.down)), high: Int(time.high.rounded(.up)))
        }
        if !predictions.isEmpty { try store.save(predictions, of: archive.run()) }
    }

    /// The library's algorithm for each problem that is not its own choice.
    private func algorithms(
        of subjects: [Subject], on machine: KernelBenchmark.Machine
    ) throws -> [Problem: String] {
        switch wish.algorithm {
        case .automatic: return [:]
        case .named(let name):
            let problems = subjects.flatMap { $0.estimate.kernels().problems }
            return Dictionary(problems.map { ($0, name) }, uniquingKeysWith: { first, _ in first })
        case .best:
            var own = wish
            own.backend = Self.backend
            let knowledge = try TimeKnowledge(store, machine: machine.fingerprint, own)
            let problems = subjects.flatMap { $0.estimate.kernels().problems }
            let table = try knowledge.table(for: problems)
            return Dictionary(
                problems.compactMap { problem in table.time(of: problem, own).map { (problem, $0.algorithm) } },
                uniquingKeysWith: { first, _ in first })
        }
    }
}
