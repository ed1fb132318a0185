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
    private let combinings: [Combining]
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

    private struct StatementResult {
        var values: [Int64]
        var output: FeatureMap
        /// True where the output lies in the input's memory.
        var sharesMemory: Bool
        /// Of the output, where the input has size 0 and the call's jump.
        var field: WindowField
    }

    private struct StatementCall: Hashable {
        var statement: SpaceCursor.StatementKey
        var input: FeatureMap
        /// True where the input map is kept for something else as well.
        var inputIsHeld: Bool
        /// Of the input's field; 1 where no column asks.
        var jump: Double
    }

    private var spots: [Spot]
    private var pending = PendingEdges()
    private var statements: [StatementCall: StatementResult?] = [:]

    init(
        _ space: DesignSpace, fixing assignment: Assignment, columns: [CostColumn], conditions: CostConditions,
        options: SearchOptions
    ) {
        self.columns = columns
        combinings = columns.map(\.combining)
        self.options = options
        pricer = StatementPricer(columns: columns, conditions: conditions)
        builder = LayeredGraph.Builder(columns: combinings)
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

    /// Moves all cursors that stand at a place.
    private mutating func advance(_ place: [Int]) throws {
        var next: [Spot] = []
        var numbers: [[Int]: Int] = [:]
        var edges = PendingEdges()
        var branches = false
        let isPeak = combinings.map { $0 == .maximum }
        for spot in spots {
            guard spot.place == place, let cursor = spot.cursor else {
                edges.target.append(Self.number(spot, &numbers, &next))
                edges.decision.append(0)
                edges.values.append(contentsOf: repeatElement(0, count: columns.count))
                edges.first.append(edges.target.count)
                continue
            }
            var moves = try moves(of: cursor, spot.fields)
            if moves.count > 1 { branches = true }
            for index in moves.indices {
                let move = moves[index]
                // The array would keep the cursor's buffers shared while it forgets.
                moves[index].cursor = nil
                var target = Spot(cursor: move.cursor, place: [])
                if let kept = target.cursor?.forget(), pricer.needsFields {
                    let holdsInput = target.cursor?.heldSources.contains(.input) ?? false
                    target.fields = move.fields.keeping(kept, current: move.source, holdsInput: holdsInput)
                }
                target.place = target.cursor?.place ?? []
                edges.target.append(Self.number(target, &numbers, &next))
                edges.decision.append(number(of: move.decisions))
                edges.values.append(contentsOf: move.values)
            }
            edges.first.append(edges.target.count)
        }
        guard next.count <= Self.stateLimit, edges.target.count <= 64 * Self.stateLimit else {
            throw ExplorationError.tooManyStates(limit: Self.stateLimit)
        }
        if branches {
            flush(nextCount: spots.count)
            pending = edges
        } else {
            try append(edges, isPeak)
        }
        spots = next
    }

    private static func number(_ spot: Spot, _ numbers: inout [[Int]: Int], _ next: inout [Spot]) -> Int {
        var key = spot.cursor?.key ?? []
        if !spot.fields.layers.isEmpty, spot.cursor != nil { key += spot.fields.key }
        if let known = numbers[key] { return known }
        numbers[key] = next.count
        next.append(spot)
        return next.count - 1
    }

    private mutating func number(of taken: [Decision]) -> Int {
        if taken.isEmpty { return 0 }
        if let known = decisionNumbers[taken] { return known }
        decisionNumbers[taken] = decisions.count
        decisions.append(taken)
        return decisions.count - 1
    }

    private var decisionNumbers: [[Decision]: Int] = [:]

    /// Prices a stretch without decisions into the pending edges; those that end on no point are dropped.
    private mutating func append(_ edges: PendingEdges, _ isPeak: [Bool]) throws {
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

    /// All moves of a cursor to behind the next layers, in the order of their decisions' text.
    private mutating func moves(of cursor: SpaceCursor, _ fields: WindowFields) throws -> [Move] {
        var moves: [Move] = []
        try explore(cursor, Beginning(held: cursor.heldSources, source: cursor.source, fields: fields), [], &moves)
        return moves
    }

    /// Goes on until layers have been laid out or braces closed: only there can cursors that were apart be alike.
    private mutating func explore(
        _ start: SpaceCursor, _ beginning: Beginning, _ taken: [Decision], _ moves: inout [Move]
    ) throws {
        var cursor = start
        while true {
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
                // Alternatives in the order of their text, which breaks ties between equal points.
                let ordered = domain.map { ($0, String($0)) }.sorted { $0.1 < $1.1 }
                for (value, _) in ordered {
                    var branch = cursor
                    branch.decide(name, value)
                    try explore(branch, beginning, taken + [Decision(name: name, value: value)], &moves)
                }
                return
            }
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
        return Move(
            decisions: taken, values: values, cursor: isEnd ? nil : cursor, source: cursor.source, fields: fields)
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

    /// A statement that decides nothing: each of its rounds is run once for each input map and values of what it reads.
    private mutating func move(
        of cursor: SpaceCursor, over statement: SpaceCursor.StatementKey, rounds: Int, input: FeatureMap,
        _ beginning: Beginning
    ) throws(ExplorationError) -> Move? {
        let memory = HeldMemory(cursor)
        let others: Int64
        do { others = try memory.bytesBesideInput(under: pricer.conditions) } catch { throw .overflow(line: 0) }
        var field = pricer.needsFields ? beginning.fields[cursor.source] : WindowField()
        var call = StatementCall(
            statement: statement, input: input, inputIsHeld: memory.inputIsHeld, jump: field.jump)
        var values = [Int64](repeating: 0, count: columns.count)
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
            try add(result.values, times: times, to: &values)
            field = WindowField(size: field.size + Double(times) * result.field.size, jump: result.field.jump)
            done += times
            call.input = result.output
            call.jump = field.jump
            guard done < rounds else { break }
            if !sharesMemory { call.inputIsHeld = false }
            start.replaceMap(with: result.output)
        }
        var next = cursor
        next.skip(to: call.input, sharesMemory: sharesMemory)
        for column in values.indices where combinings[column] == .maximum { values[column] += others }
        var newFields = beginning.fields
        if pricer.needsFields {
            if newFields.layers.count < next.network.layers.count { newFields.layers.append(field) }
            // A `from` may have gone back to a map that saw less.
            try pricer.add(growth: field.size - beginning.fields[beginning.source].size, to: &values)
        }
        return Move(decisions: [], values: values, cursor: next, source: next.source, fields: newFields)
    }

    private func add(_ more: [Int64], times: Int, to values: inout [Int64]) throws(ExplorationError) {
        for column in values.indices {
            switch combinings[column] {
            case .maximum: values[column] = max(values[column], more[column])
            case .sum:
                let (product, overflows) = more[column].multipliedReportingOverflow(by: Int64(times))
                let (sum, overflow) = values[column].addingReportingOverflow(product)
                guard !overflows, !overflow else { throw .overflow(line: 0) }
                values[column] = sum
            }
        }
    }

    private mutating func result(of call: StatementCall, at start: SpaceCursor) throws(ExplorationError)
        -> StatementResult?
    {
        if let known = statements[call] { return known }
        let result = try run(start, jump: call.jump)
        statements[call] = .some(result)
        return result
    }

    private mutating func run(_ start: SpaceCursor, jump: Double) throws(ExplorationError) -> StatementResult? {
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
        let others: Int64
        do { others = try HeldMemory(start).bytesBesideInput(under: pricer.conditions) } catch {
            throw .overflow(line: 0)
        }
        for column in values.indices where combinings[column] == .maximum { values[column] -= others }
        let sharesMemory =
            HeldMemory.memory(of: cursor.source, in: cursor.network)
            == HeldMemory.memory(of: start.source, in: start.network)
        return StatementResult(
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
