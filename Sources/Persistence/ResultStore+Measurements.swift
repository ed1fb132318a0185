import Foundation
import GRDB
import KernelBenchmark
import NetworkIR

extension ResultStore {
    /// Stores one measurement with its samples, and joins it to the predictions that it answers; all or nothing.
    public func save(_ measurement: KernelMeasurement, of run: StoredRun) throws(StoreError) {
        try save([measurement], of: run)
    }

    /// Stores several measurements as `save(_:of:)` stores one; all or nothing.
    public func save(_ measurements: [KernelMeasurement], of run: StoredRun) throws(StoreError) {
        guard let machine = run.machine else {
            throw .refusedValue(detail: "a measurement needs a run on a machine")
        }
        try writing { db in
            for measurement in measurements { try Self.insert(measurement, of: run, on: machine, in: db) }
        }
    }

    private static func insert(
        _ measurement: KernelMeasurement, of run: StoredRun, on machine: MachineID, in db: Database
    ) throws {
        let problemID = try identifier(of: measurement.setting.problem, in: db)
        let number = try nextNumber(in: "measurement", of: run, db)
        try MeasurementRecord(
            measurement, run: run, machineId: machine.id, number: number, problemId: problemID
        ).insert(db)
        let id = db.lastInsertedRowID
        let insert = try db.cachedStatement(
            sql: "INSERT INTO sample (measurement_id, number, round, elapsed_ns, interrupted) VALUES (?, ?, ?, ?, ?)")
        for (index, sample) in measurement.samples.enumerated() {
            try insert.execute(arguments: [id, index + 1, sample.round, sample.elapsed, sample.wasInterrupted])
        }
        if measurement.status.isUsable, !measurement.conditions.isDebugBuild {
            try answerPredictions(with: id, in: db)
        }
    }

    /// The newest measurement of a setting on a machine, without its samples; nil where there is none.
    ///
    /// Failed and mistrusted measurements do not count, they are worth another try; those of debug builds only where that
    /// is said.
    ///
    /// - Parameter countingTooShort: one that was too short for the clock counts too: it will be the next time.
    public func knownMeasurement(
        of setting: KernelSetting, on machine: MachineID, countingDebugBuilds: Bool = false,
        countingTooShort: Bool = false
    ) throws(StoreError) -> KernelMeasurement? {
        try reading { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT measurement.* FROM measurement JOIN problem ON problem.id = problem_id
                    WHERE problem.key = ? AND machine_id = ? AND backend = ? AND algorithm = ? AND threads = ?
                      AND cache_state = ? AND backend_version = ? AND is_debug_build <= ?
                      AND (status IN ('ok', 'noisy', 'unsupported')
                        OR ? AND status = 'mistrusted' AND median_ns > 0 AND median_ns < \(Doubt.shortestCredible))
                    ORDER BY measured_at DESC, measurement.id DESC LIMIT 1
                    """)
            return try MeasurementRecord.fetchOne(
                statement,
                arguments: [
                    setting.problem.key, machine.id, setting.backend, setting.algorithm, setting.threads,
                    setting.cacheState.rawValue, setting.backendVersion, countingDebugBuilds, countingTooShort,
                ]
            )?.measurement(of: setting.problem)
        }
    }

    /// The newest usable measurement of each backend, algorithm, number of threads and cache state for each problem on
    /// one machine, without samples; release builds only, whatever the version of the backend.
    public func latestMeasurements(
        of problems: some Sequence<Problem>, on machine: MachineID
    ) throws(StoreError) -> [Problem: [KernelMeasurement]] {
        try reading { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT measurement.* FROM measurement JOIN problem ON problem.id = problem_id
                    WHERE problem.key = ? AND machine_id = ? AND is_debug_build = 0 AND status IN ('ok', 'noisy')
                    ORDER BY measured_at DESC, measurement.id DESC
                    """)
            var found: [Problem: [KernelMeasurement]] = [:]
            for problem in problems where found[problem] == nil {
                var seen: Set<[String]> = []
                for record in try MeasurementRecord.fetchAll(statement, arguments: [problem.key, machine.id]) {
                    let setting = [record.backend, record.algorithm, "\(record.threads)", record.cacheState]
                    guard seen.insert(setting).inserted else { continue }
                    found[problem, default: []].append(try record.measurement(of: problem))
                }
            }
            return found
        }
    }

    /// Every measurement of a run with its samples, in the order they were stored.
    public func measurements(of run: StoredRun) throws(StoreError) -> [KernelMeasurement] {
        try reading { db in
            let records = try MeasurementRecord.filter(Column("run_id") == run.id).order(Column("number")).fetchAll(db)
            return try records.map { record in
                try record.measurement(
                    of: try Self.problem(record.problemId, in: db),
                    samples: SampleRecord.filter(Column("measurement_id") == record.id).order(Column("number"))
                        .fetchAll(db))
            }
        }
    }
}

extension ResultStore {
    /// The row of a problem, made where it is new.
    static func identifier(of problem: Problem, in db: Database) throws -> Int64 {
        let select = try db.cachedStatement(sql: "SELECT id FROM problem WHERE key = ?")
        if let id = try Int64.fetchOne(select, arguments: [problem.key]) { return id }
        do {
            try ProblemRecord(problem).insert(db)
        } catch let error as ShapeError {
            throw StoreError.refusedValue(detail: "problem '\(problem.key)': \(error)")
        }
        return db.lastInsertedRowID
    }

    static func problem(_ id: Int64, in db: Database) throws -> Problem {
        let key = try String.fetchOne(db, sql: "SELECT key FROM problem WHERE id = ?", arguments: [id]) ?? ""
        guard let problem = Problem(key: key) else { throw UnknownValue(column: "key", value: key) }
        return problem
    }

    /// The number of the next row of a run in one of the tables that number their rows by run.
    static func nextNumber(in table: String, of run: StoredRun, _ db: Database) throws -> Int {
        let statement = try db.cachedStatement(sql: "SELECT max(number) FROM \(table) WHERE run_id = ?")
        return (try Int.fetchOne(statement, arguments: [run.id]) ?? 0) + 1
    }

    private static func answerPredictions(with measurement: Int64, in db: Database) throws {
        try db.execute(
            sql: """
                UPDATE prediction SET measurement_id = m.id FROM measurement m
                WHERE m.id = ? AND prediction.measurement_id IS NULL AND prediction.problem_id = m.problem_id
                  AND prediction.machine_id = m.machine_id AND prediction.backend = m.backend
                  AND prediction.algorithm = m.algorithm AND prediction.threads = m.threads
                  AND prediction.cache_state = m.cache_state
                """, arguments: [measurement])
    }
}
