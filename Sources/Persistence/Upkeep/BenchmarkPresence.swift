import Glibc

/// A sign that this process measures into a database, for other processes that do so at the same time.
///
/// Advisory locks on bytes of a file beside the database (`results.db-bench`): each process holds one, so that the system
/// takes the sign away with the process, however it ends. Beside its byte a process writes its identifier.
public final class BenchmarkPresence: Sendable {
    private let path: String
    private let descriptor: Int32
    private let place: Int

    private static let places = 64
    private static let recordSize = 16
    // Linux's locks that belong to an open file and not to a process (fcntl(2), "Open file description locks"); Swift's
    // Glibc module lacks their names.
    private static let getLock: Int32 = 36
    private static let setLock: Int32 = 37

    /// Puts up the sign; nil where the folder cannot be written or 64 processes measure already, which is no reason
    /// not to measure.
    public init?(besides database: String) {
        path = database + "-bench"
        guard let held = BenchmarkPresence.takePlace(in: path) else { return nil }
        (descriptor, place) = held
        let text = String(getpid())
        let record = text + String(repeating: " ", count: BenchmarkPresence.recordSize - text.utf8.count)
        _ = pwrite(descriptor, record, BenchmarkPresence.recordSize, BenchmarkPresence.recordOffset(place))
    }

    private static func takePlace(in path: String) -> (descriptor: Int32, place: Int)? {
        // Whoever was last may take the file away between our opening and our locking it: then there is a new one.
        for _ in 0..<100 {
            let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
            guard descriptor >= 0 else { return nil }
            let free = (0..<places).first { place in
                var lock = lock(place)
                return fcntl(descriptor, setLock, &lock) == 0
            }
            if let free, isSameFile(descriptor, path) { return (descriptor, free) }
            close(descriptor)
            if free == nil { return nil }
        }
        return nil
    }

    private static func isSameFile(_ descriptor: Int32, _ path: String) -> Bool {
        var (opened, named) = (stat(), stat())
        return fstat(descriptor, &opened) == 0 && stat(path, &named) == 0 && opened.st_ino == named.st_ino
            && opened.st_dev == named.st_dev
    }

    deinit {
        // The last one takes the file away; `takePlace` copes with one that comes in between.
        if !(0..<BenchmarkPresence.places).contains(where: { $0 != place && isHeld($0) }) { unlink(path) }
        close(descriptor)
    }

    /// Identifiers of the other processes that measure into the database now.
    public func others() -> [Int32] {
        (0..<BenchmarkPresence.places).compactMap { other in
            guard other != place, isHeld(other) else { return nil }
            return processIdentifier(at: other)
        }
    }

    private func isHeld(_ place: Int) -> Bool {
        var lock = BenchmarkPresence.lock(place)
        return fcntl(descriptor, BenchmarkPresence.getLock, &lock) == 0 && lock.l_type != Int16(F_UNLCK)
    }

    /// nil for a process that has taken its place but not yet written its identifier.
    private func processIdentifier(at place: Int) -> Int32? {
        var bytes = [UInt8](repeating: 0, count: BenchmarkPresence.recordSize)
        let count = pread(descriptor, &bytes, bytes.count, BenchmarkPresence.recordOffset(place))
        let digits = bytes.prefix(max(0, count)).prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return Int32(String(decoding: digits, as: UTF8.self))
    }

    /// The locked bytes lie behind the records, so that reading a record never meets a lock.
    private static func lock(_ place: Int) -> flock {
        flock(
            l_type: Int16(F_WRLCK), l_whence: Int16(SEEK_SET), l_start: places * recordSize + place, l_len: 1,
            l_pid: 0)
    }

    private static func recordOffset(_ place: Int) -> Int { place * recordSize }
}
