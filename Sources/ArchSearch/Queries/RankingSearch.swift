/// The search for the best points by one objective.
///
/// A Lagrangian bound says how good a point can be at most. The search keeps only labels that may belong to a point at
/// most `gap` below it, and widens the gap until enough points are found: whatever the gap, the points within it are
/// found in their exact order.
struct RankingSearch<Row: LaneVector> {
    private let search: ExactSearch
    private let plan: LanePlan

    init(_ search: ExactSearch, _ plan: LanePlan) {
        self.search = search
        self.plan = plan
    }

    func best(_ count: Int) -> Ranking {
        let whole = BoundedGraph<Row>(search.graph, plan: plan)
        guard !whole.isEmpty, count > 0 else { return Ranking(points: [], proof: .exact) }
        guard plan.lanes[0].combining == .sum else { return bestByMaximum(count, whole) }
        let bound = LagrangianBound(whole, plan: plan)
        let worst = whole.mostAfter[0][0]
        let least = whole.leastAfter[0][0]
        // A bound beyond the worst of all paths proves that none keeps the limits.
        if bound.value > Double(worst) { return Ranking(points: [], proof: .exact) }
        let best = bound.value > Double(least) ? min(worst, Int64(bound.value)) : least
        var gap = max(1, (worst - best) / 1024)
        if let found = bound.bestPath { gap = max(1, found.row[0] - best) }
        var known = bound.bestPath.map { [point($0.edges, whole)] } ?? []
        while true {
            let isWhole = gap >= worst - best
            let threshold = isWhole ? worst : best + gap
            let pruning = isWhole ? nil : bound.pruning(threshold: threshold, in: whole)
            let graph = pruning.map { narrowed(whole, bound: bound, $0) } ?? whole
            let table = FrontTable(graph, pruning: pruning, options: search.options)
            if table.wasCancelled { return Ranking(points: known, proof: .cancelled) }
            let (points, proof, isShort) = walk(graph, table, threshold: threshold, count: count, bound: best)
            if proof == .cancelled || isShort { return Ranking(points: points.isEmpty ? known : points, proof: proof) }
            if points.count >= count || isWhole { return Ranking(points: points, proof: proof) }
            if !points.isEmpty { known = points }
            gap = gap > (worst - best) / 4 ? worst - best : gap * 4
        }
    }

    /// A maximum along the path cannot be priced edge by edge: its search keeps all labels at once.
    private func bestByMaximum(_ count: Int, _ whole: BoundedGraph<Row>) -> Ranking {
        let table = FrontTable(whole, options: search.options)
        if table.wasCancelled { return Ranking(points: [], proof: .cancelled) }
        let (least, most) = (whole.leastAfter[0][0], whole.mostAfter[0][0])
        let (points, proof, _) = walk(whole, table, threshold: most, count: count, bound: least)
        return Ranking(points: points, proof: proof)
    }

    /// The graph without the edges that no point within the threshold takes.
    private func narrowed(
        _ graph: BoundedGraph<Row>, bound: LagrangianBound<Row>, _ pruning: FrontMerger<Row>.Pruning
    ) -> BoundedGraph<Row> {
        let leastAfter = bound.leastAfter(in: graph)
        return graph.keepingEdges { state, edge in
            bound.weight(of: graph.row[edge]) + leastAfter[Int(graph.target[edge])] <= pruning.mostAfter[state]
        }
    }

    /// The best points, what is proved of them, and whether memory ran short on the way.
    private func walk(
        _ graph: BoundedGraph<Row>, _ table: FrontTable<Row>, threshold: Int64, count: Int, bound: Int64
    ) -> (points: [SearchPoint], proof: Proof, isShort: Bool) {
        var walk = BestFirstWalk(
            graph, table, threshold: threshold, memory: search.options.memoryLimit)
        var points: [SearchPoint] = []
        var worstFound = Int64.min
        // A point found takes its path, its totals and two arrays' heads.
        let bytesPerPoint = 8 * (graph.steps + search.graph.columns.count) + 96
        let pointLimit = max(1 << 12, search.options.memoryLimit / bytesPerPoint)
        while points.count < min(count, pointLimit), let next = walk.next(unless: search.options.cancellation) {
            points.append(point(next.edges, graph))
            worstFound = max(worstFound, next.row[0])
        }
        if search.options.cancellation.isCancelled { return (points, .cancelled, false) }
        let slack = table.slack[0]
        let isShort = walk.isOutOfMemory || pointLimit < count && points.count == pointLimit
        if slack == 0 {
            // What was found is the best there is; what comes next could not be looked at.
            return (points, isShort ? .within(points.isEmpty ? Proof.unknownLoss : 0) : .exact, isShort)
        }
        let loss = points.isEmpty ? slack : min(slack, worstFound - bound)
        return (points, .within(max(0, loss)), isShort)
    }

    private func point(_ edges: [UInt32], _ graph: BoundedGraph<Row>) -> SearchPoint {
        search.point(edges.map { Int(graph.origin[Int($0)]) })
    }
}
