import NetworkIR
import SourceText

/// A file that parsed and whose names are right: a network with choices, ready to be laid out at any of its points.
public struct DesignSpace: Sendable {
    public let file: SourceFile
    public let tree: SyntaxTree
    /// What networks of this space are called in reports.
    public let name: String
    let program: Program
    /// Bounds on what laying out may take; tests set smaller ones.
    var limits = Machine.Limits.standard

    /// Reads a file.
    ///
    /// - Parameter name: what reports call the network; by convention the file's name without its ending.
    /// - Throws: every problem of the text and of its names, in order of place.
    public init(_ file: SourceFile, name: String) throws(LanguageError) {
        let outcome = Parser.read(file)
        // Names are looked at even after wrong statements, so that one run reports both.
        let (program, more) = Resolver.resolve(outcome.tree, in: file)
        let all = DesignSpace.merged(outcome, more, file)
        guard all.isEmpty else { throw LanguageError(file: file, diagnostics: all) }
        self.file = file
        self.tree = outcome.tree
        self.name = name
        self.program = program
    }

    /// Problems of both passes by place; what the text's mistakes make of names is not reported.
    private static func merged(_ syntax: Parser.Outcome, _ names: [Diagnostic], _ file: SourceFile) -> [Diagnostic] {
        var names = names
        if !syntax.diagnostics.isEmpty {
            // A statement that did not parse may have been the one that defines the missing thing.
            let missesInput: Set<String> = ["missing-input", "layer-before-input", "channels-before-input"]
            let places = Set(syntax.diagnostics.map(\.range))
            names.removeAll { problem in
                if missesInput.contains(problem.identifier) { return syntax.hasLostInput }
                return places.contains(problem.range)
                    || problem.range.end - problem.range.start <= Parser.nameLimit
                        && syntax.lostNames.contains(file.text(problem.range))
            }
        }
        return (syntax.diagnostics + names).sorted { ($0.range.start, $0.range.end) < ($1.range.start, $1.range.end) }
    }

    /// The network at one point of the space.
    ///
    /// - Parameter assignment: values by choice name; a choice that is not named takes its first alternative.
    /// - Throws: every problem of the numbers at that point, and every name in `assignment` that no choice met there has.
    public func network(_ assignment: Assignment = [:]) throws(LanguageError) -> Network {
        try checked(assignment).network
    }

    /// The choices met at one point, in the order they are met.
    ///
    /// - Throws: as `network(_:)`.
    public func choices(_ assignment: Assignment = [:]) throws(LanguageError) -> [MetChoice] {
        try checked(assignment).choices
    }

    /// The network at one point with the choices met there.
    ///
    /// - Throws: as `network(_:)`.
    public func point(_ assignment: Assignment) throws(LanguageError) -> (network: Network, choices: [MetChoice]) {
        let layout = try checked(assignment)
        return (layout.network, layout.choices)
    }

    private func checked(_ assignment: Assignment) throws(LanguageError) -> Layout {
        let layout = layOut(assignment)
        guard layout.diagnostics.isEmpty else { throw LanguageError(file: file, diagnostics: layout.diagnostics) }
        let problems = problems(of: assignment, met: layout.choices)
        guard problems.isEmpty else {
            throw LanguageError(file: file, diagnostics: [], assignmentProblems: problems)
        }
        return layout
    }

    /// What came of laying a network out.
    struct Layout {
        var network: Network
        /// Choices met, up to the first problem.
        var choices: [MetChoice]
        var diagnostics: [Diagnostic]
        /// Whether a repeat was dropped by a number that other choices may change.
        var dropsByNumber: Bool
        /// Statements run.
        var steps: Int
    }

    func layOut(_ assignment: Assignment) -> Layout {
        var machine = Machine(program, file: file, name: name, limits: limits)
        machine.decisions = assignment
        // Without `pausesAtDecisions` nothing pauses.
        try? machine.run()
        machine.finish()
        let choices = machine.met.compactMap { met -> MetChoice? in
            guard let value = machine.decisions[met.name] else { return nil }
            return MetChoice(name: met.name, domain: met.domain, value: value)
        }
        return Layout(
            network: machine.network, choices: choices, diagnostics: machine.diagnostics,
            dropsByNumber: machine.dropsByNumber, steps: machine.steps)
    }
}

extension SyntaxTree {
    /// Reads a file.
    ///
    /// - Throws: every problem of the text, in order of place; names and numbers are not looked at.
    public init(parsing file: SourceFile) throws(LanguageError) {
        let (tree, problems) = Parser.parse(file)
        guard problems.isEmpty else { throw LanguageError(file: file, diagnostics: problems) }
        self = tree
    }
}

/// Values of choices by name.
public typealias Assignment = [String: Int]

/// A choice met while a network was laid out.
public struct MetChoice: Hashable, Sendable {
    /// The name that `--set` knows it by.
    public var name: String
    /// Its alternatives at this point, the file's own first.
    public var domain: [Int]
    /// The alternative taken.
    public var value: Int
}

/// Everything that is wrong with a file, with the file to show it in, or with an assignment.
public struct LanguageError: Error, Sendable {
    public var file: SourceFile
    public var diagnostics: [Diagnostic]
    /// What is wrong with the assignment; it has no place in the file.
    public var assignmentProblems: [AssignmentProblem]

    public init(file: SourceFile, diagnostics: [Diagnostic], assignmentProblems: [AssignmentProblem] = []) {
        self.file = file
        self.diagnostics = diagnostics
        self.assignmentProblems = assignmentProblems
    }
}
