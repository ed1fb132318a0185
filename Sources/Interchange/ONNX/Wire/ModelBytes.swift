#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The bytes of a model, read front to back through one small buffer, so that weights can be passed over unread.
///
/// A regular file is skipped in by position; a pipe is read and forgotten. Memory does not depend on the length.
public struct ModelBytes: ~Copyable {
    private enum Origin {
        case memory
        case descriptor(Int32, isSeekable: Bool)
    }

    private static let chunk = 1 << 16

    private let origin: Origin
    private var buffer: [UInt8]
    /// The valid part of `buffer`.
    private var filled: Int
    private var cursor = 0
    /// Where `buffer` starts in the file.
    private var base = 0
    /// Bytes in all; nil for a pipe.
    let length: Int?

    /// Bytes already in memory.
    public init(_ bytes: [UInt8]) {
        origin = .memory
        buffer = bytes
        filled = bytes.count
        length = bytes.count
    }

    /// An open file or pipe; the caller closes it.
    ///
    /// - Parameter start: what was read from a pipe already; a file is read from its beginning.
    public init(descriptor: Int32, start: [UInt8] = []) {
        var status = stat()
        let isRegular = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        origin = .descriptor(descriptor, isSeekable: isRegular)
        length = isRegular ? Int(status.st_size) : nil
        buffer = start + [UInt8](repeating: 0, count: max(ModelBytes.chunk - start.count, 0))
        filled = isRegular ? 0 : start.count
    }

    /// How many bytes were passed.
    var offset: Int { base + cursor }

    /// True at the end of the file.
    mutating func isAtEnd() throws(WireError) -> Bool { cursor == filled ? try !refill() : false }

    /// The next byte.
    mutating func byte() throws(WireError) -> UInt8 {
        if cursor == filled, try !refill() { throw .truncated(offset: offset) }
        defer { cursor += 1 }
        return buffer[cursor]
    }

    /// Appends the next `count` bytes to `output`, which grows only as bytes really come.
    mutating func copy(_ count: Int, to output: inout [UInt8]) throws(WireError) {
        var left = count
        while left > 0 {
            if cursor == filled, try !refill() { throw .truncated(offset: offset) }
            let part = min(left, filled - cursor)
            output.append(contentsOf: buffer[cursor..<cursor + part])
            cursor += part
            left -= part
        }
    }

    /// Passes over `count` bytes.
    mutating func skip(_ count: Int) throws(WireError) {
        let buffered = min(count, filled - cursor)
        cursor += buffered
        var left = count - buffered
        guard left > 0 else { return }
        if case .descriptor(_, isSeekable: true) = origin, let length {
            guard left <= length - offset else { throw .truncated(offset: length) }
            base = offset + left
            cursor = 0
            filled = 0
            return
        }
        while left > 0 {
            guard try refill() else { throw .truncated(offset: offset) }
            cursor = min(left, filled)
            left -= cursor
        }
    }

    /// Reads on; false at the end.
    private mutating func refill() throws(WireError) -> Bool {
        guard case .descriptor(let descriptor, let isSeekable) = origin else { return false }
        base += filled
        cursor = 0
        filled = 0
        while true {
            let position = off_t(base)
            let count = buffer.withUnsafeMutableBytes { bytes in
                isSeekable
                    ? pread(descriptor, bytes.baseAddress, bytes.count, position)
                    : read(descriptor, bytes.baseAddress, bytes.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .unreadable(errno) }
            filled = count
            return count > 0
        }
    }
}
