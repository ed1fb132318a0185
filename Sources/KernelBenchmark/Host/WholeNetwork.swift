import ConvKernels
import NetworkIR

/// A whole network ready to run end to end: one executor over the graph, layouts handed on, batch norms folded,
/// activations and residual additions fused.
public final class WholeNetwork: TimedWork {
    private let executor: any PreparedNetwork
    /// Places of the reorders among the executor's steps.
    private let reorderSteps: [Int]
    /// Nanoseconds of each reorder, one element a run.
    private var reorderTimes: [[Int]]

    /// Changes of memory layout between kernels.
    public var reorders: Int { executor.reorderCount }

    /// The median time of all its reorders together, in nanoseconds, over all runs so far.
    public var reorderMedian: Int {
        let sums = (reorderTimes.first ?? []).indices.map { run in reorderTimes.reduce(0) { $0 + $1[run] } }
        return OrderStatistics.median(of: sums) ?? 0
    }

    /// Each change of layout that it makes with its times over all runs so far; equal ones count together.
    public var reorderSummaries: [(change: LayoutChange, summary: TimingSummary)] {
        var found: [(change: LayoutChange, samples: [Sample])] = []
        for (step, times) in zip(reorderSteps, reorderTimes) {
            guard let change = executor.steps[step].change else { continue }
            let samples = times.enumerated().map { Sample(elapsed: $1, round: $0) }
            if let place = found.firstIndex(where: { $0.change == change }) {
                found[place].samples += samples
            } else {
                found.append((change, samples))
            }
        }
        return found.compactMap { found in
            TimingSummary(samples: found.samples).map { (change: found.change, summary: $0) }
        }
    }

    /// The kernels that it runs, in order, as they would be timed by themselves; what is fused into them has none.
    public func settings(_ catalogue: KernelCatalogue) -> [KernelSetting] {
        executor.steps.compactMap { step in
            guard let problem = step.problem else { return nil }
            let isOwn = step.implementationName.hasPrefix("swift:")
            let backend = isOwn ? "swift" : "onednn"
            return KernelSetting(
                problem: problem, backend: backend,
                backendVersion: catalogue.backends.first { $0.name == backend }?.version ?? "",
                algorithm: step.algorithm ?? "auto", threads: executor.options.threads)
        }
    }

    /// Plans and packs everything.
    ///
    /// - Parameters:
    ///   - backend: whose kernels run, `onednn` or `swift`; what oneDNN lacks runs with our own.
    ///   - algorithm: the algorithm of a convolution; `auto` is taken where the library has no such kernel.
    ///   - plan: what single kernels are to be, by their main layer; it goes before `algorithm`.
    /// - Throws: `KernelRefusal`.
    public init(
        _ network: Network, backend: String = "onednn", batch: Int, threads: Int, plan: [Int: PlannedKernel] = [:],
        algorithm: @escaping @Sendable (Problem) -> String = { _ in "auto" }
    ) throws(KernelRefusal) {
        do {
            let parameters = try NetworkParameters.random(network, values: .scaled, seed: 1)
            var options = NetworkExecutorOptions()
            options.batch = batch
            options.threads = threads
            options.algorithm = algorithm
            options.plan = plan
            executor =
                backend == "swift"
                ? try SwiftNetworkExecutor(network, parameters, options)
                : try NetworkExecutor(network, parameters, options)
            reorderSteps = executor.steps.indices.filter { [executor] in executor.steps[$0].kind == .reorder }
            reorderTimes = reorderSteps.map { _ in [] }
            try executor.setInput(try WholeNetwork.image(network, batch: batch))
        } catch {
            throw KernelRefusal(error)
        }
    }

    /// Compares the outputs with those of the reference loops, layer by layer, on the same numbers.
    ///
    /// - Parameter reference: of the same network and batch.
    public func verify(against reference: WholeNetworkReference, unless isCancelled: () -> Bool) -> Verification {
        guard let expected = reference.result(unless: isCancelled) else {
            return .skipped(reason: "the reference would take minutes")
        }
        do throws(KernelError) {
            let expected = try expected.get()
            try executor.run()
            let difference = expected.relativeDifference(of: try executor.outputs())
            let tolerance = WholeNetwork.tolerance(layers: executor.network.layers.count)
            if difference <= tolerance { return .passed }
            return .failed(
                reason: "outputs differ from the reference by \(difference) of the largest; \(tolerance) is allowed")
        } catch {
            return .failed(reason: error.description)
        }
    }

    public func beginRound() throws { try executor.moveAndRun() }

    public func makeReady(_ cacheState: CacheState) {
        if cacheState == .coldWeights { executor.flushWeights() }
        executor.touchSource()
    }

    public func run() throws {
        guard reorders > 0 else { return try executor.run() }
        // Reading the clock after each kernel takes some 30 ns, nothing beside a kernel.
        let times = try executor.runTimingSteps()
        for (place, step) in reorderSteps.enumerated() { reorderTimes[place].append(Int(times[step])) }
    }

    /// Rounding of independent layers adds in quadrature. One layer of K products rounds by about √K · 2⁻²⁴, 10⁻⁵ for
    /// the widest in use; Winograd's transforms take ten times that.
    private static func tolerance(layers: Int) -> Float { 1e-4 * Float(max(1, layers)).squareRoot() }

    /// Small integers, as the layers' own problems get.
    static func image(_ network: Network, batch: Int) throws(KernelError) -> [Float] {
        let input = Problem(operation: .activation(.relu), inputs: [network.input], batch: batch)
        return try input.randomOperands(seed: 1)[0]
    }
}
