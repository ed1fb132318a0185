import Foundation
import KernelBenchmark
import LongWork
import NetworkIR

/// A machine whose clock moves only when a kernel runs or something else is said to take time.
final class FakeMachine: BenchmarkEnvironment {
    var time = 0
    var interruptionCount = 0
    /// Neighbours' processor-seconds a second of the clock; nil: unknown.
    var neighbourShare: Double? = 0
    var clock: Double? = 3.6

    func now() -> Int { time }
    func date() -> Date { Date(timeIntervalSince1970: 1_767_225_600 + Double(time) / 1e9) }
    func interruptions() -> Int { interruptionCount }
    func neighbourSeconds() -> Double? { neighbourShare.map { $0 * Double(time) / 1e9 } }
    func clockRate() -> Double? { clock }
}

/// A kernel that takes as long as a script says, and notes in a shared log what is done to it.
final class FakeKernel: TimedKernel {
    let name: String
    let machine: FakeMachine
    let log: Log
    /// Nanoseconds of each run, from the first after preparation.
    let duration: (_ run: Int) throws -> Int
    var verification = Verification.passed
    var implementationName = "fake"
    var workingSetBytes = 1000
    var multiplicationSaving = 1.0
    private(set) var runs = 0
    private(set) var roundsBegun = 0

    init(_ name: String, on machine: FakeMachine, log: Log, duration: @escaping (_ run: Int) throws -> Int) {
        self.name = name
        self.machine = machine
        self.log = log
        self.duration = duration
    }

    func verify() -> Verification {
        log.lines.append("verify \(name)")
        return verification
    }

    func beginRound() { roundsBegun += 1 }

    func makeReady(_ cacheState: CacheState) { log.lines.append("\(cacheState.rawValue) \(name)") }

    func run() throws {
        log.lines.append("run \(name)")
        defer { runs += 1 }
        machine.time += try duration(runs)
    }
}

/// What happened, in order.
final class Log {
    var lines: [String] = []
}

/// Hands out kernels by algorithm name; an algorithm without a kernel is unsupported.
final class FakeExecutor: KernelExecutor {
    var kernels: [String: FakeKernel] = [:]
    var refusals: [String: KernelRefusal] = [:]
    private(set) var prepared: [String] = []

    func prepare(_ setting: KernelSetting) throws(KernelRefusal) -> any TimedKernel {
        prepared.append(setting.algorithm)
        if let refusal = refusals[setting.algorithm] { throw refusal }
        guard let kernel = kernels[setting.algorithm] else { throw .unsupported(reason: "no such kernel") }
        return kernel
    }
}

/// An archive in memory.
final class FakeArchive: MeasurementArchive {
    var measurements: [KernelMeasurement] = []
    var others: [Int32] = []
    /// Fails from this many measurements on, as a full disk does.
    var capacity = Int.max

    struct Full: Error {}

    func known(_ setting: KernelSetting) -> KernelMeasurement? {
        measurements.last { $0.setting == setting && $0.status.isFinal }
    }

    func save(_ measurement: KernelMeasurement) throws {
        guard measurements.count < capacity else { throw Full() }
        measurements.append(measurement)
    }

    func otherBenchmarks() -> [Int32] { others }
}

/// A 1x1 convolution of 2·8·8·4·4 = 2048 FLOPs.
let smallProblem = Problem(
    operation: .convolution(Convolution(filters: 8, window: Window(kernel: .one))),
    inputs: [FeatureMap(channels: 8, height: 4, width: 4)])

func setting(_ algorithm: String, _ cacheState: CacheState = .coldWeights) -> KernelSetting {
    KernelSetting(
        problem: smallProblem, backend: "fake", backendVersion: "1", algorithm: algorithm, cacheState: cacheState)
}

/// A machine, kernels and a session over them.
struct Bench {
    let host = FakeMachine()
    let executor = FakeExecutor()
    let archive = FakeArchive()
    let log = Log()
    var rules = TimingRules(minimumRounds: 6, samplesPerRound: 3, warmUps: 1)
    var limits = ConcurrencyLimits()
    var peak: Double? = nil
    let cancellation = Cancellation()

    @discardableResult
    func add(_ name: String, duration: @escaping (_ run: Int) throws -> Int) -> FakeKernel {
        let kernel = FakeKernel(name, on: host, log: log, duration: duration)
        executor.kernels[name] = kernel
        return kernel
    }

    func session(again: Bool = false) -> BenchmarkSession<FakeExecutor, FakeMachine> {
        BenchmarkSession(
            executor: executor, environment: host, archive: archive,
            machine: Machine(
                fingerprint: "fake", cpu: "fake", architecture: "fake", cores: 1, memoryBytes: 0, operatingSystem: "",
                peaks: peak.map { [ComputePeak(precision: .f32, threads: 1, gflops: $0)] } ?? [], probedAt: host.date()),
            rules: rules, limits: limits, measuresAgain: again, isDebugBuild: false, cancellation: cancellation)
    }

    @discardableResult
    func run(
        _ settings: [KernelSetting], again: Bool = false, onEvent: (BenchmarkEvent) -> Void = { _ in }
    ) throws -> BenchmarkOutcome {
        try session(again: again).run(settings, onEvent: onEvent)
    }
}
