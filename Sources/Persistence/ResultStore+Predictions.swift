import Foundation
import GRDB
import KernelBenchmark
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
    public func latestModel(of machine: MachineID) throws(StoreError) -> FittedModel? {
        try reading { db in
            let newest = LatencyModelRecord.filter(Column("machine_id") == machine.id)
                .order(Column("fitted_at").desc, Column("id").desc)
            guard let record = try newest.fetchOne(db) else { return nil }
            let parameters = try LatencyParameterRecord.filter(Column("latency_model_id") == record.id).fetchAll(db)
            return FittedModel(
                name: record.name, fittedAt: record.fittedAt, measurements: record.measurements,
                parameters: try parameters.map { try $0.parameter() })
        }
    }
}
