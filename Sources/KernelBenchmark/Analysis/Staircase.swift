/// How a kernel's time grows along one field: flat steps with free values at their ends, and cliffs between.
public struct Staircase: Hashable, Sendable {
    /// A value of the swept field and its median time.
    public struct Point: Hashable, Sendable {
        public var value: Int
        /// Nanoseconds, above zero.
        public var median: Int

        public init(value: Int, median: Int) {
            self.value = value
            self.median = median
        }
    }

    /// Values that cost nearly the same.
    public struct Step: Hashable, Sendable {
        public var first: Point
        /// The largest value that costs at most the tolerance more than the first.
        public var last: Point
    }

    /// A rise of the time beyond what the value grew by.
    public struct Cliff: Hashable, Sendable {
        public var before: Point
        public var after: Point

        /// The relative rise of the time.
        public var rise: Double { Double(after.median) / Double(before.median) - 1 }
    }

    /// Ascending by value.
    public let points: [Point]
    /// Additional time, as a part, that still counts as free.
    public let tolerance: Double

    /// Points in any order; of several with one value the fastest counts, and those without a time are left out.
    public init(_ points: some Sequence<Point>, tolerance: Double = 0.03) {
        var fastest: [Int: Int] = [:]
        for point in points where point.median > 0 {
            fastest[point.value] = min(fastest[point.value] ?? .max, point.median)
        }
        self.points = fastest.map { Point(value: $0.key, median: $0.value) }.sorted { $0.value < $1.value }
        self.tolerance = tolerance
    }

    /// The whole staircase from the smallest value up: each step reaches to the largest value that its first one gets
    /// for the tolerance, even across a slower one between, and the next begins behind it.
    public var steps: [Step] {
        var steps: [Step] = []
        var rest = points[...]
        while let first = rest.first {
            let limit = Double(first.median) * (1 + tolerance)
            let end = rest.lastIndex { Double($0.median) <= limit } ?? rest.startIndex
            steps.append(Step(first: first, last: rest[end]))
            rest = rest[(end + 1)...]
        }
        return steps
    }

    /// The largest values of steps that hold more than one: what a smaller value is rounded up to for nothing.
    public var freeValues: [Point] {
        steps.filter { $0.last.value > $0.first.value }.map(\.last)
    }

    /// Neighbouring values where the time rises by more than the tolerance beyond the growth of the value, worst first.
    public var cliffs: [Cliff] {
        zip(points, points.dropFirst()).map { Cliff(before: $0, after: $1) }
            .filter { excess($0) > 1 + tolerance }
            .sorted { (excess($0), $1.after.value) > (excess($1), $0.after.value) }
    }

    /// The rise of the time over the growth of the value.
    private func excess(_ cliff: Cliff) -> Double {
        let growth = cliff.before.value > 0 ? Double(cliff.after.value) / Double(cliff.before.value) : 1
        return Double(cliff.after.median) / Double(cliff.before.median) / growth
    }
}
