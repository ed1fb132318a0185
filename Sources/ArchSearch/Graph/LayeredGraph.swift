/// How the values of one column combine along a path.
public enum Combining: Hashable, Sendable {
    case sum
    /// The largest value on the path, as for peak memory.
    case maximum
}

/// A design space as the search sees it: states at positions 0…n, and edges from each position to the next.
///
/// A path from the one state of position 0 to any state of position n is a point of the space. The values of an edge
/// stand in columns of exact integers; what a column means, and what a state or a decision is, only the caller knows.
/// The edges of a state are in the order of their decisions' text, which breaks ties between equal points.
public struct LayeredGraph: Sendable {
    public let columns: [Combining]
    /// The first state of each position, and behind the last the number of all states.
    let firstState: [Int]
    /// The first edge of each state, and behind the last the number of all edges.
    let firstEdge: [Int]
    /// The state that each edge leads to, counted over all positions.
    let target: [UInt32]
    let decision: [UInt32]
    /// Column after column of one edge, then the next edge.
    let values: [Int64]

    /// Positions that have a next one: the number of edges on a path.
    public var steps: Int { firstState.count - 2 }
    public var stateCount: Int { firstEdge.count - 1 }
    public var edgeCount: Int { target.count }

    /// The decision that the edge's owner gave it.
    public func decision(of edge: Int) -> Int { Int(decision[edge]) }

    /// One value of one edge.
    public func value(of edge: Int, column: Int) -> Int64 { values[edge * columns.count + column] }

    /// The states of one position.
    func states(at position: Int) -> Range<Int> { firstState[position]..<firstState[position + 1] }

    /// The edges that leave a state.
    func edges(from state: Int) -> Range<Int> { firstEdge[state]..<firstEdge[state + 1] }

    /// The values of a whole path, one a column.
    public func totals(of path: some Sequence<Int>) -> [Int64] {
        var totals = columns.map { $0 == .sum ? 0 : Int64.min }
        for edge in path {
            for column in columns.indices {
                let value = value(of: edge, column: column)
                switch columns[column] {
                case .sum: totals[column] += value
                case .maximum: totals[column] = max(totals[column], value)
                }
            }
        }
        return totals
    }
}

/// Why a graph cannot be searched.
public enum GraphError: Error, Hashable, Sendable {
    /// The sums of this column may leave the range of exact arithmetic, ±2^60.
    case columnTooLarge(Int)
    /// More states or edges than 32 bits can number.
    case tooManyEdges
}

extension LayeredGraph {
    /// Takes a graph edge by edge, in the order of positions and of states within them.
    public struct Builder: Sendable {
        private let columns: [Combining]
        private var firstState = [0, 1]
        private var firstEdge: [Int] = []
        private var target: [UInt32] = []
        private var decision: [UInt32] = []
        private var values: [Int64] = []

        /// Starts at position 0 with one state.
        public init(columns: [Combining]) {
            self.columns = columns
        }

        /// Begins the next state of the current position; the edges added from here on leave it.
        public mutating func openState() {
            firstEdge.append(target.count)
        }

        /// Adds an edge from the open state to a state of the next position, with one value a column.
        public mutating func addEdge(to state: Int, decision number: Int, values row: some Sequence<Int64>) {
            target.append(UInt32(truncatingIfNeeded: firstState[firstState.count - 1] + state))
            decision.append(UInt32(truncatingIfNeeded: number))
            values.append(contentsOf: row)
        }

        /// Ends the current position once all its states have been opened; the next one has so many states.
        public mutating func endPosition(nextStates: Int) {
            firstState.append(firstState[firstState.count - 1] + nextStates)
        }

        /// The finished graph.
        ///
        /// - Throws: `columnTooLarge` where a path's sum could leave ±2^60, `tooManyEdges` beyond 2^32 - 1.
        public consuming func finish() throws(GraphError) -> LayeredGraph {
            let stateCount = firstState[firstState.count - 1]
            guard target.count < Int(UInt32.max), stateCount < Int(UInt32.max) else { throw .tooManyEdges }
            while firstEdge.count <= stateCount { firstEdge.append(target.count) }
            let graph = LayeredGraph(
                columns: columns, firstState: firstState, firstEdge: firstEdge, target: target, decision: decision,
                values: values)
            try graph.checkRange()
            return graph
        }
    }

    private func checkRange() throws(GraphError) {
        let limit = Int64(1) << 60
        for column in columns.indices {
            var total: Int64 = 0
            for position in 0..<steps {
                var largest: Int64 = 0
                for edge in firstEdge[firstState[position]]..<firstEdge[firstState[position + 1]] {
                    let magnitude = value(of: edge, column: column).magnitude
                    guard magnitude < limit.magnitude else { throw .columnTooLarge(column) }
                    largest = max(largest, Int64(magnitude))
                }
                total = columns[column] == .sum ? total + largest : max(total, largest)
                guard total < limit else { throw .columnTooLarge(column) }
            }
        }
    }
}

extension LayeredGraph {
    /// The edges that leave a state, counted over all positions from 0, in their order: each with the state behind it.
    public func outgoing(_ state: Int) -> [(index: Int, target: Int)] {
        edges(from: state).map { ($0, Int(target[$0])) }
    }
}
