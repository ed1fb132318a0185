import CMachine
import Glibc
import MachineProbe

/// Zeroed memory on a cache-line boundary; oneDNN and the vector kernels want 64 bytes.
final class AlignedBuffer {
    let bytes: Int
    let start: UnsafeMutableRawPointer

    /// - Throws: `allocationFailed` where the system refuses.
    init(bytes: Int) throws(KernelError) {
        // The kernel hands out more than it has and ends the process that uses it: ask before, where it matters.
        if bytes > 16 << 20 {
            let limits = MemoryLimits.current()
            if limits.total > 0 && bytes > limits.usable { throw .allocationFailed(bytes: bytes) }
        }
        var memory: UnsafeMutableRawPointer?
        // One spare line: vector kernels may reach past the end.
        let (size, overflow) = max(bytes, 1).addingReportingOverflow(64)
        guard !overflow, posix_memalign(&memory, 64, size) == 0, let memory else {
            throw .allocationFailed(bytes: bytes)
        }
        // Written once here, so that no page is first touched while a kernel is timed.
        memset(memory, 0, size)
        self.bytes = bytes
        start = memory
    }

    convenience init(floats: Int) throws(KernelError) {
        let (bytes, overflow) = floats.multipliedReportingOverflow(by: MemoryLayout<Float>.stride)
        guard !overflow else { throw .allocationFailed(bytes: .max) }
        try self.init(bytes: bytes)
    }

    deinit { free(start) }

    /// The start as that of elements.
    var elements: UnsafeMutablePointer<Float> { start.assumingMemoryBound(to: Float.self) }

    /// The memory as elements; the count is rounded down.
    var floats: UnsafeMutableBufferPointer<Float> {
        UnsafeMutableBufferPointer(start: elements, count: bytes / MemoryLayout<Float>.stride)
    }

    /// Evicts the buffer from all caches.
    func evict() { _ = archcost_evict(start, bytes) }

    /// Writes every line with its own values, so that they are in the writer's cache.
    func rewrite() { archcost_rewrite(start, bytes) }

    /// Makes every element a NaN, so that one which a kernel forgets to write is found.
    func poison() { memset(start, 0xFF, bytes) }
}
