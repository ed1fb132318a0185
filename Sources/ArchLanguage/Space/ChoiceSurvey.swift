import NetworkIR
import SourceText

/// Every choice of a file, those too that the first point does not meet.
public struct ChoiceSurvey: Sendable {
    /// A choice with the condition under which it is met.
    public struct Entry: Hashable, Sendable {
        public var name: String
        /// Its alternatives where it was met first; they may be others where numbers before it are.
        public var domain: [Int]
        /// The alternative taken there.
        public var value: Int
        /// What to set so that it is met; empty where the surveyed point meets it.
        public var condition: [ChoiceValue]
    }

    /// In the order met: the surveyed point's own first.
    public var choices: [Entry]
    /// False where the file has so many groups that not all were looked into.
    public var isComplete: Bool
}

extension DesignSpace {
    /// Lists the choices met at a point, and those hidden there in other groups of an `either` or behind a repeat of 0.
    ///
    /// Lays out one network for each such group and repeat, as far as its numbers let it, at most `Machine.Limits.surveyedPoints`.
    /// - Parameter assignment: the point to start from.
    /// - Throws: as `network(_:)` at that point.
    public func survey(_ assignment: Assignment = [:]) throws(LanguageError) -> ChoiceSurvey {
        _ = try choices(assignment)
        return surveyed(from: assignment)
    }

    /// The survey without a look at the point's own problems.
    func surveyed(from assignment: Assignment) -> ChoiceSurvey {
        var entries: [ChoiceSurvey.Entry] = []
        var known: Set<String> = []
        var queue: [[ChoiceValue]] = [[]]
        var queued: Set<ChoiceValue> = []
        var next = 0
        var statements = 0
        while next < queue.count, next < limits.surveyedPoints, statements < limits.surveyedStatements {
            let condition = queue[next]
            next += 1
            let point = assignment.merging(condition.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
            let layout = layOut(point)
            statements += layout.steps + 1
            for choice in layout.choices {
                if known.insert(choice.name).inserted {
                    entries.append(
                        .init(name: choice.name, domain: choice.domain, value: choice.value, condition: condition))
                }
                // A choice that this point was made to vary is looked into no further.
                guard !condition.contains(where: { $0.name == choice.name }) else { continue }
                for value in choice.revealingAlternatives(dropsByNumber: layout.dropsByNumber) {
                    let setting = ChoiceValue(name: choice.name, value: value)
                    guard queued.insert(setting).inserted else { continue }
                    queue.append(condition + [setting])
                }
            }
        }
        return ChoiceSurvey(choices: entries, isComplete: next == queue.count)
    }

    /// What is wrong with the names of an assignment, given the choices met at its point.
    func problems(of assignment: Assignment, met: [MetChoice]) -> [AssignmentProblem] {
        let metNames = Set(met.map(\.name))
        let unmet = assignment.keys.filter { !metNames.contains($0) }.sorted()
        guard !unmet.isEmpty else { return [] }
        let others = assignment.filter { metNames.contains($0.key) }
        let entries = surveyed(from: others).choices
        return unmet.map { name in
            if let entry = entries.first(where: { $0.name == name }) {
                return .notMet(name: name, condition: entry.condition)
            }
            if entries.isEmpty { return .noChoices(name: name) }
            let near = nearestWord(to: name, in: entries.lazy.prefix(Resolver.suggestionLimit).map(\.name))
            return .unknownChoice(name: name, near: near.map { [$0] } ?? entries.prefix(12).map(\.name))
        }
    }
}

extension MetChoice {
    /// Alternatives that numbers elsewhere may drop or let in are looked at up to this many.
    private static let alternativesTried = 16

    /// Alternatives that may meet choices which the one taken hides: the other groups of an `either`, rounds where there are
    /// none; of any other choice those that could change a repeat, where some repeat's number came out as 0.
    fileprivate func revealingAlternatives(dropsByNumber: Bool) -> [Int] {
        let last = name.utf8.split(separator: UInt8(ascii: ".")).last.map { Substring($0) } ?? ""
        if last.hasPrefix("either"), last.dropFirst(6).allSatisfy(\.isNumber) { return domain.filter { $0 != value } }
        if last == "repeat" { return value == 0 ? domain.filter { $0 != 0 }.prefix(1).map { $0 } : [] }
        return dropsByNumber ? domain.filter { $0 != value }.prefix(MetChoice.alternativesTried).map { $0 } : []
    }
}
