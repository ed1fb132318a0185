import Foundation
import GRDB

/// What may be thrown away.
public struct PruneRules: Hashable, Sendable {
    /// Single samples; their summaries stay.
    public var samples: Bool
    /// Measurements of debug builds.
    public var debugBuilds: Bool
    /// Failed and mistrusted measurements.
    public var failures: Bool
    /// Measurements of settings that were measured again later.
    public var superseded: Bool
    /// Measurements taken before this moment; nil: no limit.
    public var before: Date?

    public init(
        samples: Bool = false, debugBuilds: Bool = false, failures: Bool = false, superseded: Bool = false,
        before: Date? = nil
    ) {
        self.samples = samples
        self.debugBuilds = debugBuilds
        self.failures = failures
        self.superseded = superseded
        self.before = before
    }
}

/// What was thrown away.
public struct PruneSummary: Hashable, Sendable {
    public var measurements: Int
    public var networkMeasurements: Int
    public var samples: Int
    /// Runs that nothing is left of.
    public var runs: Int
    /// Problems that nothing refers to.
    public var problems: Int
    /// Bytes that the file lost.
    public var bytes: Int
}

extension ResultStore {
    /// Throws away what the rules name, runs and problems that nothing is left of, and the room they took.
    public func prune(_ rules: PruneRules) throws(StoreError) -> PruneSummary {
        let before = try statistics()
        try writing { db in
            for condition in conditions(rules) {
                try db.execute(sql: "DELETE FROM measurement WHERE \(condition.layers)", arguments: condition.arguments)
                if let reorders = condition.reorders {
                    try db.execute(
                        sql: "DELETE FROM reorder_measurement WHERE \(reorders)", arguments: condition.arguments)
                }
                guard let networks = condition.networks else { continue }
                for table in ["network_measurement", "folding_measurement"] {
                    try db.execute(sql: "DELETE FROM \(table) WHERE \(networks)", arguments: condition.arguments)
                }
            }
            if rules.samples { try db.execute(sql: "DELETE FROM sample; DELETE FROM network_sample") }
            try db.execute(sql: Self.orphans)
        }
        do {
            try queue.inDatabase { db in
                try db.execute(sql: "VACUUM")
                // Folds the log into the file, so that its size is the new one.
                _ = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            }
        } catch {
            throw StoreError(error, path: path)
        }
        let after = try statistics()
        func lost(_ table: String) -> Int { before.rows(table) - after.rows(table) }
        return PruneSummary(
            measurements: lost("measurement"), networkMeasurements: lost("network_measurement"),
            samples: lost("sample") + lost("network_sample"), runs: lost("run"), problems: lost("problem"),
            bytes: before.bytes - after.bytes)
    }

    private typealias Condition = (layers: String, networks: String?, reorders: String?, arguments: StatementArguments)

    private func conditions(_ rules: PruneRules) -> [Condition] {
        var conditions: [Condition] = []
        if rules.debugBuilds {
            conditions.append(("is_debug_build = 1", "is_debug_build = 1", "is_debug_build = 1", []))
        }
        if rules.failures {
            let failed = "status IN ('failed', 'mistrusted')"
            conditions.append((failed, failed, nil, []))
        }
        if let before = rules.before {
            let older = "measured_at < ?"
            conditions.append((older, older, older, [before]))
        }
        if rules.superseded { conditions.append((Self.superseded, nil, Self.supersededReorders, [])) }
        return conditions
    }

    /// A later measurement of the same setting is worth at least as much: usable where this one is.
    private static let superseded = """
        id IN (SELECT id FROM (
          SELECT id, row_number() OVER (
            PARTITION BY machine_id, problem_id, backend, backend_version, algorithm, threads, cache_state
            ORDER BY status IN ('ok', 'noisy') DESC, is_debug_build, measured_at DESC, id DESC) AS age
          FROM measurement) WHERE age > 1)
        """

    private static let supersededReorders = """
        id IN (SELECT id FROM (
          SELECT id, row_number() OVER (
            PARTITION BY machine_id, backend, backend_version, threads, precision, batch, channels, height, width,
              from_layout, to_layout
            ORDER BY is_debug_build, measured_at DESC, id DESC) AS age
          FROM reorder_measurement) WHERE age > 1)
        """

    /// Of runs only those that ended: a run under way may not have stored its first measurement yet.
    private static let orphans = """
        DELETE FROM run WHERE finished_at IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM measurement WHERE run_id = run.id)
          AND NOT EXISTS (SELECT 1 FROM network_measurement WHERE run_id = run.id)
          AND NOT EXISTS (SELECT 1 FROM folding_measurement WHERE run_id = run.id)
          AND NOT EXISTS (SELECT 1 FROM reorder_measurement WHERE run_id = run.id)
          AND NOT EXISTS (SELECT 1 FROM prediction WHERE run_id = run.id)
          AND NOT EXISTS (SELECT 1 FROM latency_model WHERE run_id = run.id)
          AND NOT EXISTS (SELECT 1 FROM search_run WHERE run_id = run.id);
        DELETE FROM problem
        WHERE NOT EXISTS (SELECT 1 FROM measurement WHERE problem_id = problem.id)
          AND NOT EXISTS (SELECT 1 FROM folding_measurement WHERE problem_id = problem.id)
          AND NOT EXISTS (SELECT 1 FROM layer WHERE problem_id = problem.id)
          AND NOT EXISTS (SELECT 1 FROM prediction WHERE problem_id = problem.id);
        """
}
