/// Why a result database cannot be used; every case leaves the file as it was.
public enum StoreError: Error, Hashable, Sendable {
    /// There is no file at the path.
    case missing(path: String)
    /// The folder that the file should be made in does not exist.
    case folderMissing(path: String)
    /// The folder is on a file system of the system's own, in which no files are made, such as /proc.
    case takesNoFiles(path: String)
    case isFolder(path: String)
    /// The user may not read the file.
    case unreadable(path: String)
    /// The file has no content, and was opened to read.
    case empty(path: String)
    /// The file is something else than an SQLite database.
    case notADatabase(path: String)
    /// The file is an SQLite database, but not one of archcost's.
    case foreignDatabase(path: String)
    /// The file ends before the size written in its header.
    case truncated(path: String, expectedBytes: Int, foundBytes: Int)
    /// SQLite or a check found damage.
    case corrupt(path: String, detail: String)
    /// Migrations were applied that this version does not know.
    case newerVersion(path: String, migrations: [String])
    /// Migrations are missing, and the file cannot be written to apply them.
    case olderVersion(path: String)
    /// The file or its folder may not be written.
    case readOnly(path: String)
    /// A write was interrupted, and the file or its folder may not be written to finish or undo it.
    case needsRecovery(path: String)
    case diskFull(path: String)
    /// The file may not grow any more (`ulimit -f`).
    case sizeLimit(path: String, bytes: Int)
    /// Another process held the database longer than the time allowed for waiting.
    case locked(path: String)
    /// A value that the schema refuses: a fault of archcost's own.
    case refusedValue(detail: String)
    /// Anything else that SQLite reports.
    case unexpected(path: String, code: Int, detail: String)
}

extension StoreError {
    /// True where the fault lies with archcost, not with the file, the disk or the user.
    public var isInternalFault: Bool {
        switch self {
        case .refusedValue, .unexpected: true
        default: false
        }
    }
}

extension StoreError: CustomStringConvertible {
    /// One sentence: what is wrong, and what helps.
    public var description: String {
        switch self {
        case .missing(let path):
            "there is no database '\(path)'; 'archcost bench' makes one, and '--db' names another"
        case .folderMissing(let path):
            "the database '\(path)' cannot be made: its folder does not exist"
        case .takesNoFiles(let path):
            "the database '\(path)' cannot be made: its folder takes no files"
        case .isFolder(let path):
            "'\(path)' is a folder; a database is a file"
        case .unreadable(let path):
            "the database '\(path)' may not be read by this user"
        case .empty(let path):
            "'\(path)' is an empty file; no results were stored in it"
        case .notADatabase(let path):
            "'\(path)' is not an SQLite database"
        case .foreignDatabase(let path):
            "'\(path)' is an SQLite database, but not one of archcost"
        case .truncated(let path, let expected, let found):
            "'\(path)' is cut off: its header says \(expected) bytes, the file has \(found); restore it from a copy"
        case .corrupt(let path, let detail):
            "the database '\(path)' is damaged: \(detail); restore it from a copy"
        case .newerVersion(let path, let migrations):
            "'\(path)' was written by a newer archcost (it has \(list(migrations))); update archcost to use it"
        case .olderVersion(let path):
            "'\(path)' was written by an older archcost and must be migrated, but it cannot be written here; "
                + "copy it to a writable folder"
        case .readOnly(let path):
            "the database '\(path)' cannot be written: the file, its folder or the disk is read-only"
        case .needsRecovery(let path):
            "an interrupted write of '\(path)' must be finished first, but it cannot be written here; "
                + "copy it with its '-wal' or '-journal' file to a writable folder"
        case .diskFull(let path):
            "the disk of '\(path)' is full; what was stored before is unharmed"
        case .sizeLimit(let path, let bytes):
            "the database '\(path)' may not grow: this process may write files of at most \(bytes) bytes (ulimit -f); "
                + "what was stored before is unharmed"
        case .locked(let path):
            "another process keeps the database '\(path)' locked; try again when it is done"
        case .refusedValue(let detail):
            "the database refused a value of archcost's: \(detail)"
        case .unexpected(let path, let code, let detail):
            "the database '\(path)' reports error \(code): \(detail)"
        }
    }

    private func list(_ migrations: [String]) -> String {
        migrations.map { "'\($0)'" }.joined(separator: ", ")
    }
}
