import Foundation
import KernelBenchmark
import NetworkIR
import Persistence

/// A whole network's time under one choice of algorithms.
struct WholeNetworkTime {
    var name: String
    var threads: Int
    /// Labelled `auto` or `best`.
    var timing: WorkTiming
    var reorders: Int
    var isVerified: Bool
    /// The sum of the medians of the kernels that the network runs, in nanoseconds; nil where one was not measured.
    var sumOfKernels: Int?
}

/// Runs one network end to end, with the library's own algorithms and with each layer's fastest of the library, in turn.
struct WholeNetworkJob {
    var network: BenchmarkedNetwork
    var identifier: NetworkID
    var threads: Int

    /// The executor runs oneDNN's kernels.
    private static let backend = "onednn"

    func run(
        _ benchmark: WorkBenchmark<HostEnvironment>, _ measurements: [KernelMeasurement], storingIn store: ResultStore,
        as run: StoredRun
    ) throws -> [WholeNetworkTime] {
        let usable = measurements.filter {
            $0.setting.backend == Self.backend && $0.setting.threads == threads
                && $0.setting.cacheState == .coldWeights
        }
        let best = fastest(usable)
        let choices: [(label: String, algorithms: [Problem: String])] = [
            ("auto", [:]), ("best", best.mapValues(\.algorithm)),
        ]
        var wholes: [WholeNetwork] = []
        for choice in choices {
            let algorithms = choice.algorithms
            wholes.append(
                try WholeNetwork(
                    network.estimate.network, batch: network.estimate.cost.conditions.batch, threads: threads
                ) { algorithms[$0] ?? "auto" })
        }
        let verified = try wholes.map { whole in
            switch whole.verify() {
            case .passed: return true
            case .skipped: return false
            case .failed(let reason):
                throw CommandFailure("'\(network.estimate.network.name)' end to end: \(reason)")
            }
        }
        let timings = try benchmark.run(zip(choices, wholes).map { LabelledWork($0.label, $1, cacheState: .warm) })
        var times: [WholeNetworkTime] = []
        for (index, timing) in timings.enumerated() {
            let time = WholeNetworkTime(
                name: network.estimate.network.name, threads: threads, timing: timing,
                reorders: wholes[index].reorders, isVerified: verified[index],
                sumOfKernels: sum(wholes[index].problems, choices[index].algorithms, usable))
            times.append(time)
            try store.save(
                stored(time, best: sum(wholes[index].problems, choices[1].algorithms, usable), usable), of: run)
        }
        return times
    }

    private func fastest(_ measurements: [KernelMeasurement]) -> [Problem: (algorithm: String, median: Int)] {
        var best: [Problem: (algorithm: String, median: Int)] = [:]
        for measurement in measurements where measurement.status.isUsable && measurement.isVerified {
            guard let median = measurement.summary?.median else { continue }
            let known = best[measurement.setting.problem]
            if known.map({ median < $0.median }) ?? true {
                best[measurement.setting.problem] = (measurement.setting.algorithm, median)
            }
        }
        return best
    }

    private func sum(
        _ problems: [Problem], _ algorithms: [Problem: String], _ measurements: [KernelMeasurement]
    ) -> Int? {
        var total = 0
        for problem in problems {
            let algorithm = algorithms[problem] ?? "auto"
            let found = measurements.first {
                $0.setting.problem == problem && $0.setting.algorithm == algorithm && $0.status.isUsable
            }
            guard let median = found?.summary?.median else { return nil }
            total += median
        }
        return total
    }

    private func stored(_ time: WholeNetworkTime, best: Int?, _ measurements: [KernelMeasurement]) -> NetworkTiming {
        NetworkTiming(
            network: identifier, backend: Self.backend,
            backendVersion: measurements.first?.setting.backendVersion ?? "", algorithm: time.timing.label,
            threads: threads, measuredAt: Date(), status: time.timing.status, reason: time.timing.reason,
            isVerified: time.isVerified, summary: time.timing.summary, samples: time.timing.samples,
            sumOfLayers: time.sumOfKernels, bestOfLayers: best, reorders: time.reorders,
            isDebugBuild: time.timing.conditions.isDebugBuild)
    }
}
