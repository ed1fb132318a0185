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
    /// How many kernels the model behind it learned from; nil where no model is behind it, or several are.
    public var modelKernels: Int?

    public init(nanoseconds: Double, low: Double, high: Double, source: TimeSource, modelKernels: Int? = nil) {
        self.nanoseconds = nanoseconds
        self.low = min(low, nanoseconds)
        self.high = max(high, nanoseconds)
        self.source = source
        self.modelKernels = modelKernels
    }

    /// True for a measurement that the clock could not tell: its interval begins at nothing.
    public var isTooShort: Bool { source == .measured && low <= 0 && nanoseconds > 0 }

    /// True where fewer kernels stand behind it than a 95 % interval takes: its interval is wide by rule.
    public var isSparse: Bool { modelKernels.map { $0 < TimeEstimate.fewestForInterval } ?? false }

    /// The least n whose 95 % rank ⌈0.95 (n + 1)⌉ is at most n.
    public static let fewestForInterval = 19
    /// The least that the time of a sparse model is multiplied and divided by for its interval.
    public static let sparseFactor = 4.0

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
