import KernelBenchmark
import Reporting

/// Shows on standard error how a benchmark goes on.
final class BenchmarkMonitor {
    private var bar: ProgressBar<ContinuousClock>?
    private var title = ""
    private var drawn = 0
    private let isVerbose: Bool
    /// Steps of the bar; fine enough for any terminal.
    private static let steps = 1000

    /// - Parameter isVerbose: tells of each measurement too.
    init(isVerbose: Bool) { self.isVerbose = isVerbose }

    /// Takes note of an event.
    func tell(_ event: BenchmarkEvent) {
        switch event {
        case .planned(let settings, let known):
            if known > 0 { say("\(known) measured before, \(settings) to measure") }
            tell("bench", 0)
        case .progress(let fraction, _): tell("bench", fraction)
        case .warning(let warning): say("warning: \(warning)")
        case .interrupted(let unfinished):
            say("interrupted: \(unfinished) not measured; run the same command to go on")
        case .finished(let measurement):
            guard isVerbose else { return }
            let median = measurement.summary.map { FormattedNumber.duration(seconds: Double($0.median) / 1e9).text }
            say("kept: \(median ?? "no time"), \(measurement.status.rawValue): \(measurement.setting)")
        case .preparing: break
        }
    }

    /// Shows how much of a part of the work is done, 0 to 1.
    func tell(_ part: String, _ fraction: Double) {
        if part != title {
            bar?.finish()
            (title, drawn) = (part, 0)
            bar = ProgressBar(
                part, total: Self.steps,
                width: Terminal.width(of: 2, environment: StandardStreams.environment) ?? 80,
                isShown: Terminal.isTerminal(2), clock: ContinuousClock()
            ) { StandardStreams.writeError($0) }
        }
        let done = Int(fraction * Double(Self.steps))
        bar?.advance(by: max(0, done - drawn))
        drawn = max(drawn, done)
        if fraction >= 1 { bar?.finish() }
    }

    /// Writes a line above the bar.
    func say(_ line: String) {
        bar?.finish()
        StandardStreams.writeError(line + "\n")
    }
}
