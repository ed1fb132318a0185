import Foundation
import GRDB
import Testing

@testable import Persistence

@Suite struct OpeningTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    func write(_ bytes: some Sequence<UInt8>, to name: String) throws -> String {
        let path = folder.file(name)
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return path
    }

    func contents(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }

    /// A database with one measurement, closed.
    func database(_ name: String = "results.db") throws -> String {
        let path = folder.file(name)
        let store = try ResultStore(path, .readWrite)
        try store.save(measurement(), of: store.beginRun())
        store.close()
        return path
    }

    @Test func closedDatabasesAreOneFileInRollbackMode() throws {
        let path = try database()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["results.db"])
        // Bytes 18 and 19 of the header are 1 for a rollback journal, 2 for a write-ahead log.
        #expect(try contents(path)[18...19].elementsEqual([1, 1]))
    }

    @Test func openDatabasesUseAWriteAheadLog() throws {
        let store = try ResultStore(folder.file("results.db"), .readWrite)
        #expect(try store.reading { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
        #expect(try store.reading { try Int.fetchOne($0, sql: "PRAGMA foreign_keys") } == 1)
    }

    @Test func everyTableIsStrict() throws {
        let store = try ResultStore(folder.file("results.db"), .readWrite)
        let loose = try store.reading { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND schema = 'main'
                      AND name NOT LIKE 'sqlite_%' AND name <> 'grdb_migrations'
                    """)
        }
        #expect(loose == [])
    }

    @Test func readersSeeWhatAWriterStoresMeanwhile() throws {
        let writer = try ResultStore(folder.file("results.db"), .readWrite)
        let reader = try ResultStore(folder.file("results.db"), .readOnly)
        let run = try writer.beginRun()
        try writer.save(measurement(), of: run)
        #expect(try reader.measurements(of: run).count == 1)
    }

    @Test func aReaderCannotWrite() throws {
        let store = try ResultStore(try database(), .readOnly)
        #expect(throws: StoreError.readOnly(path: store.path)) { try store.save(host()) }
        #expect(throws: DatabaseError.self) {
            try store.queue.inDatabase { try $0.execute(sql: "DELETE FROM measurement") }
        }
    }

    @Test func aMissingDatabaseIsMadeByWritersOnly() throws {
        let path = folder.file("none.db")
        #expect(throws: StoreError.missing(path: path)) { try ResultStore(path, .readOnly) }
        #expect(!FileManager.default.fileExists(atPath: path))
        let deep = folder.file("no/such/folder.db")
        #expect(throws: StoreError.folderMissing(path: deep)) { try ResultStore(deep, .readWrite) }
    }

    @Test(arguments: [ResultStore.Access.readOnly, .readWrite])
    func whatIsNoDatabaseIsRefusedUnharmed(access: ResultStore.Access) throws {
        let text = try write("input 3x224x224\n".utf8, to: "net.arch")
        #expect(throws: StoreError.notADatabase(path: text)) { try ResultStore(text, access) }
        #expect(try contents(text) == Data("input 3x224x224\n".utf8))
        #expect(throws: StoreError.isFolder(path: folder.path)) { try ResultStore(folder.path, access) }

        let foreign = folder.file("foreign.db")
        let queue = try DatabaseQueue(path: foreign)
        try queue.write { try $0.execute(sql: "CREATE TABLE song (name TEXT)") }
        try queue.close()
        let before = try contents(foreign)
        #expect(throws: StoreError.foreignDatabase(path: foreign)) { try ResultStore(foreign, access) }
        #expect(try contents(foreign) == before)
    }

    @Test func anEmptyFileIsReadAsEmptyAndMayBeWritten() throws {
        let path = try write([], to: "empty.db")
        #expect(throws: StoreError.empty(path: path)) { try ResultStore(path, .readOnly) }
        let store = try ResultStore(path, .readWrite)
        #expect(try store.machines() == [])
    }

    /// Cut inside the header, after one page, and one byte before the end.
    @Test(arguments: [ResultStore.Access.readOnly, .readWrite], [10, 4096, -1])
    func aTruncatedDatabaseIsRefusedUnharmed(access: ResultStore.Access, length: Int) throws {
        let whole = try contents(try database())
        let part = length > 0 ? whole.prefix(length) : whole.dropLast(-length)
        let path = try write(part, to: "cut.db")
        let error = #expect(throws: StoreError.self) { try ResultStore(path, access) }
        guard case .truncated(path, _, part.count) = error else {
            Issue.record("got \(String(describing: error))")
            return
        }
        #expect(try contents(path) == part)
    }

    @Test(arguments: [ResultStore.Access.readOnly, .readWrite])
    func aNewerDatabaseIsRefusedUnharmed(access: ResultStore.Access) throws {
        let path = try database()
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('add colours')") }
        try queue.close()
        let before = try contents(path)
        #expect(throws: StoreError.newerVersion(path: path, migrations: ["add colours"])) {
            try ResultStore(path, access)
        }
        #expect(try contents(path) == before)
    }

    @Test(arguments: [ResultStore.Access.readOnly, .readWrite])
    func anOlderDatabaseIsMigrated(access: ResultStore.Access) throws {
        let path = folder.file("old.db")
        let queue = try DatabaseQueue(path: path)
        try Schema.migrator.migrate(queue, upTo: "create measurements")
        try queue.close()
        let store = try ResultStore(path, access)
        #expect(try store.reading { try Int.fetchOne($0, sql: "SELECT count(*) FROM network") } == 0)
    }

    @Test func aDatabaseLockedByAnotherSaysSo() throws {
        let path = try database()
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: path, configuration: configuration)
        try other.inDatabase { try $0.execute(sql: "BEGIN EXCLUSIVE") }
        #expect(throws: StoreError.locked(path: path)) { try ResultStore(path, .readWrite, patience: 0.05) }
        #expect(throws: StoreError.locked(path: path)) { try ResultStore(path, .readOnly, patience: 0.05) }
        try other.inDatabase { try $0.execute(sql: "ROLLBACK") }
    }

    @Test func oddNamesAreNames() throws {
        for name in ["file:x?mode=memory", "a b%20#ü?.db", "-"] {
            let path = try database(name)
            #expect(FileManager.default.fileExists(atPath: path), "\(name)")
            _ = try ResultStore(path, .readOnly)
        }
    }
}
