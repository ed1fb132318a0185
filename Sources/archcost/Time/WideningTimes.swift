import LatencyModel
import NetworkIR

/// Times of kernels of another width than the network's own, so that the two can be compared to a few percent.
struct WideningTimes: Sendable {
    let table: TimeTable
    let wish: TimeWish

    /// Measured where both kernels were, else the measured one times the ratio of what the model says of both: near kernels
    /// are mispredicted alike.
    func time(of problem: Problem, before: Problem) -> Double? {
        guard let own = table.time(of: before, wish)?.estimate else { return nil }
        if problem == before { return own.nanoseconds }
        guard let other = table.time(of: problem, wish)?.estimate else { return nil }
        if own.source == .measured, other.source != .measured,
            let after = table.modelledTime(of: problem, wish)?.estimate.nanoseconds,
            let now = table.modelledTime(of: before, wish)?.estimate.nanoseconds, now > 0
        {
            return own.nanoseconds * after / now
        }
        return other.nanoseconds
    }
}
