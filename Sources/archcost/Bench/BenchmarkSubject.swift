import ArchLanguage
import CostAnalysis
import KernelBenchmark
import NetworkIR
import Reporting

/// A network to be timed layer by layer.
struct BenchmarkedNetwork {
    var estimate: NetworkEstimate
    /// The text it was read from, and the choices that were set.
    var text: String
    var point: String
    var layers: [TimedLayer]
    /// The kernels that it runs, with the activations that they apply to their results; forward only.
    var kernels: [Problem]

    init(reading path: String, _ pricing: PricingOptions, pass: Pass) throws {
        let file = InputFile(path: path)
        let source = try file.networkSource(pricing.point.model)
        estimate = try pricing.estimate(DesignSpace(source, name: file.networkName), file: path)
        text = source.text
        point = pricing.point.settings.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
        let network = estimate.network
        layers = network.layers.compactMap { layer in
            network.problem(
                of: layer, batch: pricing.batch, precision: pricing.precision, pass: pass
            ).map { TimedLayer(name: layer.name, problem: $0) }
        }
        kernels = pass == .forward ? estimate.kernels().problems : []
    }
}

/// What a benchmark is about: networks, or problems, or one problem swept.
struct BenchmarkSubject {
    var networks: [BenchmarkedNetwork]
    var problems: [Problem]
    /// The swept field, and the problem of each of its values.
    var sweep: (field: SweptField, points: [(value: Int, problem: Problem)])?

    init(networks: [BenchmarkedNetwork], problems: [Problem], sweep: Sweep?) throws {
        self.networks = networks
        if let sweep, let problem = problems.first {
            let swept = try sweep.problems(from: problem)
            self.sweep = (sweep.field, Array(zip(sweep.values, swept)))
            self.problems = swept
        } else {
            self.problems = networks.flatMap { $0.layers.map(\.problem) + $0.kernels } + problems
        }
    }
}
