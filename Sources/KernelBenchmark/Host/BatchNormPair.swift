import ConvKernels
import NetworkIR

/// A convolution followed by its batch norm, and the one convolution that computes both; verified to agree.
public struct BatchNormPair {
    public var separate: any TimedWork
    public var merged: any TimedWork
    /// The largest difference of their outputs over the largest output.
    public var relativeDifference: Double

    /// - Throws: `KernelRefusal`, also where the two outputs differ by more than rounding explains.
    public init(_ problem: Problem, threads: Int) throws(KernelRefusal) {
        do {
            let comparison = try BatchNormComparison.prepare(problem, threads: threads)
            let caches = CachePreparation()
            separate = PreparedTimedWork(comparison.separate, caches)
            merged = PreparedTimedWork(comparison.merged, caches)
            relativeDifference = Double(comparison.relativeDifference)
        } catch {
            throw KernelRefusal(error)
        }
    }
}

/// Anything prepared by a backend as the scheduler sees it.
private final class PreparedTimedWork: TimedWork {
    private let prepared: any PreparedWork
    private let caches: CachePreparation

    init(_ prepared: any PreparedWork, _ caches: CachePreparation) {
        self.prepared = prepared
        self.caches = caches
    }

    func beginRound() throws { try prepared.moveAndRun() }

    func makeReady(_ cacheState: CacheState) throws {
        guard cacheState == .coldWeights else { return }
        try caches.makeReady(prepared)
    }

    func run() throws { try prepared.run() }
}
