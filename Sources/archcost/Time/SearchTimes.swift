import ArchSearch
import CostAnalysis
import KernelBenchmark
import LatencyModel
import LongWork
import NetworkIR
import Persistence
import Reporting
import SpaceExploration
import Synchronization

/// The times that a search asks for while it reads a space, and those of the candidates that it finds.
struct SearchTimes: Sendable {
    private let table: TimeTable
    /// The times of the space's kernels: a large space asks for each again and again, and a prediction takes a while.
    private let known: [Problem: TimeEstimate]
    private let wish: TimeWish
    private let conditions: CostConditions
    /// What is to be said of the model; nil where it is up to date.
    let staleness: String?
    /// What whole networks take over their kernels; the sums of kernels themselves where the upper ends do not count.
    let whole: WholeRatio
    /// True where the upper end of the whole network's interval must meet the budget.
    let isCautious: Bool
    /// What a kernel takes longer where it applies a function to its results.
    private let surcharges: [Surcharge: TimeEstimate]

    private struct Surcharge: Hashable {
        var function: Activation
        var map: FeatureMap
    }

    /// More than any budget: a point with a layer that was never timed, nor anything like it, meets none.
    private static let unknown: Int64 = 1 << 49
    /// So many of the kernels without a time are named.
    private static let namedKernels = 3

    /// What is to be said of the space's kernels that have no time; nil where all have one.
    let unknownTimes: String?

    /// - Parameters:
    ///   - problems: every kernel of the space; times are told of these alone.
    ///   - others: layers that are usually part of the kernel before them, and run by themselves in some candidates.
    ///   - progress: of a large space, whose kernels take a while to tell the times of.
    init(
        _ knowledge: TimeKnowledge, of problems: [Problem], others: [Problem], _ conditions: CostConditions,
        isCautious: Bool, telling progress: ProgressMonitor
    ) throws {
        func tell(_ part: Double) { progress.tell(WorkProgress("times of kernels", part)) }
        let all = problems + others
        let table = try knowledge.table(for: all) { tell($0 / 2) }
        self.table = table
        var known: [Problem: TimeEstimate] = [:]
        for (index, problem) in all.enumerated() {
            try Interruption.check("times were still predicted")
            if index % 256 == 0 { tell(0.5 + 0.5 * Double(index) / Double(all.count)) }
            known[problem] = table.time(of: problem, knowledge.wish)?.estimate
        }
        self.known = known
        surcharges = Self.surcharges(of: problems) { known[$0] ?? table.time(of: $0, knowledge.wish)?.estimate }
        unknownTimes = Self.account(of: problems.filter { known[$0] == nil }, among: problems.count)
        wish = knowledge.wish
        self.conditions = conditions
        self.isCautious = isCautious
        staleness = try knowledge.staleness()
        whole = isCautious ? try knowledge.wholeRatio() : WholeRatio([])
    }

    /// What each function costs on maps of a shape: of all kernels that write such a map and end with the function, the least
    /// that one takes longer than without it.
    private static func surcharges(
        of problems: [Problem], time: (Problem) -> TimeEstimate?
    ) -> [Surcharge: TimeEstimate] {
        var found: [Surcharge: TimeEstimate] = [:]
        for problem in problems {
            guard let function = problem.epilogue.first, let map = try? problem.operation.output(of: problem.inputs),
                let ending = time(problem), let plain = time(problem.with(epilogue: []))
            else { continue }
            var more = ending
            more.nanoseconds = max(0, ending.nanoseconds - plain.nanoseconds)
            more.high = more.nanoseconds + (ending.high - ending.nanoseconds)
            let place = Surcharge(function: function, map: map)
            if found[place].map({ more.nanoseconds < $0.nanoseconds }) ?? true { found[place] = more }
        }
        return found
    }

    private static func account(of unknown: [Problem], among count: Int) -> String? {
        if unknown.isEmpty { return nil }
        var names = unknown.prefix(namedKernels).map { "'\($0.key)'" }
        if unknown.count > 1, unknown.count <= namedKernels, let last = names.popLast() {
            names[names.count - 1] += " and \(last)"
        }
        return
            "no time is known for \(unknown.count) of \(count) kernels with this algorithm, backend and number of threads, among them "
            + names.joined(separator: ", ") + "; 'archcost bench' and 'search --measure' time kernels"
    }

    /// True where a time is no number, but stands for one that is not known.
    static func isUnknown(_ nanoseconds: Int64) -> Bool { nanoseconds >= unknown }

