import Foundation
import KernelBenchmark
import NetworkIR

/// A change of memory layout, timed inside whole networks.
public struct ReorderTiming: Hashable, Sendable {
    public var change: LayoutChange
    public var backend: String
    public var backendVersion: String
    public var threads: Int
    public var measuredAt: Date
    public var summary: TimingSummary
    public var isDebugBuild: Bool

    public init(
        change: LayoutChange, backend: String, backendVersion: String, threads: Int, measuredAt: Date,
        summary: TimingSummary, isDebugBuild: Bool = false
    ) {
        self.change = change
        self.backend = backend
        self.backendVersion = backendVersion
        self.threads = threads
        self.measuredAt = measuredAt
        self.summary = summary
        self.isDebugBuild = isDebugBuild
    }
}
