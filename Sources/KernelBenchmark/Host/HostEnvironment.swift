import Foundation
import MachineProbe

/// The machine that this process runs on.
public struct HostEnvironment: BenchmarkEnvironment, Sendable {
    private let estimateClock: @Sendable () -> Double?

    /// - Parameter clockRate: estimates the clock in GHz within about a millisecond.
    public init(clockRate: @escaping @Sendable () -> Double?) {
        estimateClock = clockRate
    }

    public func now() -> Int { Int(truncatingIfNeeded: monotonicNanoseconds()) }

    public func date() -> Date { Date() }

    public func interruptions() -> Int { involuntaryContextSwitches() }

    public func clockRate() -> Double? { estimateClock() }

    /// Busy time of all processors by `/proc/stat`, in steps of 10 ms, less this process's own.
    public func neighbourSeconds() -> Double? {
        let times = ProcessorTimes.current()
        return times.busySeconds > 0 ? times.busySeconds - times.ownSeconds : nil
    }
}
