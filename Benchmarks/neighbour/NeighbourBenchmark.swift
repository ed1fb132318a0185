import ArchLanguage
import ConvKernels
import Foundation
import KernelBenchmark
import MachineProbe
import NetworkIR
import SourceText

/// What a busy neighbour costs our kernels on several threads: each convolution of some networks alone on the machine,
/// and while another process computes, tied to no processor, to the first, and to the second.
///
/// `neighbour-benchmark [--rounds N] [--threads N] [--algorithm NAME]… [--onednn] FILE.arch…` prints a line a kernel: the
/// median in quiet, and median, mean and worst beside each neighbour as multiples of it. Conditions take turns in each
/// round. With `--onednn` its kernels stand beside ours.
@main
struct NeighbourBenchmark {
    static func main() throws {
        Neighbour.computeIfAsked()
        let processors = ThreadAffinity.processorsAtStart
        OpenMPBinding.prepare()
        let options = try Options(Array(CommandLine.arguments.dropFirst()))
        var conditions = [Condition(name: "quiet", neighbour: nil)]
        conditions.append(Condition(name: "anywhere", neighbour: try Neighbour(on: nil)))
        for processor in processors.prefix(2) {
            conditions.append(Condition(name: "on \(processor)", neighbour: try Neighbour(on: processor)))
        }
        print("| kernel | quiet, µs |" + conditions.dropFirst().map { " \($0.name): median | mean | worst |" }.joined())
        print("|---|" + String(repeating: "---:|", count: 1 + 3 * (conditions.count - 1)))
        var worst = [Double](repeating: 0, count: conditions.count)
        var sums = [Double](repeating: 0, count: conditions.count)
        for problem in options.problems {
            for (backend, algorithm) in options.kernels(of: problem) {
                let kernel = try backend.prepare(problem, algorithm: algorithm, threads: options.threads)
                var times = conditions.map { _ in [UInt64]() }
                for _ in 0..<options.rounds {
                    for (place, condition) in conditions.enumerated() {
                        times[place] += try condition.time(kernel)
                    }
                }
                let quiet = Double(median(times[0]))
                let columns = times.enumerated().dropFirst().map { place, times in
                    let middle = Double(median(times)) / quiet
                    let mean = Double(times.reduce(0, +)) / Double(times.count) / quiet
                    worst[place] = max(worst[place], middle)
                    sums[place] = max(sums[place], mean)
                    return String(format: " %.2f | %.2f | %.1f |", middle, mean, Double(times.max() ?? 0) / quiet)
                }
                print(
                    "| \(problem.key), \(backend.name)/\(algorithm) | \(String(format: "%.1f", quiet / 1000)) |"
                        + columns.joined())
            }
        }
        for (place, condition) in conditions.enumerated().dropFirst() {
            print(
                "neighbour \(condition.name): largest median \(String(format: "%.2f", worst[place])), "
                    + "largest mean \(String(format: "%.2f", sums[place])) of the quiet median")
        }
    }

    private static func median(_ times: [UInt64]) -> UInt64 { times.sorted()[times.count / 2] }
}

/// Who else computes.
private struct Condition {
    var name: String
    var neighbour: Neighbour?

    /// Runs in a row for a twentieth of a second, and at least five.
    func time(_ kernel: any PreparedKernel) throws -> [UInt64] {
        neighbour?.resume()
        defer { neighbour?.pause() }
        // The neighbour gets going, and the first runs find cold caches.
        for _ in 0..<3 { try kernel.run() }
        var times: [UInt64] = []
        let start = monotonicNanoseconds()
        repeat {
            times.append(try kernel.timedRun())
        } while monotonicNanoseconds() - start < 50_000_000 || times.count < 5
        return times
    }
}

/// The command line.
private struct Options {
    var rounds = 3
    var threads = 2
    var backends: [any KernelBackend] = [SwiftBackend()]
    var algorithms: [String] = []
    /// Different ones, in the order of the networks.
    var problems: [Problem] = []

    init(_ arguments: [String]) throws {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "--rounds": rounds = rest.popFirst().flatMap { Int($0) } ?? rounds
            case "--threads": threads = rest.popFirst().flatMap { Int($0) } ?? threads
            case "--onednn": backends.append(OneDNNBackend())
            case "--algorithm": algorithms += rest.popFirst().map { [$0] } ?? []
            default: try read(argument)
            }
        }
        if algorithms.isEmpty { algorithms = ["direct", "winograd", "winograd-4x4"] }
    }

    func kernels(of problem: Problem) -> [(backend: any KernelBackend, algorithm: String)] {
        backends.flatMap { backend in
            backend.algorithms(for: problem).filter(algorithms.contains).map { (backend, $0) }
        }
    }

    private mutating func read(_ path: String) throws {
        let url = URL(fileURLWithPath: path)
        let file = SourceFile(name: path, bytes: [UInt8](try Data(contentsOf: url)))
        let network = try DesignSpace(file, name: url.deletingPathExtension().lastPathComponent).network()
        for layer in network.layers {
            guard case .convolution = layer.operation, let problem = network.problem(of: layer),
                !problems.contains(problem)
            else { continue }
            problems.append(problem)
        }
    }
}
