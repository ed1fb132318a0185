import ArchLanguage
public import ArchSearch
import CostAnalysis
import NetworkIR

/// Points of a space whose accuracy somebody measured, read from CSV, and what a regression makes of them.
///
/// The first line names the columns; `assignment` holds settings such as `w=96 conv2.kernel=3` (a choice that is not
/// named takes its first alternative), `accuracy` a number. Other columns are not read, so that the lines of
/// `search --all --format csv` need one column more.
public struct MeasuredCandidates: Hashable, Sendable {
    public struct Row: Hashable, Sendable {
        /// The line of the file, from 1.
        public var line: Int
        public var assignment: Assignment
        public var accuracy: Double
    }

    public let rows: [Row]

    /// What a file of them looks like.
    public static let format = "measured candidates are CSV with the columns 'assignment' and 'accuracy'"

    /// - Throws: the first line that breaks a rule.
    public init(csv text: String) throws(MeasuredCandidatesError) {
        // Spreadsheets write a byte order mark and "\r\n", which is one character.
        let content = text.first == "\u{FEFF}" ? text.dropFirst() : text[...]
        var lines = content.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(Self.cells)
        while lines.last == [""] { lines.removeLast() }
        guard let header = lines.first else { throw .noColumn("assignment") }
        func column(_ name: String) throws(MeasuredCandidatesError) -> Int {
            guard let index = header.firstIndex(of: name) else { throw .noColumn(name) }
            return index
        }
        let (assignments, accuracies) = (try column("assignment"), try column("accuracy"))
        var rows: [Row] = []
        for (index, cells) in lines.enumerated().dropFirst() {
            guard cells.count == header.count else {
                throw .cellCount(line: index + 1, cells.count, expected: header.count)
            }
            guard let accuracy = Double(cells[accuracies]), accuracy.isFinite else {
                throw .badAccuracy(line: index + 1, cells[accuracies])
            }
            var assignment: Assignment = [:]
            for setting in cells[assignments].split(separator: " ") {
                let parts = setting.split(separator: "=", maxSplits: 1)
                guard parts.count == 2, let value = Int(parts[1]), value >= 0 else {
                    throw .badSetting(line: index + 1, String(setting))
                }
                assignment[String(parts[0])] = value
            }
            rows.append(Row(line: index + 1, assignment: assignment, accuracy: accuracy))
        }
        self.rows = rows
    }

    /// The cells of a line; a quoted one may hold commas, and two quotes for one.
    private static func cells(_ line: Substring) -> [String] {
        var cells = [""]
        var isQuoted = false
        var rest = line[...]
        while let character = rest.popFirst() {
            switch character {
            case "\"" where isQuoted && rest.first == "\"":
                rest.removeFirst()
                cells[cells.count - 1].append("\"")
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: cells.append("")
            default: cells[cells.count - 1].append(character)
            }
        }
        return cells
    }
}

/// A score that was fitted to measured candidates, with what is known of its worth.
public struct FittedScore: Sendable {
    public var score: Score
    public var regression: RidgeRegression
    /// One a weight of the regression.
    public var terms: [ScoreTerm]
    public var sampleCount: Int
    /// Lines that leave choices out, which then take their first alternatives, each with the first such choice.
    public var incomplete: [(line: Int, choice: String, value: Int)] = []

    /// Fits the terms that add up over layers to measured accuracies.
    ///
    /// - Throws: `MeasuredCandidatesError` with the line where a row is no point of the space, `RegressionError`.
    public init(
        _ measured: MeasuredCandidates, of space: DesignSpace, fixing fixed: Assignment,
        under conditions: CostConditions,
        named text: String
    ) throws {
        terms = Score.regressionTerms
        let scores = try terms.map { try Score(parsing: $0.rawValue) }
        var pricer = StatementPricer(columns: scores.map { .score($0) }, conditions: conditions)
        var features: [[Double]] = []
        var candidates: Set<Assignment> = []
        for row in measured.rows {
            let network: Network
            do {
                let choices: [MetChoice]
                (network, choices) = try space.point(fixed.merging(row.assignment) { $1 })
                candidates.insert(Assignment(choices))
                if let left = choices.first(where: {
                    $0.domain.count > 1 && row.assignment[$0.name] == nil && fixed[$0.name] == nil
                }) {
                    incomplete.append((row.line, left.name, left.value))
                }
            } catch {
                let problem = error.assignmentProblems.first?.description ?? error.diagnostics.first?.message ?? ""
                throw MeasuredCandidatesError.notAPoint(line: row.line, problem)
            }
            let values = try pricer.price(network, from: 0, heldBefore: [], heldAfter: [])
            features.append(zip(scores, values).map { $0.points($1) })
        }
        regression = try RidgeRegression(features: features, values: measured.rows.map(\.accuracy))
        guard candidates.count > 1 else { throw MeasuredCandidatesError.oneCandidate(lines: measured.rows.count) }
        let largest = terms.indices.map { term in features.map { $0[term].magnitude }.max() ?? 0 }
        score = Score(regression, over: terms, largest: largest, text: text)
        sampleCount = measured.rows.count
    }

    /// What to warn of where lines leave choices out.
    public var incompleteness: String? {
        guard let first = incomplete.first else { return nil }
        let lines = incomplete.count == 1 ? "1 line leaves choices out" : "\(incomplete.count) lines leave choices out"
        return "\(lines), which then count as their first alternatives: line \(first.line) is taken with "
            + "\(first.choice)=\(first.value)"
    }
}

/// What can be wrong with measured candidates. The sentences stand here and nowhere else.
public enum MeasuredCandidatesError: Error, Hashable, Sendable {
    case noColumn(String)
    case cellCount(line: Int, Int, expected: Int)
    case badAccuracy(line: Int, String)
    case badSetting(line: Int, String)
    case notAPoint(line: Int, String)
    case oneCandidate(lines: Int)
}

extension MeasuredCandidatesError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noColumn(let name):
            "\(MeasuredCandidates.format); there is no column '\(name)'"
        case .cellCount(let line, let count, let expected):
            "line \(line) has \(count) cells, the first line \(expected)"
        case .badAccuracy(let line, let text): "line \(line): the accuracy '\(text)' is no number"
        case .badSetting(let line, let text):
            "line \(line): an assignment is settings such as 'w=96 conv2.kernel=3'; got '\(text)'"
        case .oneCandidate(let lines):
            "all \(lines) lines are of one candidate; a regression needs at least 2 different ones"
        case .notAPoint(let line, let problem): "line \(line) is no point of the space: \(problem)"
        }
    }
}
