import ArchLanguage
import ArchSearch
import CostAnalysis
import NetworkIR
import SourceText

/// Lays out all points of a space side by side, statement after statement, and merges those whose rests are the same.
///
/// The cursors furthest behind move first, so that all meet again after an `either` or a dropped repeat. Stretches without
/// a decision are priced into the edges before them.
struct SpaceReader {
    private static let stateLimit = 1 << 20
    private static let refusalLimit = 8

    private let columns: [CostColumn]
    private let options: SearchOptions
    private var pricer: StatementPricer
    private(set) var builder: LayeredGraph.Builder
    private(set) var decisions: [[Decision]] = [[]]
    private(set) var refusals: [Diagnostic] = []

    /// One step of a cursor under certain decisions.
    private struct Move {
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
    private struct Beginning {
        var held: [Source]
        var source: Source
        var fields: WindowFields
    }

    /// Where a cursor may be; nil is the end.
    private struct Spot {
        var cursor: SpaceCursor?
        var place: [Int]
        var fields = WindowFields()
    }

    /// Edges not yet in the graph: the statements behind them may be priced into them.
    private struct PendingEdges {
        var first = [0]
        var target: [Int] = []
        var decision: [Int] = []
        var values: [Int64] = []
    }

    /// What one round of a statement that decides nothing comes to.
    private struct RoundResult {
        var values: [Int64]
        var output: FeatureMap
        /// True where the output lies in the input's memory.
        var sharesMemory: Bool
        /// Of the output, where the input has size 0 and the call's jump.
        var field: WindowField
    }

    private var spots: [Spot]
    private var pending = PendingEdges()
    private var rounds: [StatementCall: RoundResult?] = [:]
    private var outcomes: [StatementCall: [StatementOutcome]] = [:]
    private var decisionNumbers: [[Decision]: Int] = [:]
    /// Numbers of decisions taken one after the other, by both their numbers.
    private var sequenceNumbers: [SIMD2<Int>: Int] = [:]

    init(
        _ space: DesignSpace, fixing assignment: Assignment, columns: [CostColumn], conditions: CostConditions,
        times: LayerTimes?, options: SearchOptions
    ) {
        self.columns = columns
        self.options = options
        pricer = StatementPricer(columns: columns, conditions: conditions, times: times)
        builder = LayeredGraph.Builder(columns: pricer.combinings)
        spots = [Spot(cursor: SpaceCursor(space, fixing: assignment), place: [0])]
        pending.target = [0]
        pending.decision = [0]
        pending.values = [Int64](repeating: 0, count: columns.count)
        pending.first = [0, 1]
    }

    /// Reads to the end of all points.
    mutating func read() throws {
        while let place = spots.lazy.compactMap({ $0.cursor == nil ? nil : $0.place }).min(by: Self.isBefore) {
            if options.cancellation.isCancelled { throw ExplorationError.cancelled }
            try advance(place)
        }
        flush(nextCount: spots.count)
    }

    private static func isBefore(_ first: [Int], _ second: [Int]) -> Bool {
        first.lexicographicallyPrecedes(second)
    }

    /// What the cursors that move at once lead to.
    private struct Advance {
        var next: [Spot] = []
        var numbers: [[Int]: Int] = [:]
        var edges = PendingEdges()
        var branches = false
    }

    /// Moves all cursors that stand at a place.
    private mutating func advance(_ place: [Int]) throws {
        var advance = Advance()
        for spot in spots {
            if spot.place == place, let cursor = spot.cursor {
                try leave(cursor, spot.fields, &advance)
            } else {
                advance.edges.target.append(Self.number(spot, &advance))
                advance.edges.decision.append(0)
                advance.edges.values.append(contentsOf: repeatElement(0, count: columns.count))
            }
            let first = advance.edges.first[advance.edges.first.count - 1]
            if advance.edges.target.count > first + 1 { advance.branches = true }
            advance.edges.first.append(advance.edges.target.count)
        }
        guard advance.next.count <= Self.stateLimit, advance.edges.target.count <= 64 * Self.stateLimit else {
            throw ExplorationError.tooManyStates(limit: Self.stateLimit)
        }
        if advance.branches {
            flush(nextCount: spots.count)
            pending = advance.edges
        } else {
            try append(advance.edges)
        }
        spots = advance.next
    }

    private static func number(_ spot: Spot, _ advance: inout Advance) -> Int {
        var key = spot.cursor?.key ?? []
        if !spot.fields.layers.isEmpty, spot.cursor != nil { key += spot.fields.key }
        return number(key, &advance) { spot }
    }

