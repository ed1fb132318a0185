import SourceText

extension DesignSpace {
    /// The file with its choices replaced by what an assignment decides, as canonical text; nil where one text cannot say it,
    /// as where two calls of a block decide differently inside.
    ///
    /// Callers lay the text out and compare.
    public func text(at assignment: Assignment) -> String? {
        var writer = PointWriter(file: file, program: program, assignment: assignment)
        writer.collect(program.body, prefix: "")
        guard !writer.isAmbiguous else { return nil }
        let text = writer.text(SourceRange(0, file.bytes.count), tree.statements)
        return try? DesignSpace.canonicalText(of: SourceFile(name: file.name, text: text))
    }
}

/// Replaces the choices of a text by their values.
private struct PointWriter {
    let file: SourceFile
    let program: Program
    let assignment: Assignment
    /// What each choice was decided to, by where it stands.
    private var values: [SourceRange: Int] = [:]
    /// The group taken of each `either`, by where that starts.
    private var groups: [Int: Int] = [:]
    private(set) var isAmbiguous = false

    init(file: SourceFile, program: Program, assignment: Assignment) {
        self.file = file
        self.program = program
        self.assignment = assignment
    }

    // MARK: What was decided

    mutating func collect(_ body: ResolvedBody, prefix: String) {
        for instruction in body.instructions {
            if let rounds = instruction.rounds { collect(rounds, prefix) }
            switch instruction.kind {
            case .input(let sizes): for size in sizes { collect(size, prefix) }
            case .layer(let plan): collect(plan, prefix)
            case .bind(_, let choice): collect(choice, prefix)
            case .call(let block, let name, let arguments):
                for argument in arguments { collect(argument, prefix) }
                let inside = prefix + name + "."
                for parameter in program.blocks[block].parameters.dropFirst(arguments.count) {
                    if let fallback = parameter.fallback { collect(fallback, inside) }
                }
                if program.blocks[block].hasChoices { collect(program.blocks[block].body, prefix: inside) }
            case .group(let body), .stage(_, let body), .residual(_, _, let body), .dense(let body):
                collect(body, prefix: prefix)
            case .branches(_, let bodies): for body in bodies { collect(body, prefix: prefix) }
            case .either(let name, let bodies):
                if let value = assignment[prefix + name] {
                    let before = groups.updateValue(value, forKey: instruction.range.start)
                    if let before, before != value { isAmbiguous = true }
                }
                for body in bodies { collect(body, prefix: prefix) }
            case .require, .from, .join: break
            }
        }
    }

    private mutating func collect(_ choice: ResolvedChoice, _ prefix: String) {
        guard choice.isOpen, let value = assignment[prefix + choice.name] else { return }
        if let before = values.updateValue(value, forKey: choice.range), before != value { isAmbiguous = true }
    }

    private mutating func collect(_ size: ResolvedSize, _ prefix: String) {
        if case .square(let choice) = size { collect(choice, prefix) }
    }

    private mutating func collect(_ plan: LayerPlan, _ prefix: String) {
        for argument in plan.arguments { collect(argument, prefix) }
        for size in [plan.stride, plan.dilation, plan.outputPadding] { if let size { collect(size, prefix) } }
        for choice in [plan.groups, plan.multiplier] { if let choice { collect(choice, prefix) } }
        if case .all(let choice) = plan.padding { collect(choice, prefix) }
    }

    // MARK: What that makes of the text

    /// A piece of the text, in which these statements stand.
    func text(_ range: SourceRange, _ statements: [Statement]) -> String {
        var replacements: [(range: SourceRange, text: String)] = []
        gather(statements, into: &replacements)
        for (place, value) in values where place.start >= range.start && place.end <= range.end {
            guard !replacements.contains(where: { $0.range.start <= place.start && place.end <= $0.range.end }) else {
                continue
            }
            replacements.append((place, number(value, at: place)))
        }
        var result = ""
        var position = range.start
        for (place, text) in replacements.sorted(by: { $0.range.start < $1.range.start }) {
            result += file.text(SourceRange(position, place.start)) + text
            position = place.end
        }
        return result + file.text(SourceRange(position, range.end))
    }

    /// A repeat's range starts with its `x`.
    private func number(_ value: Int, at place: SourceRange) -> String {
        let isRepeat = file.text(place).first.map { $0 == "x" || $0 == "×" } ?? false
        return (isRepeat ? "x" : "") + String(value)
    }

    /// Of each `either` the group taken, in the place of all.
    private func gather(_ statements: [Statement], into replacements: inout [(range: SourceRange, text: String)]) {
        for statement in statements {
            switch statement.kind {
            case .either(let bodies):
                let start = statement.place.range.start
                guard let first = bodies.first, let last = bodies.last, let group = groups[start],
                    bodies.indices.contains(group - 1)
                else { continue }
                let body = bodies[group - 1]
                let all = SourceRange(start, first.place.range.union(last.place.range).end)
                replacements.append((all, text(body.place.range, body.statements)))
            case .group(let body), .stage(_, let body), .block(_, _, let body), .residual(_, let body),
                .dense(let body):
                gather(body.statements, into: &replacements)
            case .branches(_, let groups, _): gather(groups, into: &replacements)
            case .input, .layer, .call, .binding, .requirement, .defaults, .calls, .from, .join: break
            }
        }
    }
}
