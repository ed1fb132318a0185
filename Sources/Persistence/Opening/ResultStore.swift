import Foundation
import GRDB

/// The result database: machines, runs, problems, measurements, networks, predictions and searches in one SQLite file.
///
/// Writers use a write-ahead log, so that a crash loses nothing that was stored and readers never wait. `close()` folds
/// the log back and leaves one self-contained file, which can be committed, copied and read from a read-only folder.
public final class ResultStore: Sendable {
    /// What a store is opened for.
    public enum Access: Hashable, Sendable {
        case readOnly
        /// Makes the file where it does not exist.
        case readWrite
    }

    /// The path as it was given.
    public let path: String
    public let access: Access
    let queue: DatabaseQueue

    /// Opens the database, makes it where `access` allows that, and brings an older schema up to date.
    ///
    /// - Parameter patience: seconds to wait for another process's lock.
    public init(_ path: String, _ access: Access, patience: Double = 10) throws(StoreError) {
        self.path = path
        self.access = access
        let content = try FileInspection(of: path).content
        do {
            switch access {
            case .readWrite:
                queue = try ResultStore.openForWriting(path, content: content, patience: patience)
            case .readOnly:
                queue = try ResultStore.openForReading(path, content: content, patience: patience)
            }
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// Closes the database; the last writer folds its write-ahead log into the file.
    public func close() {
        if access == .readWrite {
            // Fails, rightly, while another process has the database open: that process then folds the log.
            try? queue.inDatabase { db in
                try db.execute(sql: "PRAGMA busy_timeout = 0")
                _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = DELETE")
            }
        }
        try? queue.close()
    }

    deinit { close() }
}

// Opening, step by step. What SQLite reports is translated by the initialiser.
extension ResultStore {
    private static func openForWriting(
        _ path: String, content: FileInspection.Content, patience: Double
    ) throws -> DatabaseQueue {
        if content == .absent, !FileInspection.exists(FileInspection.folder(of: path)) {
            throw StoreError.folderMissing(path: path)
        }
        guard FileInspection.isWritable(path) else { throw StoreError.readOnly(path: path) }
        let queue = try DatabaseQueue(path: absolute(path), configuration: configuration(.readWrite, patience))
        try queue.read { try refuseForeign($0, path: path) }
        try claim(queue, path: path)
        try queue.inDatabase { db in
            // A reader in the middle of a query keeps the old mode in place, which is as safe, only less concurrent.
            do {
                _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {}
        }
        try migrate(queue)
        // Another process may have made the tables after this connection was told that there are none, and GRDB remembers
        // what it was told: without this, one of two benches that make a database at once ends with "no such table".
        queue.inDatabase { $0.clearSchemaCache() }
        // A file on a read-only disk opens without complaint; better to learn it now than after the first measurement.
        try queue.inDatabase { db in
            try db.execute(sql: "BEGIN IMMEDIATE; ROLLBACK")
        }
        return queue
    }

    /// Marks an empty database as archcost's before anything else is written: the migrator's own table comes before the
    /// first migration, and with it alone the file would look like somebody else's to a process that opens it just then.
    private static func claim(_ queue: DatabaseQueue, path: String) throws {
        guard try queue.read({ try Int32.fetchOne($0, sql: "PRAGMA application_id") }) != Schema.applicationIdentifier
        else { return }
        try queue.inDatabase { db in
            try db.inTransaction(.immediate) {
                try refuseForeign(db, path: path)
                try db.execute(sql: "PRAGMA application_id = \(Schema.applicationIdentifier)")
                return .commit
            }
        }
    }

    private static func migrate(_ queue: DatabaseQueue) throws {
        // Two processes that make the same file at once collide in a migration; whoever loses finds it done.
        for _ in Schema.migrations {
            if try queue.read({ try Schema.migrator.hasCompletedMigrations($0) }) { return }
            do {
                return try Schema.migrator.migrate(queue)
            } catch let error as DatabaseError where error.resultCode == .SQLITE_ERROR {}
        }
        try Schema.migrator.migrate(queue)
    }

    private static func openForReading(
        _ path: String, content: FileInspection.Content, patience: Double
    ) throws -> DatabaseQueue {
        switch content {
        case .absent: throw StoreError.missing(path: path)
        case .empty where !FileInspection.hasPendingWrites(path): throw StoreError.empty(path: path)
        case .empty, .database: break
        }
        let queue = try readableQueue(path, content: content, patience: patience)
        let isCurrent = try queue.read { db in
            try refuseForeign(db, path: path)
            return try Schema.migrator.hasCompletedMigrations(db)
        }
        if isCurrent { return queue }
        try queue.close()
        guard FileInspection.isWritable(path) else { throw StoreError.olderVersion(path: path) }
        try ResultStore(path, .readWrite, patience: patience).close()
        return try readableQueue(path, content: content, patience: patience)
    }

    /// A read-only connection that can read: an interrupted write is finished first, a read-only folder is accepted.
    private static func readableQueue(
        _ path: String, content: FileInspection.Content, patience: Double
    ) throws -> DatabaseQueue {
        func open(_ name: String) throws -> DatabaseQueue {
            let queue = try DatabaseQueue(path: name, configuration: configuration(.readOnly, patience))
            _ = try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_master") }
            return queue
        }
        do {
            return try open(absolute(path))
        } catch let error as DatabaseError
            where [.SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_IOERR].contains(error.resultCode)
        {
            guard FileInspection.hasPendingWrites(path) else {
                // The log's shared index cannot be made in a read-only folder; without a log, none is needed.
                return try open(immutableAddress(path))
            }
            guard FileInspection.isWritable(path) else { throw StoreError.needsRecovery(path: path) }
            do {
                try ResultStore(path, .readWrite, patience: patience).close()
            } catch {
                if case .readOnly = error { throw StoreError.needsRecovery(path: path) }
                throw error
            }
            return try open(absolute(path))
        }
    }

    private static func configuration(_ access: Access, _ patience: Double) -> Configuration {
        var configuration = Configuration()
        configuration.label = "results"
        configuration.readonly = access == .readOnly
        configuration.busyMode = .timeout(patience)
        configuration.prepareDatabase { db in
            if access == .readOnly { try db.execute(sql: "PRAGMA query_only = 1") }
        }
        return configuration
    }

    private static func refuseForeign(_ db: Database, path: String) throws {
        let identifier = try Int32.fetchOne(db, sql: "PRAGMA application_id")
        let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
        guard identifier == Schema.applicationIdentifier || tables == 0 else {
            throw StoreError.foreignDatabase(path: path)
        }
        guard try Schema.migrator.hasBeenSuperseded(db) else { return }
        let unknown = try String.fetchAll(db, sql: "SELECT identifier FROM grdb_migrations ORDER BY rowid")
            .filter { !Schema.migrations.contains($0) }
        throw StoreError.newerVersion(path: path, migrations: unknown)
    }

    /// SQLite must not take a file named `file:…` for an address.
    private static func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    }

    private static func immutableAddress(_ path: String) -> String {
        let plain = Set("/._-~".utf8)
        let escaped = absolute(path).utf8.map { byte -> String in
            let scalar = UnicodeScalar(byte)
            let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
            if isPlain || plain.contains(byte) { return String(scalar) }
            return (byte < 16 ? "%0" : "%") + String(byte, radix: 16)
        }
        return "file:" + escaped.joined() + "?immutable=1"
    }
}

extension ResultStore {
    /// Runs `body` in one read transaction.
    func reading<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        do {
            return try queue.read(body)
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// Runs `body` in one write transaction: all of it is stored, or nothing.
    func writing<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        guard access == .readWrite else { throw .readOnly(path: path) }
        do {
            return try queue.write(body)
        } catch {
            throw StoreError(error, path: path)
        }
    }
}
