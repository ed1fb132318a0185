import Foundation
import GRDB
import KernelBenchmark
import LatencyModel
import NetworkIR

struct PredictionRecord: ResultRecord {
    static let databaseTableName = "prediction"

    var id: Int64?
    var runId: Int64
    var number: Int
    var machineId: Int64
    var problemId: Int64?
    var networkId: Int64?
    var backend: String
    var algorithm: String
    var threads: Int
    var cacheState: String
    var source: String
    var model: String
    var predictedAt: Date
    var predictedNs: Int
    var lowNs: Int
    var highNs: Int

    init(
        _ prediction: Prediction, run: StoredRun, machineId: Int64, number: Int, problemId: Int64?, networkId: Int64?
    ) {
        runId = run.id
        self.number = number
        self.machineId = machineId
        self.problemId = problemId
        self.networkId = networkId
        backend = prediction.backend
        algorithm = prediction.algorithm
        threads = prediction.threads
        cacheState = prediction.cacheState.rawValue
        source = prediction.source.rawValue
        model = prediction.model
        predictedAt = prediction.predictedAt
        predictedNs = prediction.predicted
        lowNs = prediction.low
        highNs = prediction.high
    }
}

struct LatencyModelRecord: ResultRecord {
    static let databaseTableName = "latency_model"

    var id: Int64?
    var runId: Int64
    var number: Int
    var machineId: Int64
    var name: String
    var fittedAt: Date
    var measurements: Int
}

struct LatencyParameterRecord: ResultRecord {
    static let databaseTableName = "latency_parameter"

    var latencyModelId: Int64
    var kind: String
    var backend: String
    var algorithm: String
    var precision: String
    var threads: Int
    var name: String
    var value: Double
    var unit: String

    init(_ parameter: LatencyParameter, latencyModelId: Int64) {
        self.latencyModelId = latencyModelId
        kind = parameter.kind
        backend = parameter.backend
        algorithm = parameter.algorithm
        precision = parameter.precision.rawValue
        threads = parameter.threads
        name = parameter.name
        value = parameter.value
        unit = parameter.unit
    }
}
