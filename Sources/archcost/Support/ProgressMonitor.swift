import LongWork
import Reporting
import Synchronization

/// Shows on standard error how long work goes on: a bar for each of its parts, on a terminal only.
///
/// May be told from any thread.
final class ProgressMonitor: Sendable {
    private struct State {
        var bar: ProgressBar<ContinuousClock>?
        var part = ""
        var drawn = 0
    }

    /// Steps of a bar; fine enough for any terminal.
    private static let steps = 1000

    private let state = Mutex(State())
    private let isShown = Terminal.isTerminal(2)
    /// Nothing is drawn before, so that quick work leaves no trace.
    private let firstDraw: ContinuousClock.Instant

    init(after delay: Duration = .zero) { firstDraw = .now + delay }

    /// Shows how much of a part is done.
    func tell(_ progress: WorkProgress) {
        guard isShown, ContinuousClock.now >= firstDraw else { return }
        state.withLock { state in
            let done = Int(min(1, max(0, progress.fraction)) * Double(Self.steps))
            // Workers may tell of their steps out of order; only a part that starts anew goes back.
            if progress.part != state.part || done < state.drawn / 2 {
                state.bar?.finish()
                (state.part, state.drawn) = (progress.part, 0)
                state.bar = ProgressBar(
                    progress.part, total: Self.steps,
                    width: Terminal.width(of: 2, environment: StandardStreams.environment) ?? 80, isShown: true,
                    clock: ContinuousClock()
                ) { StandardStreams.writeError($0) }
            }
            state.bar?.detail = progress.detail
            state.bar?.advance(by: max(0, done - state.drawn))
            state.drawn = max(state.drawn, done)
            if done == Self.steps { state.bar?.finish() }
        }
    }

    /// Writes a line above the bar.
    func say(_ line: String) {
        finish()
        StandardStreams.writeError(line + "\n")
    }

    /// Takes the bar away.
    func finish() { state.withLock { $0.bar?.finish() } }
}
