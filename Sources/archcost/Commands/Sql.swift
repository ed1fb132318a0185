import ArgumentParser
import Persistence
import Reporting

/// `archcost sql`: one read-only query over the results.
struct Sql: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sql",
        abstract: "Ask the result database; without a query, list its tables, views and example queries.",
        discussion: """
            The database is opened read-only: whatever is asked, nothing changes. docs/results.md describes the tables.

            Examples:
              archcost sql
              archcost sql --example slowest-layers
              archcost sql "SELECT kind, count(*) FROM problem GROUP BY kind" --format csv
            """)

    @Argument(help: ArgumentHelp("One SQL statement that reads; - is standard input.", valueName: "query"))
    var query: String?

    @Option(name: .long, help: ArgumentHelp("Run the example query of this name.", valueName: "name"))
    var example: String?

    @Flag(name: .long, help: "Print the example query's text instead of running it.")
    var show = false

    @Option(name: .long, help: "Print at most this many rows.")
    var limit: Int?

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if query != nil, example != nil { throw ValidationError("Give a query or '--example', not both.") }
        if show, example == nil { throw ValidationError("'--show' prints an example query; name it with '--example'.") }
        if let limit, limit < 0 { throw ValidationError("'--limit' must not be negative; got \(limit).") }
    }

    func run() throws {
        let chosen = try example.map { try ExampleQuery.named($0) }
        if show, let chosen { return try output.print("-- \(chosen.summary)\n\(chosen.sql);\n") }
        let store = try database.open(.readOnly)
        defer { store.close() }
        guard let text = try chosen?.sql ?? query.map({ try statement($0) }) else {
            return try printContents(of: store)
        }
        let report = QueryReport.report(
            try store.query(text, limit: limit ?? ResultStore.queryLimit), title: chosen?.summary ?? "")
        try output.print([report], json: report.json)
    }

    private func statement(_ query: String) throws -> String {
        guard query == "-" else { return query }
        return try InputFile(path: "-").source().text
    }

    private func printContents(of store: ResultStore) throws {
        let reports = [
            QueryReport.tables(try store.queryableTables()), QueryReport.examples(ExampleQuery.all),
        ]
        let names = ["tables", "examples"]
        try output.print(
            reports, json: .object(zip(names, reports).map { JSONMember($0, .array($1.rowObjects)) }))
    }
}
