import NetworkIR

/// A kernel's measured time, as far as a model asks.
public struct KernelObservation: Hashable, Sendable {
    public var problem: Problem
    public var backend: String
    public var algorithm: String
    public var threads: Int
    /// The median and its 95 % interval.
    public var nanoseconds: Double
    public var low: Double
    public var high: Double
    /// False where the kernel's output was not compared with the reference.
    public var isVerified: Bool

    public init(
        problem: Problem, backend: String, algorithm: String, threads: Int, nanoseconds: Double, low: Double,
        high: Double, isVerified: Bool = true
    ) {
        self.problem = problem
        self.backend = backend
        self.algorithm = algorithm
        self.threads = threads
        self.nanoseconds = nanoseconds
        self.low = low
        self.high = high
        self.isVerified = isVerified
    }

    /// The measured time as an estimate.
    public var estimate: TimeEstimate {
        TimeEstimate(nanoseconds: nanoseconds, low: low, high: high, source: .measured)
    }
}
