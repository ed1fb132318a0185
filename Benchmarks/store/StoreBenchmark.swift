import Foundation
import KernelBenchmark
import NetworkIR
import Persistence

/// How fast the result database answers when it is large, and what the harness adds to the times it takes.
///
/// `swift run -c release store-benchmark [MEASUREMENTS]` prints a line a question. Nothing is kept.
@main
struct StoreBenchmark {
    static func main() throws {
        let count = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 100_000
        let path = FileManager.default.temporaryDirectory.path + "/store-benchmark-\(getpid()).db"
        defer { unlink(path) }
        try fill(path, count)
        try ask(path, count)
        try measureHarness()
    }

    /// Measurements of ever new problems, twelve samples each, in one run.
    private static func fill(_ path: String, _ count: Int) throws {
        let store = try ResultStore(path, .readWrite)
        defer { store.close() }
        let machine = try store.save(Machine.host())
        let run = try store.begin(
            RunDescription(commandLine: "store-benchmark", version: "0", startedAt: Date()), on: machine)
        let seconds = try timed {
            try store.save((0..<count).map { measurement(of: problem($0), median: 10_000 + $0) }, of: run)
        }
        report("fill with \(count) measurements of 12 samples, in one transaction", seconds)
        let extra = try timed {
            for index in 0..<100 { try store.save(measurement(of: problem(count + index), median: 1), of: run) }
        }
        report("keep one measurement of 12 samples, synchronised to the disk", extra / 100)
        print("file: \(try store.statistics().bytes >> 20) MiB")
    }

    private static func ask(_ path: String, _ count: Int) throws {
        var store = try ResultStore(path, .readOnly)
        store.close()
        report("open and close", try timed { for _ in 0..<20 { try ResultStore(path, .readOnly).close() } } / 20)
        store = try ResultStore(path, .readOnly)
        guard let machine = try store.machineID(fingerprint: Machine.host().fingerprint) else { return }
        let network = (0..<60).map { problem($0 * (count / 60)) }
        var found = 0
        report(
            "open and look up the 60 problems of a network",
            try timed {
                let fresh = try ResultStore(path, .readOnly)
                found = try fresh.latestMeasurements(of: network, on: machine).count
                fresh.close()
            })
        print("found: \(found)")
        let setting = measurement(of: problem(count / 2), median: 0).setting
        report(
            "'measured already?'",
            try timed { for _ in 0..<1000 { _ = try store.knownMeasurement(of: setting, on: machine) } } / 1000)
        for example in ExampleQuery.all {
            report("example \(example.name)", try timed { _ = try store.query(example.sql, limit: 1000) })
        }
        store.close()
    }

    private static func problem(_ index: Int) -> Problem {
        Problem(
            operation: .convolution(Convolution(filters: 8 + index / 64, window: Window(kernel: Extent(square: 3)))),
            inputs: [FeatureMap(channels: 8 + index % 64, height: 56, width: 56)])
    }

    private static func measurement(of problem: Problem, median: Int) -> KernelMeasurement {
        let samples = (0..<12).map { Sample(elapsed: median + $0, round: $0 / 2) }
        return KernelMeasurement(
            setting: KernelSetting(problem: problem, backend: "onednn", backendVersion: "2.6.3", algorithm: "auto"),
            kernel: "brgconv:avx512_core", measuredAt: Date(), status: .ok, isVerified: true,
            summary: TimingSummary(samples: samples), samples: samples, flops: problem.requiredFLOPs ?? 0)
    }

    static func timed(_ body: () throws -> Void) rethrows -> Double {
        let start = ContinuousClock.now
        try body()
        let elapsed = start.duration(to: .now).components
        return Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
    }

    static func report(_ question: String, _ seconds: Double) {
        print("\(String(format: "%12.3f ms", seconds * 1000))  \(question)")
    }
}
