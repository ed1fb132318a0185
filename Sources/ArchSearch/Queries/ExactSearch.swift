/// Answers queries about a graph exactly, within the options it is given.
public struct ExactSearch: Sendable {
    public let graph: LayeredGraph
    /// Ranges that hold all at once.
    public let budgets: [ColumnRange]
    public let options: SearchOptions

    public init(_ graph: LayeredGraph, budgets: [ColumnRange] = [], options: SearchOptions = SearchOptions()) {
        self.graph = graph
        self.budgets = budgets
        self.options = options
    }

    /// The best points by one objective, best first; ties go to the lower budgeted cost, in the order of the budgets,
    /// then to the path whose edges come first.
    public func best(_ count: Int, by objective: Objective) throws(QueryError) -> Ranking {
        let plan = try LanePlan(
            columns: graph.columns, objectives: [objective], budgets: budgets, ranksMaxima: true)
        switch plan.lanes.count {
        case ...2: return RankingSearch<SIMD2<Int64>>(self, plan).best(count)
        case 3, 4: return RankingSearch<SIMD4<Int64>>(self, plan).best(count)
        default: return RankingSearch<SIMD8<Int64>>(self, plan).best(count)
        }
    }

    /// All points within the budgets that no other one betters, one for each combination of objective values, in the
    /// order of the objectives; ties as in a ranking, but maxima do not decide them.
    public func front(over objectives: [Objective]) throws(QueryError) -> ParetoFront {
        let plan = try LanePlan(columns: graph.columns, objectives: objectives, budgets: budgets)
        switch plan.lanes.count {
        case ...2: return FrontSearch<SIMD2<Int64>>(self, plan).front()
        case 3, 4: return FrontSearch<SIMD4<Int64>>(self, plan).front()
        default: return FrontSearch<SIMD8<Int64>>(self, plan).front()
        }
    }

    /// The point of a path given by its edges.
    func point(_ path: [Int]) -> SearchPoint {
        SearchPoint(path: path, totals: graph.totals(of: path))
    }
}
