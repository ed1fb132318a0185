import Foundation
import KernelBenchmark
import NetworkIR

/// The key of a network's row: its text, at one point of its space, for one batch and precision.
public struct NetworkID: Hashable, Sendable {
    let id: Int64
}

/// A whole network timed end to end.
public struct NetworkTiming: Hashable, Sendable {
    public var network: NetworkID
    public var backend: String
    public var backendVersion: String
    /// `auto`, `best` or `plan`: how the algorithm of each layer was chosen.
    public var algorithm: String
    public var threads: Int
    public var pass: Pass
    /// What the caches held when each run began: where weights are cold all of them are evicted. The sums are of kernels in the
    /// same state.
    public var cacheState: CacheState
    public var measuredAt: Date
    public var status: MeasurementStatus
    /// Why the status is not `ok`; nil where it is.
    public var reason: String?
    public var isVerified: Bool
    public var summary: TimingSummary?
    public var samples: [Sample]
    /// The sum of the layers' own medians under the same algorithms, in nanoseconds; nil where one is unknown.
    public var sumOfLayers: Int?
    /// The sum of each layer's fastest median, in nanoseconds; nil where one is unknown.
    public var bestOfLayers: Int?
    /// Changes of memory layout between layers.
    public var reorders: Int?
    public var isDebugBuild: Bool

    public init(
        network: NetworkID, backend: String, backendVersion: String, algorithm: String, threads: Int,
        pass: Pass = .forward, cacheState: CacheState = .coldWeights, measuredAt: Date, status: MeasurementStatus,
        reason: String? = nil, isVerified: Bool,
        summary: TimingSummary?, samples: [Sample] = [], sumOfLayers: Int? = nil, bestOfLayers: Int? = nil,
        reorders: Int? = nil, isDebugBuild: Bool = false
    ) {
        self.network = network
        self.backend = backend
        self.backendVersion = backendVersion
        self.algorithm = algorithm
        self.threads = threads
        self.pass = pass
        self.cacheState = cacheState
        self.measuredAt = measuredAt
        self.status = status
        self.reason = reason
        self.isVerified = isVerified
        self.summary = summary
        self.samples = samples
        self.sumOfLayers = sumOfLayers
        self.bestOfLayers = bestOfLayers
        self.reorders = reorders
        self.isDebugBuild = isDebugBuild
    }
}
