import MachineProbe

/// Brings the caches into the state that a kernel inside a network finds them in: its weights not used since the last image,
/// its source just written, its result in memory that held another map a moment ago.
///
/// How much of the result's memory is still in the caches goes by size. Maps that fit half of a core's own cache (L2) are taken
/// to be there; larger ones are evicted. Where weights or large maps were evicted, the caches are then filled with modified lines
/// of other memory, as they are inside a network: each line that comes in pushes out one that has to be written back, and the
/// entries of page tables for memory not used lately are gone too. Into emptied caches, weights of some megabytes come in 10 to
/// 20 % faster than they do inside a network (docs/accuracy.md; `additivity-benchmark`).
public final class CachePreparation {
    /// Bytes of one core's own cache, and of the last level.
    private let nearBytes: Int
    private let farBytes: Int
    /// Whatever else is in the caches; allocated when it is first needed.
    private var others: AlignedBuffer?

    /// For caches of these sizes in bytes; this machine's, or 1 MiB and 32 MiB where it does not say.
    public init(nearBytes: Int? = nil, farBytes: Int? = nil) {
        let caches = Cache.ofFirstProcessor().filter { $0.kind != .instruction }
        self.nearBytes = nearBytes ?? caches.first { $0.level == 2 }?.bytes ?? 1 << 20
        // Of caches of hundreds of megabytes a virtual machine has a part.
        self.farBytes = min(farBytes ?? caches.filter { $0.level > 2 }.map(\.bytes).max() ?? 32 << 20, 64 << 20)
    }

    /// - Throws: `allocationFailed`.
    public func makeReady(_ work: any PreparedWork) throws(KernelError) {
        let memory = work.memory
        for buffer in memory.parameters { buffer.evict() }
        let maps = (memory.sources + memory.others).reduce(0) { $0 + $1.bytes }
        let isNear = maps <= nearBytes / 2
        if !isNear {
            for buffer in memory.sources + memory.others { buffer.evict() }
        }
        let weights = memory.parameters.reduce(0) { $0 + $1.bytes }
        if weights >= nearBytes / 4 {
            try fillCaches(farBytes)
        } else if !isNear {
            try fillCaches(farBytes / 4)
        }
        if isNear {
            for buffer in memory.others { buffer.rewrite() }
        }
        for buffer in memory.sources { buffer.rewrite() }
    }

    private func fillCaches(_ bytes: Int) throws(KernelError) {
        if others == nil { others = try AlignedBuffer(bytes: farBytes) }
        others?.rewrite(first: bytes)
    }
}
