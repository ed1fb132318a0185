/// The labels of the rests of paths from one state that are worth keeping, in the order of ranking.
struct Front<Row: LaneVector>: Sendable {
    var rows: [Row] = []
    /// The first edge of each rest, numbered as in the bounded graph.
    var edges: [UInt32] = []

    var count: Int { rows.count }

    /// Bytes that one label takes.
    static var bytesPerLabel: Int { MemoryLayout<Row>.stride + MemoryLayout<UInt32>.stride }
}

/// Decides, label after label in the order of ranking, which are dominated by an earlier one.
///
/// An earlier label dominates where it is no worse in every active lane once both are raised to the state's floor:
/// below the floor a lane keeps its limit on any way to the state, so being smaller there is worth nothing.
struct DominanceFilter<Row: LaneVector> {
    private enum Mode {
        case none
        case one(Int)
        case two(Int, Int)
        case many
    }

    private let mode: Mode
    private let floor: Row
    private let floorFirst: Int64
    private let floorSecond: Int64
    private var isFirst = true
    private var least: Int64 = .max
    /// Pairs kept so far, none below another: ascending in the first lane, descending in the second.
    private var stairFirst: [Int64] = []
    private var stairSecond: [Int64] = []
    private var kept: [Row] = []
    /// The corner of each block of sixteen kept labels.
    private var corners: [Row] = []

    init(algebra: LaneAlgebra<Row>, floor: Row) {
        self.floor = floor
        let lanes = algebra.activeLanes
        switch lanes.count {
        case 0: mode = .none
        case 1: mode = .one(lanes[0])
        case 2: mode = .two(lanes[0], lanes[1])
        default: mode = .many
        }
        floorFirst = lanes.isEmpty ? .max : floor[lanes[0]]
        floorSecond = lanes.count < 2 ? .max : floor[lanes[1]]
    }

    /// Forgets all labels seen.
    mutating func reset() {
        isFirst = true
        least = .max
        stairFirst.removeAll(keepingCapacity: true)
        stairSecond.removeAll(keepingCapacity: true)
        kept.removeAll(keepingCapacity: true)
        corners.removeAll(keepingCapacity: true)
    }

    /// True where no label accepted before dominates this one; it is then accepted.
    @inline(__always)
    mutating func accepts(_ row: Row) -> Bool {
        switch mode {
        case .none:
            defer { isFirst = false }
            return isFirst
        case .one(let lane):
            let value = max(row[lane], floorFirst)
            // The least value there is still has to be accepted once.
            guard value < least || isFirst else { return false }
            isFirst = false
            least = value
            return true
        case .two(let first, let second):
            return acceptsPair(max(row[first], floorFirst), max(row[second], floorSecond))
        case .many:
            return acceptsRow(pointwiseMax(row, floor))
        }
    }

    private mutating func acceptsPair(_ first: Int64, _ second: Int64) -> Bool {
        // The last step that is not to the right of the new pair.
        var low = 0
        var high = stairFirst.count
        while low < high {
            let middle = (low + high) / 2
            if stairFirst[middle] <= first { low = middle + 1 } else { high = middle }
        }
        if low > 0, stairSecond[low - 1] <= second { return false }
        var end = low
        while end < stairFirst.count, stairSecond[end] >= second { end += 1 }
        let start = low > 0 && stairFirst[low - 1] == first ? low - 1 : low
        if end - start == 1 {
            stairFirst[start] = first
            stairSecond[start] = second
        } else {
            stairFirst.replaceSubrange(start..<end, with: CollectionOfOne(first))
            stairSecond.replaceSubrange(start..<end, with: CollectionOfOne(second))
        }
        return true
    }

    private mutating func acceptsRow(_ row: Row) -> Bool {
        for block in corners.indices where !any(corners[block] .> row) {
            for index in (block * 16)..<min(block * 16 + 16, kept.count) where !any(kept[index] .> row) {
                return false
            }
        }
        if kept.count % 16 == 0 {
            corners.append(row)
        } else {
            corners[corners.count - 1] = pointwiseMin(corners[corners.count - 1], row)
        }
        kept.append(row)
        return true
    }
}
