#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Where a command's result goes: a file, or standard output where no path is given.
///
/// A regular file keeps its old content until the new one is whole; what fails leaves nothing behind.
struct OutputFile {
    let path: String?
    /// Whether the file may be one that was read: only a command that rewrites files says so.
    var replacesInput = false

    /// Finds out before long work whether there can be a file; makes none and changes none.
    func check() throws(CommandFailure) {
        guard let path, isFile else { return }
        try refuseReplacing(path)
        if access(path, F_OK) == 0 {
            guard access(path, W_OK) == 0 else { throw CommandFailure(cannotWrite: path, errno) }
            guard !isFolder(path) else { throw CommandFailure(cannotWrite: path, EISDIR) }
        } else {
            try UnfinishedFile(for: path).remove()
        }
    }

    /// Replaces the content; a file is created where there is none.
    func write(_ text: String) throws {
        var text = text
        try text.withUTF8 { bytes in
            try write { sink in try sink(UnsafeRawBufferPointer(bytes)) }
        }
    }

    /// Replaces the content by what `body` hands over piece by piece.
    func write(_ body: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void) throws {
        guard let path, isFile else { return try write(body, to: 1) }
        try refuseReplacing(path)
        guard isReplaceable(path), let file = try unfinished(path) else {
            let descriptor = try openInPlace()
            do {
                try write(body, to: descriptor)
            } catch {
                _ = close(descriptor)
                throw error
            }
            guard close(descriptor) == 0 else { throw CommandFailure(cannotWrite: path, errno) }
            return
        }
        do {
            try write(body, to: file.descriptor)
        } catch {
            file.remove()
            throw error
        }
        try file.finish()
    }

    /// A descriptor for what is written as it comes; standard output where no path is given. The old content goes at once.
    func openInPlace() throws(CommandFailure) -> Int32 {
        guard let path, isFile else { return 1 }
        try refuseReplacing(path)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw CommandFailure(cannotWrite: path, errno) }
        return descriptor
    }

    private var isFile: Bool { path != nil && path != "-" }

    private func write(
        _ body: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void, to descriptor: Int32
    ) throws {
        try body { bytes in
            guard StandardStreams.write(bytes, to: descriptor) else {
                throw CommandFailure(cannotWrite: isFile ? path ?? "" : "standard output", errno)
            }
        }
    }

    /// False for what is no regular file, such as `/dev/null`, and for a file of several names, which are to stay one.
    private func isReplaceable(_ path: String) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0 else { return true }
        return status.st_mode & S_IFMT == S_IFREG && status.st_nlink == 1
    }

    /// nil where the folder takes no new file but the old one can be written.
    private func unfinished(_ path: String) throws(CommandFailure) -> UnfinishedFile? {
        do throws(CommandFailure) {
            return try UnfinishedFile(for: path)
        } catch {
            guard access(path, W_OK) == 0 else { throw error }
            return nil
        }
    }

    private func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private func refuseReplacing(_ path: String) throws(CommandFailure) {
        if !replacesInput, let identity = FileIdentity(path: path), FilesRead.contains(identity) {
            throw CommandFailure(
                "\(path) was read as input and would be overwritten; choose another file for the result")
        }
        if let database = DatabaseFiles.database(of: path) {
            throw CommandFailure(
                "\(path) belongs to the result database '\(database)' and would be overwritten; choose another file for the result"
            )
        }
    }
}
