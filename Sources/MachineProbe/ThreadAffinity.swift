import CMachine
import Glibc

/// On which processors the calling thread may run. A mask holds at most 1024 processors, as glibc's own.
public enum ThreadAffinity {
    private static let words = 16
    private static let bytes = words * MemoryLayout<UInt>.stride

    /// The processors that the calling thread may use, ascending.
    public static func allowedProcessors() -> [Int] {
        var mask = [UInt](repeating: 0, count: words)
        return sched_getaffinity(0, bytes, &mask) == 0 ? processors(of: mask) : []
    }

    /// The processors that this process might use when this was first asked for, ascending: to be asked for before oneDNN
    /// is loaded, whose threads' binding ties the main thread to one of them.
    public static let processorsAtStart = allowedProcessors()

    /// Restricts the calling thread, and threads that it starts later, to some processors.
    ///
    /// - Returns: false where the system refuses, for instance because none of them is there.
    @discardableResult
    public static func pin(to processors: [Int]) -> Bool {
        sched_setaffinity(0, bytes, mask(of: processors)) == 0
    }

    /// The processors that another thread of this process may use, ascending.
    public static func allowedProcessors(of thread: pthread_t) -> [Int] {
        var mask = [UInt](repeating: 0, count: words)
        return pthread_getaffinity_np(thread, bytes, &mask) == 0 ? processors(of: mask) : []
    }

    /// Restricts another thread of this process to some processors; it goes on there at once.
    ///
    /// - Returns: false where the system refuses, for instance because none of them is there.
    @discardableResult
    public static func pin(thread: pthread_t, to processors: [Int]) -> Bool {
        pthread_setaffinity_np(thread, bytes, mask(of: processors)) == 0
    }

    private static func processors(of mask: [UInt]) -> [Int] {
        (0..<(words * UInt.bitWidth)).filter { mask[$0 / UInt.bitWidth] & (1 << UInt($0 % UInt.bitWidth)) != 0 }
    }

    private static func mask(of processors: [Int]) -> [UInt] {
        var mask = [UInt](repeating: 0, count: words)
        for processor in processors where (0..<(words * UInt.bitWidth)).contains(processor) {
            mask[processor / UInt.bitWidth] |= 1 << UInt(processor % UInt.bitWidth)
        }
        return mask
    }

    /// The processor that the calling thread is on at this moment.
    public static func currentProcessor() -> Int { Int(sched_getcpu()) }
}
