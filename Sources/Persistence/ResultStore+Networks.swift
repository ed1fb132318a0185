import CostAnalysis
import GRDB
import KernelBenchmark
import NetworkIR

extension ResultStore {
    /// Stores a network with its layers and what they cost; the same text, point, batch and precision is stored once.
    ///
    /// - Parameters:
    ///   - text: the text it was read from.
    ///   - point: the choices that were set, as text; empty for the text's first point.
    public func save(
        _ network: Network, cost: NetworkCost, text: String, point: String = "", file: String? = nil
    ) throws(StoreError) -> NetworkID {
        let digest = ContentDigest.of(point.isEmpty ? text : text + "\0" + point)
        return try writing { db in
            let known = try Int64.fetchOne(
                db, sql: "SELECT id FROM network WHERE digest = ? AND batch = ? AND precision = ?",
                arguments: [digest, cost.conditions.batch, cost.conditions.precision.rawValue])
            if let known { return NetworkID(id: known) }
            try NetworkRecord(network, cost: cost, text: text, digest: digest, file: file).insert(db)
            let id = NetworkID(id: db.lastInsertedRowID)
            for (index, layer) in network.layers.enumerated() {
                let problem = try network.problem(
                    of: layer, batch: cost.conditions.batch, precision: cost.conditions.precision
                ).map { try Self.identifier(of: $0, in: db) }
                try LayerRecord(
                    layer, at: index + 1, of: network, cost: cost.layers[index], network: id, problemId: problem
                ).insert(db)
            }
            return id
        }
    }

    /// Stores a whole network's time with its samples, and joins it to the predictions that it answers.
    public func save(_ timing: NetworkTiming, of run: StoredRun) throws(StoreError) {
        guard let machine = run.machine else {
            throw .refusedValue(detail: "a measurement needs a run on a machine")
        }
        try writing { db in
            let number = try Self.nextNumber(in: "network_measurement", of: run, db)
            try NetworkMeasurementRecord(timing, run: run, machineId: machine.id, number: number).insert(db)
            let id = db.lastInsertedRowID
            for (index, sample) in timing.samples.enumerated() {
                try NetworkSampleRecord(sample, number: index + 1, networkMeasurementId: id).insert(db)
            }
            guard timing.status.isUsable, !timing.isDebugBuild else { return }
            try db.execute(
                sql: """
                    UPDATE prediction SET network_measurement_id = m.id FROM network_measurement m
                    WHERE m.id = ? AND prediction.network_measurement_id IS NULL
                      AND prediction.network_id = m.network_id AND prediction.machine_id = m.machine_id
                      AND prediction.backend = m.backend AND prediction.algorithm = m.algorithm
                      AND prediction.threads = m.threads AND prediction.cache_state = m.cache_state
                    """, arguments: [id])
        }
    }

    /// The newest usable time of a network under the same conditions, without its samples; nil where there is none.
    public func knownTiming(
        of network: NetworkID, on machine: MachineID, backend: String, backendVersion: String, algorithm: String,
        threads: Int, cacheState: CacheState = .coldWeights, countingDebugBuilds: Bool = false
    ) throws(StoreError) -> NetworkTiming? {
        try reading { db in
            try NetworkMeasurementRecord.fetchOne(
                db,
                sql: """
                    SELECT * FROM network_measurement
                    WHERE network_id = ? AND machine_id = ? AND backend = ? AND backend_version = ? AND algorithm = ?
                      AND threads = ? AND cache_state = ? AND status IN ('ok', 'noisy') AND is_debug_build <= ?
                    ORDER BY measured_at DESC, id DESC LIMIT 1
                    """,
                arguments: [
                    network.id, machine.id, backend, backendVersion, algorithm, threads, cacheState.rawValue,
                    countingDebugBuilds,
                ]
            )?.timing()
        }
    }
}
