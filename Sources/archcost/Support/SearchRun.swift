import ArchLanguage
import ArchSearch
import ArgumentParser
import Persistence
import Reporting
import SourceText
import SpaceExploration

/// One search and where its answer goes.
struct SearchRun {
    let file: String
    let search: SpaceSearch
    let output: OutputOptions
    let start: ContinuousClock.Instant

    private var elapsed: Double { start.duration(to: .now).inSeconds }

    /// The ranking or the front.
    ///
    /// - Parameter verification: a report of candidates that were run; nil where none was.
    func list(
        _ keeping: SearchKeeping, _ outcome: SearchOutcome,
        verification: (SearchOutcome) throws -> Report? = { _ in nil }
    ) throws {
        if let explanation = outcome.infeasibility { throw CommandFailure(explanation.message) }
        if outcome.candidates.isEmpty, outcome.proof != .cancelled { throw CommandFailure(noPoint) }
        try keeping.keep(outcome, of: search.space.space.file, named: file, elapsed: elapsed)
        let seconds = elapsed
        var verified: Report?
        do {
            if outcome.proof != .cancelled { verified = try verification(outcome) }
        } catch let code as ExitCode where code.rawValue == ExitStatus.interrupted {
            // What was found is worth printing all the same.
            StandardStreams.writeError("interrupted: the candidates were not run to their end\n")
        }
        try Self.print(outcome, file: file, elapsed: seconds, verified: verified, to: output)
    }

    /// Prints what was found.
    static func print(
        _ outcome: SearchOutcome, file: String, elapsed: Double, verified: Report? = nil, to output: OutputOptions
    ) throws {
        let isDocument = output.format == .json
        func content(of outcome: SearchOutcome) -> (reports: [Report], document: JSONValue) {
            let report = SearchReport(outcome, file: file, elapsed: elapsed)
            guard isDocument else {
                return ([report.report(isForMachines: output.format == .csv)] + (verified.map { [$0] } ?? []), .null)
            }
            var document = report.json
            if let verified, case .object(var members) = document {
                members.append(JSONMember("verification", .array(verified.rowObjects)))
                document = .object(members)
            }
            return ([], document)
        }
        var made = content(of: outcome)
        // Stopped while the list was made into text: what is printed of it says so.
        if outcome.isTooLongNow { made = content(of: outcome.cutShort) }
        try output.print(made.reports, json: made.document)
        if outcome.proof == .cancelled || Interruption.wish.isCancelled { throw ExitCode(ExitStatus.interrupted) }
    }

    /// The numbers of points.
    func count() throws {
        let points = search.space.graph.pointCount().description
        let feasible = try search.feasibleCount()
        if Interruption.wish.isCancelled { throw ExplorationError.cancelled }
        try output.print(
            [CountReport.report(points, feasible)],
            json: CountReport.json(
                points, feasible, file: file, budgets: search.request.budgets, elapsed: elapsed))
    }

    /// Every point, a line each.
    func stream() throws {
        var points = PointStream(search.request, columns: search.space.columns, format: output.format)
        let target = try OutputStream(path: output.output)
        try target.write(points.opening(file: file, points: search.space.graph.pointCount().description))
        var written = 0
        let isComplete = try search.forEachPoint { decisions, totals in
            try target.write(points.line(decisions, totals))
            written += 1
            return true
        }
        try target.write(points.closing(written: written, isComplete: isComplete, elapsed: elapsed))
        try target.finish()
        if !isComplete {
            StandardStreams.writeError("interrupted: not every point was written\n")
            throw ExitCode(ExitStatus.interrupted)
        }
    }

    private var noPoint: String {
        let refusal = search.space.refusals.first.map { "; the first of them: \($0.message)" } ?? ""
        return "no point of the space keeps its rules\(refusal)"
    }
}

/// What is kept of a search besides what is printed.
struct SearchKeeping {
    private let folder: CandidateFolder?
    private let archive: SearchArchive?

    /// Makes and opens what will be written, so that it is known early where it cannot be.
    init(_ searching: SearchingOptions, _ database: DatabaseOptions, of space: DesignSpace) throws {
        let isSpanned = try space.openChoices().isEmpty
        folder = try searching.emit.map { try CandidateFolder(path: $0, keepsWords: !isSpanned) }
        do {
            archive = try searching.noSave ? nil : SearchArchive(database)
        } catch let error as StoreError {
            switch error {
            case .readOnly, .folderMissing, .takesNoFiles:
                throw CommandFailure("\(error); '--no-save' searches without keeping the result")
            default: throw error
            }
        }
    }

    /// Writes the candidates' texts and saves the search.
    ///
    /// - Parameter source: the file that the candidates' assignments speak of.
    func keep(_ outcome: SearchOutcome, of source: SourceFile, named file: String, elapsed: Double) throws {
        try folder?.write(outcome.candidates, file: file)
        try archive?.save(outcome, file: file, text: source.text, elapsed: elapsed)
    }
}
