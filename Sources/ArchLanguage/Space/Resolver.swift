import NetworkIR
import SourceText

/// Turns a syntax tree into a program: every name becomes a slot, every `with` default stands on the line it applies to,
/// every choice has its name. All of the file is looked at, the parts that the first point never reaches too.
struct Resolver {
    let file: SourceFile
    let signatures = Dictionary(uniqueKeysWithValues: LayerWord.allCases.map { ($0, LayerSignature.of($0)) })
    var diagnostics: [Diagnostic] = []
    var slotNames: [String] = []
    var blocks: [ResolvedBlock] = []
    var scopes: [Scope] = [Scope()]
    var labels = LabelTable()
    var blocksBeingDefined: [Name] = []
    var seenInput: SourceRange?
    var names = ChoiceNames()
    /// Set while a `with` line is read, whose `c` is that of the layers it applies to.
    var isReadingDefaults = false
    /// Open choices seen so far, those inside called blocks included.
    var openChoiceCount = 0
    /// The stages and blocks that layers are named behind.
    var containerWords: Set<String> = ["group", "dense", "branch"]
    var stageNameRepeats = false

    /// The most names that suggestions are looked for among.
    static let suggestionLimit = 1000

    private init(_ file: SourceFile) { self.file = file }

    /// Resolves a tree.
    ///
    /// - Returns: the program, usable only where no error was found, and the problems.
    static func resolve(_ tree: SyntaxTree, in file: SourceFile) -> (Program, [Diagnostic]) {
        var resolver = Resolver(file)
        let body = resolver.body(tree.statements, opensScope: false)
        resolver.reportUnknownLabels(outer: nil)
        if resolver.seenInput == nil, resolver.diagnostics.isEmpty {
            resolver.report(.missingInput, at: SourceRange(0, 0))
        }
        if resolver.diagnostics.contains(where: { $0.identifier == "input-inside" }) {
            resolver.diagnostics.removeAll { $0.identifier == "layer-before-input" }
        }
        let program = Program(
            body: body, blocks: resolver.blocks, slotNames: resolver.slotNames,
            mayRepeatPaths: resolver.mayRepeatPaths)
        return (program, resolver.diagnostics)
    }

    mutating func report(_ problem: ResolutionProblem, at range: SourceRange, notes: [Diagnostic.Note] = []) {
        guard diagnostics.count < Parser.problemLimit else { return }
        diagnostics.append(
            Diagnostic(identifier: problem.identifier, message: problem.message, range: range, notes: notes))
    }

    // MARK: Bodies and statements

    mutating func body(_ statements: [Statement], opensScope: Bool = true) -> ResolvedBody {
        if opensScope { scopes.append(Scope(callStyles: scopes[scopes.count - 1].callStyles)) }
        defer { if opensScope { scopes.removeLast() } }
        var instructions: [Instruction] = []
        instructions.reserveCapacity(statements.count)
        for statement in statements {
            if let instruction = instruction(statement) { instructions.append(instruction) }
        }
        return ResolvedBody(instructions: instructions)
    }

    mutating func instruction(_ statement: Statement) -> Instruction? {
        guard let kind = kind(of: statement) else { return nil }
        let rounds = statement.rounds.map {
            choice($0, named: "\(Resolver.word(of: statement))\(statement.ordinal).repeat")
        }
        if let label = statement.label { give(label) }
        return Instruction(
            kind: kind, rounds: rounds, label: statement.label?.text, range: statement.place.range,
            line: file.line(at: statement.place.range.start), callStyles: scopes[scopes.count - 1].callStyles)
    }

    /// The word that a statement's choices are named by.
    static func word(of statement: Statement) -> String {
        switch statement.kind {
        case .layer(let layer): layer.word.rawValue
        case .call(let name, _): name.text
        case .group: "group"
        case .stage: "stage"
        case .residual: "residual"
        case .branches: "branches"
        case .dense: "dense"
        case .either: "either"
        case .from: "from"
        case .join(let join, _): join.rawValue
        case .input: "input"
        case .binding: "let"
        case .requirement: "require"
        case .defaults, .calls: "with"
        case .block: "block"
        }
    }

