import Foundation
import GRDB
import KernelBenchmark
import NetworkIR

struct FoldingRecord: ResultRecord {
    static let databaseTableName = "folding_measurement"

    var id: Int64?
    var runId: Int64
    var number: Int
    var machineId: Int64
    var problemId: Int64
    var backend: String
    var backendVersion: String
    var algorithm: String
    var threads: Int
    var cacheState: String
    var measuredAt: Date
    var status: String
    var reason: String?
    var separateSamples: Int
    var separateMinNs: Int
    var separateMedianNs: Int
    var separateCiLowNs: Int
    var separateCiHighNs: Int
    var separateMadNs: Int
    var mergedSamples: Int
    var mergedMinNs: Int
    var mergedMedianNs: Int
    var mergedCiLowNs: Int
    var mergedCiHighNs: Int
    var mergedMadNs: Int
    var relativeDifference: Double
    var isDebugBuild: Bool

    init(_ timing: FoldingTiming, run: StoredRun, machineId: Int64, number: Int, problemId: Int64) {
        runId = run.id
        self.number = number
        self.machineId = machineId
        self.problemId = problemId
        backend = timing.backend
        backendVersion = timing.backendVersion
        algorithm = timing.algorithm
        threads = timing.threads
        cacheState = timing.cacheState.rawValue
        measuredAt = timing.measuredAt
        status = timing.status.rawValue
        reason = timing.reason
        separateSamples = timing.separate.count
        separateMinNs = timing.separate.minimum
        separateMedianNs = timing.separate.median
        separateCiLowNs = timing.separate.intervalLow
        separateCiHighNs = timing.separate.intervalHigh
        separateMadNs = timing.separate.medianAbsoluteDeviation
        mergedSamples = timing.merged.count
        mergedMinNs = timing.merged.minimum
        mergedMedianNs = timing.merged.median
        mergedCiLowNs = timing.merged.intervalLow
        mergedCiHighNs = timing.merged.intervalHigh
        mergedMadNs = timing.merged.medianAbsoluteDeviation
        relativeDifference = timing.relativeDifference
        isDebugBuild = timing.isDebugBuild
    }

    func timing(of problem: Problem) throws -> FoldingTiming {
        FoldingTiming(
            problem: problem, backend: backend, backendVersion: backendVersion, algorithm: algorithm, threads: threads,
            cacheState: try decoded(cacheState, column: "cache_state"), measuredAt: measuredAt,
            status: try decoded(status, column: "status"), reason: reason,
            separate: TimingSummary(
                count: separateSamples, minimum: separateMinNs, median: separateMedianNs,
                intervalLow: separateCiLowNs, intervalHigh: separateCiHighNs,
                medianAbsoluteDeviation: separateMadNs),
            merged: TimingSummary(
                count: mergedSamples, minimum: mergedMinNs, median: mergedMedianNs, intervalLow: mergedCiLowNs,
                intervalHigh: mergedCiHighNs, medianAbsoluteDeviation: mergedMadNs),
            relativeDifference: relativeDifference, isDebugBuild: isDebugBuild)
    }
}
