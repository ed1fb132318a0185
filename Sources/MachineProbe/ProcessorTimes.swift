import Glibc

/// Seconds of processor time, of everyone and of this process, at one moment.
public struct ProcessorTimes: Hashable, Sendable {
    /// All processors' time spent on anything but idling, stolen time included.
    public var busySeconds: Double
    /// This process's own time on all its threads.
    public var ownSeconds: Double
    /// The moment, by the monotonic clock.
    public var momentSeconds: Double

    public init(busySeconds: Double, ownSeconds: Double, momentSeconds: Double) {
        self.busySeconds = busySeconds
        self.ownSeconds = ownSeconds
        self.momentSeconds = momentSeconds
    }

    /// Reads /proc/stat (in steps of ten milliseconds) and this process's usage.
    public static func current() -> ProcessorTimes {
        let fields = (SystemFile.text("/proc/stat") ?? "").split(separator: "\n").first?.split(separator: " ")
            .dropFirst().prefix(8).compactMap { Double($0) }
        // user, nice, system, idle, iowait, irq, softirq, steal
        let busy = (fields ?? []).enumerated().reduce(0) { [3, 4].contains($1.offset) ? $0 : $0 + $1.element }
        let ticks = Double(max(sysconf(Int32(_SC_CLK_TCK)), 1))
        let usage = resourceUsage()
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return ProcessorTimes(
            busySeconds: busy / ticks, ownSeconds: seconds(usage.ru_utime) + seconds(usage.ru_stime),
            momentSeconds: Double(monotonicNanoseconds()) / 1e9)
    }

    /// Processors that others kept busy between two moments, on average; 0 where the moments are too close to tell.
    public func neighbourLoad(since earlier: ProcessorTimes) -> Double {
        let elapsed = momentSeconds - earlier.momentSeconds
        guard elapsed > 0.02 else { return 0 }
        return max(0, (busySeconds - earlier.busySeconds) - (ownSeconds - earlier.ownSeconds)) / elapsed
    }
}

/// How often this process lost a processor against its will since it started, on all its threads.
public func involuntaryContextSwitches() -> Int { resourceUsage().ru_nivcsw }

private func resourceUsage() -> rusage {
    var usage = rusage()
    getrusage(RUSAGE_SELF.rawValue, &usage)
    return usage
}
