import Synchronization

/// Asks a running search to stop; may be raised from any thread or a signal handler's queue.
public final class CancellationFlag: Sendable {
    private let raised = Atomic<Bool>(false)

    public init() {}

    /// Raises the flag for good.
    public func cancel() {
        raised.store(true, ordering: .relaxed)
    }

    /// True once the flag is raised.
    public var isCancelled: Bool { raised.load(ordering: .relaxed) }
}
