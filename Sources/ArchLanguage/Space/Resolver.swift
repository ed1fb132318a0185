import NetworkIR
import SourceText

/// Turns a syntax tree into a program: every name becomes a slot, every `with` default stands on the line it applies to,
/// every choice has its name. All of the file is looked at, the parts that the first point never reaches too.
struct Resolver {
    let file: SourceFile
    let signatures = Dictionary(uniqueKeysWithValues: LayerWord.allCases.map { ($0, LayerSignature.of($0)) })
    private(set) var diagnostics: [Diagnostic] = []
    private var slotNames: [String] = []
    private var blocks: [ResolvedBlock] = []
    private var scopes: [Scope] = [Scope()]
    private var labels = LabelTable()
    private var blocksBeingDefined: [Name] = []
    private var seenInput: SourceRange?
    private var names = ChoiceNames()
    /// Set while a `with` line is read, whose `c` is that of the layers it applies to.
    private var isReadingDefaults = false
    /// Open choices seen so far, those inside called blocks included.
    private var openChoiceCount = 0
    /// The stages and blocks that layers are named behind.
    private var containerWords: Set<String> = ["group", "dense", "branch"]
    private var stageNameRepeats = false

    /// The most names that suggestions are looked for among.
    static let suggestionLimit = 1000

    /// Names that one pair of braces binds.
    private struct Scope {
        var numbers: [String: (slot: Int, place: SourceRange)] = [:]
        var blocks: [String: (index: Int, place: SourceRange)] = [:]
        var defaults: [DefaultsTarget: DefaultsPlan] = [:]
        /// With those of the scopes around it.
        var callStyles: [String: CallStyle] = [:]
    }

    /// The names of the choices of a file, or of one block's body.
    private struct ChoiceNames {
        var places: [String: SourceRange] = [:]
        /// The word of each call whose block holds choices, by the prefix that it gives them.
        var calls: [String: String] = [:]
        /// Choices bound by `let` so far, by name: a second one of a name is called `w.2`.
        var bindings: [String: Int] = [:]
    }

    /// The labels that a file, or one block's body, has given so far.
    private struct LabelTable {
        var given: [String: SourceRange] = [:]
        /// The labels of `given` in order.
        var order: [String] = []
        /// Labels given by the groups of an `either` that are not being read: they may be given again.
        var alternatives: Set<String> = []
        var uses: [(name: Name, isKnown: Bool)] = []
    }

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

    private mutating func report(_ problem: ResolutionProblem, at range: SourceRange, notes: [Diagnostic.Note] = []) {
        guard diagnostics.count < Parser.problemLimit else { return }
        diagnostics.append(
            Diagnostic(identifier: problem.identifier, message: problem.message, range: range, notes: notes))
    }

    // MARK: Bodies and statements

    private mutating func body(_ statements: [Statement], opensScope: Bool = true) -> ResolvedBody {
        if opensScope { scopes.append(Scope(callStyles: scopes[scopes.count - 1].callStyles)) }
        defer { if opensScope { scopes.removeLast() } }
        var instructions: [Instruction] = []
        instructions.reserveCapacity(statements.count)
        for statement in statements {
            if let instruction = instruction(statement) { instructions.append(instruction) }
        }
        return ResolvedBody(instructions: instructions)
    }

