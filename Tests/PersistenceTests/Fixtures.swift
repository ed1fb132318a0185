import Foundation
import KernelBenchmark
import NetworkIR
import Persistence

/// A folder of its own for one test, removed at the end.
final class TemporaryFolder {
    let path: String

    init() throws {
        // In memory where there is such a file system: these tests are about content, not about the disk.
        let shared = "/dev/shm"
        let parent =
            FileManager.default.isWritableFile(atPath: shared)
            ? shared : FileManager.default.temporaryDirectory.path
        path = parent + "/archcost-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { path + "/" + name }
}

/// Seconds since 2026-01-01, so that dates in tests are small numbers.
func date(_ seconds: Double) -> Date { Date(timeIntervalSince1970: 1_767_225_600 + seconds) }

/// ResNet-50's 3x3 convolution at 56x56, with any number of filters.
func convolution(filters: Int = 64, precision: Precision = .f32) -> Problem {
    Problem(
        operation: .convolution(
            Convolution(filters: filters, window: Window(kernel: Extent(square: 3), padding: Padding(all: 1)))),
        inputs: [FeatureMap(channels: 64, height: 56, width: 56)], precision: precision)
}

func setting(
    _ problem: Problem = convolution(), backend: String = "onednn", algorithm: String = "direct", threads: Int = 1,
    cacheState: CacheState = .coldWeights
) -> KernelSetting {
    KernelSetting(
        problem: problem, backend: backend, backendVersion: "2.6.3", algorithm: algorithm, threads: threads,
        cacheState: cacheState)
}

/// A measurement around a median, its samples one nanosecond apart.
func measurement(
    _ setting: KernelSetting = setting(), median: Int = 1_000_000, at seconds: Double = 0,
    status: MeasurementStatus = .ok, isDebugBuild: Bool = false, peakShare: Double? = nil
) -> KernelMeasurement {
    let isTimed = status != .failed && status != .unsupported
    return KernelMeasurement(
        setting: setting, kernel: "brgconv:avx512_core", measuredAt: date(seconds), status: status,
        reason: status == .ok ? nil : "for a test", isVerified: true,
        summary: isTimed
            ? TimingSummary(
                count: 3, minimum: median - 1, median: median, intervalLow: median - 1, intervalHigh: median + 1,
                medianAbsoluteDeviation: 1) : nil,
        samples: isTimed
            ? [
                Sample(elapsed: median, round: 0), Sample(elapsed: median + 1, round: 0, wasInterrupted: true),
                Sample(elapsed: median - 1, round: 1),
            ] : [],
        flops: 231_211_008, peakShare: peakShare,
        conditions: MeasurementConditions(
            neighbourLoad: 0.25, clockBefore: 3.6, clockAfter: 3.5, isDebugBuild: isDebugBuild))
}

func host(_ fingerprint: String = "zen5-2") -> Machine {
    Machine(
        fingerprint: fingerprint, cpu: "AMD EPYC", architecture: "x86_64", cores: 2,
        caches: [CacheLevel(name: "L1d", bytes: 49152), CacheLevel(name: "L2", bytes: 1 << 20)],
        instructionSets: ["avx2", "avx512f"], memoryBytes: 24 << 30, operatingSystem: "Linux 6.1", limits: "2 cpus",
        peaks: [ComputePeak(precision: .f32, threads: 1, gflops: 230)],
        bandwidths: [BandwidthPeak(level: "memory", threads: 1, gigabytesPerSecond: 33)], probedAt: date(0))
}

extension ResultStore {
    /// A run on a machine, for tests that are about something else.
    func beginRun(on machine: Machine = host(), at seconds: Double = 0) throws -> StoredRun {
        try begin(
            RunDescription(commandLine: "archcost bench", version: "1.0.0", startedAt: date(seconds)),
            on: save(machine))
    }
}
