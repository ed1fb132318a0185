import ArchSearch
import CostAnalysis
import SpaceExploration

/// What a search found, as a table and as a document.
public struct SearchReport: Sendable {
    public var outcome: SearchOutcome
    /// The file searched, as it was named.
    public var file: String
    /// Seconds that the search took.
    public var elapsed: Double

    public init(_ outcome: SearchOutcome, file: String, elapsed: Double) {
        self.outcome = outcome
        self.file = file
        self.elapsed = elapsed
    }

    private var request: SearchRequest { outcome.request }
    /// The scores that are axes besides the one ranked by.
    private var axisScores: [Score] {
        guard case .front(let axes) = request.goal else { return [] }
        return axes.compactMap { axis in
            if case .score(let score) = axis.column, score != request.score { score } else { nil }
        }
    }
    private var hasTimes: Bool { outcome.candidates.contains { $0.time != nil } }
    private var hasTimeRanges: Bool { outcome.candidates.contains { $0.timeRange != nil } }

    /// Metrics shown, the budgeted ones first.
    private var metrics: [CostMetric] {
        var names = request.budgets.map(\.metric.rawValue)
        if case .front(let axes) = request.goal {
            for axis in axes { if case .metric(let metric) = axis.column { names.append(metric.rawValue) } }
        }
        names += [CostMetric.macs.rawValue, CostMetric.params.rawValue, CostMetric.depth.rawValue]
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }.compactMap(CostMetric.init(rawValue:))
    }

    /// A row a candidate; for machines with its whole assignment.
    public func report(isForMachines: Bool) -> Report {
        var columns = [
            Column("rank", heading: "rank", .ordinal, importance: .essential),
            Column("score", heading: request.score.text, .ratio, importance: .essential),
        ]
        for score in axisScores {
            columns.append(Column(score.text, heading: score.text, .ratio, importance: .essential))
        }
        if hasTimes {
            columns.append(Column("time_ms", heading: "time", .duration(.milliseconds), importance: .essential))
        }
        if hasTimeRanges {
            columns.append(Column("time_low_ms", heading: "from", .duration(.milliseconds), importance: .low))
            columns.append(Column("time_high_ms", heading: "to", .duration(.milliseconds)))
        }
        if hasTimes && isForMachines { columns.append(Column("time_source", heading: "source")) }
        for metric in metrics {
            let isBudgeted = request.budgets.contains { $0.metric.rawValue == metric.rawValue }
            columns.append(
                Column(
                    metric.rawValue, heading: ComparisonReport.heading(metric), ComparisonReport.quantity(metric),
                    importance: isBudgeted ? .essential : .high))
            if metric == .timeComplexity {
                columns.append(Column("time_complexity_ratio", heading: "rel.", .multiple, importance: .high))
            }
        }
        if let budget = request.budgets.first {
            let metric = CostMetric(rawValue: budget.metric.rawValue)
            columns.append(
                Column(
                    "residual", heading: "against \(budget.text.prefix { $0 != "±" && $0 != "+" })",
                    metric.map(ComparisonReport.quantity) ?? .duration(.nanoseconds), importance: .high))
        }
        columns.append(Column("difference", heading: "difference to the file", importance: .essential))
        if isForMachines { columns.append(Column("assignment", heading: "assignment")) }
        var report = Report(title: title, columns: columns)
        for (index, candidate) in outcome.candidates.enumerated() {
            if index & 255 == 255, outcome.isTooLongNow { break }
            report.append([.integer(index + 1)] + cells(candidate, isForMachines))
        }
        report.appendTotal([.missing] + cells(outcome.first, isForMachines))
        report.notes = notes
        return report
    }

    private var title: String {
        let budgets = request.budgets.map(\.text).joined(separator: ", ")
        return "\(file): \(Self.points(outcome.pointCount.description))"
            + (budgets.isEmpty ? "" : ", within \(budgets)")
    }

    /// `1 point`, `4 points`; a number that nobody could read with three digits and a power of ten.
    static func points(_ count: String) -> String {
        guard count.count > 21 else { return "\(count) point\(count == "1" ? "" : "s")" }
        let digits = Array(count.prefix(3))
        return "\(digits[0]).\(digits[1])\(digits[2])·10^\(count.count - 1) points"
    }

    private func cells(_ candidate: Candidate, _ isForMachines: Bool) -> [CellValue] {
        var cells: [CellValue] = [.number(request.score.points(candidate.score))]
        for score in axisScores { cells.append(.optional(candidate.axisScores[score].map(score.points))) }
        if hasTimes { cells.append(.optional(candidate.time.map { Double($0) / 1e6 })) }
        if hasTimeRanges {
            let range = candidate.timeRange
            cells += [range?.lowerBound, range?.upperBound].map { .optional($0.map { Double($0) / 1e6 }) }
        }
        if hasTimes && isForMachines { cells.append(candidate.timeSource.map { .text($0) } ?? .missing) }
        for metric in metrics {
            cells.append(candidate.cost.value(metric))
            if metric == .timeComplexity {
                cells.append(.optional(candidate.cost.ratio(of: metric, relativeTo: outcome.first.cost)))
            }
        }
        if !request.budgets.isEmpty { cells.append(.optional(residual(of: candidate))) }
        cells.append(.text(candidate.difference.isEmpty ? "the file itself" : candidate.difference))
        if isForMachines { cells.append(.text(candidate.decisions.text)) }
        return cells
    }

    /// How much more a candidate has than the first budget's amount.
    private func residual(of candidate: Candidate) -> Int? {
        (try? request.residual(of: candidate, outcome.first)).flatMap { $0 }.map { Int($0) }
    }

    private var notes: [String] {
        var notes = ["The row below the rule is the file's own network."]
        switch outcome.proof {
        case .exact where outcome.listsTrades:
            notes.append("Every replacement within the budgets, run after run, the nearest to the first budget first.")
        case .exact:
            notes.append("Proved\(request.asksTime ? " for these times" : ""): no other point of the space is better.")
            if request.fit == nil, let error = request.score.errorPerPoint {
                notes.append(
                    "Roots and logarithms are summed to \(Digits.three(error)) of their value; equal sums count as equal."
                )
            }
        case .within where outcome.isUnprovedForIntervals:
            let loss = outcome.epsilon.map { ": the best is better by at most \(Digits.bound($0))" } ?? ""
            notes.append("Not proved, for the interval of a sum is no sum of intervals\(loss).")
        case .within:
            let known = outcome.epsilon.map { epsilon in
                guard case .front(let axes) = request.goal, let axis = axes.first else {
                    return "the best is better by at most \(Digits.bound(epsilon))"
                }
                return "no point betters the list by more than \(Digits.bound(epsilon)) in \(axis.text)"
            }
            notes.append(
                "Not proved: memory ran short; \(known ?? "nothing is known of what was left out"); see --memory.")
        case .cancelled: notes.append("Interrupted: the best so far, not proved.")
        }
        notes += outcome.timeNotes
        if let feasible = outcome.feasible {
            let count =
                feasible.exact.map { Self.points($0.description) } ?? "\(SearchReport.text(of: feasible)) points"
            notes.append("Within the budgets: \(count).")
        }
        if let fit = request.fit {
            let correlation = Digits.three(fit.regression.rankCorrelation)
            notes.append(
                "The score is a ridge regression on \(fit.sampleCount) measured candidates; predicted without themselves, "
                    + "their rank correlation with what was measured is \(correlation).")
        }
        if let limit = outcome.listLimit {
            notes.append("The list ends after \(limit) candidates, for a longer one may take more than --memory.")
        }
        if outcome.leavesOutTwins {
            notes.append(
                "Not listed: the same networks with strides moved behind their pools, of equal score and budgeted cost."
            )
        }
        for refusal in outcome.refusals.prefix(2) {
            notes.append("Some points cannot be laid out and were left out: \(refusal.message).")
        }
        notes.append("A score is not an accuracy; docs/scores.md tells what is known of it.")
        return notes
    }

    static func text(of count: PointCount) -> String {
        count.exact?.description ?? "\(count.lower) to \(count.upper)"
    }
}

