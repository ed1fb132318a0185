import ArchLanguage
import ArchSearch
import Foundation
import KernelBenchmark
import Persistence
import Reporting
import SpaceExploration

/// Where searches are kept: opened before the search, so that a database that cannot be written is known early.
struct SearchArchive {
    private let store: ResultStore
    private let description = RunDescription.current()

    init(_ database: DatabaseOptions) throws {
        store = try database.open(.readWrite)
    }

    /// Keeps a search and its candidates.
    ///
    /// - Parameter text: the text that the candidates' assignments speak of.
    func save(_ outcome: SearchOutcome, file: String, text: String, elapsed: Double) throws {
        let run = try store.begin(description, on: nil)
        try store.save(SearchResult(outcome, file: file, text: text, elapsed: elapsed), of: run)
        if outcome.proof != .cancelled { try store.finish(run, at: Date()) }
        store.close()
    }
}

extension SearchResult {
    init(_ outcome: SearchOutcome, file: String, text: String, elapsed: Double) {
        let score = outcome.request.score
        self.init(
            file: file, text: text, budgets: outcome.request.budgets.map(\.text), maximize: score.text,
            space: outcome.pointCount.description, feasible: outcome.feasible?.exact?.description,
            isExact: outcome.proof == .exact, epsilon: outcome.epsilon, elapsed: elapsed,
            candidates: outcome.candidates.map { SearchCandidate($0, score: score) })
    }
}

extension SearchCandidate {
    fileprivate init(_ candidate: Candidate, score: Score) {
        let total = candidate.cost.total
        self.init(
            assignmentJSON: SearchReport.assignment(candidate.decisions).text(.compact), diff: candidate.difference,
            score: score.points(candidate.score), timeComplexity: total.timeComplexity.count, macs: total.macs.count,
            flops: total.flops.count, params: total.params.count, activations: total.activations.count,
            peakMemory: candidate.cost.peakMemory.count, traffic: total.traffic.count, depth: total.depth,
            receptiveField: candidate.cost.receptiveField, predicted: candidate.time.map { Int($0) },
            predictedLow: candidate.timeRange.map { Int($0.lowerBound) },
            predictedHigh: candidate.timeRange.map { Int($0.upperBound) })
    }
}