    /// Times of single layers, for sums.
    ///
    /// - Parameter caution: how much of each kernel's distance to its upper end is added: at 1 the sum is above the upper end
    ///   of any sum's interval, at 0 below.
    func layers(caution: Double) -> LayerTimes {
        LayerTimes { operation, inputs, _ in
            let time: TimeEstimate
            if case .activation(let function) = operation, let map = inputs.first,
                let more = surcharges[Surcharge(function: function, map: map)]
            {
                time = more
            } else {
                guard !operation.isUsuallyFused, let problem = Self.problem(operation, inputs, conditions) else {
                    return 0
                }
                guard let own = known[problem] ?? table.time(of: problem, wish)?.estimate else { return Self.unknown }
                time = own
            }
            let share = time.nanoseconds > 0 ? time.high / time.nanoseconds - 1 : 0
            // A whole's doubt belongs to each of its parts.
            let doubt = (share * share + whole.spread * whole.spread).squareRoot()
            let nanoseconds = time.nanoseconds * whole.ratio * (1 + caution * doubt)
            return nanoseconds < Double(Self.unknown) ? Int64(nanoseconds.rounded(.up)) : Self.unknown
        }
    }

    /// The problem of a layer that has a kernel, if only by itself; nil for others.
    private static func problem(
        _ operation: Operation, _ inputs: [FeatureMap], _ conditions: CostConditions
    ) -> Problem? {
        guard operation.takesTime else { return nil }
        var maps = inputs
        if case .fullyConnected = operation, let map = inputs.first, let features = try? map.elements() {
            maps = [FeatureMap(channels: features, height: 1, width: 1)]
        }
        return Problem(operation: operation, inputs: maps, batch: conditions.batch, precision: conditions.precision)
    }

    /// Times that note every problem that is asked for, and are all nothing.
    ///
    /// - Parameters:
    ///   - problems: takes those of layers that have a kernel of their own as far as one layer by itself can tell.
    ///   - fused: takes those of layers that are usually part of the kernel before them.
    static func collecting(
        _ conditions: CostConditions, into problems: ProblemCollection, fused: ProblemCollection
    ) -> LayerTimes {
        LayerTimes { operation, inputs, _ in
            if let problem = problem(operation, inputs, conditions) {
                (operation.isUsuallyFused ? fused : problems).add(problem)
            }
            return 0
        }
    }

    /// A candidate with the time that 'estimate --time' tells of it, and its interval.
    func timed(_ candidate: Candidate) throws -> (candidate: Candidate, kernels: TimeEstimate) {
        var candidate = candidate
        let network = try candidate.network()
        let times = NetworkTimes(
            of: network, kernels: WholeNetwork.kernels(of: network), batch: conditions.batch,
            precision: conditions.precision, by: table, wish)
        let kernels = times.total
        candidate.timeSource = kernels.source.rawValue
        guard kernels.source != .none else {
            (candidate.time, candidate.timeRange) = (nil, nil)
            return (candidate, kernels)
        }
        let time = whole.whole(of: kernels)
        candidate.time = Int64(time.nanoseconds.rounded())
        candidate.timeRange = Int64(time.low.rounded(.down))...Int64(time.high.rounded(.up))
        return (candidate, kernels)
    }
}

/// Distinct problems, gathered from any thread.
final class ProblemCollection: Sendable {
    private let state = Mutex<(all: [Problem], seen: Set<Problem>)>(([], []))

    func add(_ problem: Problem) {
        state.withLock { if $0.seen.insert(problem).inserted { $0.all.append(problem) } }
    }

    func add(_ problems: [Problem]) { for problem in problems { add(problem) } }

    /// In an order of their own, whatever the threads'.
    var all: [Problem] { state.withLock { $0.all }.sorted { $0.key < $1.key } }
}

extension Operation {
    /// True for what a kernel before it usually does in passing; a statement at a time cannot see what stands before it.
    fileprivate var isUsuallyFused: Bool {
        switch self {
        case .batchNorm, .add: true
        case .activation(let activation): activation != .softmax
        default: false
        }
    }
}

extension TimeKnowledge {
    /// Networks whose own median is known worse than this say nothing of what is between kernels.
    private static var widestWhole: Double { 0.05 }

    /// What networks took whole over the sum of their kernels on this machine, as they were run by the library itself.
    func wholeRatio() throws -> WholeRatio {
        let label = if case .automatic = wish.algorithm { "auto" } else { "best" }
        let records = try store.additivity().filter {
            $0.machine == machine.fingerprint && $0.threads == wish.threads && $0.algorithm == label
                && $0.backend == "onednn"
                && $0.cacheState == .coldWeights && $0.sum > 0 && $0.halfWidth <= Self.widestWhole
        }
        return WholeRatio(records.map { Double($0.whole) / Double($0.sum) })
    }
}
