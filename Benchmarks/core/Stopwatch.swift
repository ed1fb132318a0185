#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Seconds of processor time that this process has used: on one thread the elapsed time of an idle machine.
func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// The most memory this process ever held, in bytes.
func peakResidentBytes() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Int(usage.ru_maxrss) * 1024
}

/// Repeated timings of one piece of work.
struct Timing {
    private(set) var seconds: [Double] = []

    /// Runs the work until it has run `least` times and for two seconds.
    static func measure(atLeast least: Int = 5, _ work: () throws -> Void) rethrows -> Timing {
        var timing = Timing()
        let start = now()
        repeat {
            let before = now()
            try work()
            timing.seconds.append(now() - before)
        } while timing.seconds.count < least || (now() - start < 2 && timing.seconds.count < 1000)
        timing.seconds.sort()
        return timing
    }

    var median: Double { seconds[seconds.count / 2] }
    var minimum: Double { seconds[0] }
}
