import NetworkIR

/// One layer of a network as a benchmark sees it.
public struct TimedLayer: Hashable, Sendable {
    public var name: String
    public var problem: Problem

    public init(name: String, problem: Problem) {
        self.name = name
        self.problem = problem
    }
}

/// What choosing the fastest algorithm for each layer of a network would save over the library's own choice.
public struct AlgorithmChoice: Hashable, Sendable {
    public struct Row: Hashable, Sendable {
        public var layer: TimedLayer
        /// The library's own choice, as measured.
        public var automatic: KernelMeasurement
        /// The fastest of all, the library's own choice on a tie.
        public var best: KernelMeasurement
    }

    /// A layer without a time, and the measurement of the library's own choice that does not count; nil where there is none.
    public struct Gap: Hashable, Sendable {
        public var layer: TimedLayer
        public var doubted: KernelMeasurement?

        /// Why it does not count.
        public var reason: String? { doubted?.reason }
    }

    /// Layers that both were measured for, in the network's order.
    public var rows: [Row]
    /// Layers without a usable measurement of the library's own choice.
    public var unmeasured: [Gap]
    /// Sums of medians over `rows`, in nanoseconds.
    public var automaticTotal: Int
    public var bestTotal: Int

    /// The part of the time that is saved; 0 where nothing was measured.
    public var savedShare: Double {
        automaticTotal > 0 ? 1 - Double(bestTotal) / Double(automaticTotal) : 0
    }

    /// Chooses among the usable measurements of any algorithm of any backend, all under the same number of threads and
    /// cache state.
    ///
    /// - Parameters:
    ///   - automaticBackend: the library whose own choice the others are held against.
    ///   - automaticAlgorithm: the library's name for its own choice. Where it has no kernel for a layer our own one counts as
    ///     its choice, as it does in a whole network.
    /// Kernels whose output was not verified are no choice. Changes of memory layout between layers are not counted.
    public init(
        of layers: [TimedLayer], from measurements: [KernelMeasurement], automaticBackend: String,
        automaticAlgorithm: String = "auto", threads: Int, cacheState: CacheState
    ) {
        var candidates: [Problem: [Candidate]] = [:]
        var doubted: [Problem: KernelMeasurement] = [:]
        for measurement in measurements
        where measurement.setting.threads == threads && measurement.setting.cacheState == cacheState {
            guard measurement.status.isUsable, let median = measurement.summary?.median else {
                if measurement.setting.backend == automaticBackend, measurement.setting.algorithm == automaticAlgorithm
                {
                    doubted[measurement.setting.problem] = measurement
                }
                continue
            }
            candidates[measurement.setting.problem, default: []].append((measurement, median))
        }
        (rows, unmeasured, automaticTotal, bestTotal) = ([], [], 0, 0)
        for layer in layers {
            let known = candidates[layer.problem] ?? []
            func kernel(_ backend: String, _ algorithm: String) -> Candidate? {
                known.first {
                    $0.measurement.setting.backend == backend && $0.measurement.setting.algorithm == algorithm
                }
            }
            let isLacking = doubted[layer.problem].map { $0.status == .unsupported } ?? true
            let chosen = kernel(automaticBackend, automaticAlgorithm)
            guard let automatic = chosen ?? (isLacking ? kernel("swift", "direct") : nil) else {
                unmeasured.append(Gap(layer: layer, doubted: doubted[layer.problem]))
                continue
            }
            let best = known.filter(\.measurement.isVerified).reduce(automatic) { $1.median < $0.median ? $1 : $0 }
            rows.append(Row(layer: layer, automatic: automatic.measurement, best: best.measurement))
            automaticTotal += automatic.median
            bestTotal += best.median
        }
    }

    private typealias Candidate = (measurement: KernelMeasurement, median: Int)
}
