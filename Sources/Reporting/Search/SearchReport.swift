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

    /// A row a candidate.
    public var report: Report {
        var columns = [
            Column("rank", heading: "rank", .ordinal, importance: .essential),
            Column("score", heading: request.score.text, .ratio, importance: .essential),
        ]
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
        if let budget = request.budgets.first, let metric = CostMetric(rawValue: budget.metric.rawValue) {
            columns.append(
                Column(
                    "residual", heading: "against \(budget.text.prefix { $0 != "±" && $0 != "+" })",
                    ComparisonReport.quantity(metric), importance: .high))
        }
        columns.append(Column("difference", heading: "difference to the file", importance: .essential))
        var report = Report(title: title, columns: columns)
        for (index, candidate) in outcome.candidates.enumerated() {
            report.append([.integer(index + 1)] + cells(candidate))
        }
        report.appendTotal([.missing] + cells(outcome.first))
        report.notes = notes
        return report
    }

    private var title: String {
        let budgets = request.budgets.map(\.text).joined(separator: ", ")
        return "\(file): \(outcome.pointCount) points" + (budgets.isEmpty ? "" : ", within \(budgets)")
    }

    private func cells(_ candidate: Candidate) -> [CellValue] {
        var cells: [CellValue] = [.number(request.score.points(candidate.score))]
        let estimate = NetworkEstimate(network: candidate.network, cost: candidate.cost, file: file)
        for metric in metrics {
            cells.append(estimate.value(metric))
            if metric == .timeComplexity {
                cells.append(.optional(candidate.cost.ratio(of: metric, relativeTo: outcome.first.cost)))
            }
        }
        if !request.budgets.isEmpty { cells.append(.optional(residual(of: candidate))) }
        return cells + [.text(candidate.difference.isEmpty ? "the file itself" : candidate.difference)]
    }

    /// How much more a candidate has than the first budget's amount.
    private func residual(of candidate: Candidate) -> Int? {
        (try? request.residual(of: candidate, outcome.first)).flatMap { $0 }.map { Int($0) }
    }

    private var notes: [String] {
        var notes = ["The row below the rule is the file's own network."]
        switch outcome.proof {
        case .exact: notes.append("Proved: no other point of the space is better.")
        case .within(let loss) where loss >= 1 << 59:
            notes.append("Not proved: memory ran short, and nothing is known of what was left out; see --memory.")
        case .within(let loss):
            notes.append(
                "Not proved: memory ran short; the best is better by at most \(request.score.difference(loss)); see --memory."
            )
        case .cancelled: notes.append("Interrupted: the best so far, not proved.")
        }
        if let feasible = outcome.feasible {
            notes.append("Within the budgets: \(SearchReport.text(of: feasible)) points.")
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
        var members: [JSONMember] = [
            JSONMember("archcost", .string(ArchCostVersion.text)), JSONMember("file", .string(file)),
            JSONMember("budgets", .array(request.budgets.map { .string($0.text) })),
            JSONMember("maximize", .string(request.score.text)),
        ]
        if case .front(let axes) = request.goal {
            members.append(JSONMember("pareto", .array(axes.map { .string($0.text) })))
        }
        members.append(JSONMember("space", .string(outcome.pointCount.description)))
        members += SearchReport.members(of: outcome.feasible)
        var isExact = false
        if case .exact = outcome.proof { isExact = true }
        members.append(JSONMember("exact", .bool(isExact)))
        if case .within(let loss) = outcome.proof {
            members.append(JSONMember("epsilon", loss >= 1 << 59 ? .null : .number(request.score.difference(loss))))
        }
        members.append(JSONMember("interrupted", .bool(outcome.proof == .cancelled)))
        members.append(JSONMember("seconds", .number(elapsed)))
        members.append(
            JSONMember(
                "candidates",
                .array(outcome.candidates.enumerated().map { candidate($0.element, rank: $0.offset + 1) })))
        return .object(members)
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
        let estimate = NetworkEstimate(network: candidate.network, cost: candidate.cost, file: file)
        return [
            "rank": .integer(rank), "assignment": SearchReport.assignment(candidate.decisions),
            "score": .number(request.score.points(candidate.score)), "totals": estimate.totals, "time_ms": .null,
            "diff": .string(candidate.difference), "residual": .optional(residual(of: candidate)),
        ]
    }

    static func assignment(_ decisions: [Decision]) -> JSONValue {
        .object(decisions.map { JSONMember($0.name, .integer($0.value)) })
    }
}

/// The document of `search --count`.
public enum CountReport {
    /// One row: the points of the space and those within the budgets.
    public static func report(_ points: String, _ feasible: PointCount) -> Report {
        var report = Report(columns: [
            Column("space", heading: "points", importance: .essential),
            Column("feasible_lower", heading: "within the budgets, at least", importance: .essential),
            Column("feasible_upper", heading: "at most", importance: .essential),
        ])
        report.append([.text(points), .text(feasible.lower.description), .text(feasible.upper.description)])
        return report
    }

    /// The same as a document.
    public static func json(
        _ points: String, _ feasible: PointCount, file: String, budgets: [Budget], elapsed: Double
    ) -> JSONValue {
        .object(
            [
                JSONMember("archcost", .string(ArchCostVersion.text)), JSONMember("file", .string(file)),
                JSONMember("budgets", .array(budgets.map { .string($0.text) })), JSONMember("space", .string(points)),
            ] + SearchReport.members(of: feasible) + [JSONMember("seconds", .number(elapsed))])
    }
}

/// The streamed rows of `search --all`.
public enum PointStream {
    /// The line of column names; empty where the format has none.
    public static func header(_ columns: [String], format: ReportFormat) -> String {
        format == .json ? "" : (["assignment"] + columns).joined(separator: ",") + "\n"
    }

    /// One point as a line: its decisions and its totals.
    public static func line(
        _ decisions: [Decision], _ columns: [String], _ totals: [CellValue], format: ReportFormat
    ) -> String {
        let text = decisions.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
        guard format == .json else {
            return text + totals.map { "," + plain($0) }.joined() + "\n"
        }
        let members = zip(columns, totals).map { JSONMember($0, JSONValue($1)) }
        return JSONValue.object([JSONMember("assignment", SearchReport.assignment(decisions))] + members).text(.compact)
            + "\n"
    }

    private static func plain(_ cell: CellValue) -> String {
        switch cell {
        case .integer(let value): "\(value)"
        case .number(let value): "\(value)"
        case .text(let text): text
        case .flag(let flag): "\(flag)"
        case .missing: ""
        }
    }
}
