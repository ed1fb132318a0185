/// Why no point keeps the budgets.
public struct Infeasibility: Hashable, Sendable {
    /// One budget and the point that comes nearest to it.
    public struct Gap: Hashable, Sendable {
        public var budget: ColumnRange
        /// The total nearest to the budget that any point has while it keeps the budgets in `keeping`.
        public var nearest: SearchPoint
        /// How far the nearest total is off: positive above the budget, negative below it, zero where it is met.
        public var distance: Int64
        /// Of the nearest point's edges, the step with the greatest share of the total.
        public var heaviestStep: Int
    }

    /// Each budget by itself, all others aside, in their order.
    public var alone: [Gap]
    /// Where each budget can be met by itself: each with all the others kept; absent where the others exclude
    /// each other already.
    public var together: [Gap]
}

extension ExactSearch {
    /// What is known of budgets that no point keeps; nil where a point does, or where the space has none at all.
    public func infeasibility() throws(QueryError) -> Infeasibility? {
        guard let first = budgets.first else { return nil }
        if try !best(1, by: Objective(column: first.column, .minimize)).points.isEmpty { return nil }
        var alone: [Infeasibility.Gap] = []
        for budget in budgets {
            guard let gap = try gap(of: budget, keeping: []) else { return nil }
            alone.append(gap)
        }
        var together: [Infeasibility.Gap] = []
        if alone.allSatisfy({ $0.distance == 0 }) {
            for (index, budget) in budgets.enumerated() {
                let others = budgets.indices.filter { $0 != index }.map { budgets[$0] }
                if let gap = try gap(of: budget, keeping: others) { together.append(gap) }
            }
        }
        return Infeasibility(alone: alone, together: together)
    }

    /// The point nearest to a budget: the least total where it is too high, else the greatest that does not pass it.
    private func gap(of budget: ColumnRange, keeping others: [ColumnRange]) throws(QueryError) -> Infeasibility.Gap? {
        func nearest(_ direction: Objective.Direction, _ range: ColumnRange) throws(QueryError) -> SearchPoint? {
            let search = ExactSearch(graph, budgets: others + [range], options: options)
            return try search.best(1, by: Objective(column: budget.column, direction)).points.first
        }
        let column = budget.column
        let above = try nearest(.minimize, ColumnRange(column: column, low: budget.low))
        var below: SearchPoint?
        if let low = budget.low { below = try nearest(.maximize, ColumnRange(column: column, high: low - 1)) }
        func distance(_ point: SearchPoint) -> Int64 {
            let total = point.totals[column]
            if let high = budget.high, total > high { return total - high }
            if let low = budget.low, total < low { return total - low }
            return 0
        }
        let candidates = [above, below].compactMap { $0 }
        guard let best = candidates.min(by: { distance($0).magnitude < distance($1).magnitude }) else { return nil }
        var heaviest = (step: 0, value: Int64.min)
        for (step, edge) in best.path.enumerated() {
            let value = graph.value(of: edge, column: column)
            if value > heaviest.value { heaviest = (step, value) }
        }
        return Infeasibility.Gap(
            budget: budget, nearest: best, distance: distance(best), heaviestStep: heaviest.step)
    }
}
