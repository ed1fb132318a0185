import NetworkIR

/// How long kernels take on one machine, learned from kernels that were timed on it.
///
/// Per kind of layer, algorithm, precision and number of threads: a sum of prices (start-up, arithmetic on whole vectors,
/// bytes by the cache level that they fit), corrected by what that sum missed for the nearest kernels where that can be told
/// from noise. Fitting is deterministic.
public struct LatencyModel: Sendable {
    /// The name under which predictions are kept.
    public static let name = "prices+field/4"

    /// What has a fit of its own.
    struct Key: Hashable {
        var kind: String
        var backend: String
        var algorithm: String
        var precision: Precision
        var threads: Int
    }

    var fits: [Key: KernelFit] = [:]
    let nearBytes: Int
    /// How many kernels it learned from.
    public let observationCount: Int

    /// All operations that only move and touch their maps, taken together, for a kind that was never timed.
    private static let streaming = "streaming"

    /// Learns from forward kernels.
    ///
    /// - Parameters:
    ///   - observations: of several of the same setting the first counts.
    ///   - wanted: fits only what these problems need; everything where nil.
    ///   - cacheBytes: the cache of one core.
    public init(
        fitting observations: [KernelObservation], for wanted: [Problem]? = nil, cacheBytes: Int = 1 << 20
    ) {
        let asked = wanted?.flatMap(LatencyModel.parts)
        let needed = asked.map { Set($0.map(\.operation.keyWord)) }
        let needsStreams = asked?.contains { LatencyModel.streams($0.operation) } ?? true
        var groups: [Key: (problems: [Problem], works: [KernelWork], times: [Double])] = [:]
        var seen: Set<KernelObservation> = []
        var count = 0
        for observation in observations where observation.problem.pass == .forward {
            var identity = observation
            (identity.nanoseconds, identity.low, identity.high, identity.isVerified) = (0, 0, 0, true)
            let operation = observation.problem.operation
            let streams = LatencyModel.streams(operation) && needsStreams
            guard
                streams || needed?.contains(operation.keyWord) ?? true, seen.insert(identity).inserted,
                let work = KernelWork(observation.problem, nearBytes: cacheBytes)
            else { continue }
            count += 1
            for kind in streams ? [work.kind, LatencyModel.streaming] : [work.kind] {
                let key = Key(
                    kind: kind, backend: observation.backend, algorithm: observation.algorithm,
                    precision: observation.problem.precision, threads: observation.threads)
                groups[key, default: ([], [], [])].problems.append(observation.problem)
                groups[key, default: ([], [], [])].works.append(
                    kind == LatencyModel.streaming ? work.asStream : work)
                groups[key, default: ([], [], [])].times.append(observation.nanoseconds)
            }
        }
        nearBytes = cacheBytes
        observationCount = count
        for (key, group) in groups {
            fits[key] = KernelFit(group.problems, group.works, nanoseconds: group.times)
        }
    }

    init(fits: [Key: KernelFit], nearBytes: Int, observationCount: Int) {
        self.fits = fits
        self.nearBytes = nearBytes
        self.observationCount = observationCount
    }

    /// The time of a kernel; nil where nothing like it was timed.
    public func estimate(
        of problem: Problem, backend: String, algorithm: String, threads: Int, source: TimeSource = .predicted
    ) -> TimeEstimate? {
        guard problem.pass == .forward, let work = KernelWork(problem, nearBytes: nearBytes) else { return nil }
        var key = Key(
            kind: work.kind, backend: backend, algorithm: algorithm, precision: problem.precision, threads: threads)
        if let fit = fits[key] {
            guard let known = fit.missingFunctions(of: work) else { return fit.estimate(work, source: source) }
            return sum(of: problem, backend: backend, algorithm: algorithm, threads: threads, source, knownFrom: known)
        }
        guard LatencyModel.streams(problem.operation) else { return nil }
        key.kind = LatencyModel.streaming
        return fits[key]?.estimate(work.asStream, source: source)
    }

