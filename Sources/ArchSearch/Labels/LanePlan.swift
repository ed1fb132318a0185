/// How one lane of a label combines along a path.
enum LaneCombining: Hashable, Sendable {
    case sum
    case maximum
    case minimum
}

/// One component of a label: a column or its negative, to be kept small and at or below a limit.
struct Lane: Hashable, Sendable {
    /// Stands for no limit; above every total and far enough from the end of the range to be added to one.
    static let unlimited: Int64 = 1 << 61

    var column: Int
    var isNegated: Bool
    var combining: LaneCombining
    var limit: Int64
    var isObjective: Bool

    /// The lane's value of an edge or a total.
    func value(_ columnValue: Int64) -> Int64 { isNegated ? -columnValue : columnValue }
}

/// The lanes that answer a query.
///
/// Every objective becomes a lane to be minimised, every bound of a budget an upper limit of a lane: a lower bound is
/// an upper limit of the negated column. So dominance between labels is one comparison of vectors, and a window costs
/// two lanes. Lanes stand in the order in which points are ranked: objectives, then costs; negated copies come last.
struct LanePlan: Hashable, Sendable {
    var lanes: [Lane] = []
    /// Columns that combine by maximum under an upper bound alone: each edge must keep it by itself.
    var edgeLimits: [(column: Int, limit: Int64)] {
        edgeCaps.map { ($0.key, $0.value) }
    }

    private var edgeCaps: [Int: Int64] = [:]

    /// Lanes that rank points: all but the negated copies.
    private(set) var rankingLaneCount = 0

    var objectiveCount: Int { lanes.prefix { $0.isObjective }.count }

    /// - Parameter ranksMaxima: true where budgeted maxima order points that are equal in what stands before; a front has no
    ///   use for that.
    init(
        columns: [Combining], objectives: [Objective], budgets: [ColumnRange], ranksMaxima: Bool = false
    ) throws(QueryError) {
        func lane(_ column: Int, negated: Bool, limit: Int64?, objective: Bool) -> Lane {
            let combining: LaneCombining
            switch columns[column] {
            case .sum: combining = .sum
            case .maximum: combining = negated ? .minimum : .maximum
            }
            return Lane(
                column: column, isNegated: negated, combining: combining, limit: limit ?? Lane.unlimited,
                isObjective: objective)
        }
        var bounds: [Int: (low: Int64?, high: Int64?)] = [:]
        var order: [Int] = []
        for budget in budgets {
            if bounds[budget.column] == nil { order.append(budget.column) }
            var bound = bounds[budget.column] ?? (nil, nil)
            if let low = budget.low { bound.low = max(low, bound.low ?? low) }
            if let high = budget.high { bound.high = min(high, bound.high ?? high) }
            bounds[budget.column] = bound
        }
        var copies: [Lane] = []
        for objective in objectives where !lanes.contains(where: { $0.column == objective.column }) {
            let bound = bounds[objective.column] ?? (nil, nil)
            switch objective.direction {
            case .minimize:
                lanes.append(lane(objective.column, negated: false, limit: bound.high, objective: true))
                if let low = bound.low {
                    copies.append(lane(objective.column, negated: true, limit: -low, objective: false))
                }
            case .maximize:
                lanes.append(lane(objective.column, negated: true, limit: bound.low.map { -$0 }, objective: true))
                if let high = bound.high {
                    copies.append(lane(objective.column, negated: false, limit: high, objective: false))
                }
            }
        }
        var maxima: [Lane] = []
        let objectiveColumns = Set(lanes.map(\.column))
        for column in order where !objectiveColumns.contains(column) {
            guard let bound = bounds[column] else { continue }
            switch columns[column] {
            case .sum:
                lanes.append(lane(column, negated: false, limit: bound.high, objective: false))
            case .maximum:
                if let high = bound.high { edgeCaps[column] = high }
                // Every edge keeps the limit by itself, so the lane only ranks; behind all sums, for what stands before a
                // rest may raise several to one maximum, and then nothing that comes later could be told from the rest.
                if ranksMaxima { maxima.append(lane(column, negated: false, limit: nil, objective: false)) }
            }
            if let low = bound.low { copies.append(lane(column, negated: true, limit: -low, objective: false)) }
        }
        lanes += maxima
        rankingLaneCount = lanes.count
        lanes += copies
        if lanes.count > 8 { throw .tooManyColumns }
    }
}
