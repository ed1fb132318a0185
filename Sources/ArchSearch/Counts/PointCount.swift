public import BigInt

/// How many points there are: exactly, or between two bounds that are proved.
public struct PointCount: Hashable, Sendable {
    public var lower: BigUInt
    public var upper: BigUInt

    public init(lower: BigUInt, upper: BigUInt) {
        self.lower = lower
        self.upper = upper
    }

    /// The count where it is known exactly.
    public var exact: BigUInt? { lower == upper ? lower : nil }
}

extension LayeredGraph {
    /// The number of all points, budgets aside: paths are counted, not walked.
    public func pointCount() -> BigUInt {
        BigPathCounter(self) { _ in true }.count
    }
}

/// Counts paths over the edges that a condition holds for.
struct BigPathCounter {
    let count: BigUInt

    init(_ graph: LayeredGraph, where condition: (Int) -> Bool) {
        var after = [BigUInt](repeating: 0, count: graph.stateCount)
        for state in graph.states(at: graph.steps) { after[state] = 1 }
        for position in stride(from: graph.steps - 1, through: 0, by: -1) {
            for state in graph.states(at: position) {
                var sum = BigUInt(0)
                for edge in graph.edges(from: state) where condition(edge) { sum += after[Int(graph.target[edge])] }
                after[state] = sum
            }
        }
        count = after[0]
    }
}
