import ConvKernels
import ExecutionPlanning
import KernelBenchmark
import LatencyModel
import NetworkIR
import Persistence
import Reporting

/// Plans of networks by what a result database knows of this machine.
struct NetworkPlanner {
    private let knowledge: TimeKnowledge
    private let reorders: ReorderTimes

    /// - Parameter fingerprint: a machine of the store; nil: the one that this process runs on.
    init(_ store: ResultStore, machine fingerprint: String?, threads: Int) throws {
        knowledge = try TimeKnowledge(store, machine: fingerprint, TimeWish(algorithm: .best, threads: threads))
        let timings = try knowledge.identifier.map { try store.reorderTimings(on: $0, threads: threads) } ?? []
        reorders = ReorderTimes(
            Dictionary(timings.map { ($0.change, $0.estimate) }, uniquingKeysWith: { first, _ in first }),
            gigabytesPerSecond: knowledge.speed?.gigabytesPerSecond)
    }

    /// - Throws: where the library is missing or cannot run the network.
    func plan(_ estimate: NetworkEstimate) throws -> NetworkPlan {
        let threads = knowledge.wish.threads
        var options = NetworkExecutorOptions()
        options.batch = estimate.cost.conditions.batch
        options.threads = threads
        let choices: KernelChoices
        do {
            choices = try KernelChoices(of: estimate.network, options)
        } catch {
            throw CommandFailure("'\(estimate.network.name)' cannot be planned: \(error)")
        }
        var algorithms: [Problem: [(backend: String, algorithm: String)]] = [:]
        for kernel in choices.kernels {
            guard let problem = kernel.problem else { continue }
            algorithms[problem] = kernel.options.map { ($0.backend, $0.algorithm) }
        }
        let problems = choices.kernels.compactMap(\.problem)
        let table = try knowledge.table(for: problems) { table, problem in
            (algorithms[problem] ?? []).contains { backend, algorithm in
                table.time(of: problem, backend: backend, algorithm: algorithm, threads: threads) == nil
            }
        }
        return NetworkPlan(choices, by: table, reorders: reorders, threads: threads)
    }
}

extension ReorderTiming {
    var estimate: TimeEstimate {
        TimeEstimate(
            nanoseconds: Double(summary.median), low: Double(summary.intervalLow), high: Double(summary.intervalHigh),
            source: .measured)
    }
}
