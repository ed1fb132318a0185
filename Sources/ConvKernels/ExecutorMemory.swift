/// Hands out buffers for maps, and the same again once nobody reads them, as frameworks' allocators do.
final class ExecutorMemory {
    private var free: [AlignedBuffer] = []
    private var held: [(buffer: AlignedBuffer, until: Int)] = []
    private(set) var all: [AlignedBuffer] = []

    /// Bytes of all buffers together.
    var bytes: Int { all.reduce(0) { $0 + $1.bytes } }

    /// Takes back what no layer from `index` on reads.
    func release(before index: Int) {
        free += held.filter { $0.until < index }.map(\.buffer)
        held.removeAll { $0.until < index }
    }

    /// A buffer of at least `bytes`, kept until layer `until` has run.
    ///
    /// Takes the smallest free buffer that fits, but none twice as large, or a small map would hold a big buffer.
    func take(bytes: Int, until: Int) throws(KernelError) -> AlignedBuffer {
        let fitting = free.indices.filter { free[$0].bytes >= bytes && free[$0].bytes / 2 <= bytes }
        let buffer: AlignedBuffer
        if let best = fitting.min(by: { free[$0].bytes < free[$1].bytes }) {
            buffer = free.remove(at: best)
        } else {
            buffer = try AlignedBuffer(bytes: bytes)
            all.append(buffer)
        }
        held.append((buffer, until))
        return buffer
    }

    /// A zeroed buffer that is nobody else's, before or after: what no run writes stays zero.
    func takeZeros(bytes: Int) throws(KernelError) -> AlignedBuffer {
        let buffer = try AlignedBuffer(bytes: bytes)
        all.append(buffer)
        return buffer
    }

    /// Keeps a buffer that is already in use until another layer has run.
    func extend(_ buffer: AlignedBuffer, until: Int) {
        for place in held.indices where held[place].buffer === buffer { held[place].until = until }
    }
}
