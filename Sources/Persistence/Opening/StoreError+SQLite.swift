import GRDB
import Glibc

extension StoreError {
    /// What an error of GRDB or SQLite means for the database at `path`.
    init(_ error: any Error, path: String) {
        switch error {
        case let error as StoreError: self = error
        case let error as DatabaseError: self.init(error, path: path)
        case let error as RowDecodingError: self = .corrupt(path: path, detail: "\(error)")
        default: self = .unexpected(path: path, code: 0, detail: "\(error)")
        }
    }

    private init(_ error: DatabaseError, path: String) {
        let detail = error.message ?? "no detail"
        switch error.resultCode {
        case .SQLITE_NOTADB: self = .notADatabase(path: path)
        case .SQLITE_CORRUPT: self = .corrupt(path: path, detail: detail)
        case .SQLITE_FULL: self = .diskFull(path: path)
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked(path: path)
        case .SQLITE_READONLY: self = .readOnly(path: path)
        case .SQLITE_PERM, .SQLITE_AUTH: self = .unreadable(path: path)
        case .SQLITE_CONSTRAINT, .SQLITE_MISMATCH, .SQLITE_TOOBIG, .SQLITE_RANGE:
            self = .refusedValue(detail: detail)
        case .SQLITE_IOERR, .SQLITE_CANTOPEN:
            // A full disk often shows up as a failed write of the log or of the shared index beside the database.
            if FileInspection.isDiskFull(at: path) {
                self = .diskFull(path: path)
            } else if let bytes = FileInspection.reachedSizeLimit(at: path) {
                self = .sizeLimit(path: path, bytes: bytes)
            } else if FileInspection.takesNoFiles(at: path) {
                self = .takesNoFiles(path: path)
            } else if access(path, F_OK) == 0, access(path, R_OK) != 0 {
                self = .unreadable(path: path)
            } else if !FileInspection.isWritable(path) {
                self = .readOnly(path: path)
            } else {
                self = .unexpected(path: path, code: Int(error.extendedResultCode.rawValue), detail: detail)
            }
        default:
            self = .unexpected(path: path, code: Int(error.extendedResultCode.rawValue), detail: detail)
        }
    }
}