    private static func number(_ key: [Int], _ advance: inout Advance, _ spot: () -> Spot) -> Int {
        if let known = advance.numbers[key] { return known }
        advance.numbers[key] = advance.next.count
        advance.next.append(spot())
        return advance.next.count - 1
    }

    private mutating func number(of taken: [Decision]) -> Int {
        if taken.isEmpty { return 0 }
        if let known = decisionNumbers[taken] { return known }
        decisionNumbers[taken] = decisions.count
        decisions.append(taken)
        return decisions.count - 1
    }

    private mutating func number(_ first: Int, then second: Int) -> Int {
        if first == 0 || second == 0 { return first + second }
        if let known = sequenceNumbers[SIMD2(first, second)] { return known }
        let number = number(of: decisions[first] + decisions[second])
        sequenceNumbers[SIMD2(first, second)] = number
        return number
    }

    /// Prices a stretch without decisions into the pending edges; those that end on no point are dropped.
    private mutating func append(_ edges: PendingEdges) throws {
        let isPeak = pricer.combinings.map { $0 == .maximum }
        var result = PendingEdges()
        result.first.reserveCapacity(pending.first.count)
        result.target.reserveCapacity(pending.target.count)
        result.decision.reserveCapacity(pending.target.count)
        result.values.reserveCapacity(pending.values.count)
        let width = columns.count
        for state in 0..<(pending.first.count - 1) {
            for edge in pending.first[state]..<pending.first[state + 1] {
                let middle = pending.target[edge]
                guard edges.first[middle] < edges.first[middle + 1] else { continue }
                let behind = edges.first[middle]
                result.target.append(edges.target[behind])
                result.decision.append(pending.decision[edge])
                for column in 0..<width {
                    let (a, b) = (pending.values[edge * width + column], edges.values[behind * width + column])
                    let (sum, overflow) = a.addingReportingOverflow(b)
                    guard !overflow else { throw ExplorationError.overflow(line: 0) }
                    result.values.append(isPeak[column] ? max(a, b) : sum)
                }
            }
            result.first.append(result.target.count)
        }
        pending = result
    }

    /// Puts the pending edges into the graph.
    private mutating func flush(nextCount: Int) {
        let width = columns.count
        for state in 0..<(pending.first.count - 1) {
            builder.openState()
            for edge in pending.first[state]..<pending.first[state + 1] {
                builder.addEdge(
                    to: pending.target[edge], decision: pending.decision[edge],
                    values: pending.values[(edge * width)..<((edge + 1) * width)])
            }
        }
        builder.endPosition(nextStates: nextCount)
    }

    // MARK: One cursor

    /// Adds the edges of a cursor to behind the next layers, in the order of their decisions' text.
    private mutating func leave(_ cursor: SpaceCursor, _ fields: WindowFields, _ advance: inout Advance) throws {
        guard let ways = cursor.approaches(atMost: Self.stateLimit) else {
            throw ExplorationError.tooManyStates(limit: Self.stateLimit)
        }
        var patterns: [Pattern] = []
        var beginning: Beginning?
        let (inputIsHeld, others) = try held(by: cursor)
        for way in ways {
            try checkCancellation(advance.edges.target.count)
            if !pricer.needsFields, let key = way.key, let input = cursor.map {
                let call = StatementCall(statement: key, input: input, inputIsHeld: inputIsHeld)
                if let outcomes = try outcomes(of: call, at: way, from: cursor) {
                    let taken = number(of: way.decisions)
                    for outcome in outcomes { add(outcome, way, taken, others, from: cursor, &patterns, &advance) }
                    continue
                }
            }
            var moves: [Move] = []
            let start = beginning ?? Beginning(held: cursor.heldSources, source: cursor.source, fields: fields)
            beginning = start
            try explore(cursor.following(way), start, way.decisions, &moves)
            add(moves, &advance)
        }
    }

    /// Whether a cursor's current map is kept for something else as well, and the bytes of all other maps kept.
    private func held(by cursor: SpaceCursor) throws(ExplorationError) -> (inputIsHeld: Bool, others: Int64) {
        guard pricer.needsMemory else { return (false, 0) }
        let memory = HeldMemory(cursor)
        do { return (memory.inputIsHeld, try memory.bytesBesideInput(under: pricer.conditions)) } catch {
            throw .overflow(line: 0)
        }
    }

    private func checkCancellation(_ count: Int) throws {
        if count & 1023 == 0, options.cancellation.isCancelled { throw ExplorationError.cancelled }
    }

    /// The cursor behind a statement, with what tells it from others of the same beginning.
    private struct Pattern {
        var place: Int
        var effect: MapEffect
        var pattern: CursorPattern
    }

