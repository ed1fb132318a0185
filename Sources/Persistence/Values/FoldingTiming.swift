import Foundation
import KernelBenchmark
import NetworkIR

/// A convolution with its batch norm behind it, and the one convolution that computes both, timed in turn.
public struct FoldingTiming: Hashable, Sendable {
    /// The convolution, without its batch norm.
    public var problem: Problem
    public var backend: String
    public var backendVersion: String
    /// The algorithm of the convolution, in both.
    public var algorithm: String
    public var threads: Int
    public var cacheState: CacheState
    public var measuredAt: Date
    /// The worse of both.
    public var status: MeasurementStatus
    /// Why the status is not `ok`; nil where it is.
    public var reason: String?
    public var separate: TimingSummary
    public var merged: TimingSummary
    /// The largest difference of the two outputs over the largest output.
    public var relativeDifference: Double
    public var isDebugBuild: Bool

    public init(
        problem: Problem, backend: String, backendVersion: String, algorithm: String, threads: Int,
        cacheState: CacheState = .coldWeights, measuredAt: Date, status: MeasurementStatus, reason: String? = nil,
        separate: TimingSummary, merged: TimingSummary, relativeDifference: Double, isDebugBuild: Bool = false
    ) {
        self.problem = problem
        self.backend = backend
        self.backendVersion = backendVersion
        self.algorithm = algorithm
        self.threads = threads
        self.cacheState = cacheState
        self.measuredAt = measuredAt
        self.status = status
        self.reason = reason
        self.separate = separate
        self.merged = merged
        self.relativeDifference = relativeDifference
        self.isDebugBuild = isDebugBuild
    }

    /// The part of the time that folding saves.
    public var savedShare: Double { 1 - Double(merged.median) / Double(max(1, separate.median)) }
}
