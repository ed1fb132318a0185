import ConvKernels
import Foundation
import NetworkIR

/// One network whole, and its kernels alone.
final class SumComparison {
    private struct Kernel {
        var problem: Problem
        var prepared: any PreparedKernel
        var cold: [UInt64] = []
        var warm: [UInt64] = []
        /// The executor's steps that it is.
        var steps: [Int] = []
    }

    private let executor: any PreparedNetwork
    private let caches = CachePreparation()
    private var kernels: [Kernel] = []
    private var wholeTimes: [UInt64] = []
    private var stepTimes: [[UInt64]]

    /// Samples in a round, of the whole and of each kernel.
    private static let samples = 5

    init(_ network: Network, backend: String) throws {
        let parameters = try NetworkParameters.random(network, values: .scaled, seed: 1)
        let image = Problem(operation: .activation(.relu), inputs: [network.input])
        executor =
            backend == "swift"
            ? try SwiftNetworkExecutor(network, parameters) : try NetworkExecutor(network, parameters)
        try executor.setInput(try image.randomOperands(seed: 1)[0])
        stepTimes = executor.steps.map { _ in [] }
        var places: [String: Int] = [:]
        for (index, step) in executor.steps.enumerated() {
            guard let problem = step.problem else { continue }
            let isOwn = step.implementationName.hasPrefix("swift:")
            let algorithm = step.algorithm ?? "auto"
            let label = "\(isOwn) \(algorithm) \(problem.key)"
            if places[label] == nil {
                places[label] = kernels.count
                let backend: any KernelBackend = isOwn ? SwiftBackend() : OneDNNBackend()
                kernels.append(
                    Kernel(
                        problem: problem,
                        prepared: try backend.prepare(problem, algorithm: algorithm, threads: 1)))
            }
            if let place = places[label] { kernels[place].steps.append(index) }
        }
    }

    func measure(rounds: Int) throws {
        for _ in 0..<rounds {
            try executor.moveAndRun()
            for _ in 0..<Self.samples {
                makeWholeReady()
                wholeTimes.append(try executor.timedRun())
                makeWholeReady()
                for (step, time) in try executor.runTimingSteps().enumerated() { stepTimes[step].append(time) }
            }
            for place in kernels.indices {
                try kernels[place].prepared.moveAndRun()
                for _ in 0..<Self.samples {
                    try caches.makeReady(kernels[place].prepared)
                    kernels[place].cold.append(try kernels[place].prepared.timedRun())
                }
                for _ in 0..<Self.samples { kernels[place].warm.append(try kernels[place].prepared.timedRun()) }
            }
        }
    }

    private func makeWholeReady() {
        executor.flushWeights()
        executor.touchSource()
    }

    func line(_ name: String) -> String {
        let sorted = wholeTimes.sorted()
        let whole = Double(Self.median(wholeTimes))
        let spread = Double(sorted[sorted.count * 3 / 4] - sorted[sorted.count / 4]) / 2 / whole
        let inside = stepTimes.map { Double(Self.median($0)) }
        let reorders = zip(inside, executor.steps).reduce(0) { $1.1.kind == .reorder ? $0 + $1.0 : $0 }
        func sum(_ times: KeyPath<Kernel, [UInt64]>) -> Double {
            kernels.reduce(reorders) { $0 + Double($1.steps.count) * Double(Self.median($1[keyPath: times])) }
        }
        let cells = [inside.reduce(0, +), sum(\.cold), sum(\.warm)].map { percent($0 / whole - 1) }
        return "| \(name) | \(String(format: "%.3g", whole / 1e6)) | \(percent(spread)) | "
            + cells.joined(separator: " | ") + " |"
    }

    /// The kernels whose time alone differs most from that inside.
    func worstLines(_ count: Int) -> [String] {
        let rows = kernels.map { kernel -> (difference: Double, text: String) in
            let inside = kernel.steps.reduce(0) { $0 + Double(Self.median(stepTimes[$1])) } / 1e3
            let alone = Double(kernel.steps.count) * Double(Self.median(kernel.cold)) / 1e3
            let text = String(
                format: "    %dx %@: %.1f µs inside, %.1f alone", kernel.steps.count, kernel.problem.key, inside, alone)
            return (abs(alone - inside), text)
        }
        return rows.sorted { $0.difference > $1.difference }.prefix(count).map(\.text)
    }

    private func percent(_ share: Double) -> String { String(format: "%.1f %%", share * 100) }

    private static func median(_ times: [UInt64]) -> UInt64 { times.sorted()[times.count / 2] }
}
