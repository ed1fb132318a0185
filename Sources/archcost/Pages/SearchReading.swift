import ArchLanguage
import Foundation
import HTMLReport
import Persistence
import Reporting
import SourceText

/// Reads a search and its candidates from the result database.
struct SearchReading {
    let store: ResultStore
    let identifier: Int

    func page() throws -> Page {
        guard
            let run = try store.rows(
                """
                SELECT file, text, budgets, maximize, space, feasible, exact, elapsed_s, started_at
                FROM search_run JOIN run ON run.id = run_id WHERE search_run.id = \(identifier)
                """
            ).first
        else { throw try missing() }
        let name = InputFile(path: run.text(0)).networkName
        let space = try? DesignSpace(SourceFile(name: run.text(0), text: run.text(1)), name: name)
        let order = (try? space?.choices().map(\.name)) ?? []
        let budgets = (try? JSONDecoder().decode([String].self, from: Data(run.text(2).utf8))) ?? []
        let feasible = run.text(5)
        let page = SearchPage(
            title: "Search \(identifier): \(name)",
            subtitle:
                "Under \(budgets.isEmpty ? "no budget" : budgets.joined(separator: ", ")), the most \(run.text(3)); \(run.text(8))",
            facts: [
                ("Points of the space", run.text(4)), ("Feasible", feasible.isEmpty ? "not counted" : feasible),
                ("Proved", run.integer(6) == 1 ? "yes" : "no"),
                ("Took", FormattedNumber.duration(seconds: run.number(7) ?? 0).text),
            ],
            score: run.text(3), candidates: try candidates(order))
        return page.page { candidate in
            space?.text(at: Dictionary(candidate.decisions.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }))
        }
    }

    private func candidates(_ order: [String]) throws -> [SearchPage.Candidate] {
        let decoder = JSONDecoder()
        let places = Dictionary(order.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        return try store.rows(
            """
            SELECT rank, diff, score, macs, params, peak_memory_bytes, predicted_ns, assignment FROM candidate
            WHERE search_run_id = \(identifier) ORDER BY rank
            """
        ).compactMap { row in
            guard
                let rank = row.integer(0), let score = row.number(2), let macs = row.integer(3),
                let params = row.integer(4),
                let memory = row.integer(5),
                let assignment = try? decoder.decode([String: Int].self, from: Data(row.text(7).utf8))
            else { return nil }
            let decisions = assignment.map { (name: $0.key, value: $0.value) }.sorted {
                (places[$0.name] ?? .max, $0.name) < (places[$1.name] ?? .max, $1.name)
            }
            return SearchPage.Candidate(
                rank: rank, difference: row.text(1), score: score, macs: macs, params: params, memory: memory,
                predicted: row.number(6), decisions: decisions)
        }
    }

    private func missing() throws -> CommandFailure {
        let known = try store.rows("SELECT id, file FROM search_run ORDER BY id DESC LIMIT 10")
        guard !known.isEmpty else {
            return CommandFailure(
                "there is no search \(identifier) in '\(store.path)', which holds none; 'archcost search' keeps its searches unless '--no-save' is given"
            )
        }
        let list = known.map { "\($0.integer(0) ?? 0) (\($0.text(1)))" }.joined(separator: ", ")
        return CommandFailure("there is no search \(identifier) in '\(store.path)'; the last are \(list)")
    }
}
