/// What the statements from each place on still read: the names whose values, and the labels whose maps, must be kept.
///
/// A search merges two beginnings of networks where all that the rest reads is equal.
struct Liveness: Sendable {
    /// What one run of statements reads from outside.
    struct Reads: Sendable {
        var slots: Set<Int> = []
        var labels = LabelUse()
        /// True where a choice inside is open.
        var decides = false
        /// True where a statement gives or reads a label of the body it stands in.
        var touchesLabels = false

        /// What another statement before this one, or within it, does besides its labels.
        mutating func add(_ other: Reads) {
            slots.formUnion(other.slots)
            decides = decides || other.decides
            touchesLabels = touchesLabels || other.touchesLabels
        }
    }

    /// What is read from one statement of a body to the body's end.
    struct Rest: Sendable {
        var slots: [Int] = []
        var labels = LabelUse()

        /// This stretch with another one run behind it.
        func followed(by next: Rest) -> Rest {
            Rest(
                slots: next.slots.isEmpty ? slots : Set(slots).union(next.slots).sorted(),
                labels: labels.followed(by: next.labels))
        }
    }

    /// A statement of layers that touches no label: under its decisions a function of the current map and of these names'
    /// values.
    struct ClosedStatement: Sendable {
        /// Read by one round.
        var slots: [Int]
        /// Those that the number of its rounds depends on as well.
        var allSlots: [Int]
        /// True where it decides something; then it is a single layer.
        var decides: Bool
    }

    private var rests: [Int: [Rest]] = [:]
    private var closed: [Int: ClosedStatement] = [:]
    private var headers: [Int: [Int]] = [:]
    private var blocks: [Int: Reads] = [:]
    private let program: Program
    /// True where a `from` may leave a map that nothing reads.
    private(set) var leavesMaps = false

    init(_ program: Program) {
        self.program = program
        _ = reads(of: program.body)
    }

    /// What is read from the given statement of a body on.
    func rest(of body: ResolvedBody, from index: Int) -> Rest {
        guard let all = rests[body.place], index < all.count else { return Rest() }
        return all[index]
    }

    /// The statement as a function, where it is one.
    func closedStatement(_ instruction: Instruction) -> ClosedStatement? { closed[instruction.range.start] }

    /// The names that a statement reads before its braces open; of a binding its own as well.
    func headerSlots(of instruction: Instruction) -> [Int] { headers[instruction.range.start] ?? [] }

    /// Walks a body backwards: a binding ends the need for the value before it, and a label for the map that had the name
    /// before.
    private mutating func reads(of body: ResolvedBody) -> Reads {
        var result = Reads()
        var rests: [Rest] = []
        for instruction in body.instructions.reversed() {
            let own = reads(of: instruction)
            if case .bind(let slot, _) = instruction.kind { result.slots.remove(slot) }
            result.add(own)
            result.labels = own.labels.followed(by: result.labels)
            rests.append(Rest(slots: result.slots.sorted(), labels: result.labels))
        }
        if !body.instructions.isEmpty { self.rests[body.place] = rests.reversed() }
        return result
    }

