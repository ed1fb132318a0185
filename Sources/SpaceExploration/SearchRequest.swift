import ArchLanguage
import ArchSearch
import CostAnalysis

/// What a search is asked for.
public struct SearchRequest: Sendable {
    /// What the answer is.
    public enum Goal: Hashable, Sendable {
        /// So many points of the highest score.
        case best(Int)
        /// The whole front over these axes.
        case front([ParetoAxis])
    }

    /// Decisions that hold for all candidates.
    public var fixed: Assignment
    public var budgets: [Budget]
    public var score: Score
    /// How the score was fitted, where it was.
    public var fit: FittedScore?
    public var goal: Goal
    /// Metrics that points are priced in besides those that budgets and axes name.
    public var alsoPriced: [Metric]
    /// True where feasible points are counted even if that takes longer than the search.
    public var countsFeasible: Bool
    public var conditions: CostConditions
    /// Needed for budgets of time.
    public var times: LayerTimes?
    public var options: SearchOptions

    public init(
        fixed: Assignment = [:], budgets: [Budget], score: Score = .standard, fit: FittedScore? = nil,
        goal: Goal = .best(10), alsoPriced: [Metric] = [],
        countsFeasible: Bool = false, conditions: CostConditions = CostConditions(),
        times: LayerTimes? = nil, options: SearchOptions = SearchOptions()
    ) {
        self.fixed = fixed
        self.budgets = budgets
        self.score = score
        self.fit = fit
        self.goal = goal
        self.alsoPriced = alsoPriced
        self.countsFeasible = countsFeasible
        self.conditions = conditions
        self.times = times
        self.options = options
    }
}

extension SearchRequest {
    /// True where a budget or an axis is of time.
    public var asksTime: Bool {
        if budgets.contains(where: { $0.metric == .time }) { return true }
        guard case .front(let axes) = goal else { return false }
        return axes.contains { $0.column == .metric(.time) }
    }
}

/// One axis of a Pareto front.
public struct ParetoAxis: Hashable, Sendable {
    public var column: CostColumn
    public var direction: Objective.Direction
    /// The axis as the user wrote it.
    public var text: String

    public init(column: CostColumn, direction: Objective.Direction, text: String) {
        self.column = column
        self.direction = direction
        self.text = text
    }
}

/// What is wrong with a request. The sentences stand here and nowhere else.
public enum RequestError: Error, Hashable, Sendable {
    case unknownAxis(String, near: String?)
    case axisCount(Int)
    case axisTwice(String)
    case unsupportedMetric(Metric)
    case tooManyColumns
}

extension RequestError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknownAxis(let name, let near):
            "no axis is called '\(name)'" + (near.map { "; did you mean '\($0)'?" } ?? "")
                + "; there are score, \(ParetoAxis.names.joined(separator: ", "))"
        case .axisCount(let count): "a front has two or three axes; got \(count)"
        case .axisTwice(let name): "the axis '\(name)' is named twice"
        case .unsupportedMetric(let metric):
            "'\(metric.rawValue)' cannot be searched over: it is not known per statement"
        case .tooManyColumns: "budgets and axes together are too many; a window counts twice, and eight are the most"
        }
    }
}
