import Foundation
import Testing

/// Where results go, and what they must not take the place of.
@Suite struct OutputFileTests {
    private let folder: TemporaryFolder
    private let network: String

    init() throws {
        folder = try TemporaryFolder()
        network = try folder.write("input 3x8x8\nconv 3|5 8\n", to: "one.arch")
    }

    private func path(_ name: String) -> String { folder.url.appendingPathComponent(name).path }

    private func content(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }

    /// A copy of the shipped database.
    private func database(_ name: String) throws -> String {
        let copy = path(name)
        try FileManager.default.copyItem(
            atPath: BuiltCommand.root.appendingPathComponent("results.db").path, toPath: copy)
        return copy
    }

    /// Each command that knows a database, with the arguments that make it write; `-o` and its file follow.
    @Test(arguments: [
        ["report", "--db", "DB"], ["report", "NET", "--db", "DB"], ["report", "--search", "1", "--db", "DB"],
        ["sql", "SELECT 1 AS one", "--db", "DB"], ["estimate", "NET", "--time", "--db", "DB"],
        ["search", "NET", "--budget", "1.0x", "--db", "DB"], ["search", "NET", "--all", "--db", "DB"],
        ["bench", "NET", "--db", "DB"], ["accuracy", "--db", "DB"], ["plan", "NET", "--db", "DB"],
        ["widen", "NET", "--db", "DB"], ["calibrate", "--minutes", "0", "--db", "DB"], ["db", "stats", "--db", "DB"],
        ["db", "merge", "DB", "--db", "OTHER"],
    ])
    func noResultTakesADatabasesPlace(arguments: [String]) throws {
        let db = try database("kept.db")
        let before = try content(db)
        let replaced = arguments.map { ["DB": db, "NET": network, "OTHER": path("other.db")][$0] ?? $0 }
        let outcome = try BuiltCommand.run(replaced + ["-o", db], input: "", environment: [:])
        #expect(outcome.status == 1)
        #expect(
            outcome.error.hasSuffix(
                "error: \(db) belongs to the result database '\(db)' and would be overwritten; choose another file for the result\n"
            ), "\(outcome.error)")
        #expect(try content(db) == before)
    }

    /// Nor by another name of it.
    @Test func norByALink() throws {
        let db = try database("kept.db")
        let before = try content(db)
        let (link, twin) = (path("link.db"), path("twin.db"))
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "kept.db")
        try FileManager.default.linkItem(atPath: db, toPath: twin)
        for (named, target) in [(db, link), (db, twin), (link, db), (link, db + "-wal")] {
            let outcome = try BuiltCommand.run("report", "--db", named, "-o", target)
            #expect(outcome.status == 1)
            #expect(outcome.error.contains("belongs to the result database '\(named)'"), "\(outcome.error)")
            #expect(try content(db) == before)
        }
    }

    /// What SQLite keeps beside the file belongs to it, whether it is there at the moment or not.
    @Test(arguments: ["-wal", "-shm", "-journal"])
    func norThatOfItsLog(ending: String) throws {
        let db = try database("kept.db")
        let outcome = try BuiltCommand.run("report", "--db", db, "-o", db + ending)
        #expect(outcome.status == 1)
        #expect(outcome.error.contains("belongs to the result database '\(db)'"), "\(outcome.error)")
        #expect(!FileManager.default.fileExists(atPath: db + ending))
    }

    /// The database of the environment, by another spelling; and one that the command itself would make.
    @Test func theEnvironmentsDatabaseIsKnown() throws {
        let db = try database("kept.db")
        let before = try content(db)
        let other = "\(folder.url.path)/./kept.db"
        let outcome = try BuiltCommand.run("report", network, "-o", other, environment: ["ARCHCOST_DB": db])
        #expect(outcome.status == 1)
        #expect(try content(db) == before)
        let new = path("new.db")
        let search = try BuiltCommand.run(
            "search", network, "--budget", "1.0x", "-o", "\(folder.url.path)/./new.db",
            environment: ["ARCHCOST_DB": new])
        #expect(search.status == 1)
        #expect(search.error.contains("belongs to the result database"), "\(search.error)")
        #expect(!FileManager.default.fileExists(atPath: new))
    }

    @Test func aFailedCommandLeavesNothingBehind() throws {
        let db = try database("kept.db")
        let empty = try folder.write("input 3x8x8\nconv 0 8\n", to: "wrong.arch")
        for arguments in [["--search", "5", "--db", db], [empty]] {
            let outcome = try BuiltCommand.run(
                ["report"] + arguments + ["-o", path("page.html")], input: "", environment: [:])
            #expect(outcome.status == 1)
            #expect(!FileManager.default.fileExists(atPath: path("page.html")))
        }
        let old = try folder.write("as it was", to: "old.html")
        let outcome = try BuiltCommand.run("report", empty, "-o", old)
        #expect(outcome.status == 1)
        #expect(try content(old) == Data("as it was".utf8))
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
        #expect(Set(names) == ["one.arch", "wrong.arch", "old.html", "kept.db"])
    }

    /// A link stays one, permissions stay, and of a file's names none goes its own way.
    @Test func aReplacedFileKeepsItsPlace() throws {
        let target = try folder.write("old", to: "target.html")
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: target)
        let link = path("link.html")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "target.html")
        #expect(try BuiltCommand.run("report", network, "-o", link).status == 0)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "target.html")
        #expect(try content(target).starts(with: Data("<!DOCTYPE html>".utf8)))
        let mode = try FileManager.default.attributesOfItem(atPath: target)[.posixPermissions] as? Int
        #expect(mode == 0o640)
        let first = try folder.write("old", to: "first.html")
        let second = path("second.html")
        try FileManager.default.linkItem(atPath: first, toPath: second)
        #expect(try BuiltCommand.run("report", network, "-o", first).status == 0)
        #expect(try content(first) == content(second))
        // What is no file is written to and stays.
        #expect(try BuiltCommand.run("report", network, "-o", "/dev/null").status == 0)
        let full = try BuiltCommand.run("report", network, "-o", "/dev/full")
        #expect(full.status == 1)
        #expect(full.error == "error: cannot write '/dev/full': No space left on device\n")
        let isFolder = try BuiltCommand.run("report", network, "-o", folder.url.path)
        #expect(isFolder.error == "error: cannot write '\(folder.url.path)': Is a directory\n")
    }
}
