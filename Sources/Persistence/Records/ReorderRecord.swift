import Foundation
import GRDB
import KernelBenchmark
import NetworkIR

struct ReorderRecord: ResultRecord {
    static let databaseTableName = "reorder_measurement"

    var id: Int64?
    var runId: Int64
    var number: Int
    var machineId: Int64
    var backend: String
    var backendVersion: String
    var threads: Int
    var precision: String
    var batch: Int
    var channels: Int
    var height: Int
    var width: Int
    var fromLayout: String
    var toLayout: String
    var measuredAt: Date
    var samples: Int
    var minNs: Int
    var medianNs: Int
    var ciLowNs: Int
    var ciHighNs: Int
    var madNs: Int
    var isDebugBuild: Bool

    init(_ timing: ReorderTiming, run: StoredRun, machineId: Int64, number: Int) {
        runId = run.id
        self.number = number
        self.machineId = machineId
        backend = timing.backend
        backendVersion = timing.backendVersion
        threads = timing.threads
        precision = timing.change.precision.rawValue
        batch = timing.change.batch
        channels = timing.change.map.channels
        height = timing.change.map.height
        width = timing.change.map.width
        fromLayout = timing.change.from.name
        toLayout = timing.change.to.name
        measuredAt = timing.measuredAt
        samples = timing.summary.count
        minNs = timing.summary.minimum
        medianNs = timing.summary.median
        ciLowNs = timing.summary.intervalLow
        ciHighNs = timing.summary.intervalHigh
        madNs = timing.summary.medianAbsoluteDeviation
        isDebugBuild = timing.isDebugBuild
    }

    func timing() throws -> ReorderTiming {
        ReorderTiming(
            change: LayoutChange(
                map: FeatureMap(channels: channels, height: height, width: width), batch: batch,
                precision: try decoded(precision, column: "precision"), from: MapLayout(fromLayout),
                to: MapLayout(toLayout)),
            backend: backend, backendVersion: backendVersion, threads: threads, measuredAt: measuredAt,
            summary: TimingSummary(
                count: samples, minimum: minNs, median: medianNs, intervalLow: ciLowNs, intervalHigh: ciHighNs,
                medianAbsoluteDeviation: madNs), isDebugBuild: isDebugBuild)
    }
}
