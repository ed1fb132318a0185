import Foundation
import KernelBenchmark
import NetworkIR
import Persistence

/// Databases with times that a test has made up.
enum TimesByHand {
    /// A machine of 200 GFLOP/s and 30 GB/s.
    static func machine(_ fingerprint: String) -> Machine {
        withPeaks(
            Machine(
                fingerprint: fingerprint, cpu: "Test", architecture: "x86_64", cores: 2, memoryBytes: 1 << 30,
                operatingSystem: "Linux", peaks: [], bandwidths: [], probedAt: Date()))
    }

    /// This machine, with the same made-up peaks.
    static func host() -> Machine { withPeaks(Machine.host()) }

    private static func withPeaks(_ machine: Machine) -> Machine {
        var machine = machine
        machine.peaks = [ComputePeak(precision: .f32, threads: 1, gflops: 200)]
        machine.bandwidths = [BandwidthPeak(level: "memory", threads: 1, gigabytesPerSecond: 30)]
        return machine
    }

    /// A verified kernel of oneDNN on one thread with cold weights.
    ///
    /// - Parameters:
    ///   - median: nanoseconds.
    ///   - half: half the interval of the median.
    static func measurement(
        of problem: Problem, algorithm: String = "auto", median: Int, half: Int = 0, at date: Date = Date()
    ) -> KernelMeasurement {
        KernelMeasurement(
            setting: KernelSetting(
                problem: problem, backend: "onednn", backendVersion: "2.6.3", algorithm: algorithm, threads: 1,
                cacheState: .coldWeights),
            kernel: "k", measuredAt: date, status: .ok, isVerified: true,
            summary: TimingSummary(
                count: 10, minimum: median - half, median: median, intervalLow: median - half,
                intervalHigh: median + half, medianAbsoluteDeviation: half))
    }

    /// Keeps measurements as one run on a machine; makes the database where there is none.
    static func keep(
        _ measurements: [KernelMeasurement], in db: String, on machine: Machine, at date: Date = Date()
    ) throws {
        let store = try ResultStore(db, .readWrite)
        defer { store.close() }
        let archive = try RunArchive(
            store, run: RunDescription(commandLine: "by hand", version: "1.0.0", startedAt: date), on: machine)
        for measurement in measurements { try archive.save(measurement) }
        try archive.finish(at: date)
    }
}
