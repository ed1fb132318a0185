import NetworkIR
import SourceText

/// Lays a network out: runs a program's statements in order, one at a time, and appends their layers.
///
/// The machine keeps its own stack, so that deep or hostile files cannot exhaust the program's, and it is a value: a search copies it
/// where paths part. It stops at a decision that nobody took yet (`Pause`), before it changed anything; the caller puts the
/// decision into `decisions` and goes on.
struct Machine: Sendable {
    /// What a text may ask for at most, so that no text exhausts memory or time.
    struct Limits: Sendable {
        var rounds = 1_000_000
        var layers = 1_000_000
        /// Statements run, each round of a repeat counted.
        var statements = 4_000_000
        /// Statements run after the first problem, to find further ones.
        var statementsAfterProblem = 20_000
        /// Braces open at once, those of called blocks included.
        var nesting = 100
        /// Bytes of all layers' names.
        var nameBytes = 1 << 28
        /// Alternatives of all choices met.
        var alternatives = 1_000_000
        /// Networks that a survey of all choices lays out, and the statements that it runs for them.
        var surveyedPoints = 1000
        var surveyedStatements = 1_000_000

        static let standard = Limits()
    }

    let limits: Limits
    let program: Program
    var network: Network
    var diagnostics: [Diagnostic] = []
    /// Decisions taken so far, by full name; asked once each, so that all rounds of a repeat are equal.
    var decisions: [String: Int] = [:]
    /// Domains of the decisions taken, in the order met.
    var met: [(name: String, domain: [Int])] = []
    var metNames: Set<String> = []
    /// Who decides: nil takes what `decisions` holds, else the first alternative.
    var pausesAtDecisions = false

    var bindings: Bindings
    var flow: Flow
    var frames: [Frame] = []
    var containers: [Container]
    var stageIndices: [String: Int] = [:]
    /// Counters of containers met before, by path: one of the same path goes on counting.
    var pathCounters: [String: [String: Int]] = [:]
    var steps = 0
    private var stepsAfterProblem = 0
    private var nameBytes = 0
    private var alternativeCount = 0
    /// Whether a repeat without a choice of its own came out as 0 somewhere, so that other choices may hide some.
    var dropsByNumber = false
    var isStopped = false
    /// True once a label's promise did not come true; whoever promised knows that nothing further counts.
    var breaksPromise = false
    let file: SourceFile

    /// The current map; nil inside after an error whose consequences are not reported.
    struct Flow: Hashable, Sendable {
        var source: Source
        var map: FeatureMap?
    }

    /// A decision that must be taken before the machine can go on.
    struct Pause: Error {
        var name: String
        var domain: [Int]
    }

    /// What layers are named behind, and how many of each kind it holds.
    struct Container: Sendable {
        var path: String
        var isStage: Bool
        var stage: Int?
        /// The full path of the innermost stage, for nested ones.
        var stagePath: String
        var counters: [String: Int]
    }

    /// A pair of braces that is being run.
    struct Frame: Sendable {
        enum Kind: Sendable {
            case file
            case group
            case stage(String)
            case call(block: Int, name: String)
            case residual(ResidualMode, ShortcutPlan)
            case branches(JoinWord, bodies: [ResolvedBody], next: Int)
            case dense
            case either
        }

        var kind: Kind
        var body: ResolvedBody
        var index = 0
        var rounds: Int
        var round = 1
        var entry: Flow
        /// The maps at the ends of the branches run so far.
        var branchOutputs: [Flow] = []
        /// How many containers were open before.
        var containerCount: Int
        var owner: Instruction?
        /// Labels of this body; only the file and calls have their own.
        var labels: [String: LabelState] = [:]
        var labelOrder: [String] = []
        /// Prefix of the names of choices met inside: `bottleneck2.`.
        var choicePrefix: String
        /// How many choices had been met before.
        var metCount = 0
        /// Whether a `residual identity` will have its shortcut, which its shapes say only when it closes.
        var shortcut = Promise.none
    }

    /// What a search has settled about a map that a later decision may or may not need, so that memory need not guess.
    enum Promise: Int, Sendable {
        case none
        /// It is read once more, so that it is held until then.
        case readAgain
        /// It is not, so that it need not be held.
        case neverRead
    }

    struct LabelState: Sendable {
        var flow: Flow
        var isConsumed: Bool
        var line: Int
        var promise = Promise.none
    }

    init(_ program: Program, file: SourceFile, name: String, limits: Limits = .standard) {
        self.limits = limits
        self.program = program
        self.file = file
        let empty = FeatureMap(channels: 0, height: 0, width: 0)
        network = Network(name: name, input: empty)
        bindings = Bindings(slots: Array(repeating: nil, count: program.slotNames.count), channels: nil)
        flow = Flow(source: .input, map: nil)
        containers = [Container(path: "", isStage: false, stage: nil, stagePath: "", counters: [:])]
        frames = [
            Frame(
                kind: .file, body: program.body, rounds: 1, entry: flow, containerCount: 1, owner: nil, choicePrefix: ""
            )
        ]
    }

    /// Runs to the end of the program, or to a decision nobody took.
    mutating func run() throws(Pause) {
        while !isStopped, try step() {}
    }

    /// Runs one statement, or closes one pair of braces.
    ///
    /// - Returns: false once the file is done.
    mutating func step() throws(Pause) -> Bool {
        let top = frames.count - 1
        if frames[top].index < frames[top].body.instructions.count {
            let instruction = frames[top].body.instructions[frames[top].index]
            let depth = frames.count
            try perform(instruction)
            // The statement may have opened braces above this frame; its own frame goes on behind it.
            frames[depth - 1].index += 1
            countStep(at: instruction.range)
            return true
        }
        return try closeRound()
    }

