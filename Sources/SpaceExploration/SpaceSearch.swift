import ArchLanguage
import ArchSearch
import CostAnalysis
import NetworkIR

/// A design space under a request: read once, then asked.
public struct SpaceSearch: Sendable {
    public let request: SearchRequest
    public let space: SpaceGraph
    /// The file's own network under the request's fixed decisions.
    public let first: Candidate
    private let search: ExactSearch
    private let scoreColumn: Int
    private let describe: (@Sendable ([Decision]) -> String)?
    private let twinChoices: Set<String>

    /// Reads the space with the columns that the request needs.
    ///
    /// - Parameters:
    ///   - twinChoices: points of a ranking that differ in these choices alone, but not in score and budgeted totals, are one.
    ///   - describe: says what decisions change; nil for the difference of choices to the file's own.
    /// - Throws: diagnostics of the file, `ExplorationError`, `BudgetError`, `RequestError`.
    public init(
        _ space: DesignSpace, _ request: SearchRequest, twinChoices: Set<String> = [],
        describe: (@Sendable ([Decision]) -> String)? = nil
    ) throws {
        self.request = request
        self.twinChoices = twinChoices
        self.describe = describe
        let (network, choices) = try space.point(request.fixed)
        let cost = try network.cost(under: request.conditions)
        var columns: [CostColumn] = [.score(request.score)]
        func add(_ column: CostColumn) throws(RequestError) {
            if case .metric(let metric) = column, metric == .receptiveField || metric == .time && request.times == nil {
                throw .unsupportedMetric(metric)
            }
            if !columns.contains(column) { columns.append(column) }
        }
        for budget in request.budgets { try add(.metric(budget.metric)) }
        if case .front(let axes) = request.goal { for axis in axes { try add(axis.column) } }
        for metric in request.alsoPriced { try add(.metric(metric)) }
        // Without a budget, ties go to the lower time complexity.
        if request.budgets.isEmpty { try add(.metric(.timeComplexity)) }
        scoreColumn = 0
        var ranges: [ColumnRange] = []
        if request.budgets.isEmpty, let column = columns.firstIndex(of: .metric(.timeComplexity)) {
            ranges.append(ColumnRange(column: column))
        }
        for budget in request.budgets {
            guard let column = columns.firstIndex(of: .metric(budget.metric)) else { continue }
            let range = try budget.range(reference: Int64(cost.total.timeComplexity.count))
            ranges.append(ColumnRange(column: column, low: range.low, high: range.high))
        }
        self.space = try SpaceGraph(
            space, fixing: request.fixed, columns: columns, conditions: request.conditions,
            times: request.times, options: request.options)
        search = ExactSearch(self.space.graph, budgets: ranges, options: request.options)
        var axisScores: [Score: Int64] = [:]
        for case .score(let score) in columns.dropFirst() {
            axisScores[score] = try Self.score(score, of: network, request)
        }
        first = Candidate(
            space: space,
            decisions: choices.map { Decision(name: $0.name, value: $0.value) }, assignment: Assignment(choices),
            cost: cost.withoutLayers,
            score: try Self.score(request.score, of: network, request), axisScores: axisScores, difference: "")
    }

    /// The candidates asked for.
    public func run() throws -> SearchOutcome {
        var points: [SearchPoint]
        var proof: Proof
        var listLimit: Int?
        var hasTwins = false
        do {
            switch request.goal {
            case .best(let asked):
                let count = min(asked, listCapacity)
                let wanted = twinChoices.isEmpty ? count : min(count, 1 << 20) << min(twinChoices.count, 8)
                let ranking = try search.best(wanted, by: Objective(column: scoreColumn, .maximize))
                (points, hasTwins) = withoutTwins(ranking.points, atMost: count)
                proof = ranking.proof
                if count < asked, points.count == count { listLimit = count }
            case .front(let axes):
                let objectives = axes.compactMap { axis in
                    space.columns.firstIndex(of: axis.column).map { Objective(column: $0, axis.direction) }
                }
                let front = try search.front(over: objectives)
                (points, proof) = (front.points, front.proof)
            }
        } catch { throw RequestError.tooManyColumns }
        var feasible = request.countsFeasible && proof != .cancelled ? try feasibleCount() : nil
        let candidates = try self.candidates(points)
        if candidates.count < points.count { proof = .cancelled }
        if request.options.cancellation.isCancelled { feasible = nil }
        return SearchOutcome(
            request: request, first: first, candidates: candidates, proof: proof,
            pointCount: space.graph.pointCount(),
            feasible: feasible,
            infeasibility: points.isEmpty && proof == .exact ? try explanation() : nil, refusals: space.refusals,
            leavesOutTwins: hasTwins, listLimit: listLimit)
    }

    /// How many candidates may be listed: the list, its candidates laid out and its report together stay within the memory
    /// limit, by a generous guess of what one takes.
    private var listCapacity: Int {
        let bytesPerCandidate = 4096 + 256 * space.graph.steps
        return max(SearchOutcome.leastListed, request.options.memoryLimit / bytesPerCandidate)
    }

    /// The number of points within the budgets.
    public func feasibleCount() throws -> PointCount { try search.feasibleCount() }

