import GRDB
import KernelBenchmark
import NetworkIR

extension ResultStore {
    /// Stores a convolution's times with its batch norm behind it and folded into it.
    public func save(_ timing: FoldingTiming, of run: StoredRun) throws(StoreError) {
        guard let machine = run.machine else {
            throw .refusedValue(detail: "a measurement needs a run on a machine")
        }
        try writing { db in
            try FoldingRecord(
                timing, run: run, machineId: machine.id,
                number: try Self.nextNumber(in: FoldingRecord.databaseTableName, of: run, db),
                problemId: try Self.identifier(of: timing.problem, in: db)
            ).insert(db)
        }
    }

    /// The newest usable times of a convolution with and without its batch norm, under the same conditions; nil where
    /// there are none.
    public func knownFolding(
        of problem: Problem, on machine: MachineID, backend: String, backendVersion: String, threads: Int,
        countingDebugBuilds: Bool = false
    ) throws(StoreError) -> FoldingTiming? {
        try reading { db in
            try FoldingRecord.fetchOne(
                db,
                sql: """
                    SELECT f.* FROM folding_measurement f JOIN problem ON problem.id = f.problem_id
                    WHERE problem.key = ? AND machine_id = ? AND backend = ? AND backend_version = ? AND threads = ?
                      AND status IN ('ok', 'noisy') AND is_debug_build <= ?
                    ORDER BY measured_at DESC, f.id DESC LIMIT 1
                    """,
                arguments: [problem.key, machine.id, backend, backendVersion, threads, countingDebugBuilds]
            )?.timing(of: problem)
        }
    }
}
