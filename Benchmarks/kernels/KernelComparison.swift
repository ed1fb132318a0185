import ConvKernels
import Foundation
import KernelBenchmark
import MachineProbe
import NetworkIR

/// Times kernels of two backends side by side, in interleaved rounds: a quick look while a kernel is being written.
///
/// `swift run -c release kernel-comparison [ROUNDS] KEY…` prints a line a problem: GFLOP/s of the required work of the
/// fastest run by each algorithm, warm or (with `--cold`) by bench's protocol, weights and results flushed.
@main
struct KernelComparison {
    static func main() throws {
        // Before oneDNN ties the main thread to one of them.
        let processors = ThreadAffinity.processorsAtStart
        var arguments = Array(CommandLine.arguments.dropFirst())
        let isCold = arguments.contains("--cold")
        arguments.removeAll { $0 == "--cold" }
        let isVerifying = arguments.contains("--verify")
        arguments.removeAll { $0 == "--verify" }
        var threads = 1
        if let place = arguments.firstIndex(of: "--threads"), place + 1 < arguments.count {
            threads = Int(arguments[place + 1]) ?? 1
            arguments.removeSubrange(place...(place + 1))
        }
        let rounds = arguments.first.flatMap { Int($0) } ?? 10
        let keys = arguments.filter { Int($0) == nil }
        if threads == 1 { ThreadAffinity.pin(to: [processors.last ?? 0]) }
        OpenMPBinding.prepare()
        let caches = CachePreparation()
        for key in keys {
            guard let problem = Problem(key: key) else {
                print("not a problem: \(key)")
                continue
            }
            var runs: [(name: String, kernel: any PreparedKernel, times: [UInt64])] = []
            for backend in KernelBackends.all where backend.availability().isAvailable {
                for algorithm in backend.algorithms(for: problem) where !["reference", "auto"].contains(algorithm) {
                    guard let kernel = try? backend.prepare(problem, algorithm: algorithm, threads: threads) else {
                        continue
                    }
                    if isVerifying, backend.name != "onednn" {
                        print(algorithm, try verify(problem, backend: backend, algorithm: algorithm, threads: threads))
                    }
                    runs.append(("\(backend.name)/\(algorithm)", kernel, []))
                }
            }
            for _ in 0..<rounds {
                for index in runs.indices {
                    let kernel = runs[index].kernel
                    let start = monotonicNanoseconds()
                    repeat {
                        if isCold {
                            try caches.makeReady(kernel)
                        }
                        runs[index].times.append(try kernel.timedRun())
                    } while monotonicNanoseconds() - start < 20_000_000
                }
            }
            let flops = Double(problem.requiredFLOPs ?? 0)
            let columns = runs.map { run -> String in
                let least = Double(run.times.min() ?? 1)
                let median = Double(run.times.sorted()[run.times.count / 2])
                return String(format: "%@ %.1f (%.1f us, %.1f)", run.name, flops / least, least / 1000, flops / median)
            }
            print(key + ": " + columns.joined(separator: "; "))
        }
    }
}
