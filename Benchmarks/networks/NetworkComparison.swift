import ArchLanguage
import ConvKernels
import Foundation
import KernelBenchmark
import MachineProbe
import NetworkIR
import SourceText

/// Whole networks end to end on oneDNN's kernels and on ours, by each one's own choice of algorithms and by the fastest of each
/// convolution, all four run in turn.
///
/// `network-comparison [--rounds N] [--threads N] FILE.arch…` prints a line a network: medians, and ours over theirs. In each round all
/// memory moves to other pages, as in `archcost bench --whole`, which also verifies the results.
@main
struct NetworkComparison {
    static func main() throws {
        let processors = ThreadAffinity.processorsAtStart
        var (rounds, threads) = (3, 1)
        var files: [String] = []
        var rest = CommandLine.arguments.dropFirst()
        while let argument = rest.popFirst() {
            switch argument {
            case "--rounds": rounds = rest.popFirst().flatMap { Int($0) } ?? rounds
            case "--threads": threads = rest.popFirst().flatMap { Int($0) } ?? threads
            default: files.append(argument)
            }
        }
        if threads == 1 { ThreadAffinity.pin(to: [processors.last ?? 0]) }
        OpenMPBinding.prepare()
        print("| network | oneDNN `auto` | oneDNN best | ours `auto` | ours best | `auto`: theirs / ours | best |")
        print("|---|---:|---:|---:|---:|---:|---:|")
        for path in files {
            let url = URL(fileURLWithPath: path)
            let file = SourceFile(name: path, bytes: [UInt8](try Data(contentsOf: url)))
            let name = url.deletingPathExtension().lastPathComponent
            let times = try medians(of: try DesignSpace(file, name: name).network(), rounds: rounds, threads: threads)
            let columns = times.map { nanoseconds in
                String(format: nanoseconds < 1_000_000_000 ? " %.3g ms |" : " %.0f ms |", Double(nanoseconds) / 1e6)
            }.joined()
            let ratios = String(
                format: " %.2f | %.2f |", Double(times[0]) / Double(times[2]), Double(times[1]) / Double(times[3]))
            print("| \(name) |\(columns)\(ratios)")
            // A long table: each line as it comes.
            fflush(nil)
        }
    }

    /// Nanoseconds by oneDNN, `auto` and best, and by our kernels.
    private static func medians(of network: Network, rounds: Int, threads: Int) throws -> [UInt64] {
        let parameters = try NetworkParameters.random(network, values: .scaled, seed: 1)
        let image = Problem(operation: .activation(.relu), inputs: [network.input])
        let input = try image.randomOperands(seed: 1)[0]
        var executors: [any PreparedNetwork] = []
        for backend in [OneDNNBackend(), SwiftBackend()] as [any KernelBackend] {
            let fastest = try fastest(network, backend, threads: threads)
            for best in [[:], fastest] {
                var options = NetworkExecutorOptions()
                options.threads = threads
                options.algorithm = { best[$0] ?? "auto" }
                let executor: any PreparedNetwork =
                    backend.name == SwiftBackend().name
                    ? try SwiftNetworkExecutor(network, parameters, options)
                    : try NetworkExecutor(network, parameters, options)
                try executor.setInput(input)
                executors.append(executor)
            }
        }
        var times = executors.map { _ in [UInt64]() }
        for _ in 0..<rounds {
            for executor in executors { try executor.moveAndRun() }
            let start = monotonicNanoseconds()
            repeat {
                for (place, executor) in executors.enumerated() { times[place].append(try executor.timedRun()) }
            } while monotonicNanoseconds() - start < 200_000_000
        }
        return times.map { $0.sorted()[$0.count / 2] }
    }

    /// The algorithm with the fastest run of each different convolution with cold weights.
    private static func fastest(
        _ network: Network, _ backend: any KernelBackend, threads: Int
    ) throws -> [Problem: String] {
        let caches = CachePreparation()
        var fastest: [Problem: String] = [:]
        for layer in network.layers {
            guard case .convolution = layer.operation, let problem = network.problem(of: layer),
                fastest[problem] == nil
            else { continue }
            let algorithms = backend.algorithms(for: problem).filter { !["auto", "reference", "im2col"].contains($0) }
            guard algorithms.count > 1 else { continue }
            let kernels = try algorithms.map { try backend.prepare(problem, algorithm: $0, threads: threads) }
            var least = algorithms.map { _ in UInt64.max }
            for _ in 0..<5 {
                for (place, kernel) in kernels.enumerated() {
                    try caches.makeReady(kernel)
                    least[place] = min(least[place], try kernel.timedRun())
                }
            }
            fastest[problem] = zip(least, algorithms).min { $0.0 < $1.0 }?.1
        }
        return fastest
    }
}
