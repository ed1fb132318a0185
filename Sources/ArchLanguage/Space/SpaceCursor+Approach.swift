/// A way from a cursor over names, rules and opening braces to the next statement that has more to do.
public struct Approach: Sendable {
    /// Decisions taken on the way, in order.
    public var decisions: [ChoiceValue] = []
    /// The statement reached, where it is a function of this key and of the current map; nil where it must be walked into.
    public var key: SpaceCursor.StatementKey?
    /// Tells statements reached from one cursor apart.
    public var place: Int { instruction?.range.start ?? -1 }

    var bindings: Bindings
    var waiting: [WaitingChoice]
    /// The body of the cursor's innermost braces and those entered on the way, with the statement of each that runs next.
    var bodies: [ResolvedBody]
    var indices: [Int]

    var instruction: Instruction? {
        guard let body = bodies.last, let index = indices.last, index < body.instructions.count else { return nil }
        return body.instructions[index]
    }
}

extension SpaceCursor {
    /// The most decisions between two statements of layers that are looked at without running the machine.
    private static let approachDecisions = 32

    /// All ways to the next statement, in the order of their decisions' text; nil where there are more than the limit.
    ///
    /// A way ends early where something is wrong: whoever walks on from there meets it.
    public func approaches(atMost limit: Int) -> [Approach]? {
        guard let frame = machine.frames.last else { return [] }
        let start = Approach(
            bindings: machine.bindings, waiting: waiting, bodies: [frame.body], indices: [frame.index])
        // Later rounds meet their decisions by name, which only the machine keeps.
        guard machine.frames.allSatisfy({ $0.rounds == 1 }) else { return [start] }
        var found: [Approach] = []
        return walk(start, &found, limit) ? found : nil
    }

    private func walk(_ start: Approach, _ found: inout [Approach], _ limit: Int) -> Bool {
        var way = start
        while let instruction = way.instruction {
            if !way.waiting.isEmpty {
                let needed = liveness.slotsNeeded(by: instruction)
                if let due = way.waiting.firstIndex(where: { needed.contains($0.slot) }) {
                    guard way.decisions.count < Self.approachDecisions else { return add(way, to: &found, limit) }
                    let choice = way.waiting.remove(at: due)
                    return fork(way, choice.name, choice.domain, &found, limit) { $0.bindings.slots[choice.slot] = $1 }
                }
            }
            switch instruction.kind {
            case .bind(let slot, let choice):
                if let postponed = waitingChoice(instruction) {
                    way.waiting.append(postponed)
                    way.bindings.slots[slot] = nil
                } else if !choice.isOpen, case .single(let formula) = choice.first,
                    let value = try? formula.value(way.bindings)
                {
                    way.bindings.slots[slot] = value
                } else {
                    let name = machine.fullName(choice.name)
                    guard choice.isOpen, fixed[name] == nil, !machine.metNames.contains(name),
                        way.decisions.count < Self.approachDecisions, let domain = try? choice.domain(way.bindings),
                        domain.count > 1
                    else { return add(way, to: &found, limit) }
                    way.indices[way.indices.count - 1] += 1
                    return fork(way, name, domain, &found, limit) { $0.bindings.slots[slot] = $1 }
                }
            case .require(let left, let comparison, let right, _):
                guard let a = try? left.value(way.bindings), let b = try? right.value(way.bindings) else {
                    return add(way, to: &found, limit)
                }
                if !comparison.holds(a, b) { return true }
            case .group(let body) where instruction.rounds == nil && instruction.label == nil,
                .stage(_, let body) where instruction.rounds == nil && instruction.label == nil:
                guard machine.frames.count + way.bodies.count <= machine.limits.nesting else {
                    return add(way, to: &found, limit)
                }
                way.indices[way.indices.count - 1] += 1
                way.bodies.append(body)
                way.indices.append(0)
                continue
            default:
                if let statement = liveness.closedStatement(instruction) {
                    way.key = StatementKey(
                        place: instruction.range.start,
                        values: statement.allSlots.map { way.bindings.slots[$0] },
                        prefix: statement.decides ? machine.fullName("") : "")
                }
                return add(way, to: &found, limit)
            }
            way.indices[way.indices.count - 1] += 1
        }
        return add(way, to: &found, limit)
    }

    private func add(_ way: Approach, to found: inout [Approach], _ limit: Int) -> Bool {
        found.append(way)
        return found.count <= limit
    }

    private func fork(
        _ way: Approach, _ name: String, _ domain: [Int], _ found: inout [Approach], _ limit: Int,
        set: (inout Approach, Int) -> Void
    ) -> Bool {
        for value in domain.inOrderOfText {
            var branch = way
            branch.decisions.append(ChoiceValue(name: name, value: value))
            set(&branch, value)
            guard walk(branch, &found, limit) else { return false }
        }
        return true
    }

    /// The cursor at the end of an approach.
    public func following(_ way: Approach) -> SpaceCursor {
        var cursor = self
        for (depth, index) in way.indices.enumerated() {
            let frame = cursor.machine.frames.count - 1
            let isLast = depth == way.indices.count - 1
            // Names and rules on the way were looked at already; only braces are left to open.
            let opening = isLast ? index : index - 1
            cursor.machine.steps += opening - cursor.machine.frames[frame].index
            cursor.machine.frames[frame].index = opening
            if !isLast { _ = try? cursor.machine.step() }
        }
        cursor.machine.bindings = way.bindings
        cursor.waiting = way.waiting
        return cursor
    }
}

extension [Int] {
    /// Alternatives in the order of their text, which breaks ties between equal points.
    public var inOrderOfText: [Int] { map { ($0, String($0)) }.sorted { $0.1 < $1.1 }.map(\.0) }
}

extension Comparison {
    /// True where two numbers stand so to each other.
    func holds(_ a: Int, _ b: Int) -> Bool {
        switch self {
        case .less: a < b
        case .lessOrEqual: a <= b
        case .equal: a == b
        case .greaterOrEqual: a >= b
        case .greater: a > b
        }
    }
}
