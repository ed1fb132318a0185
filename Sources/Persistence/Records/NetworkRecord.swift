import CostAnalysis
import Foundation
import GRDB
import KernelBenchmark
import NetworkIR

struct NetworkRecord: ResultRecord {
    static let databaseTableName = "network"

    var id: Int64?
    var digest: String
    var name: String
    var file: String?
    var text: String
    var batch: Int
    var precision: String
    var inputChannels: Int
    var inputHeight: Int
    var inputWidth: Int
    var timeComplexityMacs: Int
    var macs: Int
    var flops: Int
    var params: Int
    var activations: Int
    var peakMemoryBytes: Int
    var trafficBytes: Int
    var depth: Int
    var receptiveFieldPixels: Int

    init(_ network: Network, cost: NetworkCost, text: String, digest: String, file: String?) {
        self.digest = digest
        name = network.name
        self.file = file
        self.text = text
        batch = cost.conditions.batch
        precision = cost.conditions.precision.rawValue
        inputChannels = network.input.channels
        inputHeight = network.input.height
        inputWidth = network.input.width
        timeComplexityMacs = cost.total.timeComplexity.count
        macs = cost.total.macs.count
        flops = cost.total.flops.count
        params = cost.total.params.count
        activations = cost.total.activations.count
        peakMemoryBytes = cost.peakMemory.count
        trafficBytes = cost.total.traffic.count
        depth = cost.total.depth
        receptiveFieldPixels = cost.receptiveField
    }
}

struct LayerRecord: ResultRecord {
    static let databaseTableName = "layer"

    var id: Int64?
    var networkId: Int64
    var position: Int
    var name: String
    var kind: String
    var stage: String?
    var line: Int
    var problemId: Int64?
    var inputChannels: Int
    var inputHeight: Int
    var inputWidth: Int
    var outputChannels: Int
    var outputHeight: Int
    var outputWidth: Int
    var timeComplexityMacs: Int
    var macs: Int
    var flops: Int
    var params: Int
    var activations: Int
    var trafficBytes: Int

    init(
        _ layer: Layer, at position: Int, of network: Network, cost: LayerCost, network id: NetworkID, problemId: Int64?
    ) {
        networkId = id.id
        self.position = position
        name = layer.name
        kind = layer.operation.keyWord
        stage = layer.stage.map { network.stages[$0] }
        line = layer.line
        self.problemId = problemId
        let input = network.inputs(of: layer).first ?? network.input
        inputChannels = input.channels
        inputHeight = input.height
        inputWidth = input.width
        outputChannels = layer.output.channels
        outputHeight = layer.output.height
        outputWidth = layer.output.width
        timeComplexityMacs = cost.timeComplexity.count
        macs = cost.macs.count
        flops = cost.flops.count
        params = cost.params.count
        activations = cost.activations.count
        trafficBytes = cost.traffic.count
    }
}

struct NetworkMeasurementRecord: ResultRecord {
    static let databaseTableName = "network_measurement"

    var id: Int64?
    var runId: Int64
    var number: Int
    var machineId: Int64
    var networkId: Int64
    var backend: String
    var backendVersion: String
    var algorithm: String
    var threads: Int
    var pass: String
    var cacheState: String
    var measuredAt: Date
    var status: String
    var reason: String?
    var verified: Bool
    var samples: Int
    var minNs: Int?
    var medianNs: Int?
    var ciLowNs: Int?
    var ciHighNs: Int?
    var madNs: Int?
    var sumOfLayersNs: Int?
    var bestOfLayersNs: Int?
    var reorders: Int?
    var isDebugBuild: Bool

    init(_ timing: NetworkTiming, run: StoredRun, machineId: Int64, number: Int) {
        runId = run.id
        self.number = number
        self.machineId = machineId
        networkId = timing.network.id
        backend = timing.backend
        backendVersion = timing.backendVersion
        algorithm = timing.algorithm
        threads = timing.threads
        pass = timing.pass.rawValue
        cacheState = timing.cacheState.rawValue
        measuredAt = timing.measuredAt
        status = timing.status.rawValue
        reason = timing.reason
        verified = timing.isVerified
        samples = timing.summary?.count ?? 0
        minNs = timing.summary?.minimum
        medianNs = timing.summary?.median
        ciLowNs = timing.summary?.intervalLow
        ciHighNs = timing.summary?.intervalHigh
        madNs = timing.summary?.medianAbsoluteDeviation
        sumOfLayersNs = timing.sumOfLayers
        bestOfLayersNs = timing.bestOfLayers
        reorders = timing.reorders
        isDebugBuild = timing.isDebugBuild
    }

    func timing() throws -> NetworkTiming {
        NetworkTiming(
            network: NetworkID(id: networkId), backend: backend, backendVersion: backendVersion, algorithm: algorithm,
            threads: threads, pass: try decoded(pass, column: "pass"),
            cacheState: try decoded(cacheState, column: "cache_state"), measuredAt: measuredAt,
            status: try decoded(status, column: "status"), reason: reason, isVerified: verified,
            summary: TimingSummary(
                samples: samples, minNs: minNs, medianNs: medianNs, ciLowNs: ciLowNs, ciHighNs: ciHighNs, madNs: madNs),
            sumOfLayers: sumOfLayersNs, bestOfLayers: bestOfLayersNs, reorders: reorders, isDebugBuild: isDebugBuild)
    }
}

struct NetworkSampleRecord: ResultRecord {
    static let databaseTableName = "network_sample"

    var networkMeasurementId: Int64
    var number: Int
    var round: Int
    var elapsedNs: Int
    var interrupted: Bool

    init(_ sample: Sample, number: Int, networkMeasurementId: Int64) {
        self.networkMeasurementId = networkMeasurementId
        self.number = number
        round = sample.round
        elapsedNs = sample.elapsed
        interrupted = sample.wasInterrupted
    }
}
