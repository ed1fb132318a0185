import MachineProbe
import NetworkIR

/// A library of kernels: it lists its algorithms for a problem and prepares one of them to run.
///
/// A backend whose library is not installed still exists; it says so in `availability` and refuses to prepare.
public protocol KernelBackend: Sendable {
    /// The backend's name in options, tables and the store: `onednn`, `swift`.
    var name: String { get }

    /// All algorithms that it has for some problem, whether its library is installed or not, in alphabetical order.
    var algorithmNames: [String] { get }

    /// The version of the library behind the backend, such as `2.6.3`; empty where the library is missing.
    var version: String { get }

    /// Whether the backend can run here, else what to install.
    func availability() -> KernelAvailability

    /// The algorithms that are worth trying for a problem, the backend's own choice (`auto`) first where it has one.
    ///
    /// Empty where the backend has no kernel for the operation, precision or pass; `prepare` then says why.
    func algorithms(for problem: Problem) -> [String]

    /// Why there is no algorithm for a problem, as half a sentence; means nothing where there is one.
    func reasonAgainst(_ problem: Problem) -> String

    /// Allocates, packs and compiles everything, so that `run` only computes; operands start as small random integers.
    ///
    /// - Throws: `notEnoughMemory` before anything is allocated; `unsupported` with the reason.
    func prepare(_ problem: Problem, algorithm: String, threads: Int) throws(KernelError) -> any PreparedKernel
}

/// Something ready to be run and timed, all memory its own: one kernel, or a whole network.
///
/// Used from one thread at a time. The default timing protocol is, untimed, `CachePreparation.makeReady`, and then, timed,
/// `run()`; see `timedRun()`.
public protocol PreparedWork: AnyObject {
    /// The library's own name of the kernel it chose, such as `brgconv:avx512_core`.
    var implementationName: String { get }

    /// The bytes that a run reads and writes.
    var footprint: KernelFootprint { get }

    /// Computes once. The only part that is timed: no allocation, no packing, no reorder of operands.
    func run() throws(KernelError)

    /// The memory that a run reads and writes.
    var memory: WorkMemory { get }
}

/// The buffers of prepared work, by what they hold.
public struct WorkMemory {
    /// Maps that a layer before has just written.
    var sources: [AlignedBuffer]
    /// What is learned, packed.
    var parameters: [AlignedBuffer]
    /// Results, maps between kernels and scratch memory.
    var others: [AlignedBuffer]

    var all: [AlignedBuffer] { sources + parameters + others }
}

extension PreparedWork {
    /// Rewrites the source maps with their own values, as the layer before would just have done.
    public func touchSource() {
        for buffer in memory.sources { buffer.rewrite() }
    }

    /// Evicts the packed parameters from all caches.
    public func flushWeights() {
        for buffer in memory.parameters { buffer.evict() }
    }

    /// Puts all memory on other physical pages, so that what the present ones do to the caches is no part of a result, and
    /// runs once, so that the processor knows where they are.
    public func moveAndRun() throws(KernelError) {
        for buffer in memory.all { buffer.moveToFreshPages() }
        try run()
    }
}

/// One problem ready to run with one algorithm, its weights packed.
public protocol PreparedKernel: PreparedWork {
    /// Replaces the operands (plain layouts, `Problem.operands()` in order); converts and packs them outside `run`.
    ///
    /// - Throws: `operandMismatch` where the number of operands or of their elements is not the problem's.
    func load(_ operands: [[Float]]) throws(KernelError)

    /// What the last `run` computed, in plain NCHW (or the weights' plain layout for a weight gradient).
    func result() throws(KernelError) -> [Float]
}

/// The bytes of a prepared kernel's buffers in the layouts that the kernel uses.
public struct KernelFootprint: Hashable, Sendable {
    public var sourceBytes: Int
    public var weightBytes: Int
    public var resultBytes: Int
    public var scratchBytes: Int

    public init(sourceBytes: Int, weightBytes: Int, resultBytes: Int, scratchBytes: Int) {
        self.sourceBytes = sourceBytes
        self.weightBytes = weightBytes
        self.resultBytes = resultBytes
        self.scratchBytes = scratchBytes
    }

    /// All bytes that a run touches.
    public var workingSetBytes: Int { sourceBytes + weightBytes + resultBytes + scratchBytes }
}

/// Whether a backend can run on this machine.
public enum KernelAvailability: Hashable, Sendable {
    case available
    /// The library cannot be used: Debian's name of the package to install, and the whole message.
    case missing(package: String, message: String)

    public var isAvailable: Bool { self == .available }
}

extension PreparedWork {
    /// Runs once and returns the nanoseconds that it took by the monotonic clock.
    public func timedRun() throws(KernelError) -> UInt64 {
        let start = monotonicNanoseconds()
        try run()
        return monotonicNanoseconds() &- start
    }
}
