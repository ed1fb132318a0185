import CostAnalysis
import KernelBenchmark
import NetworkIR
import Reporting

extension BenchmarkResult {
    /// A table a network, threads and cache state; for problems one table, for a sweep one an algorithm.
    func reports(of subject: BenchmarkSubject) -> [Report] {
        if let sweep = subject.sweep { return SweepReport.reports(sweep.field, sweep.points, outcome.measurements) }
        guard !subject.networks.isEmpty else { return [MeasurementReport.report(outcome.measurements, on: machine)] }
        return subject.networks.flatMap { network in
            conditions.map { LayerTimeReport.report(network, choice(of: network, $0), on: machine) }
        } + (wholes.isEmpty ? [] : [WholeNetworkReport.report(wholes)])
            + (folds.isEmpty ? [] : [BatchNormReport.report(folds)])
    }

    /// The document of INTERFACE.md.
    func json(of subject: BenchmarkSubject) -> JSONValue {
        var layers: [Problem: [String]] = [:]
        for network in subject.networks {
            for layer in network.layers {
                layers[layer.problem, default: []].append("\(network.estimate.network.name)/\(layer.name)")
            }
        }
        return [
            "archcost": .string(ArchCostVersion.text), "machine": .string(machine.fingerprint),
            "measurements": .array(
                outcome.measurements.map { MeasurementReport.json($0, layers: layers[$0.setting.problem] ?? []) }),
            "networks": .array(
                subject.networks.flatMap { network in
                    conditions.map { LayerTimeReport.json(network, choice(of: network, $0), wholes: wholes) }
                }),
            "fold_bn": .array(folds.map(BatchNormReport.json)),
        ]
    }

    /// Threads and cache states that were measured, in order.
    private var conditions: [TimingConditions] {
        var seen: [TimingConditions] = []
        for measurement in outcome.measurements {
            let setting = measurement.setting
            let each = TimingConditions(threads: setting.threads, cacheState: setting.cacheState)
            if !seen.contains(each) { seen.append(each) }
        }
        return seen
    }

    private func choice(of network: BenchmarkedNetwork, _ conditions: TimingConditions) -> ConditionedChoice {
        // Where no library was asked for its own choice, what was asked for first is held against the others.
        let usual = outcome.measurements.first { $0.setting.algorithm == "auto" } ?? outcome.measurements.first
        let (backend, algorithm) = usual.map { ($0.setting.backend, $0.setting.algorithm) } ?? ("", "")
        func choice(_ layers: [TimedLayer]) -> AlgorithmChoice {
            AlgorithmChoice(
                of: layers, from: outcome.measurements, automaticBackend: backend, automaticAlgorithm: algorithm,
                threads: conditions.threads, cacheState: conditions.cacheState)
        }
        let kernels = choice(network.kernels.map { TimedLayer(name: "", problem: $0) })
        return ConditionedChoice(
            conditions: conditions, usual: "\(backend)/\(algorithm)", choice: choice(network.layers),
            kernels: kernels.rows.isEmpty || !kernels.unmeasured.isEmpty ? nil : kernels)
    }
}

/// Threads and cache state of a table.
struct TimingConditions: Hashable {
    var threads: Int
    var cacheState: CacheState

    var description: String { "\(threads) thread\(threads == 1 ? "" : "s"), \(cacheState.rawValue)" }
}

/// The best algorithms under one set of conditions.
struct ConditionedChoice {
    var conditions: TimingConditions
    /// The backend and algorithm that the others are held against.
    var usual: String
    var choice: AlgorithmChoice
    /// The same for the kernels that the network runs, with layers fused into them; nil where one has no time.
    var kernels: AlgorithmChoice?
}
