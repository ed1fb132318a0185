/// The search for a whole Pareto front.
struct FrontSearch<Row: LaneVector> {
    private let search: ExactSearch
    private let plan: LanePlan

    init(_ search: ExactSearch, _ plan: LanePlan) {
        self.search = search
        self.plan = plan
    }

    func front() -> ParetoFront {
        let graph = BoundedGraph<Row>(search.graph, plan: plan)
        let table = FrontTable(graph, options: search.options)
        if table.wasCancelled {
            let known = SupportedPoints(graph).points { search.point($0) }
            return ParetoFront(points: known, proof: .cancelled)
        }
        let front = table.fronts[0]
        var points: [SearchPoint] = []
        // Labels of one combination of objectives lie side by side, the one of the lowest costs first; but an earlier
        // one may dominate it in the objectives alone.
        var filter = DominanceFilter(algebra: graph.algebra.withObjectivesAlone, floor: graph.algebra.objectiveFloor)
        for index in 0..<front.count where filter.accepts(front.rows[index]) {
            points.append(search.point(path(of: front.rows[index], in: graph, table)))
        }
        let slack = table.slack[0]
        return ParetoFront(points: points, proof: slack == 0 ? .exact : .within(slack))
    }

    /// The edges of a label of the start, as numbered in the whole graph.
    private func path(of label: Row, in graph: BoundedGraph<Row>, _ table: FrontTable<Row>) -> [Int] {
        var path: [Int] = []
        var (state, wanted) = (0, label)
        for _ in 0..<graph.steps {
            guard let index = table.fronts[state].index(of: wanted, graph.algebra) else { break }
            let edge = Int(table.fronts[state].edges[index])
            path.append(Int(graph.origin[edge]))
            state = Int(graph.target[edge])
            let behind = table.fronts[state]
            if graph.algebra.combinesBySumAlone {
                wanted = wanted &- graph.row[edge]
            } else {
                let row = graph.row[edge]
                guard let rest = behind.rows.first(where: { graph.algebra.combine(row, $0) == wanted }) else { break }
                wanted = rest
            }
        }
        return path
    }
}

extension Front {
    /// Where a label stands in the front.
    func index(of label: Row, _ algebra: LaneAlgebra<Row>) -> Int? {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if algebra.precedes(rows[middle], label) { low = middle + 1 } else { high = middle }
        }
        return low < count && rows[low] == label ? low : nil
    }
}
