import ArchSearch

/// One column of a space's graph.
public enum CostColumn: Hashable, Sendable {
    case metric(Metric)
    /// The score in its own units (`Score.unitsPerPoint`).
    case score(Score)

    /// How values of statements combine along a path of the graph.
    var combining: Combining {
        switch self {
        case .score: .sum
        case .metric(let metric):
            switch metric.combination {
            case .sum, .strideProduct: .sum
            case .maximum: .maximum
            }
        }
    }
}

/// Why a space cannot be searched. The sentences stand here and nowhere else.
public enum ExplorationError: Error, Hashable, Sendable {
    /// A count of some layer, or a sum over layers, leaves the range of exact arithmetic.
    case overflow(line: Int)
    /// More states at once than the memory limit allows.
    case tooManyStates(limit: Int)
    /// The graph of the space takes more memory than the search may.
    case outOfMemory(bytes: Int)
    /// A later round of a repeat met a decision that its first round did not.
    case decisionInLaterRound(String)
    case cancelled
}

extension ExplorationError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .overflow(let line):
            "a cost\(line > 0 ? " at line \(line)" : "") leaves the range of exact arithmetic, ±2^60"
        case .tooManyStates(let limit):
            "the space has more than \(limit) different states at one statement; fix some of its choices with --set"
        case .outOfMemory(let bytes):
            "the graph of the space takes more than \(bytes >> 20) MiB; give it more with --memory, or fix choices with --set"
        case .decisionInLaterRound(let name):
            "the choice '\(name)' is met first in a later round of a repeat; fix it with --set"
        case .cancelled: "stopped before the space was read"
        }
    }
}
