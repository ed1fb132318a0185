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
        guard let path, path != "-" else {
            guard StandardStreams.write(text, to: 1) else {
                throw CommandFailure(cannotWrite: "standard output", errno)
            }
            return
        }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw CommandFailure(cannotWrite: path, errno) }
        let isWritten = StandardStreams.write(text, to: descriptor)
        let code = errno
        guard close(descriptor) == 0, isWritten else { throw CommandFailure(cannotWrite: path, code) }
    }
}
