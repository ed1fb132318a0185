import KernelBenchmark
import LongWork
import Reporting

/// Shows on standard error how a benchmark goes on.
final class BenchmarkMonitor {
    private let progress = ProgressMonitor()
    private let isVerbose: Bool
    /// How to go on after an interruption.
    let advice: String

    /// - Parameters:
    ///   - isVerbose: tells of each measurement too.
    ///   - measuresAgain: the command measures even what is known, so that repeating it would begin anew.
    init(isVerbose: Bool, measuresAgain: Bool = false) {
        self.isVerbose = isVerbose
        advice = "run the same command\(measuresAgain ? " without '--again'" : "") to go on"
    }

    /// Takes note of an event.
    func tell(_ event: BenchmarkEvent) {
        switch event {
        case .planned(let settings, let known):
            if known > 0 { say("\(known) measured before, \(settings) to measure") }
            tell("bench", 0)
        case .progress(let fraction, _): tell("bench", fraction)
        case .warning(let warning): say("warning: \(warning)")
        case .interrupted(let unfinished):
            say("interrupted: \(unfinished) not measured; \(advice)")
        case .finished(let measurement):
            guard isVerbose else { return }
            let median = measurement.summary.map { FormattedNumber.duration(seconds: Double($0.median) / 1e9).text }
            say("kept: \(median ?? "no time"), \(measurement.status.rawValue): \(measurement.setting)")
        case .preparing: break
        }
    }

    /// Shows how much of a part of the work is done, 0 to 1.
    func tell(_ part: String, _ fraction: Double) {
        progress.tell(WorkProgress(part, fraction))
    }

    /// Writes a line above the bar.
    func say(_ line: String) { progress.say(line) }
}