    /// Counts a statement run, and stops where there were too many.
    mutating func countStep(at range: SourceRange) {
        steps += 1
        if steps > limits.statements {
            stop(.tooManyStatements(limit: limits.statements), at: range)
        } else if !diagnostics.isEmpty {
            stepsAfterProblem += 1
            if stepsAfterProblem > limits.statementsAfterProblem { isStopped = true }
        }
    }

    /// Counts the bytes of a layer's name; false where they are too many.
    mutating func countName(_ name: String) -> Bool {
        nameBytes += name.utf8.count
        return nameBytes <= limits.nameBytes
    }

    mutating func setFlow(_ new: Flow) {
        flow = new
        bindings.channels = new.map?.channels
    }

    // MARK: Problems

    /// Reports a problem with the calls that lead to it, and makes the current map unknown.
    mutating func report(_ problem: ElaborationProblem, at range: SourceRange) {
        guard diagnostics.count < Parser.problemLimit else { return }
        let calls = frames.reversed().compactMap { frame -> Diagnostic.Note? in
            guard case .call(_, let name) = frame.kind, let owner = frame.owner else { return nil }
            return Diagnostic.Note("in this call of '\(name)'", at: owner.range)
        }
        let diagnostic = Diagnostic(
            identifier: problem.identifier, message: problem.message, range: range, notes: Array(calls.prefix(4)))
        // A repeat meets the same problem in each round: once is enough.
        if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
    }

    mutating func poison() { setFlow(Flow(source: flow.source, map: nil)) }

    mutating func stop(_ problem: ElaborationProblem, at range: SourceRange) {
        report(problem, at: range)
        isStopped = true
    }

    // MARK: Numbers

    /// The value of a formula; nil (and reported) where it has none.
    mutating func value(_ formula: Formula, at range: SourceRange) -> Int? {
        do { return try formula.value(bindings) } catch {
            if let problem = error.problem { report(problem, at: error.range ?? range) }
            return nil
        }
    }

    /// The decided value of a choice; nil (and reported) where it has none.
    mutating func value(_ choice: ResolvedChoice) throws(Pause) -> Int? {
        if !choice.isOpen {
            guard case .single(let formula) = choice.first else { return nil }
            return value(formula, at: choice.range)
        }
        let name = fullName(choice.name)
        return try value(choice, fullName: name)
    }

    /// The decided value of an open choice by its full name.
    mutating func value(_ choice: ResolvedChoice, fullName name: String) throws(Pause) -> Int? {
        if metNames.contains(name) { return decisions[name] }
        let domain: [Int]
        do { domain = try choice.domain(bindings) } catch {
            if let problem = error.problem { report(problem, at: error.range ?? choice.range) }
            return nil
        }
        return try decide(name, domain, at: choice.range)
    }

    func fullName(_ name: String) -> String { (frames.last?.choicePrefix ?? "") + name }

    /// Takes (or looks up) a decision over a domain.
    mutating func decide(_ name: String, _ domain: [Int], at range: SourceRange) throws(Pause) -> Int? {
        let decided = decisions[name]
        if metNames.contains(name) { return decided }
        if decided == nil, pausesAtDecisions, domain.count > 1 { throw Pause(name: name, domain: domain) }
        let value = decided ?? domain[0]
        alternativeCount += domain.count
        guard alternativeCount <= limits.alternatives else {
            stop(.tooManyAlternativesInAll(limit: limits.alternatives), at: range)
            return nil
        }
        met.append((name, domain))
        metNames.insert(name)
        guard domain.contains(value) else {
            let near = domain.min { Machine.distance($0, value) < Machine.distance($1, value) } ?? domain[0]
            report(
                .notAnAlternative(
                    choice: name, value: value, near: near, domain: describe(domain)), at: range)
            return nil
        }
        decisions[name] = value
        return value
    }

    private static func distance(_ a: Int, _ b: Int) -> UInt {
        a > b ? UInt(bitPattern: a &- b) : UInt(bitPattern: b &- a)
    }

    /// A value that a field needs at least so large.
    mutating func value(_ choice: ResolvedChoice, least: Int, field: String) throws(Pause) -> Int? {
        guard let value = try value(choice) else { return nil }
        return checked(value, least: least, field: field, at: choice.range)
    }

    mutating func checked(_ value: Int, least: Int, field: String, at range: SourceRange) -> Int? {
        guard value >= least else {
            report(.belowLeast(field: field, value: value, least: least), at: range)
            return nil
        }
        return value
    }

    mutating func value(_ size: ResolvedSize, least: Int, field: String) throws(Pause) -> Extent? {
        switch size {
        case .square(let choice):
            guard let side = try value(choice, least: least, field: field) else { return nil }
            return Extent(square: side)
        case .rectangle(let height, let width, let range):
            guard
                let height = value(height, at: range), let width = value(width, at: range),
                let tall = checked(height, least: least, field: field, at: range),
                let wide = checked(width, least: least, field: field, at: range)
            else { return nil }
            return Extent(height: tall, width: wide)
        }
    }

    /// Alternatives for a message: all of a few, the ends of many.
    func describe(_ domain: [Int]) -> String {
        let shown =
            domain.count <= 8
            ? domain.map(String.init) : domain.prefix(6).map(String.init) + ["…", "\(domain[domain.count - 1])"]
        return shown.joined(separator: ", ")
    }
}
