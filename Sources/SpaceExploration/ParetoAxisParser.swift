import ArchSearch
import SourceText

extension ParetoAxis {
    /// Metrics that can be an axis; scores that are no metric are axes as well.
    public static let names: [String] =
        [Metric.timeComplexity, .macs, .flops, .parameters, .activations, .peakMemory, .traffic, .depth, .time].map(
            \.rawValue)
        + [ScoreTerm.squareRootActivations, .entropy, .receptiveField].map(\.rawValue)

    /// Reads axes such as `macs,score` or `macs,params,max:depth`.
    ///
    ///     axes = axis { "," axis }
    ///     axis = [ "min:" | "max:" ] ( "score" | METRIC | SCORE )
    ///
    /// Metrics are made small and scores large unless the axis says otherwise; `score` is the search's own.
    public static func parse(_ text: String, score: Score) throws(RequestError) -> [ParetoAxis] {
        var axes: [ParetoAxis] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let axis = try ParetoAxis(part.filter { $0 != " " }, score: score)
            if axes.contains(where: { $0.column == axis.column }) { throw .axisTwice(axis.text) }
            axes.append(axis)
        }
        guard (2...3).contains(axes.count) else { throw .axisCount(axes.count) }
        return axes
    }

    private init(_ text: String, score: Score) throws(RequestError) {
        var name = text
        var direction: Objective.Direction?
        for (prefix, meaning) in [("min:", Objective.Direction.minimize), ("max:", .maximize)]
        where text.hasPrefix(prefix) {
            name = String(text.dropFirst(prefix.count))
            direction = meaning
        }
        let column: CostColumn
        let usual: Objective.Direction
        if name == "score" {
            (column, usual) = (.score(score), .maximize)
        } else if let metric = Metric(rawValue: String(name.map { $0 == "-" ? "_" : $0 })),
            Self.names.contains(metric.rawValue)
        {
            (column, usual) = (.metric(metric), .minimize)
        } else if let term = ScoreTerm(rawValue: String(name.map { $0 == "_" ? "-" : $0 })),
            let score = try? Score(parsing: term.rawValue)
        {
            (column, usual) = (.score(score), .maximize)
        } else {
            throw .unknownAxis(name, near: nearestWord(to: name, in: Self.names + ["score"]))
        }
        self.init(column: column, direction: direction ?? usual, text: text)
    }
}
