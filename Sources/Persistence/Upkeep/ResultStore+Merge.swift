import Foundation
import GRDB

/// What a merge brought into a database.
public struct MergeSummary: Hashable, Sendable {
    /// Rows by table, in the order of the schema; tables that gained nothing are left out.
    public var added: [(table: String, rows: Int)] {
        MergedTable.all.compactMap { table in counts[table.name].map { (table.name, $0) } }
    }

    var counts: [String: Int] = [:]

    /// Rows that a table gained.
    public func added(to table: String) -> Int { counts[table] ?? 0 }
}

extension ResultStore {
    /// Brings everything of another database into this one, once: what is here already, by fingerprint, run and number,
    /// key or digest, is not doubled, so that merging is repeatable and its order does not matter.
    ///
    /// Of a machine that both know, the newer description wins. The other file is only read.
    public func merge(_ path: String) throws(StoreError) -> MergeSummary {
        let copy = FileManager.default.temporaryDirectory.path + "/archcost-merge-" + UUID().uuidString + ".db"
        defer { for suffix in ["", "-wal", "-shm", "-journal"] { unlink(copy + suffix) } }
        let other = try ResultStore(path, .readOnly)
        do {
            let target = try DatabaseQueue(path: copy)
            try other.queue.backup(to: target)
            try target.close()
        } catch {
            throw StoreError(error, path: path)
        }
        other.close()
        guard access == .readWrite else { throw .readOnly(path: self.path) }
        do {
            return try queue.inDatabase { db in
                try db.execute(sql: "ATTACH DATABASE ? AS other", arguments: [copy])
                defer { try? db.execute(sql: "DETACH DATABASE other") }
                var summary = MergeSummary()
                try db.inTransaction {
                    summary = try Self.mergeAttached(db)
                    return .commit
                }
                return summary
            }
        } catch {
            throw StoreError(error, path: self.path)
        }
    }

    private static func mergeAttached(_ db: Database) throws -> MergeSummary {
        var summary = MergeSummary()
        try adoptNewerMachines(db)
        for table in MergedTable.all {
            let before = try rows(of: table.name, db)
            try db.execute(sql: try insertion(of: table, db))
            let added = try rows(of: table.name, db) - before
            if added > 0 { summary.counts[table.name] = added }
            guard table.hasIdentifier else { continue }
            try db.execute(sql: "DROP TABLE IF EXISTS temp.map_\(table.name)")
            try db.execute(sql: "CREATE TEMP TABLE map_\(table.name) (other_id INTEGER PRIMARY KEY, id INTEGER)")
            try db.execute(sql: mapping(of: table))
        }
        try db.execute(sql: completion)
        for table in MergedTable.all where table.hasIdentifier {
            try db.execute(sql: "DROP TABLE temp.map_\(table.name)")
        }
        return summary
    }

    /// Takes over the other database's newer descriptions of machines that both know, peaks included.
    private static func adoptNewerMachines(_ db: Database) throws {
        let newer = """
            SELECT m.id, o.id AS other_id FROM machine m JOIN other.machine o USING (fingerprint)
            WHERE o.probed_at > m.probed_at
            """
        for row in try Row.fetchAll(db, sql: newer) {
            let (id, otherID): (Int64, Int64) = (row["id"], row["other_id"])
            let columns = try columns(of: "machine", db).filter { $0 != "id" }.joined(separator: ", ")
            try db.execute(
                sql: """
                    DELETE FROM machine_peak WHERE machine_id = :id AND (precision, threads) IN
                      (SELECT precision, threads FROM other.machine_peak WHERE machine_id = :other);
                    DELETE FROM machine_bandwidth WHERE machine_id = :id AND (level, threads) IN
                      (SELECT level, threads FROM other.machine_bandwidth WHERE machine_id = :other);
                    UPDATE machine SET (\(columns)) = (SELECT \(columns) FROM other.machine WHERE id = :other)
                    WHERE id = :id;
                    """, arguments: ["id": id, "other": otherID])
        }
    }

    /// Copies the rows that are not here yet, their references turned into ours.
    private static func insertion(of table: MergedTable, _ db: Database) throws -> String {
        let columns = try columns(of: table.name, db).filter { !table.hasIdentifier || $0 != "id" }
        let names = columns.map { "\"\($0)\"" }.joined(separator: ", ")
        let values = columns.map { value(of: $0, in: table) }.joined(separator: ", ")
        return "INSERT INTO main.\(table.name) (\(names)) SELECT \(values) FROM other.\(table.name) o WHERE true "
            + "ON CONFLICT DO NOTHING"
    }

    /// Notes which row here is each row there.
    private static func mapping(of table: MergedTable) -> String {
        let equalities = table.identity.map { "t.\"\($0)\" = \(value(of: $0, in: table))" }.joined(separator: " AND ")
        return "INSERT INTO temp.map_\(table.name) SELECT o.id, t.id FROM other.\(table.name) o "
            + "JOIN main.\(table.name) t ON \(equalities)"
    }

    private static func value(of column: String, in table: MergedTable) -> String {
        guard let target = table.references[column] else { return "o.\"\(column)\"" }
        return "(SELECT id FROM temp.map_\(target) WHERE other_id = o.\"\(column)\")"
    }

    /// What one database knows of a row that the other left open, and predictions that are answered only now.
    private static let completion = """
        UPDATE run SET finished_at = o.finished_at FROM other.run o
        WHERE o.uuid = run.uuid AND run.finished_at IS NULL;

        UPDATE prediction SET measurement_id = (
          SELECT m.id FROM measurement m
          WHERE m.problem_id = prediction.problem_id AND m.machine_id = prediction.machine_id
            AND m.backend = prediction.backend AND m.algorithm = prediction.algorithm
            AND m.threads = prediction.threads AND m.cache_state = prediction.cache_state
            AND m.measured_at >= prediction.predicted_at AND m.status IN ('ok', 'noisy') AND m.is_debug_build = 0
          ORDER BY m.measured_at, m.id LIMIT 1)
        WHERE problem_id IS NOT NULL AND measurement_id IS NULL;

        UPDATE prediction SET network_measurement_id = (
          SELECT m.id FROM network_measurement m
          WHERE m.network_id = prediction.network_id AND m.machine_id = prediction.machine_id
            AND m.backend = prediction.backend AND m.algorithm = prediction.algorithm
            AND m.threads = prediction.threads AND m.measured_at >= prediction.predicted_at
            AND m.status IN ('ok', 'noisy') AND m.is_debug_build = 0
          ORDER BY m.measured_at, m.id LIMIT 1)
        WHERE network_id IS NOT NULL AND network_measurement_id IS NULL;
        """

    private static func columns(of table: String, _ db: Database) throws -> [String] {
        try String.fetchAll(db, sql: "SELECT name FROM pragma_table_info(?)", arguments: [table])
    }

    private static func rows(of table: String, _ db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT count(*) FROM main.\(table)") ?? 0
    }
}
