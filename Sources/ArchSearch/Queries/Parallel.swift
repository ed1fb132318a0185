import Dispatch
import Synchronization

/// What the body makes of each index, in the order of indices; the first error in that order is thrown.
public func mapInParallel<Element: Sendable>(
    _ count: Int, threads: Int, _ body: @Sendable (Int) throws -> Element
) throws -> [Element] {
    var results = [Result<Element, any Error>?](repeating: nil, count: count)
    results.withUnsafeMutableBufferPointer { results in
        // Each index writes to a place of its own.
        nonisolated(unsafe) let results = results
        forEachInParallel(
            count, threads: threads, scratch: {}, body: { index, _ in results[index] = Result { try body(index) } })
    }
    return try results.compactMap { try $0?.get() }
}

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
