import NetworkIR

/// What the caches hold when a kernel starts.
public enum CacheState: String, Hashable, Sendable, CaseIterable {
    /// Weights out of every cache, the source just rewritten: as inside a network, where a layer's weights were last
    /// used one image ago and its input was written a moment ago.
    case coldWeights = "cold-weights"
    /// Whatever the run before left behind.
    case warm
}

/// Everything that decides which kernel runs and under which conditions; two equal settings on one machine time the
/// same thing, so a second measurement of one is not needed.
public struct KernelSetting: Hashable, Sendable {
    /// Operation, shapes, batch, precision and pass.
    public var problem: Problem
    /// The backend's name, such as `onednn` or `swift`.
    public var backend: String
    /// The version of the backend's library; another version is another kernel.
    public var backendVersion: String
    /// The algorithm asked for, such as `direct`, `winograd` or `auto`.
    public var algorithm: String
    /// Threads the kernel may use, at least 1.
    public var threads: Int
    public var cacheState: CacheState

    public init(
        problem: Problem, backend: String, backendVersion: String, algorithm: String, threads: Int = 1,
        cacheState: CacheState = .coldWeights
    ) {
        self.problem = problem
        self.backend = backend
        self.backendVersion = backendVersion
        self.algorithm = algorithm
        self.threads = threads
        self.cacheState = cacheState
    }
}

extension KernelSetting: CustomStringConvertible {
    /// `onednn/direct 1T cold-weights: conv n1 …`.
    public var description: String {
        "\(backend)/\(algorithm) \(threads)T \(cacheState.rawValue): \(problem.key)"
    }
}
