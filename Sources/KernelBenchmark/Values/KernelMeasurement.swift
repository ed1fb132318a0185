import Foundation
import NetworkIR

/// How far a measurement may be believed.
public enum MeasurementStatus: String, Hashable, Sendable, CaseIterable {
    /// The interval of the median met the precision goal.
    case ok
    /// The time allowed was spent before the precision goal was met, or the clock changed meanwhile.
    case noisy
    /// The numbers cannot be right: faster than the measured peak, or too short for the clock.
    case mistrusted
    /// The backend has no such kernel; there are no times.
    case unsupported
    /// Preparation or verification failed; there are no times.
    case failed

    /// True where the times may be used, with their interval.
    public var isUsable: Bool { self == .ok || self == .noisy }

    /// True where measuring the same setting again would tell nothing new.
    public var isFinal: Bool { isUsable || self == .unsupported }
}

/// One timed run of a kernel.
public struct Sample: Hashable, Sendable {
    /// Wall-clock time in nanoseconds.
    public var elapsed: Int
    /// The round it was taken in, from 0.
    public var round: Int
    /// True where the system took the processor away during the run (an involuntary context switch).
    public var wasInterrupted: Bool

    public init(elapsed: Int, round: Int, wasInterrupted: Bool = false) {
        self.elapsed = elapsed
        self.round = round
        self.wasInterrupted = wasInterrupted
    }
}

/// The samples of one kernel in five numbers, all in nanoseconds.
public struct TimingSummary: Hashable, Sendable {
    /// Samples summarised, at least 1.
    public var count: Int
    public var minimum: Int
    public var median: Int
    /// The 95 % interval of the median; see `TimingSummary.init(samples:)`.
    public var intervalLow: Int
    public var intervalHigh: Int
    /// The median of the absolute deviations from the median, not scaled to a normal distribution.
    public var medianAbsoluteDeviation: Int

    public init(
        count: Int, minimum: Int, median: Int, intervalLow: Int, intervalHigh: Int, medianAbsoluteDeviation: Int
    ) {
        self.count = count
        self.minimum = minimum
        self.median = median
        self.intervalLow = intervalLow
        self.intervalHigh = intervalHigh
        self.medianAbsoluteDeviation = medianAbsoluteDeviation
    }
}

/// What the machine did while a measurement was taken.
public struct MeasurementConditions: Hashable, Sendable {
    /// Processors kept busy by others, on average; nil where the system does not tell.
    public var neighbourLoad: Double?
    /// The clock before the first round, in GHz, from a chain of dependent multiply-adds.
    public var clockBefore: Double?
    /// The clock after the last round, in GHz.
    public var clockAfter: Double?
    /// True where the measuring program was built without optimisation.
    public var isDebugBuild: Bool

    public init(
        neighbourLoad: Double? = nil, clockBefore: Double? = nil, clockAfter: Double? = nil, isDebugBuild: Bool = false
    ) {
        self.neighbourLoad = neighbourLoad
        self.clockBefore = clockBefore
        self.clockAfter = clockAfter
        self.isDebugBuild = isDebugBuild
    }
}

/// One kernel timed under one setting.
public struct KernelMeasurement: Hashable, Sendable {
    public var setting: KernelSetting
    /// The library's own name for the kernel it chose, such as `brgconv:avx512_core`; empty where none was prepared.
    public var kernel: String
    public var measuredAt: Date
    public var status: MeasurementStatus
    /// Why the status is not `ok`, in one sentence; nil where it is.
    public var reason: String?
    /// True where the kernel's output was compared with the reference and found right.
    public var isVerified: Bool
    /// nil where the kernel was not timed.
    public var summary: TimingSummary?
    /// Every sample in the order taken; may be empty where only the summary was kept.
    public var samples: [Sample]
    /// Floating-point operations one run must do, taps on padding left out; 0 where unknown.
    public var flops: Int
    /// Achieved over the machine's measured peak for the precision and threads; nil where either is unknown.
    public var peakShare: Double?
    public var conditions: MeasurementConditions

    public init(
        setting: KernelSetting, kernel: String, measuredAt: Date, status: MeasurementStatus, reason: String? = nil,
        isVerified: Bool, summary: TimingSummary?, samples: [Sample] = [], flops: Int = 0, peakShare: Double? = nil,
        conditions: MeasurementConditions = MeasurementConditions()
    ) {
        self.setting = setting
        self.kernel = kernel
        self.measuredAt = measuredAt
        self.status = status
        self.reason = reason
        self.isVerified = isVerified
        self.summary = summary
        self.samples = samples
        self.flops = flops
        self.peakShare = peakShare
        self.conditions = conditions
    }

    /// Achieved rate at the median in GFLOP/s; nil where the kernel was not timed or its work is unknown.
    public var gflops: Double? {
        guard let summary, summary.median > 0, flops > 0 else { return nil }
        return Double(flops) / Double(summary.median)
    }
}
