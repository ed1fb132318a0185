/// A label's lanes in one vector.
protocol LaneVector: SIMD, Sendable where Scalar == Int64, MaskStorage: Sendable {}

extension SIMD2<Int64>: LaneVector {}
extension SIMD4<Int64>: LaneVector {}
extension SIMD8<Int64>: LaneVector {}

/// The arithmetic of labels under one plan.
struct LaneAlgebra<Row: LaneVector>: Sendable {
    let laneCount: Int
    let objectiveCount: Int
    let rankingLaneCount: Int
    /// Upper limits of a whole path, lane by lane.
    let limit: Row
    /// The label of an empty path.
    let identity: Row
    /// Lanes in which one label can be better than another, the first lane excepted.
    private(set) var activeLanes: [Int]
    private let sumsOnly: Bool
    private let maximumLanes: SIMDMask<Row.MaskStorage>
    private let minimumLanes: SIMDMask<Row.MaskStorage>
    private let objectiveLanes: SIMDMask<Row.MaskStorage>

    var combinesBySumAlone: Bool { sumsOnly }

    init(_ plan: LanePlan) {
        laneCount = plan.lanes.count
        objectiveCount = plan.objectiveCount
        rankingLaneCount = plan.rankingLaneCount
        var limit = Row(repeating: Lane.unlimited)
        var identity = Row(repeating: 0)
        var maximumLanes = SIMDMask<Row.MaskStorage>(repeating: false)
        var minimumLanes = SIMDMask<Row.MaskStorage>(repeating: false)
        var objectiveLanes = SIMDMask<Row.MaskStorage>(repeating: false)
        for (index, lane) in plan.lanes.enumerated() {
            limit[index] = lane.limit
            objectiveLanes[index] = lane.isObjective
            switch lane.combining {
            case .sum: break
            case .maximum:
                maximumLanes[index] = true
                identity[index] = -Lane.unlimited
            case .minimum:
                minimumLanes[index] = true
                identity[index] = Lane.unlimited
            }
        }
        self.limit = limit
        self.identity = identity
        self.maximumLanes = maximumLanes
        self.minimumLanes = minimumLanes
        self.objectiveLanes = objectiveLanes
        sumsOnly = plan.lanes.allSatisfy { $0.combining == .sum }
        activeLanes = plan.lanes.indices.filter {
            $0 > 0 && (plan.lanes[$0].isObjective || plan.lanes[$0].limit != Lane.unlimited)
        }
    }

    /// The label of two stretches of path, one behind the other.
    @inline(__always)
    func combine(_ first: Row, _ second: Row) -> Row {
        let sum = first &+ second
        if sumsOnly { return sum }
        return sum.replacing(with: pointwiseMax(first, second), where: maximumLanes)
            .replacing(with: pointwiseMin(first, second), where: minimumLanes)
    }

    /// True where the first label stands before the second: by the order of ranking, then by the copied lanes.
    @inline(__always)
    func precedes(_ first: Row, _ second: Row) -> Bool {
        if first[0] != second[0] { return first[0] < second[0] }
        for lane in 1..<max(1, laneCount) where first[lane] != second[lane] {
            return first[lane] < second[lane]
        }
        return false
    }

    /// -1, 0 or 1 as the first label ranks before, beside or behind the second.
    func ranking(_ first: Row, _ second: Row) -> Int {
        for lane in 0..<rankingLaneCount where first[lane] != second[lane] {
            return first[lane] < second[lane] ? -1 : 1
        }
        return 0
    }

    /// The most that the rest may be where the way to it takes at least `least`.
    func restLimit(least: Row) -> Row {
        var rest = limit &- least
        for lane in 0..<laneCount where limit[lane] == Lane.unlimited { rest[lane] = 4 * (Lane.unlimited / 2) }
        rest.replace(with: limit, where: maximumLanes)
        rest.replace(
            with: Row(repeating: .max).replacing(with: limit, where: least .> limit), where: minimumLanes)
        return rest
    }

    /// Below this a rest has no use for being smaller: whatever way leads to it, at most `most`, the limits are kept.
    func floor(most: Row) -> Row {
        var floor = limit &- most
        floor.replace(with: limit, where: maximumLanes .| minimumLanes)
        for lane in 0..<laneCount where limit[lane] == Lane.unlimited { floor[lane] = .max }
        for lane in laneCount..<Row.scalarCount { floor[lane] = .max }
        floor.replace(with: Row(repeating: .min), where: objectiveLanes)
        floor[0] = .max
        return floor
    }

    /// The floor under which only the objectives count.
    var objectiveFloor: Row {
        var floor = Row(repeating: .max).replacing(with: Row(repeating: .min), where: objectiveLanes)
        floor[0] = .max
        return floor
    }

    /// The same arithmetic with labels told apart by the objectives alone.
    var withObjectivesAlone: LaneAlgebra {
        var result = self
        result.activeLanes = activeLanes.filter { $0 < objectiveCount }
        return result
    }
}
