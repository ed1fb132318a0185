#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A file that takes another's place once it is whole, made beside it under a name of its own.
struct UnfinishedFile {
    let descriptor: Int32
    private let path: String
    private let target: String
    /// What the messages call the file.
    private let name: String

    /// - Parameter path: of the file whose place it takes; a link stays one, and leads to the new file.
    init(for path: String) throws(CommandFailure) {
        guard let place = FilePlace(path), !place.name.isEmpty else { throw CommandFailure(cannotWrite: path, ENOENT) }
        name = path
        target = place.path
        self.path = "\(place.folder)/.archcost-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        descriptor = open(self.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw CommandFailure(cannotWrite: path, errno) }
        var status = stat()
        guard stat(target, &status) == 0 else { return }
        let isLike = fchmod(descriptor, status.st_mode & 0o7777) == 0
        let isOwn = status.st_uid == geteuid() || fchown(descriptor, status.st_uid, status.st_gid) == 0
        guard isLike, isOwn else {
            let code = errno
            remove()
            throw CommandFailure(cannotWrite: path, code)
        }
    }

    /// Takes the place.
    func finish() throws(CommandFailure) {
        guard close(descriptor) == 0, rename(path, target) == 0 else {
            let code = errno
            unlink(path)
            throw CommandFailure(cannotWrite: name, code)
        }
    }

    /// Leaves the place as it was.
    func remove() {
        close(descriptor)
        unlink(path)
    }
}
