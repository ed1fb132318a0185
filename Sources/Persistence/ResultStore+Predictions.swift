import Foundation
import GRDB
import KernelBenchmark
import LatencyModel
import NetworkIR

extension ResultStore {
    /// Stores predictions, to be joined to what is measured later; all or nothing.
    public func save(_ predictions: [Prediction], of run: StoredRun) throws(StoreError) {
        guard let machine = run.machine else {
            throw .refusedValue(detail: "a prediction needs a run on a machine")
        }
        try writing { db in
            let first = try Self.nextNumber(in: "prediction", of: run, db)
            for (index, prediction) in predictions.enumerated() {
                var (problem, network): (Int64?, Int64?)
                switch prediction.subject {
                case .problem(let subject): problem = try Self.identifier(of: subject, in: db)
                case .network(let subject): network = subject.id
                }
                try PredictionRecord(
                    prediction, run: run, machineId: machine.id, number: first + index, problemId: problem,
                    networkId: network
                ).insert(db)
            }
        }
    }

    /// Stores a fitted latency model of the run's machine.
    public func save(_ model: FittedModel, of run: StoredRun) throws(StoreError) {
        guard let machine = run.machine else { throw .refusedValue(detail: "a model needs a run on a machine") }
        try writing { db in
            try LatencyModelRecord(
                runId: run.id, number: Self.nextNumber(in: "latency_model", of: run, db), machineId: machine.id,
                name: model.name, fittedAt: model.fittedAt, measurements: model.measurements
            ).insert(db)
            let id = db.lastInsertedRowID
            for parameter in model.parameters { try LatencyParameterRecord(parameter, latencyModelId: id).insert(db) }
        }
    }

    /// The newest latency model of a machine; nil where it was never calibrated.
    ///
    /// - Parameters:
    ///   - threads: reads the parameters for so many threads only; all where nil.
    ///   - kinds: of these kinds of layers only; all where nil.
    public func latestModel(
        of machine: MachineID, threads: Int? = nil, kinds: Set<String>? = nil
    ) throws(StoreError) -> FittedModel? {
        try reading { db in
            let newest = LatencyModelRecord.filter(Column("machine_id") == machine.id)
                .order(Column("fitted_at").desc, Column("id").desc)
            guard let record = try newest.fetchOne(db) else { return nil }
            // A row a time and no record of it: a model has thousands, and 'estimate --time' waits for them.
            let asked = kinds.map { Array($0).sorted() }
            let places = asked.map { $0.map { _ in "?" }.joined(separator: ", ") }
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT kind, backend, algorithm, precision, threads, name, value, unit FROM latency_parameter
                    WHERE latency_model_id = ?
                    """ + (places.map { " AND kind IN (\($0))" } ?? "")
                        + (threads.map { " AND threads = \($0)" } ?? ""),
                arguments: [record.id] + StatementArguments(asked ?? []))
            var parameters: [LatencyParameter] = []
            while let row = try rows.next() {
                parameters.append(
                    LatencyParameter(
                        kind: row[0], backend: row[1], algorithm: row[2],
                        precision: try decoded(row[3], column: "precision"), threads: row[4], name: row[5],
                        value: row[6],
                        unit: row[7]))
            }
            return FittedModel(
                name: record.name, fittedAt: record.fittedAt, measurements: record.measurements, parameters: parameters)
        }
    }

    /// True where kernels were timed on a machine by runs that began after a moment; release builds only.
    public func hasMeasurements(on machine: MachineID, after moment: Date) throws(StoreError) -> Bool {
        try reading { db in
            try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (
                      SELECT 1 FROM run WHERE machine_id = ? AND started_at > ? AND is_debug_build = 0
                        AND EXISTS (SELECT 1 FROM measurement WHERE run_id = run.id AND status IN ('ok', 'noisy')))
                    """, arguments: [machine.id, moment]) ?? false
        }
    }
}
