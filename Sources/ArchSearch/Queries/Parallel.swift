import Dispatch
import Synchronization

/// Runs the body once for each index on so many threads, in no particular order; each worker has its own scratch space.
///
/// Results must depend on the index alone, so that the number of threads never shows.
func forEachInParallel<Scratch>(
    _ count: Int, threads: Int, scratch: @Sendable () -> Scratch, body: @Sendable (Int, inout Scratch) -> Void
) {
    let workers = min(threads, count)
    guard workers > 1 else {
        var own = scratch()
        for index in 0..<count { body(index, &own) }
        return
    }
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
        var own = scratch()
        while true {
            let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard index < count else { return }
            body(index, &own)
        }
    }
}
