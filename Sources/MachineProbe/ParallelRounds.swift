import Glibc
import Synchronization

/// Runs the same work on several processors at once, round after round.
enum ParallelRounds {
    /// The most work a nanosecond that all threads together did in a round.
    ///
    /// - Parameters:
    ///   - processors: one thread is pinned to each.
    ///   - nanoseconds: how long to go on.
    ///   - make: called on each thread; returns what a round does there, which returns its amount of work.
    static func best(
        on processors: [Int], nanoseconds: UInt64, _ make: @escaping @Sendable (Int) -> () -> Double
    ) -> Double {
        let team = Team(threads: max(processors.count, 1), until: monotonicNanoseconds() &+ nanoseconds)
        var handles: [pthread_t] = []
        for processor in processors {
            let body = Body {
                ThreadAffinity.pin(to: [processor])
                team.run(make(processor))
            }
            var handle = pthread_t()
            let context = Unmanaged.passRetained(body)
            let status = pthread_create(
                &handle, nil,
                { context in
                    if let context { Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run() }
                    return nil
                }, context.toOpaque())
            if status == 0 {
                handles.append(handle)
            } else {
                context.release()
                team.leave()
            }
        }
        for handle in handles { pthread_join(handle, nil) }
        return team.best
    }

    private final class Body: Sendable {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Threads that begin each round together. The slowest of a round decides its time.
    private final class Team: Sendable {
        private struct State {
            var threads: Int
            var arrived = 0
            var round = 0
            var isOver = false
            var finished = 0
            var work = 0.0
            var slowest: UInt64 = 0
            var best = 0.0
        }

        private let state: Mutex<State>
        private let deadline: UInt64

        init(threads: Int, until deadline: UInt64) {
            state = Mutex(State(threads: threads))
            self.deadline = deadline
        }

        var best: Double { state.withLock { $0.best } }

        /// A thread that could not be started is not waited for.
        func leave() {
            state.withLock { $0.threads -= 1 }
        }

        func run(_ round: () -> Double) {
            while meet() {
                let start = monotonicNanoseconds()
                let work = round()
                let elapsed = monotonicNanoseconds() &- start
                state.withLock { state in
                    state.work += work
                    state.slowest = max(state.slowest, elapsed)
                    state.finished += 1
                    guard state.finished == state.threads, state.slowest > 0 else { return }
                    state.best = max(state.best, state.work / Double(state.slowest))
                }
            }
        }

        /// Waits for the others; false once the time is over.
        private func meet() -> Bool {
            let mine = state.withLock { state -> Int in
                state.arrived += 1
                return state.round
            }
            var patience = 2_000
            while true {
                let next = state.withLock { state -> Bool? in
                    if state.round != mine { return !state.isOver }
                    guard state.arrived >= state.threads else { return nil }
                    // The last to arrive opens the round; all have left the one before.
                    state.arrived = 0
                    state.round += 1
                    (state.finished, state.work, state.slowest) = (0, 0, 0)
                    // One round at least, however long the threads took to get ready.
                    state.isOver = state.round > 1 && monotonicNanoseconds() >= deadline
                    return !state.isOver
                }
                if let next { return next }
                // Who yields to a neighbour comes back milliseconds later.
                if patience > 0 { patience -= 1 } else { sched_yield() }
            }
        }
    }
}
