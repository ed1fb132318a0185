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
    }

    /// Where a cursor may be; nil is the end.
    private struct Spot {
        var cursor: SpaceCursor?
        var place: [Int]
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
    }

    private struct StatementCall: Hashable {
        var statement: SpaceCursor.StatementKey
        var input: FeatureMap
        /// True where the input map is kept for something else as well.
        var inputIsHeld: Bool
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
            var moves = try moves(of: cursor)
            if moves.count > 1 { branches = true }
            for index in moves.indices {
                let move = moves[index]
                // The array would keep the cursor's buffers shared while it forgets.
                moves[index].cursor = nil
                var target = Spot(cursor: move.cursor, place: [])
                target.cursor?.forget()
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
        let key = spot.cursor?.key ?? []
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

    /// All moves of a cursor over its next statement, in the order of their decisions' text.
    private mutating func moves(of cursor: SpaceCursor) throws(ExplorationError) -> [Move] {
        if let statement = cursor.nextStatement, let input = cursor.map {
            return try move(of: cursor, over: statement, input: input).map { [$0] } ?? []
        }
        var moves: [Move] = []
        try explore(cursor, held: cursor.heldSources, [], &moves)
        return moves
    }

    private mutating func explore(
        _ start: SpaceCursor, held: [Source], _ taken: [Decision], _ moves: inout [Move]
    ) throws(ExplorationError) {
        var cursor = start
        switch cursor.advance() {
        case .statement:
            moves.append(Move(decisions: taken, values: try pricer.price(cursor, heldBefore: held), cursor: cursor))
        case .end:
            moves.append(Move(decisions: taken, values: try pricer.price(cursor, heldBefore: held), cursor: nil))
        case .refused(let problem):
            note(problem)
        case .decision(let name, let domain):
            // Alternatives in the order of their text, which breaks ties between equal points.
            let ordered = domain.map { ($0, String($0)) }.sorted { $0.1 < $1.1 }
            for (value, _) in ordered {
                var branch = cursor
                branch.decide(name, value)
                try explore(branch, held: held, taken + [Decision(name: name, value: value)], &moves)
            }
        }
    }

    private mutating func note(_ problem: Diagnostic) {
        guard problem.identifier != "requirement-fails", refusals.count < Self.refusalLimit else { return }
        if !refusals.contains(problem) { refusals.append(problem) }
    }

    /// A statement that decides nothing is run once for each input map and values of what it reads.
    private mutating func move(
        of cursor: SpaceCursor, over statement: SpaceCursor.StatementKey, input: FeatureMap
    ) throws(ExplorationError) -> Move? {
        let memory = HeldMemory(cursor)
        let call = StatementCall(statement: statement, input: input, inputIsHeld: memory.inputIsHeld)
        let others: Int64
        do { others = try memory.bytesBesideInput(under: pricer.conditions) } catch { throw .overflow(line: 0) }
        let result: StatementResult?
        if let known = statements[call] {
            result = known
        } else {
            result = try run(cursor, others: others)
            statements[call] = .some(result)
        }
        guard let result else { return nil }
        var next = cursor
        next.skip(to: result.output, sharesMemory: result.sharesMemory)
        var values = result.values
        for column in values.indices where combinings[column] == .maximum { values[column] += others }
        return Move(decisions: [], values: values, cursor: next)
    }

    private mutating func run(_ start: SpaceCursor, others: Int64) throws(ExplorationError) -> StatementResult? {
        var cursor = start
        switch cursor.advanceOverStatement() {
        case .statement, .end: break
        case .refused(let problem):
            note(problem)
            return nil
        case .decision(let name, _): throw .decisionInLaterRound(name)
        }
        guard let output = cursor.map else { return nil }
        var values = try pricer.price(cursor, heldBefore: start.heldSources)
        for column in values.indices where combinings[column] == .maximum { values[column] -= others }
        let sharesMemory =
            HeldMemory.memory(of: cursor.source, in: cursor.network)
            == HeldMemory.memory(of: start.source, in: start.network)
        return StatementResult(values: values, output: output, sharesMemory: sharesMemory)
    }
}
