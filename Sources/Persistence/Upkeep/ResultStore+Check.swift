import GRDB
import NetworkIR

/// What a check of a database found.
public struct StoreCheck: Hashable, Sendable {
    /// Migrations that were applied, in order: the database's version.
    public var migrations: [String]
    /// One sentence each; empty for a sound database.
    public var problems: [String]
    /// Tables and views that were looked at.
    public var tables: Int

    public var isSound: Bool { problems.isEmpty }
}

extension ResultStore {
    /// Checks the file's structure, the references between tables, the schema, and what the rows say.
    public func check() throws(StoreError) -> StoreCheck {
        try reading { db in
            var problems = try String.fetchAll(db, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
            for row in try Row.fetchAll(
                db, sql: "SELECT \"table\", rowid, parent FROM pragma_foreign_key_check LIMIT 20")
            {
                let (table, parent): (String, String) = (row[0], row[2])
                let number = (row[1] as Int64?).map(String.init) ?? "?"
                problems.append("row \(number) of '\(table)' refers to a row of '\(parent)' that is not there")
            }
            problems += try Self.schemaProblems(db)
            if problems.isEmpty { problems += try Self.contentProblems(db) }
            return StoreCheck(
                migrations: try Schema.migrator.appliedMigrations(db), problems: problems,
                tables: try Int.fetchOne(
                    db, sql: "SELECT count(*) FROM sqlite_master WHERE type IN ('table', 'view')") ?? 0)
        }
    }

    /// Tables and views that differ from those of a database made new.
    private static func schemaProblems(_ db: Database) throws -> [String] {
        let query = "SELECT type || ' ''' || name || '''', sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
        let fresh = try DatabaseQueue()
        try Schema.migrator.migrate(fresh)
        func schema(_ db: Database) throws -> [String: String] {
            var result: [String: String] = [:]
            for row in try Row.fetchAll(db, sql: query) { result[row[0]] = row[1] }
            return result
        }
        let (expected, found) = (try fresh.read(schema), try schema(db))
        let differences = expected.keys.filter { found[$0] != expected[$0] }.sorted()
        return differences.map { found[$0] == nil ? "\($0) is missing" : "\($0) was changed" }
    }

    private static func contentProblems(_ db: Database) throws -> [String] {
        let lost =
            try Int.fetchOne(
                db,
                sql: """
                    SELECT count(*) FROM (
                      SELECT m.samples, count(s.number) AS kept FROM measurement m JOIN sample s ON s.measurement_id = m.id
                      GROUP BY m.id HAVING kept <> m.samples)
                    """) ?? 0
        var problems = lost == 0 ? [] : ["\(lost) measurements have lost some of their samples"]
        for key in try String.fetchAll(db, sql: "SELECT key FROM problem") where Problem(key: key) == nil {
            problems.append("the problem key '\(key)' cannot be read")
        }
        return problems
    }
}
