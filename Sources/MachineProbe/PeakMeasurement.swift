import Glibc
import KernelGeometry

/// What the machine does at most, by loops that do nothing else.
public struct MachinePeaks: Hashable, Sendable {
    /// 32-bit floating-point operations a second of one core, in 10^9; a multiply-add is two.
    public var oneCoreGflops: Double
    /// The same of all processors that this process may use, at once.
    public var allCoresGflops: Double
    public var processorsUsed: Int
    /// The clock while a chain of dependent multiply-adds ran, in GHz, if each takes four cycles.
    public var clockGHz: Double
    public var bandwidths: [Bandwidth]

    /// Bytes moved a second where a loop's three arrays together fill a share of a cache, or of memory.
    public struct Bandwidth: Hashable, Sendable {
        /// `L1`, `L2`, `L3`, `memory`.
        public var level: String
        /// Bytes of the three arrays.
        public var workingSetBytes: Int
        /// 10^9 bytes a second; a line that is written counts once.
        public var oneCoreGBps: Double
        public var allCoresGBps: Double
    }
}

extension MachinePeaks {
    /// Measures for about `seconds`; the best of many short rounds, for neighbours only ever slow a round down.
    public static func measure(seconds: Double = 2, kernels: VectorKernels = VectorDispatch.best) -> MachinePeaks {
        let processors = ThreadAffinity.processorsAtStart
        let share = UInt64(max(seconds, 0.05) * 1e9 / 12)
        let operations = Double(192 * kernels.lanes * 2)
        func gflops(_ threads: [Int]) -> Double {
            ParallelRounds.best(on: threads, nanoseconds: share) { _ in
                // About a tenth of a millisecond: threads that share their processors with others are seldom all
                // running for longer.
                let rounds = 2_000
                return { (kernels.multiplyAddLoop(rounds), Double(rounds) * operations).1 }
            }
        }
        var peaks = MachinePeaks(
            oneCoreGflops: gflops(Array(processors.prefix(1))), allCoresGflops: gflops(processors),
            processorsUsed: processors.count, clockGHz: clockEstimateGHz(nanoseconds: share, kernels: kernels),
            bandwidths: [])
        for (level, bytes) in workingSets(Cache.ofFirstProcessor(), memory: MemoryLimits.current()) {
            func bandwidth(_ threads: [Int]) -> Double {
                ParallelRounds.best(on: threads, nanoseconds: share / 2) { _ in
                    Triad(bytes: bytes / (level == "L3" || level == "memory" ? threads.count : 1), kernels).round
                }
            }
            peaks.bandwidths.append(
                Bandwidth(
                    level: level, workingSetBytes: bytes, oneCoreGBps: bandwidth(Array(processors.prefix(1))),
                    allCoresGBps: bandwidth(processors)))
        }
        return peaks
    }

    /// Half of each data cache, and four times the last one, at most an eighth of the memory that is free.
    private static func workingSets(_ caches: [Cache], memory: MemoryLimits) -> [(String, Int)] {
        let data = caches.filter { $0.kind != .instruction }.sorted { $0.level < $1.level }
        var sets = data.map { ("L\($0.level)", $0.bytes / 2) }
        let last = max(data.last?.bytes ?? 0, 16 << 20)
        sets.append(("memory", min(max(4 * last, 64 << 20), 1 << 30, max(memory.usable / 8, 1 << 20))))
        return sets
    }
}

/// The clock in GHz from a chain of dependent multiply-adds, if each takes four cycles (Intel since Skylake, AMD since
/// Zen 2); without such an instruction a multiplication and an addition take eight. Cheap enough to be taken before and
/// after each measurement.
public func clockEstimateGHz(nanoseconds: UInt64 = 2_000_000, kernels: VectorKernels = VectorDispatch.best) -> Double {
    let cycles = Double(64 * (kernels.name == "baseline" ? 8 : 4))
    let (rounds, start) = (200, monotonicNanoseconds())
    var best = 0.0
    var tries = 0
    repeat {
        tries += 1
        let before = monotonicNanoseconds()
        let value = kernels.multiplyAddChain(rounds)
        let elapsed = monotonicNanoseconds() &- before
        if elapsed > 0, value.isFinite { best = max(best, Double(rounds) * cycles / Double(elapsed)) }
        // Several in any case: another program may have had the processor during the first, and all the time with it.
    } while tries < 8 || monotonicNanoseconds() &- start < nanoseconds
    return best
}

/// Three arrays of one thread.
private final class Triad {
    private let start: UnsafeMutablePointer<Float>
    private let count: Int
    private let kernels: VectorKernels

    init(bytes: Int, _ kernels: VectorKernels) {
        // Whole steps of the loop: four vectors.
        let step = 4 * kernels.lanes
        count = max(bytes / 12 / step, 1) * step
        self.kernels = kernels
        let room = UnsafeMutableRawPointer.allocate(byteCount: count * 12, alignment: 64)
        start = room.assumingMemoryBound(to: Float.self)
        start.initialize(repeating: 1, count: 3 * count)
    }

    deinit { UnsafeMutableRawPointer(start).deallocate() }

    /// Runs over the arrays until at least a quarter of a mebibyte has been moved; returns the bytes.
    func round() -> Double {
        let repeats = max(1, 262_144 / (12 * count))
        for _ in 0..<repeats { kernels.triad(count, start, start + count, start + 2 * count) }
        return Double(repeats * 12 * count)
    }
}