    private mutating func instruction(_ statement: Statement) -> Instruction? {
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
    private static func word(of statement: Statement) -> String {
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

    private mutating func kind(of statement: Statement) -> Instruction.Kind? {
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

    private mutating func alternatives(_ bodies: [Body]) -> [ResolvedBody] {
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

    // MARK: Names

    private mutating func bind(_ name: Name) -> Int {
        if let other = scopes[scopes.count - 1].numbers[name.text] {
            report(
                .redefinedName(name.text), at: name.place.range, notes: [Diagnostic.Note("bound here", at: other.place)]
            )
        }
        slotNames.append(name.text)
        scopes[scopes.count - 1].numbers[name.text] = (slotNames.count - 1, name.place.range)
        return slotNames.count - 1
    }

    private mutating func define(_ name: Name, _ parameters: [Parameter], _ body: Body) {
        if let other = scopes[scopes.count - 1].blocks[name.text] {
            report(
                .redefinedBlock(name.text), at: name.place.range,
                notes: [Diagnostic.Note("defined here", at: other.place)])
        }
        let outerLabels = labels
        let outerNames = names
        let choicesBefore = openChoiceCount
        labels = LabelTable()
        names = ChoiceNames()
        blocksBeingDefined.append(name)
        scopes.append(Scope(callStyles: scopes[scopes.count - 1].callStyles))
        let resolved = parameters.map { parameter in
            // The call gives it a name; a `let` of that name in the body is the second.
            let fallback = parameter.fallback.map { choice($0, named: parameter.name.text) }
            names.bindings[parameter.name.text] = 1
            return ResolvedParameter(name: parameter.name.text, slot: bind(parameter.name), fallback: fallback)
        }
        let instructions = self.body(body.statements)
        scopes.removeLast()
        blocksBeingDefined.removeLast()
        reportUnknownLabels(outer: outerLabels)
        labels = outerLabels
        names = outerNames
        blocks.append(
            ResolvedBlock(
                name: name.text, parameters: resolved, body: instructions,
                hasChoices: openChoiceCount > choicesBefore))
        scopes[scopes.count - 1].blocks[name.text] = (blocks.count - 1, name.place.range)
    }

    private mutating func call(_ name: Name, _ arguments: [Choice], ordinal: Int) -> Instruction.Kind? {
        guard let found = scopes.reversed().lazy.compactMap({ $0.blocks[name.text] }).first else {
            if let outer = blocksBeingDefined.last(where: { $0.text == name.text }) {
                report(
                    .recursiveBlock(name.text), at: name.place.range,
                    notes: [Diagnostic.Note("its definition starts here", at: outer.place.range)])
            } else if scopes.contains(where: { $0.numbers[name.text] != nil }) {
                report(.numberAsBlock(name.text), at: name.place.range)
            } else {
                let near =
                    suggestion(for: name.text) { $0.blocks.keys }
                    ?? nearestWord(
                        to: name.text, in: Vocabulary.statements)
                report(.unknownBlock(name.text, near: near), at: name.place.range)
            }
            return nil
        }
        let block = blocks[found.index]
        let least = block.parameters.lastIndex { $0.fallback == nil }.map { $0 + 1 } ?? 0
        let most = block.parameters.count
        if arguments.count < least || arguments.count > most {
            let count = least == most ? "\(most)" : "\(least) to \(most)"
            let names = block.parameters.map { $0.fallback == nil ? $0.name : "[\($0.name)]" }
            let takes =
                most == 0
                ? "no arguments" : "\(count) argument\(most == 1 ? "" : "s") (\(names.joined(separator: ", ")))"
            report(
                .wrongArgumentCount(block: name.text, takes: takes, got: arguments.count), at: name.place.range,
                notes: [Diagnostic.Note("defined here", at: found.place)])
            return nil
        }
        containerWords.insert(name.text)
        let callName = "\(name.text)\(ordinal)"
        let resolved = zip(arguments, block.parameters).map { choice($0, named: "\(callName).\($1.name)") }
        for parameter in block.parameters.dropFirst(arguments.count) where parameter.fallback?.isOpen == true {
            claim("\(callName).\(parameter.name)", at: name.place.range)
        }
        if block.hasChoices {
            openChoiceCount += 1
            if let other = names.calls[callName], other != name.text {
                report(.ambiguousChoiceName(callName + ".…"), at: name.place.range)
            }
            names.calls[callName] = name.text
        }
        return .call(block: found.index, callName: callName, arguments: resolved)
    }

    /// Takes a name for a choice of the file or the block being read.
    private mutating func claim(_ name: String, at range: SourceRange) {
        openChoiceCount += 1
        if let other = names.places[name], other != range {
            report(
                .ambiguousChoiceName(name), at: range, notes: [Diagnostic.Note("the other is here", at: other)])
        }
        names.places[name] = range
    }

    /// The known name nearest to a wrong one; none where so many are known that looking would take long.
    private func suggestion(for word: String, _ known: (Scope) -> some Collection<String>) -> String? {
        guard diagnostics.count < Parser.problemLimit else { return nil }
        let groups = scopes.map(known)
        guard groups.reduce(0, { $0 + $1.count }) <= Resolver.suggestionLimit else { return nil }
        return nearestWord(to: word, in: groups.flatMap { Array($0) }.sorted())
    }

    /// Whether two different containers of layers could have one path, such as the 11th call of `a` and the first of `a1`.
    private var mayRepeatPaths: Bool {
        if stageNameRepeats { return true }
        return containerWords.contains { word in
            var stem = word[...]
            while let last = stem.utf8.last, Lexer.isDigit(last) {
                stem.removeLast()
                if containerWords.contains(String(stem)) { return true }
            }
            return false
        }
    }

    private mutating func give(_ label: Name) {
        if let other = labels.given[label.text], !labels.alternatives.contains(label.text) {
            report(
                .redefinedLabel(label.text), at: label.place.range, notes: [Diagnostic.Note("given here", at: other)])
        }
        if labels.given.updateValue(label.place.range, forKey: label.text) == nil { labels.order.append(label.text) }
    }

    private mutating func use(_ label: Name) {
        labels.uses.append((label, labels.given[label.text] != nil))
    }

    private mutating func reportUnknownLabels(outer: LabelTable?) {
        for use in labels.uses where !use.isKnown {
            let name = use.name.text
            if let later = labels.given[name] {
                report(
                    .labelDefinedLater(name), at: use.name.place.range,
                    notes: [Diagnostic.Note("given here", at: later)])
            } else if let outside = outer?.given[name] {
                report(
                    .labelOutsideBlock(name), at: use.name.place.range,
                    notes: [Diagnostic.Note("given here", at: outside)])
            } else if diagnostics.count < Parser.problemLimit {
                let near = nearestWord(to: name, in: labels.order.prefix(Resolver.suggestionLimit))
                report(.unknownLabel(name, near: near), at: use.name.place.range)
            }
        }
    }

    // MARK: Numbers

    private mutating func formula(_ expression: Expression) -> Formula {
        switch expression {
        case .integer(let value): return .constant(value)
        case .channels(let place):
            if seenInput == nil, blocksBeingDefined.isEmpty, !isReadingDefaults {
                report(.channelsBeforeInput, at: place.range)
            }
            return .channels
        case .name(let name):
            if let found = scopes.reversed().lazy.compactMap({ $0.numbers[name.text] }).first {
                return .slot(found.slot)
            }
            if scopes.contains(where: { $0.blocks[name.text] != nil }) {
                report(.blockAsNumber(name.text), at: name.place.range)
            } else {
                let near = suggestion(for: name.text) { $0.numbers.keys }
                report(.unknownName(name.text, near: near), at: name.place.range)
            }
            return .constant(1)
        case .binary(let left, let sign, let right, let place):
            return .binary(formula(left), sign, formula(right), place.range)
        case .round8(let inner, let place): return .round8(formula(inner), place.range)
        case .least(let first, let second, _): return .least(formula(first), formula(second))
        case .greatest(let first, let second, _): return .greatest(formula(first), formula(second))
        }
    }

    /// A choice with its names resolved; its own name is worth making only where there is something to choose.
    mutating func choice(_ choice: Choice, named makeName: @autoclosure () -> String) -> ResolvedChoice {
        let isOpen = choice.isOpen
        let name = isOpen ? makeName() : ""
        if isOpen { claim(name, at: choice.place.range) }
        return ResolvedChoice(
            name: name, first: alternative(choice.first),
            others: choice.others.isEmpty ? [] : choice.others.map { alternative($0) }, isOpen: isOpen,
            range: choice.place.range)
    }

    private mutating func alternative(_ alternative: Alternative) -> ResolvedChoice.Alternative {
        switch alternative {
        case .single(let expression): .single(formula(expression))
        case .span(let low, let high, let step, let place):
            .span(formula(low), formula(high), step: step.map { formula($0) }, place.range)
        }
    }

    mutating func size(_ size: SizeSyntax, named name: @autoclosure () -> String) -> ResolvedSize {
        switch size {
        case .square(let choice): return .square(self.choice(choice, named: name()))
        case .rectangle(let height, let width, let place):
            return .rectangle(formula(height), formula(width), place.range)
        }
    }

    mutating func formulas(_ expressions: [Expression]) -> [Formula] {
        expressions.map { formula($0) }
    }

    /// The `with` defaults in force for a family of layers.
    func defaults(for target: DefaultsTarget) -> DefaultsPlan? {
        scopes.reversed().lazy.compactMap { $0.defaults[target] }.first
    }
}
