import ArchLanguage
import ArchSearch
import CostAnalysis
import Foundation
import HTMLReport
import Persistence
import Reporting
import SourceText
import SpaceExploration

/// Reads a search and its candidates from the result database.
struct SearchReading {
    let store: ResultStore
    let identifier: Int

    func page() throws -> Page {
        guard
            let run = try store.rows(
                """
                SELECT file, text, budgets, maximize, space, feasible, exact, elapsed_s, started_at, command_line
                FROM search_run JOIN run ON run.id = run_id WHERE search_run.id = \(identifier)
                """
            ).first
        else { throw try missing() }
        let name = InputFile(path: run.text(0)).networkName
        let space = try? DesignSpace(SourceFile(name: run.text(0), text: run.text(1)), name: name)
        let order = (try? space?.choices().map(\.name)) ?? []
        let budgets = (try? JSONDecoder().decode([String].self, from: Data(run.text(2).utf8))) ?? []
        let under = budgets.isEmpty ? "no budget" : budgets.joined(separator: ", ")
        let isProved = run.integer(6) == 1
        let own = (try? space?.network([:]).cost(under: CostConditions())).map {
            SearchPage.Cost(macs: $0.total.macs.count, params: $0.total.params.count, memory: $0.peakMemory.count)
        }
        var facts = [(name: "Points of the space", value: SearchReading.grouped(run.text(4)))]
        if !run.text(5).isEmpty { facts.append(("Feasible", SearchReading.grouped(run.text(5)))) }
        if let own {
            facts.append(("The file's own network", FormattedNumber.count(own.macs, unit: "MACs").text))
        }
        facts += [
            ("Proved", isProved ? "yes" : "no"), ("Took", FormattedNumber.duration(seconds: run.number(7) ?? 0).text),
        ]
        let page = SearchPage(
            title: "Search \(identifier): \(name)",
            subtitle: "Under \(under), \(SearchReading.goal(run.text(3), commandLine: run.text(9))); \(run.text(8))",
            facts: facts, score: run.text(3), own: own,
            whyNone: isProved
                ? "No network of the space is within \(under), which is proved; 'archcost search' says which budget is missed, and by how much."
                : "The search ended without a network within \(under), and did not prove that there is none.",
            candidates: try candidates(order))
        return page.page { candidate in
            space?.text(at: Dictionary(candidate.decisions.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }))
        }
    }

    /// What was searched for. The axes of a front are told by the command alone.
    private static func goal(_ score: String, commandLine: String) -> String {
        let words = commandLine.split(whereSeparator: { $0 == " " || $0 == "=" }).map(String.init)
        guard let place = words.lastIndex(of: "--pareto"), place + 1 < words.count,
            let axes = try? ParetoAxis.parse(words[place + 1], score: .standard)
        else { return "the most \(score)" }
        let names = axes.map { $0.text == "score" ? "the score (\(score))" : $0.text }
        return "the front of \(names.dropLast().joined(separator: ", ")) and \(names[names.count - 1])"
    }

    /// Decimal digits in groups of three: spaces outgrow 64 bits.
    private static func grouped(_ digits: String) -> String {
        guard digits.allSatisfy(\.isASCII), digits.allSatisfy(\.isNumber) else { return digits }
        return String(
            digits.reversed().enumerated().flatMap { index, digit in
                index > 0 && index % 3 == 0 ? [",", digit] : [digit]
            }.reversed())
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
