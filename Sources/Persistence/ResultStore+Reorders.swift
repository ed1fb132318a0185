import GRDB
import KernelBenchmark
import NetworkIR

extension ResultStore {
    /// Stores changes of layout that were timed together; all or nothing.
    public func save(_ timings: [ReorderTiming], of run: StoredRun) throws(StoreError) {
        guard let machine = run.machine else {
            throw .refusedValue(detail: "a measurement needs a run on a machine")
        }
        try writing { db in
            let first = try Self.nextNumber(in: "reorder_measurement", of: run, db)
            for (index, timing) in timings.enumerated() {
                try ReorderRecord(timing, run: run, machineId: machine.id, number: first + index).insert(db)
            }
        }
    }

    /// The newest time of each change of layout on a machine; release builds only.
    ///
    /// - Parameter limit: the most rows that are looked at.
    public func reorderTimings(
        on machine: MachineID, threads: Int, limit: Int = 20_000
    ) throws(StoreError) -> [ReorderTiming] {
        try reading { db in
            let records = try ReorderRecord.fetchCursor(
                db,
                sql: """
                    SELECT * FROM reorder_measurement WHERE machine_id = ? AND threads = ? AND is_debug_build = 0
                    ORDER BY measured_at DESC, id DESC LIMIT ?
                    """, arguments: [machine.id, threads, limit])
            var timings: [ReorderTiming] = []
            var seen: Set<LayoutChange> = []
            while let record = try records.next() {
                let timing = try record.timing()
                if seen.insert(timing.change).inserted { timings.append(timing) }
            }
            return timings
        }
    }
}