    /// Adds the edge of one outcome; the cursor behind it is made only where it is the first of its kind.
    private mutating func add(
        _ outcome: StatementOutcome, _ way: Approach, _ taken: Int, _ others: Int64, from cursor: SpaceCursor,
        _ patterns: inout [Pattern], _ advance: inout Advance
    ) {
        let (place, effect) = (way.place, outcome.effect)
        let index: Int
        if let known = patterns.firstIndex(where: { $0.place == place && $0.effect == effect }) {
            index = known
        } else {
            index = patterns.count
            let pattern = cursor.pattern(behind: way, effect, making: outcome.output)
            patterns.append(Pattern(place: place, effect: effect, pattern: pattern))
        }
        patterns[index].pattern.setKey(outcome.output, way)
        let pattern = patterns[index].pattern
        let target = Self.number(pattern.key, &advance) {
            Spot(cursor: pattern.cursor(outcome.output, way), place: pattern.place)
        }
        let decision = number(taken, then: outcome.decision)
        var values = outcome.values
        for column in values.indices where pricer.combinings[column] == .maximum { values[column] += others }
        for late in Self.alternatives(of: pattern.expired) {
            advance.edges.target.append(target)
            advance.edges.decision.append(number(decision, then: number(of: late)))
            advance.edges.values.append(contentsOf: values)
        }
    }

    /// Adds the edges of moves that were made one by one.
    private mutating func add(_ moves: consuming [Move], _ advance: inout Advance) {
        var moves = moves
        for index in moves.indices {
            let move = moves[index]
            // The array would keep the cursor's buffers shared while it forgets.
            moves[index].cursor = nil
            var target = Spot(cursor: move.cursor, place: [])
            var late: [(name: String, domain: [Int])] = []
            while let choice = target.cursor?.expiredChoice {
                late.append(choice)
                target.cursor?.decide(choice.name, choice.domain[0])
            }
            late += move.expired
            if let kept = target.cursor?.forget(), pricer.needsFields {
                let holdsInput = target.cursor?.heldSources.contains(.input) ?? false
                target.fields = move.fields.keeping(kept, current: move.source, holdsInput: holdsInput)
            }
            target.place = target.cursor?.place ?? []
            let number = Self.number(target, &advance)
            let taken = self.number(of: move.decisions)
            for decisions in Self.alternatives(of: late) {
                advance.edges.target.append(number)
                advance.edges.decision.append(self.number(taken, then: self.number(of: decisions)))
                advance.edges.values.append(contentsOf: move.values)
            }
        }
    }

    /// All decisions over choices that nothing reads, in the order of their text.
    private static func alternatives(of choices: [(name: String, domain: [Int])]) -> [[Decision]] {
        choices.reduce([[]]) { beginnings, choice in
            let values = choice.domain.inOrderOfText
            return beginnings.flatMap { beginning in
                values.map { beginning + [Decision(name: choice.name, value: $0)] }
            }
        }
    }

    /// What a statement comes to, once for all cursors that call it so; nil where it must be walked into.
    private mutating func outcomes(of call: StatementCall, at way: Approach, from cursor: SpaceCursor) throws
        -> [StatementOutcome]?
    {
        if let known = outcomes[call] { return known }
        var result: [StatementOutcome] = []
        if let lines = cursor.layerLines(at: way, behind: call.input) {
            for line in lines {
                var outcome = try pricer.outcome(of: line, call)
                outcome.decision = number(of: line.decisions)
                result.append(outcome)
            }
        } else {
            let start = cursor.following(way)
            guard let statement = start.nextStatement else { return nil }
            if let outcome = try outcome(of: statement.key, rounds: statement.rounds, call, at: start) {
                result.append(outcome.0)
            }
        }
        outcomes[call] = result
        return result
    }

