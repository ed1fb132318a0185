import Foundation
import KernelBenchmark
import NetworkIR
import Persistence

/// A convolution followed by its batch norm, and merged with it.
struct BatchNormTime {
    /// Layers of the network with this problem, as `network/layer`.
    var layers: [String]
    var timing: FoldingTiming
}

/// Times each distinct convolution of a network that has a batch norm right behind it, both ways, side by side.
struct BatchNormJob {
    var network: BenchmarkedNetwork
    var threads: Int
    var executor: BackendExecutor
    var archive: RunArchive
    var measuresAgain: Bool
    var monitor: BenchmarkMonitor

    /// Both ways run oneDNN's kernels, as it chooses them.
    private static let (backend, algorithm) = ("onednn", "auto")

    /// - Returns: what was finished before an interruption.
    func run(_ benchmark: WorkBenchmark<HostEnvironment>) throws -> [BatchNormTime] {
        let version = executor.catalogue.backends.first { $0.name == Self.backend }?.version ?? ""
        var times: [BatchNormTime] = []
        let foldable = foldable
        if foldable.isEmpty {
            monitor.say(
                "note: no layer of '\(network.estimate.network.name)' has a batch norm right behind it: nothing to fold"
            )
        }
        for (index, (problem, layers)) in foldable.enumerated() {
            if benchmark.cancellation.isCancelled { break }
            let known = try archive.knownFolding(
                of: problem, backend: Self.backend, backendVersion: version, threads: threads)
            if let known, !measuresAgain {
                times.append(BatchNormTime(layers: layers, timing: known))
                continue
            }
            let pair: BatchNormPair
            do {
                pair = try BatchNormPair(problem, threads: threads)
            } catch {
                if case .unsupported = error { continue }
                throw CommandFailure("'\(problem.key)' with its batch norm: \(error.reason)")
            }
            let timings = try benchmark.run([
                LabelledWork("separate", pair.separate, cacheState: .coldWeights),
                LabelledWork("merged", pair.merged, cacheState: .coldWeights),
            ]) { part in
                monitor.tell(
                    "\(network.estimate.network.name) batch norms", (Double(index) + part) / Double(foldable.count))
            }
            guard timings.count == 2 else { break }
            let worse = timings.first { $0.status != .ok } ?? timings[0]
            let timing = FoldingTiming(
                problem: problem, backend: Self.backend, backendVersion: version, algorithm: Self.algorithm,
                threads: threads, measuredAt: Date(), status: worse.status, reason: worse.reason,
                separate: timings[0].summary, merged: timings[1].summary,
                relativeDifference: pair.relativeDifference, isDebugBuild: worse.conditions.isDebugBuild)
            try archive.save(timing)
            times.append(BatchNormTime(layers: layers, timing: timing))
        }
        return times
    }

    /// Distinct problems with a batch norm as their layer's only reader, in the network's order.
    private var foldable: [(problem: Problem, layers: [String])] {
        let network = network.estimate.network
        var found: [(problem: Problem, layers: [String])] = []
        for (index, layer) in network.layers.enumerated() {
            let readers = network.layers.filter { $0.inputs.contains(.layer(index)) }
            guard
                readers.count == 1, readers[0].operation == .batchNorm,
                let problem = network.problem(of: layer, batch: self.network.estimate.cost.conditions.batch)
            else { continue }
            let name = "\(network.name)/\(layer.name)"
            if let known = found.firstIndex(where: { $0.problem == problem }) {
                found[known].layers.append(name)
            } else {
                found.append((problem, [name]))
            }
        }
        return found
    }
}
