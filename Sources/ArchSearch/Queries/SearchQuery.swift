public import LongWork

/// A closed range that the total of one column must lie in; a budget as the engine sees it.
public struct ColumnRange: Hashable, Sendable {
    public var column: Int
    /// The least total allowed; nil where any is.
    public var low: Int64?
    /// The greatest total allowed; nil where any is.
    public var high: Int64?

    public init(column: Int, low: Int64? = nil, high: Int64? = nil) {
        self.column = column
        self.low = low
        self.high = high
    }

    /// True where the total keeps the range.
    public func contains(_ total: Int64) -> Bool {
        total >= low ?? .min && total <= high ?? .max
    }
}

/// A column to be made as small or as large as possible.
public struct Objective: Hashable, Sendable {
    public enum Direction: Hashable, Sendable {
        case minimize
        case maximize
    }

    public var column: Int
    public var direction: Direction

    public init(column: Int, _ direction: Direction) {
        self.column = column
        self.direction = direction
    }
}

/// What the search may use, and how it is stopped.
public struct SearchOptions: Sendable {
    /// Cores to run on; the answer does not depend on it.
    public var threads: Int
    /// Bytes that the kept labels may take before the search goes on with ε-dominance.
    public var memoryLimit: Int
    public var cancellation: Cancellation
    /// Is told how far the search is, from any thread.
    public var progress: @Sendable (WorkProgress) -> Void

    public init(
        threads: Int = 1, memoryLimit: Int = 2 << 30, cancellation: Cancellation = Cancellation(),
        progress: @escaping @Sendable (WorkProgress) -> Void = { _ in }
    ) {
        self.threads = max(1, threads)
        self.memoryLimit = memoryLimit
        self.cancellation = cancellation
        self.progress = progress
    }
}

/// One point of the space: a path through the graph and its totals.
public struct SearchPoint: Hashable, Sendable {
    /// The edges of the path, one a step.
    public var path: [Int]
    /// One total a column.
    public var totals: [Int64]
}

/// What is proved about an answer.
public enum Proof: Hashable, Sendable {
    /// The answer is the true one.
    case exact
    /// Memory ran short: no point is better than the answer by more than this much, in units of the objective's column.
    case within(Int64)
    /// Stopped from outside: the best found so far.
    case cancelled
}

extension Proof {
    /// How much better than the answer a point may be; nil where the answer is exact or nothing is known.
    public var knownLoss: Int64? {
        guard case .within(let loss) = self, loss < Proof.unknownLoss else { return nil }
        return loss
    }

    /// Stands for a loss that nothing is known about.
    static let unknownLoss = Lane.unlimited / 2
}

/// The best points, best first, with what is proved about them.
public struct Ranking: Sendable {
    public var points: [SearchPoint]
    public var proof: Proof
}

/// Points of which none is at least as good as another in every objective, ordered by the objectives.
public struct ParetoFront: Sendable {
    public var points: [SearchPoint]
    public var proof: Proof
}

/// Why a query cannot be answered.
public enum QueryError: Error, Hashable, Sendable {
    /// Objectives and budgets together need more than eight values a label.
    case tooManyColumns
}
