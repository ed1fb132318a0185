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
    static let stateLimit = 1 << 20
    /// The graph may take so many bytes however little memory the search is given.
    private static let leastMemory = 256 << 20

    private let columns: [CostColumn]
    private let options: SearchOptions
    private(set) var catalogue: StatementCatalogue
    private(set) var builder: LayeredGraph.Builder

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

    private var spots: [Spot]
    private var pending = PendingEdges()
    /// Edges in the graph already.
    private var flushedEdges = 0
    /// What one edge takes: here, in the graph and in the search's copy of it.
    private let bytesPerEdge: Int

    init(
        _ space: DesignSpace, fixing assignment: Assignment, columns: [CostColumn], conditions: CostConditions,
        times: LayerTimes?, options: SearchOptions
    ) {
        self.columns = columns
        self.options = options
        bytesPerEdge = 3 * (2 + columns.count) * MemoryLayout<Int64>.stride
        let pricer = StatementPricer(columns: columns, conditions: conditions, times: times)
        catalogue = StatementCatalogue(pricer, options.cancellation)
        builder = LayeredGraph.Builder(columns: pricer.combinings)
        spots = [Spot(cursor: SpaceCursor(space, fixing: assignment, tellsMemory: pricer.needsMemory), place: [0])]
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
        guard advance.next.count <= Self.stateLimit else {
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

    /// Prices a stretch on which no state has two ways into the pending edges; those that end on no point are dropped.
    ///
    /// A stretch may decide all the same, where a rule leaves each state one alternative.
    private mutating func append(_ edges: PendingEdges) throws {
        let isPeak = catalogue.pricer.combinings.map { $0 == .maximum }
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
                result.decision.append(catalogue.table.number(pending.decision[edge], then: edges.decision[behind]))
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
        flushedEdges += pending.target.count
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
        var beginning: CursorBeginning?
        let (inputIsHeld, memory, others) = try catalogue.held(by: cursor)
        for way in ways {
            try check(advance.edges)
            if let key = way.key, let input = cursor.map {
                let jump = catalogue.pricer.needsFields ? fields[cursor.source].jump : 1
                let call = StatementCall(
                    statement: key, input: input, memory: memory ?? input, inputIsHeld: inputIsHeld, jump: jump)
                if let outcomes = try catalogue.outcomes(of: call, at: way, from: cursor) {
                    let taken = catalogue.table.number(of: way.decisions)
                    for outcome in outcomes {
                        try add(outcome, way, taken, others, from: cursor, fields, &patterns, &advance)
                    }
                    continue
                }
            }
            var moves: [CursorMove] = []
            let start = beginning ?? CursorBeginning(held: cursor.heldSources, source: cursor.source, fields: fields)
            beginning = start
            try catalogue.explore(cursor.following(way), start, way.decisions, &moves)
            try add(moves, &advance)
        }
    }

    /// Looks up from the work: is it still wanted, and does it still fit?
    private func check(_ edges: PendingEdges) throws {
        let limit = max(options.memoryLimit, Self.leastMemory)
        guard edges.target.count + pending.target.count + flushedEdges <= limit / bytesPerEdge else {
            throw ExplorationError.outOfMemory(bytes: limit)
        }
        if edges.target.count & 1023 == 0, options.cancellation.isCancelled { throw ExplorationError.cancelled }
    }

    /// The cursor behind a statement, with what tells it from others of the same beginning.
    private struct Pattern {
        var place: Int
        var effect: MapEffect
        /// What the map made is a view of; nil where it is none.
        var memory: FeatureMap?
        var pattern: CursorPattern
    }

    /// Adds the edge of one outcome; the cursor behind it is made only where it is the first of its kind.
    private mutating func add(
        _ outcome: StatementOutcome, _ way: Approach, _ taken: Int, _ others: Int64, from cursor: SpaceCursor,
        _ fields: WindowFields, _ patterns: inout [Pattern], _ advance: inout Advance
    ) throws {
        let (place, effect) = (way.place, outcome.effect)
        let viewed = outcome.memory == outcome.output ? nil : outcome.memory
        let index: Int
        if let known = patterns.firstIndex(where: {
            $0.place == place && $0.effect == effect && $0.memory == viewed
        }) {
            index = known
        } else {
            index = patterns.count
            let pattern = cursor.pattern(behind: way, effect, making: outcome.output, in: outcome.memory)
            patterns.append(Pattern(place: place, effect: effect, memory: viewed, pattern: pattern))
        }
        patterns[index].pattern.setKey(outcome.output, way)
        let pattern = patterns[index].pattern
        let newFields = catalogue.pricer.needsFields ? fields.behind(outcome, pattern, from: cursor) : WindowFields()
        let key = newFields.layers.isEmpty ? pattern.key : pattern.key + newFields.key
        let target = Self.number(key, &advance) {
            Spot(cursor: pattern.cursor(outcome.output, way), place: pattern.place, fields: newFields)
        }
        let decision = catalogue.table.number(taken, then: outcome.decision)
        var values = outcome.values
        try catalogue.pricer.add(held: others, to: &values)
        for late in try Self.alternatives(of: pattern.expired) {
            advance.edges.target.append(target)
            let number = catalogue.table.number(of: late)
            advance.edges.decision.append(catalogue.table.number(decision, then: number))
            advance.edges.values.append(contentsOf: values)
        }
    }

    /// Adds the edges of moves that were made one by one.
    private mutating func add(_ moves: consuming [CursorMove], _ advance: inout Advance) throws {
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
            if let kept = target.cursor?.forget(), catalogue.pricer.needsFields {
                let holdsInput = target.cursor?.knownSources.contains(.input) ?? false
                target.fields = move.fields.keeping(kept, current: move.source, holdsInput: holdsInput)
            }
            target.place = target.cursor?.place ?? []
            let number = Self.number(target, &advance)
            let taken = catalogue.table.number(of: move.decisions)
            for decisions in try Self.alternatives(of: late) {
                let late = catalogue.table.number(of: decisions)
                advance.edges.target.append(number)
                advance.edges.decision.append(catalogue.table.number(taken, then: late))
                advance.edges.values.append(contentsOf: move.values)
            }
        }
    }

    /// All decisions over choices that nothing reads, in the order of their text.
    private static func alternatives(
        of choices: [(name: String, domain: [Int])]
    ) throws(ExplorationError) -> [[Decision]] {
        if choices.isEmpty { return [[]] }
        var count = 1
        for choice in choices {
            count *= choice.domain.count
            guard count <= stateLimit else { throw .tooManyStates(limit: stateLimit) }
        }
        return choices.reduce([[]]) { beginnings, choice in
            let values = choice.domain.inOrderOfText
            return beginnings.flatMap { beginning in
                values.map { beginning + [Decision(name: choice.name, value: $0)] }
            }
        }
    }
}

extension WindowFields {
    /// The fields of a cursor's maps behind a statement, relative to that of the map it makes.
    fileprivate func behind(_ outcome: StatementOutcome, _ pattern: CursorPattern, from cursor: SpaceCursor)
        -> WindowFields
    {
        var fields = self
        let before = self[cursor.source].size
        while fields.layers.count < pattern.layerCountBefore {
            fields.layers.append(WindowField(size: before + outcome.field.size, jump: outcome.field.jump))
        }
        return fields.keeping(pattern.kept, current: pattern.sourceBefore, holdsInput: pattern.holdsInput)
    }
}
