/// A choice bound by `let` whose alternatives depend on nothing: it is decided when something first reads it.
///
/// Until then all its alternatives share one beginning, so that a space of five stages is not the product of what each
/// stage has yet to decide.
struct WaitingChoice: Sendable {
    var slot: Int
    var name: String
    var domain: [Int]
}

extension SpaceCursor {
    /// A choice that waits and that the next statement reads.
    public var dueChoice: (name: String, domain: [Int])? {
        guard !waiting.isEmpty, let instruction = machine.nextInstruction else { return nil }
        let slots = liveness.slotsNeeded(by: instruction)
        return waiting.first { slots.contains($0.slot) }.map { ($0.name, $0.domain) }
    }

    /// A choice that waits though nothing will read it any more.
    public var expiredChoice: (name: String, domain: [Int])? {
        guard !waiting.isEmpty else { return nil }
        let live = liveSlots
        return waiting.first { !live.contains($0.slot) }.map { ($0.name, $0.domain) }
    }

    /// Gives a waiting choice its value; false where none of that name waits.
    mutating func decideWaiting(_ name: String, _ value: Int) -> Bool {
        guard let index = waiting.firstIndex(where: { $0.name == name }) else { return false }
        machine.bindings.slots[waiting[index].slot] = value
        waiting.remove(at: index)
        return true
    }

    /// Steps over the next statement where it binds a choice that can wait.
    mutating func postponeBinding() -> Bool {
        guard let instruction = machine.nextInstruction, let choice = waitingChoice(instruction) else { return false }
        waiting.append(choice)
        machine.skipInstruction()
        machine.bindings.slots[choice.slot] = nil
        return true
    }

    /// The choice that a binding may leave open until it is read; nil where it must be decided at once.
    func waitingChoice(_ instruction: Instruction) -> WaitingChoice? {
        // A later round of a repeat meets its bindings again, and takes what the first one decided.
        guard case .bind(let slot, let choice) = instruction.kind, choice.isOpen, choice.isConstant,
            machine.frames.allSatisfy({ $0.rounds == 1 })
        else { return nil }
        let name = machine.fullName(choice.name)
        guard fixed[name] == nil, machine.decisions[name] == nil, !machine.metNames.contains(name),
            let domain = try? choice.domain(Bindings(slots: [], channels: nil)), domain.count > 1
        else { return nil }
        return WaitingChoice(slot: slot, name: name, domain: domain)
    }
}

extension Machine {
    /// The statement that runs next; nil where braces close.
    var nextInstruction: Instruction? {
        guard let frame = frames.last, frame.index < frame.body.instructions.count else { return nil }
        return frame.body.instructions[frame.index]
    }

    /// Goes on behind the next statement without running it.
    mutating func skipInstruction() {
        frames[frames.count - 1].index += 1
        steps += 1
    }
}

extension Liveness {
    /// The names whose values a statement needs before it can run.
    func slotsNeeded(by instruction: Instruction) -> [Int] {
        closedStatement(instruction)?.allSlots ?? headerSlots(of: instruction)
    }
}

extension ResolvedChoice {
    /// True where the alternatives are the same wherever the choice stands.
    var isConstant: Bool {
        alternatives.allSatisfy { alternative in
            switch alternative {
            case .single(let formula): formula.isConstant
            case .span(let low, let high, let step, _):
                low.isConstant && high.isConstant && (step?.isConstant ?? true)
            }
        }
    }
}

extension Formula {
    /// True where no name and no map is read.
    fileprivate var isConstant: Bool {
        switch self {
        case .constant: true
        case .slot, .channels: false
        case .binary(let left, _, let right, _), .least(let left, let right), .greatest(let left, let right):
            left.isConstant && right.isConstant
        case .round8(let inner, _): inner.isConstant
        }
    }
}
