/// Why an assignment (`--set`) does not fit a file. The sentences stand in `description`, in one place.
public enum AssignmentProblem: Error, Hashable, Sendable {
    /// No choice of the file has the name; `near` are the nearest names, or else some that there are.
    case unknownChoice(name: String, near: [String])
    /// The file has no choice at all.
    case noChoices(name: String)
    /// The choice exists but is not met at this point; `condition` is one under which it is.
    case notMet(name: String, condition: [ChoiceValue])

    public var identifier: String {
        switch self {
        case .unknownChoice, .noChoices: "unknown-choice"
        case .notMet: "choice-not-met"
        }
    }
}

extension AssignmentProblem: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknownChoice(let name, let near):
            return near.count == 1
                ? "no choice is called '\(name)'; did you mean '\(near[0])'?"
                : "no choice is called '\(name)'; there are \(near.joined(separator: ", "))"
        case .noChoices(let name): return "no choice is called '\(name)'; the file has none"
        case .notMet(let name, let condition):
            let needed = condition.map(\.description).joined(separator: ", ")
            return "the choice '\(name)' is not met at this point; it is with \(needed)"
        }
    }
}

/// A choice by name with one of its values, as `--set` writes it.
public struct ChoiceValue: Hashable, Sendable, CustomStringConvertible {
    public var name: String
    public var value: Int

    public init(name: String, value: Int) {
        self.name = name
        self.value = value
    }

    public var description: String { "\(name)=\(value)" }
}
