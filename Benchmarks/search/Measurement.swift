import Glibc

/// Repeats a piece of work and tells its median and least time.
struct Measurement {
    var runs = 5

    /// - Returns: the result of the last run, and the seconds of the median and of the fastest one.
    func time<Result>(_ body: () throws -> Result) rethrows -> (result: Result, median: Double, least: Double) {
        let clock = ContinuousClock()
        var seconds: [Double] = []
        var result: Result?
        for _ in 0..<max(1, runs) {
            let elapsed = try clock.measure { result = try body() }
            seconds.append(elapsed.inSeconds)
        }
        seconds.sort()
        guard let result else { fatalError("a measurement runs at least once") }
        return (result, seconds[seconds.count / 2], seconds[0])
    }

    /// Prints a line: what was done, the median and the least of its times, and what came of it.
    func report<Result>(_ label: String, _ body: () throws -> Result, _ say: (Result) -> String) rethrows {
        let (result, median, least) = try time(body)
        print("\(label.padded(52)) \(median.milliseconds) ms  \(least.milliseconds) ms  \(say(result))")
        fflush(nil)
    }
}

/// The most memory that this process has held, in MiB.
var peakMemory: Int {
    var usage = rusage()
    getrusage(RUSAGE_SELF.rawValue, &usage)
    return Int(usage.ru_maxrss) / 1024
}

extension Duration {
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}

extension Double {
    /// Seconds as milliseconds with one digit behind the point, eight columns wide.
    var milliseconds: String {
        let tenths = Int((self * 10_000).rounded())
        let text = "\(tenths / 10).\(tenths % 10)"
        return String(repeating: " ", count: max(0, 8 - text.utf8.count)) + text
    }
}

extension String {
    func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
