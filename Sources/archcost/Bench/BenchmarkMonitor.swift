import KernelBenchmark
import Reporting

/// Shows on standard error how a benchmark goes on.
final class BenchmarkMonitor {
    private var bar: ProgressBar<ContinuousClock>?
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
            let isTerminal = Terminal.isTerminal(2)
            bar = ProgressBar(
                "bench", total: Self.steps,
                width: Terminal.width(of: 2, environment: StandardStreams.environment) ?? 80, isShown: isTerminal,
                clock: ContinuousClock()
            ) { StandardStreams.writeError($0) }
        case .progress(let fraction, _):
            let done = Int(fraction * Double(Self.steps))
            bar?.advance(by: max(0, done - drawn))
            drawn = max(drawn, done)
            if fraction >= 1 { bar?.finish() }
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

    /// Writes a line above the bar.
    func say(_ line: String) {
        bar?.finish()
        StandardStreams.writeError(line + "\n")
    }
}