extension SearchReport {
    /// The document that `search --format json` prints.
    public var json: JSONValue {
        var members = Self.head(request, file: file)
        if case .front(let axes) = request.goal {
            members.append(JSONMember("pareto", .array(axes.map { .string($0.text) })))
        }
        members.append(JSONMember("space", .string(outcome.pointCount.description)))
        members += SearchReport.members(of: outcome.feasible)
        var isExact = false
        if case .exact = outcome.proof { isExact = true }
        members.append(JSONMember("exact", .bool(isExact)))
        if case .within = outcome.proof {
            members.append(JSONMember("epsilon", .optional(outcome.epsilon)))
        }
        members.append(JSONMember("interrupted", .bool(outcome.proof == .cancelled)))
        if let limit = outcome.listLimit { members.append(JSONMember("list_limit", .integer(limit))) }
        members.append(JSONMember("seconds", .number(elapsed)))
        var candidates: [JSONValue] = []
        for (index, listed) in outcome.candidates.enumerated() {
            if index & 255 == 255, outcome.isTooLongNow { break }
            candidates.append(candidate(listed, rank: index + 1))
        }
        members.append(JSONMember("candidates", .array(candidates)))
        return .object(members)
    }

    /// What a document says of the question.
    static func head(_ request: SearchRequest, file: String) -> [JSONMember] {
        var members: [JSONMember] = [
            JSONMember("archcost", .string(ArchCostVersion.text)), JSONMember("file", .string(file)),
            JSONMember("budgets", .array(request.budgets.map { .string($0.text) })),
            JSONMember("maximize", .string(request.score.text)),
        ]
        if let fit = request.fit { members.append(JSONMember("regression", SearchReport.regression(fit))) }
        return members
    }

