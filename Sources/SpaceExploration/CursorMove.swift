import ArchLanguage
import ArchSearch
import NetworkIR
import SourceText

/// One step of a cursor under certain decisions.
struct CursorMove {
    var decisions: [Decision]
    var values: [Int64]
    /// Nil at the end of the network.
    var cursor: SpaceCursor?
    /// Where the current map comes from.
    var source: Source
    /// Choices that nothing reads before the end.
    var expired: [(name: String, domain: [Int])] = []
    var fields = WindowFields()
}

/// What a cursor held before it moved.
struct CursorBeginning {
    var held: [Source]
    var source: Source
    var fields: WindowFields
}

extension StatementCatalogue {
    /// Goes on until layers have been laid out or braces closed: only there can cursors that were apart be alike.
    mutating func explore(
        _ start: SpaceCursor, _ beginning: CursorBeginning, _ taken: [Decision], _ moves: inout [CursorMove]
    ) throws {
        var cursor = start
        while true {
            if let due = cursor.dueChoice {
                return try branch(cursor, due.name, due.domain, beginning, taken, &moves)
            }
            if let statement = cursor.nextStatement, let input = cursor.map {
                guard
                    var move = try move(
                        of: cursor, over: statement.key, rounds: statement.rounds, input: input, beginning)
                else { return }
                move.decisions = taken
                return try append(move, to: &moves)
            }
            let depth = cursor.depth
            switch cursor.advance() {
            case .statement:
                let goesOn = !cursor.hasFreshLayers && cursor.depth >= depth
                let ways = cursor.settlingMemory()
                if goesOn, ways.count == 1 {
                    cursor = ways[0]
                    continue
                }
                for way in ways {
                    if goesOn {
                        try explore(way, beginning, taken, &moves)
                    } else {
                        try append(priced(way, beginning, taken, isEnd: false), to: &moves)
                    }
                }
                return
            case .end:
                return try append(priced(cursor, beginning, taken, isEnd: true), to: &moves)
            case .refused(let problem):
                return note(problem)
            case .contradiction:
                return
            case .decision(let name, let domain):
                return try branch(cursor, name, domain, beginning, taken, &moves)
            }
        }
    }

    private mutating func branch(
        _ cursor: SpaceCursor, _ name: String, _ domain: [Int], _ beginning: CursorBeginning, _ taken: [Decision],
        _ moves: inout [CursorMove]
    ) throws {
        for value in domain.inOrderOfText {
            var branch = cursor
            branch.decide(name, value)
            try explore(branch, beginning, taken + [Decision(name: name, value: value)], &moves)
        }
    }

    private mutating func priced(
        _ cursor: SpaceCursor, _ beginning: CursorBeginning, _ taken: [Decision], isEnd: Bool
    ) throws(ExplorationError) -> CursorMove {
        var values = try pricer.price(cursor, heldBefore: beginning.held)
        var fields = beginning.fields
        if pricer.needsFields {
            fields.extend(over: cursor.network)
            let growth = fields[cursor.source].size - beginning.fields[beginning.source].size
            try pricer.add(growth: growth, to: &values)
        }
        var expired: [(name: String, domain: [Int])] = []
        var rest = cursor
        while isEnd, let choice = rest.expiredChoice {
            expired.append(choice)
            rest.decide(choice.name, choice.domain[0])
        }
        return CursorMove(
            decisions: taken, values: values, cursor: isEnd ? nil : cursor, source: cursor.source, expired: expired,
            fields: fields)
    }

    private func append(_ move: CursorMove, to moves: inout [CursorMove]) throws {
        guard moves.count < SpaceReader.stateLimit else {
            throw ExplorationError.tooManyStates(limit: SpaceReader.stateLimit)
        }
        if moves.count & 1023 == 0, cancellation.isCancelled { throw ExplorationError.cancelled }
        moves.append(move)
    }

    /// A statement that decides nothing, as a move.
    private mutating func move(
        of cursor: SpaceCursor, over statement: SpaceCursor.StatementKey, rounds: Int, input: FeatureMap,
        _ beginning: CursorBeginning
    ) throws(ExplorationError) -> CursorMove? {
        let (inputIsHeld, memory, others) = try held(by: cursor)
        let before = pricer.needsFields ? beginning.fields[cursor.source] : WindowField()
        let call = StatementCall(
            statement: statement, input: input, memory: memory ?? input, inputIsHeld: inputIsHeld, jump: before.jump)
        guard let (outcome, growth) = try outcome(of: statement, rounds: rounds, call, at: cursor) else { return nil }
        let field = WindowField(size: before.size + growth.size, jump: growth.jump)
        var values = outcome.values
        var next = cursor
        next.skip(to: outcome.output, in: outcome.memory)
        try pricer.add(held: others, to: &values)
        var newFields = beginning.fields
        if pricer.needsFields {
            while newFields.layers.count < next.network.layers.count { newFields.layers.append(field) }
            // A `from` may have gone back to a map that saw less.
            try pricer.add(growth: field.size - beginning.fields[beginning.source].size, to: &values)
        }
        return CursorMove(decisions: [], values: values, cursor: next, source: next.source, fields: newFields)
    }
}
