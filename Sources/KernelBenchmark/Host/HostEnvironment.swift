import Foundation
import Glibc
import MachineProbe

/// The machine that this process runs on.
public struct HostEnvironment: BenchmarkEnvironment {
    private let estimateClock: @Sendable () -> Double?

    /// - Parameter clockRate: estimates the clock in GHz within about a millisecond.
    public init(clockRate: @escaping @Sendable () -> Double?) {
        estimateClock = clockRate
    }

    public func now() -> Int { Int(truncatingIfNeeded: monotonicNanoseconds()) }

    public func date() -> Date { Date() }

    public func interruptions() -> Int { ownUsage().ru_nivcsw }

    public func clockRate() -> Double? { estimateClock() }

    /// Busy time of all processors by `/proc/stat`, in steps of 10 ms, less this process's own.
    public func neighbourSeconds() -> Double? {
        guard let busy = HostEnvironment.busySeconds() else { return nil }
        let usage = ownUsage()
        return busy - seconds(usage.ru_utime) - seconds(usage.ru_stime)
    }

    private func ownUsage() -> rusage {
        var usage = rusage()
        getrusage(RUSAGE_SELF.rawValue, &usage)
        return usage
    }

    private func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }

    /// Seconds that all processors together spent neither idle nor waiting for a disk (proc(5), `/proc/stat`).
    private static func busySeconds() -> Double? {
        guard let file = fopen("/proc/stat", "r") else { return nil }
        defer { fclose(file) }
        var buffer = [CChar](repeating: 0, count: 512)
        guard fgets(&buffer, Int32(buffer.count), file) != nil else { return nil }
        let line = String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        let words = line.split(whereSeparator: { $0 == " " || $0 == "\n" })
        guard words.first == "cpu" else { return nil }
        // user nice system idle iowait irq softirq steal guest guest_nice; guest time is within user time.
        let ticks = words.dropFirst().prefix(8).compactMap { Double($0) }
        guard ticks.count == 8 else { return nil }
        return (ticks.reduce(0, +) - ticks[3] - ticks[4]) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }
}
