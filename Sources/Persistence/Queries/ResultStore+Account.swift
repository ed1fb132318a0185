import GRDB
import KernelBenchmark

/// Predictions of one kind of layer on one machine that a measurement followed.
public struct PredictionAccount: Hashable, Sendable {
    /// The machine's fingerprint.
    public var machine: String
    /// The kind of layer, or `network`.
    public var kind: String
    public var source: String
    /// Predicted over measured, less one; by size, the smallest first.
    public var errors: [Double]
    /// How many measurements lay within their interval.
    public var covered: Int

    /// The part of the predictions that were off by at most `limit`.
    public func share(within limit: Double) -> Double {
        errors.isEmpty ? 0 : Double(errors.count { abs($0) <= limit }) / Double(errors.count)
    }

    /// The error that half of the predictions are below, without its sign.
    public var medianError: Double {
        guard !errors.isEmpty else { return 0 }
        let (low, high) = (abs(errors[(errors.count - 1) / 2]), abs(errors[errors.count / 2]))
        return (low + high) / 2
    }
}

/// A network timed end to end beside the sum of its kernels.
public struct AdditivityRecord: Hashable, Sendable {
    public var machine: String
    public var network: String
    /// Whose kernels ran.
    public var backend: String
    public var algorithm: String
    public var threads: Int
    /// What the caches held, of the whole and of the kernels.
    public var cacheState: CacheState
    /// Nanoseconds.
    public var whole: Int
    /// Half the 95 % interval of the whole's median, as a part of it.
    public var halfWidth: Double
    public var sum: Int

    public var error: Double { Double(sum) / Double(whole) - 1 }
}

extension ResultStore {
    /// What became of all predictions that were followed by a measurement, by machine, kind and source.
    public func predictionAccounts() throws(StoreError) -> [PredictionAccount] {
        try reading { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT fingerprint, kind, source, relative_error, is_covered
                    FROM prediction_error JOIN machine ON machine.id = machine_id
                    ORDER BY machine_id, kind, source, abs(relative_error), prediction_id
                    """)
            var accounts: [PredictionAccount] = []
            while let row = try rows.next() {
                let (machine, kind, source): (String, String, String) = (row[0], row[1], row[2])
                if accounts.last.map({ $0.machine != machine || $0.kind != kind || $0.source != source }) ?? true {
                    accounts.append(
                        PredictionAccount(machine: machine, kind: kind, source: source, errors: [], covered: 0))
                }
                accounts[accounts.count - 1].errors.append(row[3])
                if row[4] { accounts[accounts.count - 1].covered += 1 }
            }
            return accounts
        }
    }

    /// The newest run end to end of each network, machine, backend, algorithm, number of threads and state of the caches beside
    /// its sum of kernels.
    public func additivity() throws(StoreError) -> [AdditivityRecord] {
        try reading { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT fingerprint, network.name, algorithm, threads, median_ns, sum_of_layers_ns,
                      (ci_high_ns - ci_low_ns) / 2.0 / median_ns, backend, cache_state
                    FROM (
                      SELECT *, row_number() OVER (
                        PARTITION BY network_id, machine_id, backend, algorithm, threads, cache_state
                        ORDER BY measured_at DESC, id DESC) AS age
                      FROM network_measurement
                      WHERE status IN ('ok', 'noisy') AND is_debug_build = 0 AND median_ns > 0
                        AND sum_of_layers_ns IS NOT NULL) newest
                    JOIN network ON network.id = network_id JOIN machine ON machine.id = machine_id
                    WHERE age = 1
                    ORDER BY machine_id, threads, cache_state, network.name, backend, algorithm
                    """)
            var records: [AdditivityRecord] = []
            while let row = try rows.next() {
                records.append(
                    AdditivityRecord(
                        machine: row[0], network: row[1], backend: row[7], algorithm: row[2], threads: row[3],
                        cacheState: try decoded(row[8], column: "cache_state"), whole: row[4],
                        halfWidth: row[6] ?? 0, sum: row[5]))
            }
            return records
        }
    }
}