    /// A kernel with functions at its end, of which no price is known there: the kernel without them and each function alone, which
    /// may hide behind the kernel, or take longer there than over a map of its own; nil where one of them has no time.
    private func sum(
        of problem: Problem, backend: String, algorithm: String, threads: Int, _ source: TimeSource,
        knownFrom count: Int
    ) -> TimeEstimate? {
        let bare = problem.with(epilogue: [])
        guard
            var time = estimate(
                of: bare, backend: backend, algorithm: algorithm, threads: threads, source: source),
            let output = try? problem.operation.output(of: problem.inputs)
        else { return nil }
        for function in problem.epilogue {
            let alone = LatencyModel.alone(function, on: output, behind: problem)
            guard
                let own = estimate(
                    of: alone, backend: backend, algorithm: LatencyModel.algorithm(of: backend), threads: threads,
                    source: source)
            else { return nil }
            time.nanoseconds += own.nanoseconds
            time.high += 2 * own.high
        }
        time.modelKernels = count
        return time
    }

    private static func alone(_ function: Activation, on map: FeatureMap, behind problem: Problem) -> Problem {
        Problem(operation: .activation(function), inputs: [map], batch: problem.batch, precision: problem.precision)
    }

    /// A problem and the functions at its end, as kernels of their own.
    private static func parts(of problem: Problem) -> [Problem] {
        guard !problem.epilogue.isEmpty, let output = try? problem.operation.output(of: problem.inputs) else {
            return [problem]
        }
        return [problem] + problem.epilogue.map { alone($0, on: output, behind: problem) }
    }

    /// What a backend calls its kernels of operations that have one algorithm.
    private static func algorithm(of backend: String) -> String { backend == "swift" ? "direct" : "auto" }

    /// The algorithms of each backend that it knows for a problem, in alphabetical order.
    public func algorithms(for problem: Problem, threads: Int) -> [(backend: String, algorithm: String)] {
        guard problem.pass == .forward, let work = KernelWork(problem, nearBytes: nearBytes) else { return [] }
        let kinds = LatencyModel.streams(problem.operation) ? [work.kind, LatencyModel.streaming] : [work.kind]
        let keys = fits.keys.filter {
            kinds.contains($0.kind) && $0.precision == problem.precision && $0.threads == threads
                && LatencyModel.isPossible($0.algorithm, problem.operation)
        }
        var pairs: [(backend: String, algorithm: String)] = []
        for key in keys.sorted(by: { ($0.backend, $0.algorithm) < ($1.backend, $1.algorithm) })
        where !pairs.contains(where: { $0 == (key.backend, key.algorithm) }) {
            pairs.append((key.backend, key.algorithm))
        }
        return pairs
    }

    /// How well each part of the model fits, in a stable order.
    public var fitSummaries: [FitSummary] {
        fits.map { key, fit in
            FitSummary(
                kind: key.kind, backend: key.backend, algorithm: key.algorithm, threads: key.threads,
                kernels: fit.kernelCount, errors: fit.errors.sorted(), usesField: fit.field != nil)
        }.sorted { ($0.kind, $0.backend, $0.algorithm, $0.threads) < ($1.kind, $1.backend, $1.algorithm, $1.threads) }
    }

    /// Winograd's transforms exist for dense 3x3 windows that move by one.
    private static func isPossible(_ algorithm: String, _ operation: Operation) -> Bool {
        guard algorithm == "winograd" else { return true }
        guard case .convolution(let convolution) = operation else { return false }
        return convolution.groups == 1 && convolution.window.kernel == Extent(square: 3)
            && convolution.window.stride == .one && convolution.window.dilation == .one
    }

    /// The kinds that answer for problems, what stands in for them included.
    public static func kinds(of problems: [Problem]) -> Set<String> {
        var kinds: Set<String> = []
        for problem in Set(problems.flatMap(parts)) {
            guard let work = KernelWork(problem, nearBytes: 1) else { continue }
            kinds.insert(work.kind)
            if streams(problem.operation) { kinds.insert(streaming) }
        }
        return kinds
    }

    /// True for operations whose time is that of moving their maps.
    private static func streams(_ operation: Operation) -> Bool {
        switch operation {
        case .convolution, .transposedConvolution, .fullyConnected, .nearestNeighbours, .embedding, .oneHot,
            .prelu(.shared):
            false
        default: true
        }
    }
}

/// How well one kind of layer is modelled under one algorithm.
public struct FitSummary: Hashable, Sendable {
    public var kind: String
    public var backend: String
    public var algorithm: String
    public var threads: Int
    /// How many kernels it rests on.
    public var kernels: Int
    /// By what part each was off when left out, ascending.
    public var errors: [Double]
    /// True where neighbours correct the sum of prices.
    public var usesField: Bool
}
