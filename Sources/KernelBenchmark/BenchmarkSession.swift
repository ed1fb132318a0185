import Foundation
import NetworkIR

/// Times settings by the rules and keeps each result as soon as it is there.
///
/// Settings are taken in groups that fit the memory together. Within a group the rounds go over all settings in turn, so
/// that drift of the machine hits them alike; a setting leaves when its interval is narrow enough.
public struct BenchmarkSession<Executor: KernelExecutor, Environment: BenchmarkEnvironment> {
    public var executor: Executor
    public var environment: Environment
    public var archive: any MeasurementArchive
    public var machine: Machine
    public var rules: TimingRules
    public var limits: GroupLimits
    /// Measures even what the archive knows.
    public var measuresAgain: Bool
    public var isDebugBuild: Bool
    public var allowsDebugBuild: Bool
    public var cancellation: Cancellation

    public init(
        executor: Executor, environment: Environment, archive: any MeasurementArchive, machine: Machine,
        rules: TimingRules = TimingRules(), limits: GroupLimits = GroupLimits(), measuresAgain: Bool = false,
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
        for setting in settings where !outcome.contains(setting) && !wanted.contains(setting) {
            if !measuresAgain, let known = try archive.known(setting) {
                outcome.keep(known, isNew: false)
            } else {
                wanted.append(setting)
            }
        }
        onEvent(.planned(settings: wanted.count, known: outcome.knownCount))
        if isDebugBuild { onEvent(.warning(.debugBuild)) }
        var progress = BenchmarkProgress(settings: wanted.count, start: environment.now())
        var queue = wanted[...]
        while !queue.isEmpty, !cancellation.isCancelled {
            try runGroup(from: &queue, &outcome, &progress, onEvent)
        }
        outcome.unfinished = wanted.count - outcome.newCount
        if outcome.unfinished > 0 { onEvent(.interrupted(unfinished: outcome.unfinished)) }
        return outcome.inOrder(of: settings)
    }
}

/// How many prepared kernels are held at once.
public struct GroupLimits: Hashable, Sendable {
    /// Memory of all prepared kernels of a group, in bytes.
    public var bytes: Int
    public var settings: Int

    public init(bytes: Int = 4 << 30, settings: Int = 200) {
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