    /// Hands over every point within the budgets, in a stable order, until the body returns false or the flag is raised.
    ///
    /// - Returns: true where all points were handed over.
    public func forEachPoint(_ body: ([Decision], [Int64]) throws -> Bool) throws -> Bool {
        try search.forEachBatch { batch in
            for index in 0..<batch.count {
                let path = batch.path(index)
                guard try body(space.decisions(along: path), space.graph.totals(of: path)) else { return false }
            }
            return true
        }
    }

    /// The first so many points that are no twin of an earlier one, and whether some of those have one.
    private func withoutTwins(_ points: [SearchPoint], atMost count: Int) -> ([SearchPoint], Bool) {
        guard !twinChoices.isEmpty else { return (points, false) }
        var kept: [SearchPoint] = []
        var seen: Set<[Decision]> = []
        var totals: [Int64] = []
        var hasTwins = false
        for point in points {
            if point.totals != totals { seen = [] }
            totals = point.totals
            let decisions = space.decisions(along: point.path).filter { !twinChoices.contains($0.name) }
            if !seen.insert(decisions).inserted {
                hasTwins = true
            } else if kept.count < count {
                kept.append(point)
            } else {
                break
            }
        }
        return (kept, hasTwins)
    }

    /// The points laid out; fewer where the wish to stop came, but some.
    private func candidates(_ points: [SearchPoint]) throws -> [Candidate] {
        let chunk = SearchOutcome.leastListed
        var candidates: [Candidate] = []
        candidates.reserveCapacity(points.count)
        for start in stride(from: 0, to: points.count, by: chunk) {
            if start > 0, request.options.cancellation.isCancelled { break }
            candidates += try mapInParallel(min(chunk, points.count - start), threads: request.options.threads) {
                try candidate(points[start + $0].path)
            }
        }
        return candidates
    }

    private func candidate(_ path: [Int]) throws -> Candidate {
        let totals = space.graph.totals(of: path)
        let taken = Set(space.decisions(along: path).map(\.name))
        let (network, choices) = try space.space.point(space.assignment(of: path))
        var axisScores: [Score: Int64] = [:]
        for (column, total) in zip(space.columns, totals).dropFirst() {
            if case .score(let score) = column { axisScores[score] = total }
        }
        // In the order of the file, not in that in which the search decided.
        let decisions = choices.filter { taken.contains($0.name) }.map { Decision(name: $0.name, value: $0.value) }
        return Candidate(
            space: space.space, decisions: decisions, assignment: Assignment(choices),
            cost: try network.cost(under: request.conditions).withoutLayers,
            score: totals[scoreColumn], axisScores: axisScores,
            time: space.columns.firstIndex(of: .metric(.time)).map { totals[$0] },
            difference: difference(decisions))
    }

    /// What differs from the file's first point, in the words of the language.
    func difference(_ decisions: [Decision]) -> String {
        if let describe { return describe(decisions) }
        return decisions.compactMap { decision in
            guard let before = first.assignment[decision.name] else { return "\(decision.name) \(decision.value)" }
            return before == decision.value ? nil : "\(decision.name) \(before)→\(decision.value)"
        }.joined(separator: ", ")
    }

    private static func score(_ score: Score, of network: Network, _ request: SearchRequest) throws -> Int64 {
        var pricer = StatementPricer(columns: [.score(score)], conditions: request.conditions)
        return try pricer.score(of: network)
    }

    private func explanation() throws -> InfeasibilityExplanation? {
        guard let found = try? search.infeasibility() else { return nil }
        func gap(_ gap: Infeasibility.Gap) -> InfeasibilityExplanation.Gap? {
            guard let index = search.budgets.firstIndex(of: gap.budget) else { return nil }
            let total = gap.nearest.totals[gap.budget.column]
            let step = gap.nearest.path[gap.heaviestStep]
            let part = space.graph.value(of: step, column: gap.budget.column)
            return InfeasibilityExplanation.Gap(
                budget: request.budgets[index], nearest: total,
                bound: (gap.distance < 0 ? gap.budget.low : gap.budget.high) ?? 0, distance: gap.distance,
                decisions: space.decisions(along: gap.nearest.path),
                heaviest: space.decisions[space.graph.decision(of: step)],
                heaviestShare: total > 0 ? Double(part) / Double(total) : 0)
        }
        return InfeasibilityExplanation(
            alone: found.alone.compactMap(gap), together: found.together.compactMap(gap))
    }
}

extension StatementPricer {
    /// The value of the first column over a whole network.
    mutating func score(of network: Network) throws(ExplorationError) -> Int64 {
        var sum: Int64 = 0
        for layer in network.layers {
            let (total, overflow) = sum.addingReportingOverflow(try price(of: layer, in: network).values[0])
            guard !overflow else { throw .overflow(line: layer.line) }
            sum = total
        }
        if needsFields, let last = network.layers.indices.last {
            var fields = WindowFields()
            fields.extend(over: network)
            var values = [sum]
            try add(growth: fields.layers[last].size, to: &values)
            sum = values[0]
        }
        return sum
    }
}