    /// Goes on until layers have been laid out or braces closed: only there can cursors that were apart be alike.
    private mutating func explore(
        _ start: SpaceCursor, _ beginning: Beginning, _ taken: [Decision], _ moves: inout [Move]
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
                if !cursor.hasFreshLayers, cursor.depth >= depth { continue }
                return try append(priced(cursor, beginning, taken, isEnd: false), to: &moves)
            case .end:
                return try append(priced(cursor, beginning, taken, isEnd: true), to: &moves)
            case .refused(let problem):
                return note(problem)
            case .decision(let name, let domain):
                return try branch(cursor, name, domain, beginning, taken, &moves)
            }
        }
    }

    private mutating func branch(
        _ cursor: SpaceCursor, _ name: String, _ domain: [Int], _ beginning: Beginning, _ taken: [Decision],
        _ moves: inout [Move]
    ) throws {
        for value in domain.inOrderOfText {
            var branch = cursor
            branch.decide(name, value)
            try explore(branch, beginning, taken + [Decision(name: name, value: value)], &moves)
        }
    }

    private mutating func priced(
        _ cursor: SpaceCursor, _ beginning: Beginning, _ taken: [Decision], isEnd: Bool
    ) throws(ExplorationError) -> Move {
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
        return Move(
            decisions: taken, values: values, cursor: isEnd ? nil : cursor, source: cursor.source, expired: expired,
            fields: fields)
    }

    private func append(_ move: Move, to moves: inout [Move]) throws {
        guard moves.count < Self.stateLimit else { throw ExplorationError.tooManyStates(limit: Self.stateLimit) }
        if moves.count & 1023 == 0, options.cancellation.isCancelled { throw ExplorationError.cancelled }
        moves.append(move)
    }

    private mutating func note(_ problem: Diagnostic) {
        guard problem.identifier != "requirement-fails", refusals.count < Self.refusalLimit else { return }
        if !refusals.contains(problem) { refusals.append(problem) }
    }

    /// A statement that decides nothing, as a move.
    private mutating func move(
        of cursor: SpaceCursor, over statement: SpaceCursor.StatementKey, rounds: Int, input: FeatureMap,
        _ beginning: Beginning
    ) throws(ExplorationError) -> Move? {
        let (inputIsHeld, others) = try held(by: cursor)
        let before = pricer.needsFields ? beginning.fields[cursor.source] : WindowField()
        let call = StatementCall(
            statement: statement, input: input, inputIsHeld: inputIsHeld, jump: before.jump)
        guard let (outcome, growth) = try outcome(of: statement, rounds: rounds, call, at: cursor) else { return nil }
        let field = WindowField(size: before.size + growth.size, jump: growth.jump)
        var values = outcome.values
        var next = cursor
        next.skip(to: outcome.output, sharesMemory: outcome.effect != .fresh)
        for column in values.indices where pricer.combinings[column] == .maximum { values[column] += others }
        var newFields = beginning.fields
        if pricer.needsFields {
            if newFields.layers.count < next.network.layers.count { newFields.layers.append(field) }
            // A `from` may have gone back to a map that saw less.
            try pricer.add(growth: field.size - beginning.fields[beginning.source].size, to: &values)
        }
        return Move(decisions: [], values: values, cursor: next, source: next.source, fields: newFields)
    }

    /// A statement that decides nothing: each of its rounds is run once for each input map and values of what it reads.
    ///
    /// - Returns: also the field of its output, where its input has size 0 and the call's jump; nil where it is refused.
    private mutating func outcome(
        of statement: SpaceCursor.StatementKey, rounds: Int, _ first: StatementCall, at cursor: SpaceCursor
    ) throws(ExplorationError) -> (StatementOutcome, WindowField)? {
        var call = first
        call.statement = statement
        var field = WindowField(size: 0, jump: first.jump)
        var values = pricer.identity
        var sharesMemory = true
        var start = cursor
        var done = 0
        while done < rounds {
            guard let result = try self.result(of: call, at: start) else { return nil }
            sharesMemory = sharesMemory && result.sharesMemory
            // From here on every round is like this one where it leaves the map as it found it.
            let isSteady =
                result.output == call.input && result.field.jump == call.jump
                && (done > 0 || !call.inputIsHeld || result.sharesMemory)
            let times = isSteady ? rounds - done : 1
            try pricer.add(result.values, times: times, to: &values)
            field = WindowField(size: field.size + Double(times) * result.field.size, jump: result.field.jump)
            done += times
            call.input = result.output
            call.jump = field.jump
            guard done < rounds else { break }
            if !sharesMemory { call.inputIsHeld = false }
            start.replaceMap(with: result.output)
        }
        let effect: MapEffect = sharesMemory ? call.input == first.input ? .none : .view : .fresh
        return (StatementOutcome(decision: 0, values: values, output: call.input, effect: effect), field)
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
        case .decision(let name, _): throw .decisionInLaterRound(name)
        }
        guard let output = cursor.map else { return nil }
        var values = try pricer.price(cursor, heldBefore: start.heldSources)
        let others = try held(by: start).others
        for column in values.indices where pricer.combinings[column] == .maximum { values[column] -= others }
        let sharesMemory =
            HeldMemory.memory(of: cursor.source, in: cursor.network)
            == HeldMemory.memory(of: start.source, in: start.network)
        return RoundResult(
            values: values, output: output, sharesMemory: sharesMemory,
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
