import Foundation
import LongWork
import NetworkIR

/// Times settings by the rules and keeps each result as soon as it is there.
///
/// As many settings are under way at once as fit the memory. Every round goes over all of them in turn, so that drift of
/// the machine hits them alike; a setting leaves when its interval is narrow enough, and the next takes its place.
public struct BenchmarkSession<Executor: KernelExecutor, Environment: BenchmarkEnvironment> {
    public var executor: Executor
    public var environment: Environment
    public var archive: any MeasurementArchive
    public var machine: Machine
    public var rules: TimingRules
    public var limits: ConcurrencyLimits
    /// Measures even what the archive knows.
    public var measuresAgain: Bool
    public var isDebugBuild: Bool
    public var allowsDebugBuild: Bool
    public var cancellation: Cancellation

    public init(
        executor: Executor, environment: Environment, archive: any MeasurementArchive, machine: Machine,
        rules: TimingRules = TimingRules(), limits: ConcurrencyLimits = ConcurrencyLimits(),
        measuresAgain: Bool = false,
        isDebugBuild: Bool = BuildConfiguration.isDebug, allowsDebugBuild: Bool = false,
        cancellation: Cancellation = Cancellation()
    ) {
        self.executor = executor
        self.environment = environment
        self.archive = archive
        self.machine = machine
        self.rules = rules
        self.limits = limits
        self.measuresAgain = measuresAgain
        self.isDebugBuild = isDebugBuild
        self.allowsDebugBuild = allowsDebugBuild
        self.cancellation = cancellation
    }

    /// Measures what the archive does not know of the settings, and tells about it as it goes on.
    ///
    /// - Returns: one measurement a setting that is known or was finished, in the settings' order.
    /// - Throws: `BenchmarkError`, and whatever the archive throws; what was finished before is kept.
    public func run(
        _ settings: [KernelSetting], onEvent: (BenchmarkEvent) -> Void = { _ in }
    ) throws -> BenchmarkOutcome {
        guard !isDebugBuild || allowsDebugBuild else { throw BenchmarkError.debugBuild }
        var outcome = BenchmarkOutcome()
        var wanted: [KernelSetting] = []
        var seen: Set<KernelSetting> = []
        for setting in settings where seen.insert(setting).inserted {
            if !measuresAgain, let known = try archive.known(setting) {
                outcome.keep(known, isNew: false)
            } else {
                wanted.append(setting)
            }
        }
        onEvent(.planned(settings: wanted.count, known: outcome.knownCount))
        if isDebugBuild { onEvent(.warning(.debugBuild)) }
        try measure(wanted, &outcome, onEvent)
        outcome.unfinished = wanted.count - outcome.newCount
        if outcome.unfinished > 0 { onEvent(.interrupted(unfinished: outcome.unfinished)) }
        return outcome.inOrder(of: settings)
    }
}

/// How much is under way at once.
public struct ConcurrencyLimits: Hashable, Sendable {
    /// Memory of all prepared kernels, in bytes; one more kernel than fits may be prepared.
    public var bytes: Int
    /// More settings spread the rounds further over time; fewer lose less to an interruption.
    public var settings: Int

    public init(bytes: Int = 4 << 30, settings: Int = 64) {
        self.bytes = bytes
        self.settings = settings
    }
}

/// Why nothing was measured.
public enum BenchmarkError: Error, Hashable, Sendable {
    /// Times of a build without optimisation mean nothing.
    case debugBuild
}

extension BenchmarkError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .debugBuild:
            "a debug build does not time kernels: build with 'swift build -c release', or pass '--allow-debug' to "
                + "store times marked as a debug build's"
        }
    }
}
