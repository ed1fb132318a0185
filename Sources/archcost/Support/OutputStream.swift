#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A result that is written as it comes, in large pieces.
final class OutputStream {
    private let descriptor: Int32
    private let name: String
    private var buffer = ""

    /// Creates the file, or writes to standard output where no path is given.
    init(path: String?) throws(CommandFailure) {
        name = path ?? "standard output"
        descriptor = try OutputFile(path: path).openInPlace()
    }

    func write(_ text: String) throws(CommandFailure) {
        buffer += text
        if buffer.utf8.count > 1 << 16 { try flush() }
    }

    /// Writes what is left and closes the file.
    func finish() throws(CommandFailure) {
        try flush()
        if descriptor != 1, close(descriptor) != 0 { throw CommandFailure(cannotWrite: name, errno) }
    }

    private func flush() throws(CommandFailure) {
        guard StandardStreams.write(buffer, to: descriptor) else { throw CommandFailure(cannotWrite: name, errno) }
        buffer.removeAll(keepingCapacity: true)
    }
}
