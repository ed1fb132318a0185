import NetworkIR

/// The time of each layer of a network, and what they sum to.
public struct NetworkTimes: Hashable, Sendable {
    public struct LayerTime: Hashable, Sendable {
        public var estimate: TimeEstimate
        /// Empty where the layer runs no kernel of its own, or none is known.
        public var backend = ""
        public var algorithm = ""
        /// The layer whose kernel computes this one too; nil where it has a kernel of its own.
        public var carrier: Int?
    }

    /// One a layer, in the network's order.
    public let layers: [LayerTime]
    /// The distinct kernels with how often they run, for sums.
    private let problems: [Problem?]

    /// - Parameters:
    ///   - kernels: which layers each kernel computes, its main layer first; layers in none of them are views.
    public init(
        of network: Network, kernels: [[Int]], batch: Int, precision: Precision, by table: TimeTable, _ wish: TimeWish
    ) {
        var layers = [LayerTime](repeating: LayerTime(estimate: .nothing(.free)), count: network.layers.count)
        var problems = [Problem?](repeating: nil, count: network.layers.count)
        var known: [Problem: KernelTime?] = [:]
        for kernel in kernels {
            guard let main = kernel.first else { continue }
            for fused in kernel.dropFirst() {
                layers[fused] = LayerTime(estimate: .nothing(.fused), carrier: main)
            }
            let problem = network.problem(ofKernel: kernel, batch: batch, precision: precision)
            guard let problem else { continue }
            let time = known[problem] ?? table.time(of: problem, wish)
            known[problem] = time
            problems[main] = problem
            layers[main] =
                time.map { LayerTime(estimate: $0.estimate, backend: $0.backend, algorithm: $0.algorithm) }
                ?? LayerTime(estimate: .nothing(.none))
        }
        self.layers = layers
        self.problems = problems
    }

    /// The sum over all layers.
    public var total: TimeEstimate { sum(of: layers.indices) }

    /// The sum over some layers, by its least certain part; `none` where one has no time.
    ///
    /// How their intervals add is `IntervalSum`'s.
    public func sum(of indices: some Sequence<Int>) -> TimeEstimate {
        var sum = IntervalSum()
        var source = TimeSource.free
        for index in indices {
            let estimate = layers[index].estimate
            source = NetworkTimes.weaker(source, estimate.source)
            if let problem = problems[index] { sum.add(problem, estimate) }
        }
        return sum.estimate(source)
    }

    /// Names of the layers that no time is known for.
    public func unknownLayers(of network: Network) -> [String] {
        zip(network.layers, layers).filter { $1.estimate.source == .none }.map(\.0.name)
    }

    /// How many layers' times come from a source.
    public func count(_ source: TimeSource) -> Int { layers.count { $0.estimate.source == source } }

    private static func weaker(_ a: TimeSource, _ b: TimeSource) -> TimeSource {
        let order: [TimeSource] = [.none, .borrowed, .predicted, .measured, .fused, .free]
        return order.first { $0 == a || $0 == b } ?? .none
    }
}
