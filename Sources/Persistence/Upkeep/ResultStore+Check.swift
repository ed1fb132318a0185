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
            let damage = try String.fetchAll(db, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
            var problems = damage
            for row in try Row.fetchAll(
                db, sql: "SELECT \"table\", rowid, parent FROM pragma_foreign_key_check LIMIT 20")
            {
                let (table, parent): (String, String) = (row[0], row[2])
                let number = (row[1] as Int64?).map(String.init) ?? "?"
                problems.append("row \(number) of '\(table)' refers to a row of '\(parent)' that is not there")
            }
            let changes = try Self.schemaProblems(db)
            problems += changes
            // Rows of other tables than these cannot be asked about.
            if damage.isEmpty, changes.isEmpty { problems += try Self.contentProblems(db) }
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

    /// Columns of times that rise from one to the next wherever they are known, tables twice that have two such rows of them.
    private static let orderedColumns: [(table: String, columns: [String])] = [
        ("measurement", ["min_ns", "median_ns"]), ("measurement", ["ci_low_ns", "median_ns", "ci_high_ns"]),
        ("network_measurement", ["min_ns", "median_ns"]),
        ("network_measurement", ["ci_low_ns", "median_ns", "ci_high_ns"]),
        ("reorder_measurement", ["min_ns", "median_ns"]),
        ("reorder_measurement", ["ci_low_ns", "median_ns", "ci_high_ns"]),
        ("folding_measurement", ["separate_ci_low_ns", "separate_median_ns", "separate_ci_high_ns"]),
        ("folding_measurement", ["merged_ci_low_ns", "merged_median_ns", "merged_ci_high_ns"]),
        ("prediction", ["low_ns", "predicted_ns", "high_ns"]),
        ("candidate", ["predicted_low_ns", "predicted_ns", "predicted_high_ns"]),
    ]

    private static func contentProblems(_ db: Database) throws -> [String] {
        let lost =
            try Int.fetchOne(
                db,
                sql: """
                    SELECT count(*) FROM (
                      SELECT m.samples, count(s.number) AS kept FROM measurement m JOIN sample s ON s.measurement_id = m.id
                      GROUP BY m.id HAVING kept <> m.samples)
                    """) ?? 0
        var problems: [String] = []
        if lost > 0 { problems.append("\(lost) measurement\(lost == 1 ? " has" : "s have") lost samples") }
        for (table, order) in orderedColumns {
            let isOrdered = zip(order, order.dropFirst()).map { "\($0) <= \($1)" }.joined(separator: " AND ")
            let rows =
                try Int.fetchOne(
                    db, sql: "SELECT count(*) FROM \(table) WHERE NOT (\(order[0]) >= 0 AND \(isOrdered))") ?? 0
            if rows > 0 {
                problems.append(
                    "\(rows) row\(rows == 1 ? "" : "s") of '\(table)' do\(rows == 1 ? "es" : "") not have "
                        + "0 <= \(order.joined(separator: " <= "))")
            }
        }
        for key in try String.fetchAll(db, sql: "SELECT key FROM problem") {
            do {
                _ = try Problem(parsingKey: key)
            } catch {
                problems.append("the problem key '\(key)' cannot be read: \(error.reason)")
            }
        }
        return problems
    }
}
