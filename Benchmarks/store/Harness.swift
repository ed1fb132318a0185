import Foundation
import KernelBenchmark
import NetworkIR

/// A kernel that does a fixed amount of arithmetic and nothing else.
private final class Spin: TimedKernel {
    let iterations: Int
    var value = 1.0

    init(iterations: Int) { self.iterations = iterations }

    var implementationName: String { "spin" }
    var workingSetBytes: Int { 0 }
    var multiplicationSaving: Double { 1 }
    func verify() -> Verification { .passed }
    func makeReady(_ cacheState: CacheState) {}

    @inline(never)
    func run() {
        for _ in 0..<iterations { value = value * 0.999_999 + 1e-9 }
    }
}

private struct SpinExecutor: KernelExecutor {
    var kernel: Spin
    func prepare(_ setting: KernelSetting) throws(KernelRefusal) -> any TimedKernel { kernel }
}

private final class Forgetful: MeasurementArchive {
    func known(_ setting: KernelSetting) -> KernelMeasurement? { nil }
    func save(_ measurement: KernelMeasurement) {}
    func otherBenchmarks() -> [Int32] { [] }
}

extension StoreBenchmark {
    /// The harness's median for a kernel of about 50 µs against the same kernel in a bare loop between two readings of
    /// the clock; each several times in turn, the least of each, for neighbours only ever add.
    static func measureHarness() throws {
        let kernel = Spin(iterations: 22_000)
        let setting = KernelSetting(
            problem: Problem(operation: .activation(.relu), inputs: [FeatureMap(channels: 1, height: 1, width: 1)]),
            backend: "spin", backendVersion: "1", algorithm: "auto")
        let session = BenchmarkSession(
            executor: SpinExecutor(kernel: kernel), environment: HostEnvironment.current, archive: Forgetful(),
            machine: Machine.host(), rules: TimingRules().withRounds(20), isDebugBuild: false)
        var (bare, harness) = (Double.infinity, Double.infinity)
        for _ in 0..<10 {
            for _ in 0..<20 { bare = min(bare, timed { for _ in 0..<10 { kernel.run() } } / 10) }
            let outcome = try session.run([setting])
            let least = outcome[setting]?.summary.map { Double($0.minimum) / 1e9 } ?? .infinity
            harness = min(harness, least)
        }
        let share = String(format: "%.2f %%", (harness / bare - 1) * 100)
        report("a kernel in a bare loop", bare)
        report("the same by the harness: \(share) more", harness)
    }
}