    private static func regression(_ fit: FittedScore) -> JSONValue {
        [
            "samples": .integer(fit.sampleCount), "incomplete_lines": .integer(fit.incomplete.count),
            "rank_correlation": .number(fit.regression.rankCorrelation),
            "penalty": .number(fit.regression.penalty), "intercept": .number(fit.regression.intercept),
            "weights": .object(
                zip(fit.terms, fit.regression.weights).map { JSONMember($0.rawValue, .number($1)) }),
        ]
    }

    static func members(of count: PointCount?) -> [JSONMember] {
        guard let count else { return [JSONMember("feasible", .null)] }
        guard let exact = count.exact else {
            return [
                JSONMember("feasible", .null),
                JSONMember("feasible_bounds", [.string(count.lower.description), .string(count.upper.description)]),
            ]
        }
        return [JSONMember("feasible", .string(exact.description))]
    }

    private func candidate(_ candidate: Candidate, rank: Int) -> JSONValue {
        var members = [
            JSONMember("rank", .integer(rank)), JSONMember("assignment", SearchReport.assignment(candidate.decisions)),
            JSONMember("score", .number(request.score.points(candidate.score))),
        ]
        if !axisScores.isEmpty {
            let scores = axisScores.map { score in
                JSONMember(score.text, .optional(candidate.axisScores[score].map(score.points)))
            }
            members.append(JSONMember("scores", .object(scores)))
        }
        return .object(
            members + [
                JSONMember("totals", candidate.cost.totals),
                JSONMember("time_ms", .optional(candidate.time.map { Double($0) / 1e6 })),
                JSONMember("time_low_ms", .optional(candidate.timeRange.map { Double($0.lowerBound) / 1e6 })),
                JSONMember("time_high_ms", .optional(candidate.timeRange.map { Double($0.upperBound) / 1e6 })),
                JSONMember("time_source", .optional(candidate.timeSource)),
                JSONMember("diff", .string(candidate.difference)),
                JSONMember("residual", .optional(residual(of: candidate))),
            ])
    }

    /// Decisions as one object.
    public static func assignment(_ decisions: [Decision]) -> JSONValue {
        .object(decisions.map { JSONMember($0.name, .integer($0.value)) })
    }
}