    private mutating func reads(of instruction: Instruction) -> Reads {
        var header = Reads()
        var inside = Reads()
        var isStatementOfLayers = true
        switch instruction.kind {
        case .input(let sizes):
            for size in sizes { header.add(size) }
            isStatementOfLayers = false
        case .layer(let plan):
            header.add(plan)
            header.labels = .layer
        case .call(let block, _, let arguments):
            for argument in arguments { header.add(argument) }
            for parameter in program.blocks[block].parameters {
                if let fallback = parameter.fallback { header.add(fallback) }
            }
            for parameter in program.blocks[block].parameters { header.slots.remove(parameter.slot) }
            inside = reads(ofBlock: block)
            // Labels of a block are its own, unless they leave the network.
            inside.touchesLabels = inside.labels.mayHaveOutputs
            inside.labels = inside.labels.ofCurrentMap
        case .bind(let slot, let choice):
            header.add(choice)
            headers[instruction.range.start] = Array(header.slots.union([slot]))
            isStatementOfLayers = false
        case .require(let left, _, let right, _):
            header.add(left)
            header.add(right)
            isStatementOfLayers = false
        case .group(let body), .stage(_, let body):
            inside = reads(of: body)
            // What stands inside depends on less than the whole; only rounds are worth taking together.
            isStatementOfLayers = instruction.rounds != nil
        case .residual(.identity, _, let body):
            inside = reads(of: body)
            // Without its shortcut where the shapes differ.
            inside.labels = LabelUse(oneOf: [inside.labels, LabelUse(branches: [LabelUse(), inside.labels])])
        case .residual(_, _, let body), .dense(let body):
            inside = reads(of: body)
            inside.labels = LabelUse(branches: [LabelUse(), inside.labels])
        case .branches(_, let bodies):
            let branches = bodies.map { reads(of: $0) }
            for branch in branches { inside.add(branch) }
            inside.labels = LabelUse(branches: branches.map(\.labels))
        case .either(_, let bodies):
            let groups = bodies.map { reads(of: $0) }
            for group in groups { inside.add(group) }
            inside.labels = LabelUse(oneOf: groups.map(\.labels))
            inside.decides = true
        case .from(let name):
            header.labels = LabelUse(reading: name).followed(by: LabelUse(giving: LabelUse.currentMap))
            leavesMaps = true
            header.touchesLabels = true
        case .join(_, let name):
            header.labels = LabelUse(reading: name).followed(by: .layer)
            header.touchesLabels = true
        }
        if instruction.label != nil { header.touchesLabels = true }
        var result = header
        result.add(inside)
        result.labels = header.labels.followed(by: inside.labels)
        if let rounds = instruction.rounds { result.labels = result.labels.repeated(rounds) }
        // The braces close before their own statement labels; it does so even if they never opened.
        if let label = instruction.label { result.labels = result.labels.followed(by: LabelUse(labelling: label)) }
        var rounds = Reads()
        if let choice = instruction.rounds { rounds.add(choice) }
        header.add(rounds)
        if isStatementOfLayers, !result.touchesLabels {
            let decides = result.decides || rounds.decides
            var isLayer = false
            if case .layer = instruction.kind { isLayer = true }
            if !decides || isLayer {
                closed[instruction.range.start] = ClosedStatement(
                    slots: result.slots.sorted(), allSlots: result.slots.union(rounds.slots).sorted(), decides: decides)
            }
        }
        if headers[instruction.range.start] == nil { headers[instruction.range.start] = header.slots.sorted() }
        result.add(rounds)
        return result
    }

    private mutating func reads(ofBlock index: Int) -> Reads {
        if let known = blocks[index] { return known }
        let block = program.blocks[index]
        var result = reads(of: block.body)
        for parameter in block.parameters {
            result.slots.remove(parameter.slot)
            if let fallback = parameter.fallback { result.add(fallback) }
        }
        // A default may read an earlier parameter, which the call has bound.
        for parameter in block.parameters { result.slots.remove(parameter.slot) }
        blocks[index] = result
        return result
    }
}

extension ResolvedBody {
    /// Tells bodies apart: where the first statement starts; -1 for an empty one.
    var place: Int { instructions.first?.range.start ?? -1 }
}

extension Liveness.Reads {
    mutating func add(_ choice: ResolvedChoice) {
        if choice.isOpen { decides = true }
        for alternative in choice.alternatives {
            switch alternative {
            case .single(let formula): add(formula)
            case .span(let low, let high, let step, _):
                add(low)
                add(high)
                if let step { add(step) }
            }
        }
    }

    mutating func add(_ size: ResolvedSize) {
        switch size {
        case .square(let choice): add(choice)
        case .rectangle(let height, let width, _):
            add(height)
            add(width)
        }
    }

    mutating func add(_ formula: Formula) {
        switch formula {
        case .constant, .channels: break
        case .slot(let slot): slots.insert(slot)
        case .binary(let left, _, let right, _), .least(let left, let right), .greatest(let left, let right):
            add(left)
            add(right)
        case .round8(let inner, _): add(inner)
        }
    }

    mutating func add(_ plan: LayerPlan) {
        for argument in plan.arguments { add(argument) }
        for size in [plan.stride, plan.dilation, plan.outputPadding] {
            if let size { add(size) }
        }
        for choice in [plan.groups, plan.multiplier] {
            if let choice { add(choice) }
        }
        switch plan.padding {
        case .same, .none: break
        case .all(let choice): add(choice)
        case .edges(let formulas, _): for formula in formulas { add(formula) }
        }
    }
}