    mutating func kind(of statement: Statement) -> Instruction.Kind? {
        let range = statement.place.range
        switch statement.kind {
        case .input(let sizes):
            if scopes.count > 1 || !blocksBeingDefined.isEmpty {
                report(.inputInside, at: range)
                return nil
            }
            if let first = seenInput {
                report(.secondInput, at: range, notes: [Diagnostic.Note("the first is here", at: first)])
                return nil
            }
            let fields = ["channels", "height", "width"]
            let resolved = zip(sizes, fields).map { choice($0, named: "input1.\($1)") }
            seenInput = range
            return .input(resolved)
        case .binding(let name, let value):
            var choiceName = name.text
            if value.isOpen {
                let count = names.bindings[name.text, default: 0] + 1
                names.bindings[name.text] = count
                if count > 1 { choiceName += ".\(count)" }
            }
            // The name is bound behind its value: `let w = 2*w` speaks of an outer one.
            let choice = self.choice(value, named: choiceName)
            return .bind(slot: bind(name), choice)
        case .requirement(let left, let comparison, let right):
            return .require(
                formula(left), comparison, formula(right), text: "\(left.text) \(comparison.rawValue) \(right.text)")
        case .defaults(let target, let modifiers):
            isReadingDefaults = true
            scopes[scopes.count - 1].defaults[target] = defaults(modifiers, ordinal: statement.ordinal)
            isReadingDefaults = false
            return nil
        case .calls(let word, let style):
            scopes[scopes.count - 1].callStyles[word] = style
            return nil
        case .block(let name, let parameters, let body):
            define(name, parameters, body)
            return nil
        default: break
        }
        if seenInput == nil, blocksBeingDefined.isEmpty {
            report(.layerBeforeInput(Resolver.word(of: statement)), at: range)
            // Once is enough: the rest of the file is read as if there were an input.
            seenInput = range
        }
        switch statement.kind {
        case .layer(let layer): return .layer(plan(layer, ordinal: statement.ordinal))
        case .call(let name, let arguments): return call(name, arguments, ordinal: statement.ordinal)
        case .group(let body): return .group(self.body(body.statements))
        case .stage(let name, let body):
            if !containerWords.insert(name.text).inserted { stageNameRepeats = true }
            return .stage(name.text, self.body(body.statements))
        case .residual(let mode, let body):
            let shortcut = shortcutPlan
            return .residual(mode, shortcut, self.body(body.statements))
        case .branches(let join, let groups, _):
            return .branches(
                join,
                groups.map { group in
                    // A repeat or a label on a branch's group needs an instruction of its own.
                    if case .group(let body) = group.kind, group.rounds == nil, group.label == nil {
                        return self.body(body.statements)
                    }
                    return ResolvedBody(instructions: [instruction(group)].compactMap { $0 })
                })
        case .dense(let body): return .dense(self.body(body.statements))
        case .either(let bodies):
            let name = "either\(statement.ordinal)"
            claim(name, at: range)
            return .either(name: name, alternatives(bodies))
        case .from(let name):
            use(name)
            return .from(name.text)
        case .join(let join, let name):
            use(name)
            return .join(join, name.text)
        case .input, .binding, .requirement, .defaults, .calls, .block: return nil
        }
    }

    mutating func alternatives(_ bodies: [Body]) -> [ResolvedBody] {
        var result: [ResolvedBody] = []
        var inGroups: [String] = []
        for body in bodies {
            let before = labels.order.count
            result.append(self.body(body.statements))
            let new = labels.order[before...].filter { labels.alternatives.insert($0).inserted }
            inGroups.append(contentsOf: new)
        }
        labels.alternatives.subtract(inGroups)
        return result
    }
}
