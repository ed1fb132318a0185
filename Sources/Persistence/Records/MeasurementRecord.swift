import Foundation
import GRDB
import KernelBenchmark
import NetworkIR

struct MeasurementRecord: ResultRecord {
    static let databaseTableName = "measurement"

    var id: Int64?
    var runId: Int64
    var number: Int
    var machineId: Int64
    var problemId: Int64
    var backend: String
    var backendVersion: String
    var algorithm: String
    var kernel: String
    var threads: Int
    var precision: String
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
    var rounds: Int
    var interruptedSamples: Int
    var flops: Int
    var gflops: Double?
    var peakShare: Double?
    var neighbourLoad: Double?
    var clockBeforeGhz: Double?
    var clockAfterGhz: Double?
    var isDebugBuild: Bool

    init(_ measurement: KernelMeasurement, run: StoredRun, machineId: Int64, number: Int, problemId: Int64) {
        let setting = measurement.setting
        runId = run.id
        self.number = number
        self.machineId = machineId
        self.problemId = problemId
        backend = setting.backend
        backendVersion = setting.backendVersion
        algorithm = setting.algorithm
        kernel = measurement.kernel
        threads = setting.threads
        precision = setting.problem.precision.rawValue
        pass = setting.problem.pass.rawValue
        cacheState = setting.cacheState.rawValue
        measuredAt = measurement.measuredAt
        status = measurement.status.rawValue
        reason = measurement.reason
        verified = measurement.isVerified
        samples = measurement.summary?.count ?? 0
        minNs = measurement.summary?.minimum
        medianNs = measurement.summary?.median
        ciLowNs = measurement.summary?.intervalLow
        ciHighNs = measurement.summary?.intervalHigh
        madNs = measurement.summary?.medianAbsoluteDeviation
        rounds = (measurement.samples.map(\.round).max() ?? -1) + 1
        interruptedSamples = measurement.samples.count { $0.wasInterrupted }
        flops = measurement.flops
        gflops = measurement.gflops
        peakShare = measurement.peakShare
        neighbourLoad = measurement.conditions.neighbourLoad
        clockBeforeGhz = measurement.conditions.clockBefore
        clockAfterGhz = measurement.conditions.clockAfter
        isDebugBuild = measurement.conditions.isDebugBuild
    }

    func measurement(of problem: Problem, samples: [SampleRecord] = []) throws -> KernelMeasurement {
        KernelMeasurement(
            setting: KernelSetting(
                problem: problem, backend: backend, backendVersion: backendVersion, algorithm: algorithm,
                threads: threads, cacheState: try decoded(cacheState, column: "cache_state")),
            kernel: kernel, measuredAt: measuredAt, status: try decoded(status, column: "status"), reason: reason,
            isVerified: verified, summary: summary,
            samples: samples.map { Sample(elapsed: $0.elapsedNs, round: $0.round, wasInterrupted: $0.interrupted) },
            flops: flops, peakShare: peakShare,
            conditions: MeasurementConditions(
                neighbourLoad: neighbourLoad, clockBefore: clockBeforeGhz, clockAfter: clockAfterGhz,
                isDebugBuild: isDebugBuild))
    }

    private var summary: TimingSummary? {
        TimingSummary(
            samples: samples, minNs: minNs, medianNs: medianNs, ciLowNs: ciLowNs, ciHighNs: ciHighNs, madNs: madNs)
    }
}

struct SampleRecord: ResultRecord {
    static let databaseTableName = "sample"

    var measurementId: Int64
    var number: Int
    var round: Int
    var elapsedNs: Int
    var interrupted: Bool
}
