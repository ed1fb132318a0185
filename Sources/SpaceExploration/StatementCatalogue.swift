import ArchLanguage
import ArchSearch
import CostAnalysis
import LongWork
import NetworkIR
import SourceText

/// What statements come to, each once for all cursors that call it alike.
struct StatementCatalogue {
    private static let refusalLimit = 8

    var pricer: StatementPricer
    var table = DecisionTable()
    /// What shapes and numbers rule out, the first few.
    private(set) var refusals: [Diagnostic] = []
    private var rounds: [StatementCall: RoundResult?] = [:]
    private var outcomes: [StatementCall: [StatementOutcome]] = [:]

    let cancellation: Cancellation

    init(_ pricer: StatementPricer, _ cancellation: Cancellation) {
        self.pricer = pricer
        self.cancellation = cancellation
    }

    /// What one round of a statement that decides nothing comes to.
    private struct RoundResult {
        var values: [Int64]
        var output: FeatureMap
        /// The map that the output is a view of, or the output itself; nil where it lies in the input's memory.
        var memory: FeatureMap?
        /// Of the output, where the input has size 0 and the call's jump.
        var field: WindowField
    }

    /// Whether a cursor's current map is kept for something else as well, what it is a view of where that is more, and the
    /// bytes of all other maps kept.
    func held(by cursor: SpaceCursor) throws(ExplorationError)
        -> (inputIsHeld: Bool, memory: FeatureMap?, others: Int64)
    {
        guard pricer.needsMemory else { return (false, nil, 0) }
        let memory = HeldMemory(cursor)
        do { return (memory.inputIsHeld, memory.memory, try memory.bytesBesideInput(under: pricer.conditions)) } catch {
            throw .overflow(line: 0)
        }
    }

    mutating func note(_ problem: Diagnostic) {
        guard problem.identifier != "requirement-fails", refusals.count < Self.refusalLimit else { return }
        if !refusals.contains(problem) { refusals.append(problem) }
    }

    /// What a statement comes to, once for all cursors that call it so; nil where it must be walked into.
    mutating func outcomes(of call: StatementCall, at way: Approach, from cursor: SpaceCursor) throws
        -> [StatementOutcome]?
    {
        if let known = outcomes[call] { return known }
        var result: [StatementOutcome] = []
        if let lines = cursor.layerLines(at: way, behind: call.input) {
            for line in lines {
                var outcome = try pricer.outcome(of: line, call)
                outcome.decision = table.number(of: line.decisions)
                result.append(outcome)
            }
        } else {
            let start = cursor.following(way)
            guard let statement = start.nextStatement else { return nil }
            if let known = try outcome(of: statement.key, rounds: statement.rounds, call, at: start) {
                var outcome = known.0
                outcome.field = known.1
                try pricer.add(growth: known.1.size, to: &outcome.values)
                result.append(outcome)
            }
        }
        outcomes[call] = result
        return result
    }

    /// A statement that decides nothing: each of its rounds is run once for each input map and values of what it reads.
    ///
    /// - Returns: also the field of its output, where its input has size 0 and the call's jump; nil where it is refused.
    mutating func outcome(
        of statement: SpaceCursor.StatementKey, rounds: Int, _ first: StatementCall, at cursor: SpaceCursor
    ) throws(ExplorationError) -> (StatementOutcome, WindowField)? {
        var call = first
        call.statement = statement
        var field = WindowField(size: 0, jump: first.jump)
        var values = pricer.identity
        /// What the output lies in; nil as long as that is the input's own memory.
        var memory: FeatureMap?
        var start = cursor
        var done = 0
        while done < rounds {
            guard let result = try self.result(of: call, at: start) else { return nil }
            var roundValues = result.values
            // Beyond the first map made, the input is one of those that are only kept.
            if memory != nil, first.inputIsHeld {
                try pricer.add(held: pricer.bytes(of: first.memory), to: &roundValues)
            }
            memory = result.memory ?? memory
            // From here on every round is like this one where it leaves the map as it found it.
            let isSteady =
                result.output == call.input && result.field.jump == call.jump
                && (result.memory == nil || !call.inputIsHeld && result.memory == call.memory)
            let times = isSteady ? rounds - done : 1
            try pricer.add(roundValues, times: times, to: &values)
            field = WindowField(size: field.size + Double(times) * result.field.size, jump: result.field.jump)
            done += times
            call.input = result.output
            call.jump = field.jump
            guard done < rounds else { break }
            if let made = result.memory {
                call.inputIsHeld = false
                call.memory = made
            }
            start.replaceMap(with: result.output, in: result.memory)
        }
        let effect: MapEffect = memory != nil ? .fresh : call.input == first.input ? .none : .view
        let outcome = StatementOutcome(
            decision: 0, values: values, output: call.input, effect: effect,
            memory: memory.map { pricer.needsMemory ? $0 : call.input })
        return (outcome, field)
    }

    private mutating func result(of call: StatementCall, at start: SpaceCursor) throws(ExplorationError)
        -> RoundResult?
    {
        if let known = rounds[call] { return known }
        let result = try run(start, jump: call.jump)
        rounds[call] = .some(result)
        return result
    }

    private mutating func run(_ start: SpaceCursor, jump: Double) throws(ExplorationError) -> RoundResult? {
        var cursor = start
        switch cursor.advanceOverRound() {
        case .statement, .end: break
        case .refused(let problem):
            note(problem)
            return nil
        case .contradiction: return nil
        case .decision(let name, _): throw .decisionInLaterRound(name)
        }
        guard let output = cursor.map else { return nil }
        var values = try pricer.price(cursor, heldBefore: start.heldSources)
        try pricer.add(held: -(try held(by: start).others), to: &values)
        let sharesMemory = cursor.network.memory(of: cursor.source) == start.network.memory(of: start.source)
        let memory = pricer.needsMemory ? cursor.network.memoryMap(of: cursor.source) : output
        return RoundResult(
            values: values, output: output, memory: sharesMemory ? nil : memory,
            field: field(of: cursor, from: start, jump: jump))
    }

    /// The field of a statement's output where its input's has size 0.
    private func field(of cursor: SpaceCursor, from start: SpaceCursor, jump: Double) -> WindowField {
        guard pricer.needsFields else { return WindowField() }
        let own = WindowField(size: 0, jump: jump)
        // The statement reads no map but the current one, so all others may count as that one.
        var fields = WindowFields(
            input: own, layers: Array(repeating: own, count: start.network.layers.count))
        fields.extend(over: cursor.network)
        return fields[cursor.source]
    }
}
