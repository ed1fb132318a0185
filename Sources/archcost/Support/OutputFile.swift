#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Where a command's result goes: a file, or standard output where no path is given.
struct OutputFile {
    let path: String?

    /// Finds out before long work whether there can be a file, and makes it where there is none.
    func check() throws(CommandFailure) {
        guard let path, path != "-" else { return }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw CommandFailure(cannotWrite: path, errno) }
        close(descriptor)
    }

    /// Replaces the content; a file is created where there is none.
    func write(_ text: String) throws(CommandFailure) {
        var text = text
        try write { (sink) throws(CommandFailure) in
            try text.withUTF8 { (bytes) throws(CommandFailure) in try sink(UnsafeRawBufferPointer(bytes)) }
        }
    }

    /// Replaces the content by what `body` hands over piece by piece.
    func write(
        _ body: ((UnsafeRawBufferPointer) throws(CommandFailure) -> Void) throws(CommandFailure) -> Void
    ) throws(CommandFailure) {
        let name = path.flatMap { $0 == "-" ? nil : $0 }
        let descriptor = name.map { open($0, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666) } ?? 1
        guard descriptor >= 0 else { throw CommandFailure(cannotWrite: name ?? "", errno) }
        defer { if name != nil { close(descriptor) } }
        try body { (bytes) throws(CommandFailure) in
            guard StandardStreams.write(bytes, to: descriptor) else {
                throw CommandFailure(cannotWrite: name ?? "standard output", errno)
            }
        }
    }
}
