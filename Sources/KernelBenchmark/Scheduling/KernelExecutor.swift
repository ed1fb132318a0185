import NetworkIR

/// Makes kernels ready to be timed: the scheduler decides when, an executor how.
public protocol KernelExecutor {
    /// Allocates and packs everything that the setting's runs need; settings that differ in the cache state only are
    /// prepared once.
    func prepare(_ setting: KernelSetting) throws(KernelRefusal) -> any TimedKernel
}

/// Something prepared that can be run again and again.
public protocol TimedWork: AnyObject {
    /// Changes what is chance for one process, such as where its memory lies, before each round.
    func beginRound() throws
    /// Brings the caches into a state before each sample, outside the timed part.
    func makeReady(_ cacheState: CacheState) throws
    /// Computes once: the timed part.
    func run() throws
}

extension TimedWork {
    public func beginRound() {}
}

/// One prepared kernel.
public protocol TimedKernel: TimedWork {
    /// The library's own name for the kernel it chose.
    var implementationName: String { get }
    /// Memory held, in bytes.
    var workingSetBytes: Int { get }
    /// Nominal over executed multiplications: 1, but for algorithms that save some, such as Winograd's.
    var multiplicationSaving: Double { get }
    /// Compares an output with the reference's; nothing is timed before it has passed.
    func verify() -> Verification
}

/// Why there is nothing to time.
public enum KernelRefusal: Error, Hashable, Sendable {
    /// The backend has no such kernel.
    case unsupported(reason: String)
    /// Refused before anything was allocated; may succeed once others are released.
    case outOfMemory(reason: String)
    case failed(reason: String)

    public var reason: String {
        switch self {
        case .unsupported(let reason), .outOfMemory(let reason), .failed(let reason): reason
        }
    }
}

/// The outcome of holding a kernel against the reference.
public enum Verification: Hashable, Sendable {
    case passed
    /// Wrong, or too suspicious to trust; one sentence.
    case failed(reason: String)
    /// There is no reference for this operation, or its sizes are beyond what it computes in reasonable time.
    case skipped(reason: String)
}
