import Synchronization

/// A wish to stop; may come from any thread or from a signal handler.
public final class Cancellation: Sendable {
    private let flag = Atomic<Bool>(false)

    public init() {}

    /// Asks for good: a benchmark stops after the sample it is taking, a search with the best it has.
    public func cancel() { flag.store(true, ordering: .relaxed) }

    /// True once somebody has asked.
    public var isCancelled: Bool { flag.load(ordering: .relaxed) }
}
