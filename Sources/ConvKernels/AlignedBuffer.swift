import CMachine
import Glibc
import MachineProbe

/// Zeroed memory on a cache-line boundary; oneDNN and the vector kernels want 64 bytes.
final class AlignedBuffer {
    let bytes: Int
    let start: UnsafeMutableRawPointer
    /// The whole pages that hold the buffer; nil where it is small and shares its pages with others.
    private let pages: UnsafeMutableRawBufferPointer?

    /// The alignment, and the spare bytes behind the end: vector kernels may reach past it.
    private static let line = 64
    /// Bytes from which on a buffer has pages of its own; the address sanitizer watches over the allocator's memory only.
    #if SANITIZER
    private static let leastPages = Int.max
    #else
    private static let leastPages = 16 << 10
    #endif
    /// Larger buffers stay where they are: they lie on so many pages that these average out.
    private static let mostMoved = 64 << 20

    /// - Throws: `allocationFailed` where the system refuses.
    init(bytes: Int) throws(KernelError) {
        // The kernel hands out more than it has and ends the process that uses it: ask before, where it matters.
        if bytes > 16 << 20 {
            let limits = MemoryLimits.current()
            if limits.total > 0 && bytes > limits.usable { throw .allocationFailed(bytes: bytes) }
        }
        // As allocators do, large buffers start a line behind the page that holds the allocator's own words.
        let pageSize = Int(getpagesize())
        let (size, overflow) = max(bytes, 1).addingReportingOverflow(2 * Self.line + pageSize)
        guard !overflow else { throw .allocationFailed(bytes: bytes) }
        if bytes >= Self.leastPages {
            let length = size / pageSize * pageSize
            guard let memory = archcost_map_pages(length) else { throw .allocationFailed(bytes: bytes) }
            pages = UnsafeMutableRawBufferPointer(start: memory, count: length)
            start = memory + Self.line
        } else {
            var memory: UnsafeMutableRawPointer?
            guard posix_memalign(&memory, Self.line, max(bytes, 1) + Self.line) == 0, let memory else {
                throw .allocationFailed(bytes: bytes)
            }
            pages = nil
            start = memory
        }
        self.bytes = bytes
        // Written once here, so that no page is first touched while a kernel is timed.
        memset(start, 0, max(bytes, 1) + Self.line)
    }

    convenience init(floats: Int) throws(KernelError) {
        let (bytes, overflow) = floats.multipliedReportingOverflow(by: MemoryLayout<Float>.stride)
        guard !overflow else { throw .allocationFailed(bytes: .max) }
        try self.init(bytes: bytes)
    }

    deinit {
        if let pages { munmap(pages.baseAddress, pages.count) } else { free(start) }
    }

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

    /// The same with so many bytes of it, at most all.
    func rewrite(first count: Int) { archcost_rewrite(start, min(count, bytes)) }

    /// Puts the contents on other physical pages, at the same address; does nothing where the buffer is small or huge, or
    /// the system cannot.
    ///
    /// Caches beyond the first level are indexed by physical address, so which pages a buffer happened to get decides
    /// what it evicts of the others: a difference of several percent between two processes that do the same.
    func moveToFreshPages() {
        guard let pages, let address = pages.baseAddress, pages.count <= Self.mostMoved else { return }
        _ = archcost_move_to_fresh_pages(address, pages.count)
    }

    /// Makes every element a NaN, so that one which a kernel forgets to write is found.
    func poison() { memset(start, 0xFF, bytes) }
}
