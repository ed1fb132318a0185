import Glibc

/// What can be known of a database file before SQLite touches it.
///
/// The layout of the header is SQLite's documented file format, section 1.3: magic, page size at 16, write version at
/// 18, change counter at 24, pages at 28, version-valid-for at 92.
struct FileInspection {
    enum Content: Hashable {
        case absent
        case empty
        case database(usesWriteAheadLog: Bool)
    }

    let content: Content

    /// Reads the file's header.
    ///
    /// - Throws: `isFolder`, `unreadable`, `notADatabase`, `truncated`.
    init(of path: String) throws(StoreError) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            guard errno != EACCES else { throw .unreadable(path: path) }
            content = .absent
            return
        }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw .isFolder(path: path) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notADatabase(path: path) }
        guard let header = FileInspection.firstBytes(of: path, count: 100) else { throw .unreadable(path: path) }
        guard !header.isEmpty else {
            content = .empty
            return
        }
        let magic = Array("SQLite format 3\0".utf8)
        guard header.starts(with: magic.prefix(header.count)) else { throw .notADatabase(path: path) }
        let size = Int(status.st_size)
        guard header.count == 100 else { throw .truncated(path: path, expectedBytes: 4096, foundBytes: size) }
        let storedPageSize = FileInspection.bigEndian(header[16..<18])
        let pageSize = storedPageSize == 1 ? 65536 : storedPageSize
        let pages = FileInspection.bigEndian(header[28..<32])
        // The page count is valid only where the last writer kept it; with a log beside the file, the log counts.
        let isCountValid = header[24..<28].elementsEqual(header[92..<96])
        if isCountValid, size < pages * pageSize, !FileInspection.hasPendingWrites(path) {
            throw .truncated(path: path, expectedBytes: pages * pageSize, foundBytes: size)
        }
        content = .database(usesWriteAheadLog: header[18] == 2)
    }

    /// True where a log or a journal holds something that belongs to the database.
    static func hasPendingWrites(_ path: String) -> Bool {
        ["-wal", "-journal"].contains { suffix in
            var status = stat()
            return stat(path + suffix, &status) == 0 && status.st_size > 0
        }
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// True where the file, or the folder that would hold it, may be written.
    static func isWritable(_ path: String) -> Bool {
        let folder = folder(of: path)
        return access(folder, W_OK) == 0 && (access(path, F_OK) != 0 || access(path, W_OK) == 0)
    }

    /// True where the file system of a path has less room than a page for this user.
    static func isDiskFull(at path: String) -> Bool {
        var status = statvfs()
        // A file system without blocks keeps no files and is never full.
        guard statvfs(folder(of: path), &status) == 0, status.f_blocks > 0 else { return false }
        return UInt64(status.f_bavail) * UInt64(status.f_frsize) < 65536
    }

    /// True where the folder is the system's own, such as /proc, in which nobody makes files.
    static func takesNoFiles(at path: String) -> Bool {
        var status = statvfs()
        return access(path, F_OK) != 0 && statvfs(folder(of: path), &status) == 0 && status.f_blocks == 0
    }

    /// The most bytes that a file of this process may have, where the database or a file beside it has come near it.
    static func reachedSizeLimit(at path: String) -> Int? {
        var limit = rlimit()
        guard
            getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0, let bytes = Int(exactly: limit.rlim_cur)
        else { return nil }
        // A page and its frame in the log, and the shared index, which grows by 32 KiB.
        let room = 65536
        let isNear = ["", "-wal", "-shm", "-journal"].contains { suffix in
            var status = stat()
            return stat(path + suffix, &status) == 0 && Int(status.st_size) > bytes - room
        }
        return isNear ? bytes : nil
    }

    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func firstBytes(of path: String, count: Int) -> [UInt8]? {
        // The descriptor is closed before SQLite opens the file: closing it later would drop SQLite's locks.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let got = bytes.withUnsafeMutableBytes {
                read(descriptor, $0.baseAddress?.advanced(by: filled), count - filled)
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { return nil }
            if got == 0 { break }
            filled += got
        }
        return Array(bytes.prefix(filled))
    }

    private static func bigEndian(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.reduce(0) { $0 << 8 | Int($1) }
    }
}
