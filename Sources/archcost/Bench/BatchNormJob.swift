import KernelBenchmark
import NetworkIR

/// A convolution followed by its batch norm, and merged with it.
struct BatchNormTime {
    /// Layers of the network with this problem, as `network/layer`.
    var layers: [String]
    var problem: Problem
    var threads: Int
    var separate: WorkTiming
    var merged: WorkTiming
    /// The largest difference of the two outputs over the largest output.
    var relativeDifference: Double

    /// The part of the time that folding saves.
    var savedShare: Double {
        1 - Double(merged.summary.median) / Double(max(1, separate.summary.median))
    }
}

/// Times each distinct convolution of a network that has a batch norm right behind it, both ways, side by side.
struct BatchNormJob {
    var network: BenchmarkedNetwork
    var threads: Int

    func run(_ benchmark: WorkBenchmark<HostEnvironment>) throws -> [BatchNormTime] {
        var times: [BatchNormTime] = []
        for (problem, layers) in foldable {
            if benchmark.cancellation.isCancelled { break }
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
            ])
            guard timings.count == 2 else { break }
            times.append(
                BatchNormTime(
                    layers: layers, problem: problem, threads: threads, separate: timings[0], merged: timings[1],
                    relativeDifference: pair.relativeDifference))
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
