import Foundation
import GRDB
import KernelBenchmark

/// How much a database holds.
public struct StoreStatistics: Hashable, Sendable {
    public struct Table: Hashable, Sendable {
        public var name: String
        public var rows: Int
    }

    /// Bytes of the file.
    public var bytes: Int
    /// Bytes of it that hold nothing; `db prune` gives them back.
    public var freeBytes: Int
    /// All tables, in the order of the schema.
    public var tables: [Table]
    /// Measurements by status.
    public var statuses: [MeasurementStatus: Int]
    public var firstMeasured: Date?
    public var lastMeasured: Date?

    /// Rows of a table.
    public func rows(_ table: String) -> Int { tables.first { $0.name == table }?.rows ?? 0 }
}

extension ResultStore {
    /// Counts what the database holds.
    public func statistics() throws(StoreError) -> StoreStatistics {
        try reading { db in
            func pragma(_ name: String) throws -> Int { try Int.fetchOne(db, sql: "PRAGMA \(name)") ?? 0 }
            var statuses: [MeasurementStatus: Int] = [:]
            for row in try Row.fetchAll(db, sql: "SELECT status, count(*) FROM measurement GROUP BY status") {
                statuses[try decoded(row[0], column: "status")] = row[1]
            }
            let dates = try Row.fetchOne(db, sql: "SELECT min(measured_at), max(measured_at) FROM measurement")
            return StoreStatistics(
                bytes: try pragma("page_count") * pragma("page_size"),
                freeBytes: try pragma("freelist_count") * pragma("page_size"),
                tables: try MergedTable.all.map {
                    StoreStatistics.Table(
                        name: $0.name, rows: try Int.fetchOne(db, sql: "SELECT count(*) FROM \($0.name)") ?? 0)
                },
                statuses: statuses, firstMeasured: dates?[0], lastMeasured: dates?[1])
        }
    }
}
