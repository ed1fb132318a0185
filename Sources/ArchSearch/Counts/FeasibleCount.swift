import BigInt

extension ExactSearch {
    /// The number of points within the budgets: exact, or enclosed where exactness would take too much memory or work.
    ///
    /// `work` bounds the additions of one histogram; more narrows an enclosure.
    public func feasibleCount(work: Int = 6_000_000_000) throws(QueryError) -> PointCount {
        let total = graph.pointCount()
        let merged = try LanePlan(columns: graph.columns, objectives: [], budgets: budgets)
        let caps: [(column: Int, limit: Int64)] = merged.edgeLimits
        var floors: [(column: Int, low: Int64)] = []
        var sums: [ColumnRange] = []
        for lane in merged.lanes where lane.combining == .minimum {
            floors.append((lane.column, -lane.limit))
        }
        for lane in merged.lanes where lane.combining == .sum && !lane.isNegated {
            let low = merged.lanes.first { $0.column == lane.column && $0.isNegated }.map { -$0.limit }
            if lane.limit == Lane.unlimited, low == nil { continue }
            sums.append(
                ColumnRange(column: lane.column, low: low, high: lane.limit == Lane.unlimited ? nil : lane.limit))
        }
        // A lower bound on a maximum: all points less those that stay below it, and so on for several such bounds.
        var result = (lower: BigInt(0), upper: BigInt(0))
        for subset in 0..<(1 << floors.count) {
            var subsetCaps = caps
            for (index, floor) in floors.enumerated() where subset >> index & 1 == 1 {
                subsetCaps.append((floor.column, floor.low - 1))
            }
            let part = try count(sums: sums, caps: subsetCaps, total: total, work: work)
            if subset.nonzeroBitCount % 2 == 0 {
                result = (result.lower + BigInt(part.lower), result.upper + BigInt(part.upper))
            } else {
                result = (result.lower - BigInt(part.upper), result.upper - BigInt(part.lower))
            }
        }
        let lower = max(0, result.lower)
        return PointCount(lower: lower.magnitude, upper: min(total, max(lower, result.upper).magnitude))
    }

    private func count(
        sums: [ColumnRange], caps: [(column: Int, limit: Int64)], total: BigUInt, work: Int
    ) throws(QueryError) -> PointCount {
        let isAllowed = { edge in caps.allSatisfy { graph.value(of: edge, column: $0.column) <= $0.limit } }
        guard let first = sums.first else {
            let count = BigPathCounter(graph, where: isAllowed).count
            return PointCount(lower: count, upper: count)
        }
        let fits = total.bitWidth < 64
        if sums.count == 1 {
            return fits
                ? CostHistogram<UInt64>(graph, first, isAllowed: isAllowed, options: options, work: work).count
                : CostHistogram<Double>(graph, first, isAllowed: isAllowed, options: options, work: work).count
        }
        return try count(several: sums, caps: caps, total: total, isAllowed: isAllowed, work: work)
    }

    /// Several summed columns: two together in a plane; what each alone or all but one tell encloses the rest.
    private func count(
        several sums: [ColumnRange], caps: [(column: Int, limit: Int64)], total: BigUInt,
        isAllowed: (Int) -> Bool, work: Int
    ) throws(QueryError) -> PointCount {
        var bounds = PointCount(lower: 0, upper: total)
        if sums.count == 2 {
            // A plane needs more cells than a line for the same width; its rows are added faster than single labels.
            bounds = planeCount(sums[0], sums[1], isAllowed: isAllowed, fits: total.bitWidth < 64, work: work / 2 * 3)
        } else {
            bounds = try labelCount(sums, caps: caps, fits: total.bitWidth < 64, work: work)
        }
        // One fewer range lets at least as many points in, and at most those out that the range itself lets out.
        guard bounds.exact == nil, !options.cancellation.isCancelled else { return bounds }
        let all = try count(sums: [], caps: caps, total: total, work: work)
        for left in sums.indices {
            let others = sums.indices.filter { $0 != left }.map { sums[$0] }
            let without = try count(sums: others, caps: caps, total: total, work: work / (2 * sums.count))
            let alone = try count(sums: [sums[left]], caps: caps, total: total, work: work / (2 * sums.count))
            bounds.upper = min(bounds.upper, without.upper)
            let sum = without.lower + alone.lower
            if sum > all.upper { bounds.lower = max(bounds.lower, sum - all.upper) }
        }
        return bounds
    }

    private func planeCount(
        _ first: ColumnRange, _ second: ColumnRange, isAllowed: (Int) -> Bool, fits: Bool, work: Int
    ) -> PointCount {
        guard let plane = CostPlane(graph, (first, second), isAllowed: isAllowed) else {
            return PointCount(lower: 0, upper: 0)
        }
        let operations = 2 * (graph.edgeCount + graph.steps + 64)
        return fits
            ? PlaneHistogram<UInt64>(plane, options, work: work, operations: operations).count
            : PlaneHistogram<Double>(plane, options, work: work, operations: operations).count
    }

    private func labelCount(
        _ sums: [ColumnRange], caps: [(column: Int, limit: Int64)], fits: Bool, work: Int
    ) throws(QueryError) -> PointCount {
        let capRanges = caps.map { ColumnRange(column: $0.column, high: $0.limit) }
        var plan = try LanePlan(columns: graph.columns, objectives: [], budgets: sums + capRanges)
        plan.lanes.removeAll { $0.limit == Lane.unlimited }
        // A label costs about a hundred additions.
        let work = work / 100
        switch (plan.lanes.count, fits) {
        case (...2, true): return VectorHistogram<SIMD2<Int64>, UInt64>(graph, plan, options, work: work).count
        case (...2, false): return VectorHistogram<SIMD2<Int64>, Double>(graph, plan, options, work: work).count
        case (3...4, true): return VectorHistogram<SIMD4<Int64>, UInt64>(graph, plan, options, work: work).count
        case (3...4, false): return VectorHistogram<SIMD4<Int64>, Double>(graph, plan, options, work: work).count
        case (_, true): return VectorHistogram<SIMD8<Int64>, UInt64>(graph, plan, options, work: work).count
        case (_, false): return VectorHistogram<SIMD8<Int64>, Double>(graph, plan, options, work: work).count
        }
    }
}
