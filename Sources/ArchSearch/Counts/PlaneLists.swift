import LongWork

/// Ways that cost the same in both columns, with how many they are.
struct PlaneEntry<Count: CountScalar>: Sendable {
    var units: SIMD2<Int64>
    var number: Count
}

/// Exact lists of what ways from the start, or rests to the end, cost: from both sides while they stay short.
struct PlaneLists<Count: CountScalar> {
    typealias List = [PlaneEntry<Count>]

    /// The position that the ways lead to, and their lists by state.
    private(set) var front = 0
    private(set) var ways: [Int: List] = [0: [PlaneEntry(units: .zero, number: .one)]]
    /// The position that the rests start from.
    private(set) var back: Int
    private(set) var rests: [Int: List] = [:]

    /// Lists grow towards each other, the cheaper side first, while the next ones come from at most so many entries.
    init(_ plane: CostPlane, atMost limit: Int, _ cancellation: Cancellation) {
        back = plane.steps
        for state in plane.states(at: plane.steps) where plane.reaches(state) {
            rests[state] = [PlaneEntry(units: .zero, number: .one)]
        }
        while front < back, !cancellation.isCancelled {
            let forward = forwardSize(plane)
            let backward = backwardSize(plane)
            guard min(forward, backward) <= limit else { return }
            if forward <= backward { goForward(plane) } else { goBackward(plane) }
        }
    }

    private func forwardSize(_ plane: CostPlane) -> Int {
        ways.reduce(0) { $0 + $1.value.count * plane.edges(from: $1.key).count }
    }

    private func backwardSize(_ plane: CostPlane) -> Int {
        plane.states(at: back - 1).reduce(0) { size, state in
            plane.edges(from: state).reduce(size) { $0 + (rests[plane.target(of: $1)]?.count ?? 0) }
        }
    }

    private mutating func goForward(_ plane: CostPlane) {
        var next: [Int: List] = [:]
        for (state, list) in ways.sorted(by: { $0.key < $1.key }) {
            for edge in plane.edges(from: state) where plane.reaches(plane.target(of: edge)) {
                let to = plane.target(of: edge)
                let units = plane.units(of: edge)
                let room = plane.high &- plane.leastAfter(to) &- units
                for entry in list where !any(entry.units .> room) {
                    next[to, default: []].append(PlaneEntry(units: entry.units &+ units, number: entry.number))
                }
            }
        }
        ways = next.mapValues(Self.merged)
        front += 1
    }

    private mutating func goBackward(_ plane: CostPlane) {
        var next: [Int: List] = [:]
        for state in plane.states(at: back - 1) where plane.reaches(state) {
            let room = plane.high &- plane.leastBefore(state)
            var list: List = []
            for edge in plane.edges(from: state) {
                guard let rest = rests[plane.target(of: edge)] else { continue }
                let units = plane.units(of: edge)
                for entry in rest where !any(entry.units &+ units .> room) {
                    list.append(PlaneEntry(units: entry.units &+ units, number: entry.number))
                }
            }
            if !list.isEmpty { next[state] = Self.merged(list) }
        }
        rests = next
        back -= 1
    }

    /// Entries of equal costs become one; ordered by the first column, then the second.
    private static func merged(_ list: List) -> List {
        var merged: List = []
        merged.reserveCapacity(list.count)
        let sorted = list.sorted { ($0.units.x, $0.units.y) < ($1.units.x, $1.units.y) }
        for entry in sorted {
            if let last = merged.last, last.units == entry.units {
                merged[merged.count - 1].number = Count.sum(last.number, entry.number)
            } else {
                merged.append(entry)
            }
        }
        return merged
    }
}

/// Counts pairs of a way and a rest whose sum is small enough in both columns, exactly: the ways in one order, the rests in
/// the other, and between them the numbers of rests by their second column.
struct PairCounter<Count: CountScalar> {
    /// Rests in the order of the first column.
    private let rests: [PlaneEntry<Count>]
    /// Their second columns, ascending and distinct.
    private let seconds: [Int64]

    init(_ rests: [PlaneEntry<Count>]) {
        self.rests = rests
        var values = rests.map(\.units.y).sorted()
        var kept = 0
        for index in values.indices where index == 0 || values[index] != values[index - 1] {
            values[kept] = values[index]
            kept += 1
        }
        values.removeLast(values.count - kept)
        seconds = values
    }

    /// The pairs of at most `most` in both columns.
    func pairs(_ ways: [PlaneEntry<Count>], atMost most: SIMD2<Int64>) -> Count {
        var total = Count.zero
        // A tree of partial sums (Fenwick 1994) over the second column.
        var tree = [Count](repeating: .zero, count: seconds.count + 1)
        var next = 0
        for way in ways.reversed() {
            let room = most &- way.units
            while next < rests.count, rests[next].units.x <= room.x {
                var index = rank(upTo: rests[next].units.y)
                while index <= seconds.count {
                    tree[index] = Count.sum(tree[index], rests[next].number)
                    index += index & -index
                }
                next += 1
            }
            var index = rank(upTo: room.y)
            var sum = Count.zero
            while index > 0 {
                sum = Count.sum(sum, tree[index])
                index -= index & -index
            }
            total = Count.sum(total, Count.product(way.number, sum))
        }
        return total
    }

    /// How many distinct values there are up to this one.
    private func rank(upTo value: Int64) -> Int {
        var (low, high) = (0, seconds.count)
        while low < high {
            let middle = (low + high) / 2
            if seconds[middle] <= value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
