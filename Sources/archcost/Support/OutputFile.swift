#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Where a command's result goes: a file, or standard output where no path is given.
struct OutputFile {
    let path: String?
    /// Whether the file may be one that was read: only a command that rewrites files says so.
    var replacesInput = false

    /// Finds out before long work whether there can be a file, and makes it where there is none.
    func check() throws(CommandFailure) {
        guard let path, path != "-" else { return }
        try refuseInput(path)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw CommandFailure(cannotWrite: path, errno) }
        _ = Glibc.close(descriptor)
    }

    /// Replaces the content; a file is created where there is none.
    func write(_ text: String) throws(CommandFailure) {
        let descriptor = try opened()
        let isWritten = StandardStreams.write(text, to: descriptor)
        try close(descriptor, isWritten)
    }

    /// Replaces the content by what `body` hands over piece by piece.
    func write(_ body: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void) throws {
        let descriptor = try opened()
        do {
            try body { bytes in
                guard StandardStreams.write(bytes, to: descriptor) else {
                    throw CommandFailure(cannotWrite: name, errno)
                }
            }
        } catch {
            if isFile { _ = Glibc.close(descriptor) }
            throw error
        }
        try close(descriptor, true)
    }

    private var isFile: Bool { path != nil && path != "-" }

    private var name: String { isFile ? path ?? "" : "standard output" }

    private func opened() throws(CommandFailure) -> Int32 {
        guard let path, isFile else { return 1 }
        try refuseInput(path)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw CommandFailure(cannotWrite: path, errno) }
        return descriptor
    }

    private func refuseInput(_ path: String) throws(CommandFailure) {
        guard !replacesInput, let identity = FileIdentity(path: path), FilesRead.contains(identity) else { return }
        throw CommandFailure("\(path) was read as input and would be overwritten; choose another file for the result")
    }

    private func close(_ descriptor: Int32, _ isWritten: Bool) throws(CommandFailure) {
        let code = errno
        let isClosed = !isFile || Glibc.close(descriptor) == 0
        guard isWritten else { throw CommandFailure(cannotWrite: name, code) }
        guard isClosed else { throw CommandFailure(cannotWrite: name, errno) }
    }
}
