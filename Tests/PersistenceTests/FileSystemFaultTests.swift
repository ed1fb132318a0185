import Foundation
import GRDB
import KernelBenchmark
import Testing

@testable import Persistence

/// A small file system in memory, mounted for one test.
final class MountedFolder {
    let path: String

    /// - Throws: `NotPermitted` where this user may not mount.
    init(bytes: Int) throws {
        path = FileManager.default.temporaryDirectory.path + "/archcost-mount-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        guard try Self.run("mount", "-t", "tmpfs", "-o", "size=\(bytes)", "tmpfs", path) else {
            try? FileManager.default.removeItem(atPath: path)
            throw NotPermitted()
        }
    }

    deinit {
        _ = try? Self.run("umount", "-l", path)
        try? FileManager.default.removeItem(atPath: path)
    }

    struct NotPermitted: Error {}

    /// Whether tests may mount: where the environment's `ARCHCOST_TEST_MOUNTS` asks for it, and the user may. Tests do
    /// not mount unasked.
    static let isPossible =
        ProcessInfo.processInfo.environment["ARCHCOST_TEST_MOUNTS"] != nil && (try? MountedFolder(bytes: 65536)) != nil

    func makeReadOnly() throws {
        guard try Self.run("mount", "-o", "remount,ro", path) else { throw NotPermitted() }
    }

    func file(_ name: String) -> String { path + "/" + name }

    private static func run(_ arguments: String...) throws -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}

@Suite(.enabled(if: MountedFolder.isPossible, "mounts file systems: only as root, with ARCHCOST_TEST_MOUNTS=1"))
struct FileSystemFaultTests {
    @Test func aFullDiskIsNamedAndLosesNothing() throws {
        let folder = try MountedFolder(bytes: 600_000)
        let path = folder.file("results.db")
        let store = try ResultStore(path, .readWrite)
        let run = try store.beginRun()
        var kept = 0
        var failure: StoreError?
        while failure == nil, kept < 10_000 {
            do {
                try store.save(measurement(setting(convolution(filters: kept + 1))), of: run)
                kept += 1
            } catch {
                failure = error
            }
        }
        #expect(failure == .diskFull(path: path))
        #expect(kept > 10)
        // What was stored before can be read on the spot, and by whoever opens the file next.
        #expect(try store.measurements(of: run).count == kept)
        store.close()
        let copy = try TemporaryFolder()
        for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: path + suffix) {
            try FileManager.default.copyItem(atPath: path + suffix, toPath: copy.file("results.db") + suffix)
        }
        let reopened = try ResultStore(copy.file("results.db"), .readWrite)
        #expect(try reopened.check().isSound)
        #expect(try reopened.measurements(of: run).count == kept)
    }

    @Test func aDiskThatIsFullFromTheStartIsNamed() throws {
        let folder = try MountedFolder(bytes: 65536)
        try Data(count: 65536 - 4096).write(to: URL(fileURLWithPath: folder.file("ballast")))
        #expect(throws: StoreError.diskFull(path: folder.file("results.db"))) {
            try ResultStore(folder.file("results.db"), .readWrite)
        }
    }

    /// As it is committed, and as a program leaves it that closed it without folding the log's mode back.
    @Test(arguments: [false, true])
    func aReadOnlyFolderCanBeReadNotWritten(isInLogMode: Bool) throws {
        let folder = try MountedFolder(bytes: 2_000_000)
        let path = folder.file("results.db")
        let store = try ResultStore(path, .readWrite)
        let run = try store.beginRun()
        try store.save(measurement(), of: run)
        store.close()
        if isInLogMode {
            let queue = try DatabaseQueue(path: path)
            _ = try queue.inDatabase { try String.fetchOne($0, sql: "PRAGMA journal_mode = WAL") }
            try queue.close()
        }
        try folder.makeReadOnly()
        let reader = try ResultStore(path, .readOnly)
        #expect(try reader.query("SELECT count(*) FROM measurement").rows == [[.integer(1)]])
        #expect(try reader.check().isSound)
        #expect(throws: StoreError.readOnly(path: path)) { try ResultStore(path, .readWrite) }
        let new = folder.file("new.db")
        #expect(throws: StoreError.readOnly(path: new)) { try ResultStore(new, .readWrite) }
    }

    @Test func aLogThatCannotBeFoldedAsksForAWritableFolder() throws {
        let folder = try MountedFolder(bytes: 2_000_000)
        let path = folder.file("results.db")
        do {
            let other = try TemporaryFolder()
            let store = try ResultStore(other.file("results.db"), .readWrite)
            try store.save(measurement(), of: store.beginRun())
            // As after a crash: the log is there, and nobody holds it.
            for suffix in ["", "-wal"] {
                try FileManager.default.copyItem(atPath: store.path + suffix, toPath: path + suffix)
            }
        }
        try folder.makeReadOnly()
        #expect(throws: StoreError.needsRecovery(path: path)) { try ResultStore(path, .readOnly) }
    }
}

@Suite struct RecoveryTests {
    @Test func aLogLeftByACrashIsReadAndFolded() throws {
        let folder = try TemporaryFolder()
        let store = try ResultStore(folder.file("results.db"), .readWrite)
        let run = try store.beginRun()
        try store.save(measurement(), of: run)
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(atPath: store.path + suffix, toPath: folder.file("crashed.db") + suffix)
        }
        let reader = try ResultStore(folder.file("crashed.db"), .readOnly)
        #expect(try reader.measurements(of: run).count == 1)
        let writer = try ResultStore(folder.file("crashed.db"), .readWrite)
        #expect(try writer.check().isSound)
    }

    @Test func twoWritersWaitForEachOther() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("results.db")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<4 {
                group.addTask {
                    let store = try ResultStore(path, .readWrite)
                    let run = try store.beginRun(on: host("machine \(writer)"))
                    for index in 1...25 {
                        try store.save(measurement(setting(convolution(filters: index))), of: run)
                    }
                    try store.finish(run, at: date(1))
                    store.close()
                }
            }
            try await group.waitForAll()
        }
        let store = try ResultStore(path, .readOnly)
        #expect(try store.statistics().rows("measurement") == 100)
        #expect(try store.statistics().rows("sample") == 300)
        #expect(try store.check().isSound)
    }
}
