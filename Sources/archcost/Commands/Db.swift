import ArgumentParser
import Foundation
import Persistence
import Reporting

/// `archcost db`: care for the result database.
struct Db: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "db",
        abstract: "Merge, check, count and prune result databases.",
        subcommands: [MergeDatabases.self, CheckDatabase.self, CountDatabase.self, PruneDatabase.self])
}

/// `archcost db merge`: the results of other machines, once.
struct MergeDatabases: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge", abstract: "Bring the results of other databases into this one, without doubles.",
        discussion: "The others are only read. Merging again changes nothing.")

    @Argument(help: ArgumentHelp("Databases to take from.", valueName: "other"))
    var others: [String]

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        for other in others {
            DatabaseFiles.add(other)
            // Before this one is made, where it is new.
            try ResultStore(other, .readOnly).close()
        }
        let store = try database.open(.readWrite)
        defer { store.close() }
        let report = StoreReport.merges(try others.map { (path: $0, summary: try store.merge($0)) })
        try output.print([report], json: report.json)
    }
}

/// `archcost db check`: is everything as it should be?
struct CheckDatabase: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check a database's structure, references and schema.",
        discussion: "Exits with 1 where something is wrong.")

    @OptionGroup var database: DatabaseArgument
    @OptionGroup var output: OutputOptions

    func run() throws {
        let store = try database.open(.readOnly)
        defer { store.close() }
        let check = try store.check()
        let report = StoreReport.check(check, path: database.path)
        try output.print([report], json: report.json)
        if !check.isSound { throw ExitCode(ExitStatus.refused) }
    }
}

/// `archcost db stats`: how much there is.
struct CountDatabase: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats", abstract: "Say how many rows a database holds, of what, and how large it is.")

    @OptionGroup var database: DatabaseArgument
    @OptionGroup var output: OutputOptions

    func run() throws {
        let store = try database.open(.readOnly)
        defer { store.close() }
        let report = StoreReport.statistics(try store.statistics(), path: database.path)
        try output.print([report], json: report.json)
    }
}

/// `archcost db prune`: make it smaller.
struct PruneDatabase: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune", abstract: "Throw away what is told, and the room it took.",
        discussion: """
            Without options only empty runs and unused problems go. What was thrown away cannot be brought back.

            Examples:
              archcost db prune --superseded --failures
              archcost db prune --samples --db results.db
            """)

    @Flag(help: "Single samples; their summaries stay.")
    var samples = false

    @Flag(help: "Measurements of debug builds.")
    var debugBuilds = false

    @Flag(help: "Failed and mistrusted measurements.")
    var failures = false

    @Flag(help: "Measurements of settings that were measured again later.")
    var superseded = false

    @Option(
        name: .long, help: ArgumentHelp("Measurements older than this many days.", valueName: "days"))
    var olderThan: Double?

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard let olderThan else { return }
        guard olderThan.isFinite, olderThan >= 0 else { throw ValidationError("'--older-than' is a number of days.") }
    }

    func run() throws {
        _ = try database.open(.readOnly)
        let store = try database.open(.readWrite)
        defer { store.close() }
        let rules = PruneRules(
            samples: samples, debugBuilds: debugBuilds, failures: failures, superseded: superseded,
            before: olderThan.map { Date(timeIntervalSinceNow: -$0 * 86_400) })
        let report = StoreReport.pruned(try store.prune(rules), path: database.path)
        try output.print([report], json: report.json)
    }
}
