public import ArchLanguage
import ArchSearch
public import BigInt
import CostAnalysis
import NetworkIR
import SourceText

/// What a search found.
public struct SearchOutcome: Sendable {
    public var request: SearchRequest
    /// The network of the file itself, and what it costs.
    public var first: Candidate
    /// Best first; along a front, by its axes.
    public var candidates: [Candidate]
    public var proof: Proof
    /// Points of the space.
    public var pointCount: BigUInt
    /// Points within the budgets; nil where they were not counted.
    public var feasible: PointCount?
    /// Why there is no candidate; nil where there is one, or where nobody knows.
    public var infeasibility: InfeasibilityExplanation?
    /// What rules points out besides budgets and rules, as the first such problems.
    public var refusals: [Diagnostic]
    /// True where candidates are all replacements of one run after the other, those nearest to the first budget first.
    public var listsTrades = false
    /// True where candidates have twins of the same score and budgeted totals that are not listed.
    public var leavesOutTwins = false
    /// How many candidates the memory limit lets a list have; nil where that cut nothing off.
    public var listLimit: Int?
    /// What is to be said of the times.
    public var timeNotes: [String] = []
    /// True where a point was left out, or may have been, for the interval of its time, which is no sum.
    public var isUnprovedForIntervals = false
}

extension SearchOutcome {
    /// So many candidates are listed however little memory there is, and however early the wish to stop comes.
    public static let leastListed = 1024

    /// True once the wish to stop came while there is more to tell of than the least.
    public var isTooLongNow: Bool {
        proof != .cancelled && candidates.count > Self.leastListed && request.options.cancellation.isCancelled
    }

    /// The first candidates alone, as an answer that was stopped.
    public var cutShort: SearchOutcome {
        var outcome = self
        outcome.candidates = Array(candidates.prefix(Self.leastListed))
        outcome.proof = .cancelled
        return outcome
    }

    /// Where memory ran short: how much better than the answer a point may be, in the score or along a front's first axis;
    /// nil where the answer is exact or nothing is known.
    public var epsilon: Double? {
        guard let loss = proof.knownLoss else { return nil }
        if case .front(let axes) = request.goal, case .metric = axes.first?.column { return Double(loss) }
        if case .front(let axes) = request.goal, case .score(let score) = axes.first?.column {
            return score.difference(loss)
        }
        return request.score.difference(loss)
    }
}

/// One point of the space, laid out and priced.
public struct Candidate: Sendable {
    /// The space whose choices are decided.
    public var space: DesignSpace
    /// Decisions in the order of the file.
    public var decisions: [Decision]
    /// All choices met, those decided beforehand too.
    public var assignment: Assignment
    /// Of the whole network; its rows by layer are left out, for a front may have thousands of candidates.
    public var cost: NetworkCost
    /// The score in its units.
    public var score: Int64
    /// The scores that are axes of a front besides, in their units.
    public var axisScores: [Score: Int64] = [:]
    /// Nanoseconds, where times were asked for.
    public var time: Int64?
    /// The time's 95 % interval, where it is known.
    public var timeRange: ClosedRange<Int64>?
    /// Where its least certain kernel's time comes from: measured, predicted, borrowed or none; nil where times were not asked for.
    public var timeSource: String?
    /// The difference to the file's first point: `conv2.kernel 5→3, conv2.repeat 1→2`.
    public var difference: String

    /// The candidate laid out.
    public func network() throws -> Network { try space.network(assignment) }
}

extension Assignment {
    init(_ choices: [MetChoice]) {
        self.init(choices.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    }
}

extension NetworkCost {
    /// The same without what is told of each layer.
    var withoutLayers: NetworkCost {
        var cost = self
        cost.layers = []
        cost.receptiveFields = []
        return cost
    }
}

/// Why no point keeps the budgets, in the space's words.
public struct InfeasibilityExplanation: Sendable {
    /// One budget and what comes nearest to it.
    public struct Gap: Sendable {
        public var budget: Budget
        /// The nearest total, in the metric's unit.
        public var nearest: Int64
        /// The bound of the budget that it misses.
        public var bound: Int64
        /// Positive above the budget, negative below it, zero where it is met.
        public var distance: Int64
        /// The decisions of the nearest point.
        public var decisions: [Decision]
        /// The decisions behind the part with the greatest share of the total; empty where no choice is to blame.
        public var heaviest: [Decision]
        /// That part's share of the total, from 0 to 1.
        public var heaviestShare: Double
    }

    /// Each budget by itself.
    public var alone: [Gap]
    /// Each budget with all others kept; empty where some budget cannot even be met by itself.
    public var together: [Gap]
}
