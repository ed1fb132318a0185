/// Where a time comes from.
public enum TimeSource: String, Hashable, Sendable, CaseIterable {
    /// Timed on the machine in question, under the same settings.
    case measured
    /// From a model fitted to what was timed on the machine in question.
    case predicted
    /// From what was timed on another machine, scaled by the two machines' peaks.
    case borrowed
    /// Part of another layer's kernel: its time is in that layer's.
    case fused
    /// Nothing runs: a change of view, or dropout.
    case free
    /// Nobody knows.
    case none
}

/// A time in nanoseconds with its 95 % interval.
public struct TimeEstimate: Hashable, Sendable {
    public var nanoseconds: Double
    public var low: Double
    public var high: Double
    public var source: TimeSource

    public init(nanoseconds: Double, low: Double, high: Double, source: TimeSource) {
        self.nanoseconds = nanoseconds
        self.low = min(low, nanoseconds)
        self.high = max(high, nanoseconds)
        self.source = source
    }

    public static func nothing(_ source: TimeSource) -> TimeEstimate {
        TimeEstimate(nanoseconds: 0, low: 0, high: 0, source: source)
    }
}

/// The time of a kernel, and which kernel that is.
public struct KernelTime: Hashable, Sendable {
    public var estimate: TimeEstimate
    /// Names as a benchmark gives them, such as `onednn` and `auto`.
    public var backend: String
    public var algorithm: String

    public init(estimate: TimeEstimate, backend: String, algorithm: String) {
        self.estimate = estimate
        self.backend = backend
        self.algorithm = algorithm
    }
}
