import ArchSearch
import ArgumentParser
import Reporting
import SpaceExploration

/// One search and where its answer goes.
struct SearchRun {
    let file: String
    let search: SpaceSearch
    let output: OutputOptions
    private let start: ContinuousClock.Instant

    init(file: String, search: SpaceSearch, output: OutputOptions, start: ContinuousClock.Instant = .now) {
        self.file = file
        self.search = search
        self.output = output
        self.start = start
    }

    private var elapsed: Double { start.duration(to: .now).seconds }

    /// The ranking or the front.
    func list() throws {
        let outcome = try search.run()
        if let explanation = outcome.infeasibility { throw CommandFailure(explanation.message) }
        if outcome.candidates.isEmpty, outcome.proof != .cancelled { throw CommandFailure(noPoint) }
        try Self.print(outcome, file: file, since: start, to: output)
    }

    /// Prints what was found.
    static func print(
        _ outcome: SearchOutcome, file: String, since start: ContinuousClock.Instant, to output: OutputOptions
    ) throws {
        let report = SearchReport(outcome, file: file, elapsed: start.duration(to: .now).seconds)
        try output.print([report.report], json: report.json)
        if outcome.proof == .cancelled { throw ExitCode(ExitStatus.interrupted) }
    }

    /// The numbers of points.
    func count() throws {
        let points = search.space.graph.pointCount().description
        let feasible = try search.feasibleCount()
        try output.print(
            [CountReport.report(points, feasible)],
            json: CountReport.json(
                points, feasible, file: file, budgets: search.request.budgets, elapsed: elapsed))
        if SearchInterruption.flag.isCancelled { throw ExitCode(ExitStatus.interrupted) }
    }

    /// Every point, a line each.
    func stream() throws {
        let columns = search.space.columns.map(\.name)
        let target = try OutputStream(path: output.output)
        try target.write(PointStream.header(columns, format: output.format))
        let isComplete = try search.forEachPoint { decisions, totals in
            let cells = zip(search.space.columns, totals).map { $0.cell($1) }
            try target.write(PointStream.line(decisions, columns, cells, format: output.format))
            return true
        }
        try target.finish()
        if !isComplete { throw ExitCode(ExitStatus.interrupted) }
    }

    private var noPoint: String {
        let refusal = search.space.refusals.first.map { "; the first of them: \($0.message)" } ?? ""
        return "no point of the space keeps its rules\(refusal)"
    }
}

extension CostColumn {
    /// The column's name in streamed lines.
    var name: String {
        switch self {
        case .metric(let metric): metric.rawValue
        case .score: "score"
        }
    }

    /// A total as a cell.
    func cell(_ total: Int64) -> CellValue {
        switch self {
        case .metric: .integer(Int(total))
        case .score(let score): .number(score.points(total))
        }
    }
}

extension Duration {
    /// The duration in seconds.
    fileprivate var seconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) * 1e-18
    }
}
