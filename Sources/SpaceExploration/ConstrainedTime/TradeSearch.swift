import ArchLanguage
import ArchSearch

/// One of He & Sun's comparisons over a network without choices: all replacements of one run that keep the budgets.
public enum TradeSearch {
    /// The most replacements of one run that are listed.
    static let listLimit = 100_000

    /// The replacements, run after run, nearest to the first budget first.
    public static func run(
        _ trade: Trade, around space: DesignSpace, widthStep: Int, _ request: SearchRequest
    ) throws -> SearchOutcome {
        var outcome: SearchOutcome?
        var request = request
        request.goal = .best(listLimit)
        for changed in try ConstrainedTimeSpace.trades(trade, around: space, widthStep: widthStep) {
            let search = try SpaceSearch(changed.space, request, describe: { changed.replacement($0) })
            var part = try search.run()
            part.candidates = part.candidates.filter { changed.isTrade($0.decisions, trade) }
            let distances = try part.candidates.map { try distance(of: $0, part.first, request) }
            part.candidates = zip(part.candidates, distances).sorted {
                ($0.1, $0.0.difference) < ($1.1, $1.0.difference)
            }.map(\.0)
            guard var all = outcome else {
                outcome = part
                continue
            }
            all.candidates += part.candidates
            all.pointCount += part.pointCount
            if let lower = all.feasible, let more = part.feasible {
                all.feasible = PointCount(lower: lower.lower + more.lower, upper: lower.upper + more.upper)
            }
            if part.proof != .exact { all.proof = part.proof }
            outcome = all
        }
        guard var outcome else { throw ConstrainedTimeError.noRuns }
        outcome.infeasibility = nil
        outcome.listsTrades = true
        return outcome
    }

    private static func distance(
        of candidate: Candidate, _ first: Candidate, _ request: SearchRequest
    ) throws -> UInt64 {
        guard let residual = try request.residual(of: candidate, first) else { return 0 }
        return residual.magnitude
    }
}

extension SearchRequest {
    /// How much more a candidate has than the first budget's amount, in the metric's unit; nil without a budget.
    public func residual(of candidate: Candidate, _ first: Candidate) throws -> Int64? {
        guard let budget = budgets.first, let total = candidate.total(of: budget.metric) else { return nil }
        return total - (try budget.nominal(reference: Int64(first.cost.total.timeComplexity.count)))
    }
}

extension Candidate {
    /// A metric of the whole network; nil for times that nobody supplied.
    public func total(of metric: Metric) -> Int64? {
        switch metric {
        case .time: time
        case .peakMemory: Int64(cost.peakMemory.count)
        case .receptiveField: Int64(cost.receptiveField)
        case .timeComplexity, .macs, .flops, .parameters, .activations, .traffic, .depth:
            Int64(cost.total.count(of: metric))
        }
    }
}
