/// Points that are the lightest under some weighting of the objectives, found without labels in a moment: what an
/// interrupted search for a front has to show.
struct SupportedPoints<Row: LaneVector> {
    /// Weightings tried between each two objectives.
    private static var weightings: Int { 32 }

    private var found: [(row: Row, path: [Int])] = []
    private let graph: BoundedGraph<Row>

    init(_ graph: BoundedGraph<Row>) {
        self.graph = graph
        guard !graph.isEmpty else { return }
        let objectives = graph.algebra.objectiveCount
        let spans = (0..<objectives).map { Double(graph.mostAfter[0][$0]) - Double(graph.leastAfter[0][$0]) }
        for first in 0..<objectives {
            for second in (first + 1)..<max(first + 1, objectives) {
                for step in 0...Self.weightings {
                    var weights = [Double](repeating: 0, count: objectives)
                    weights[first] = Double(step) / max(1, spans[first])
                    weights[second] = Double(Self.weightings - step) / max(1, spans[second])
                    add(lightest(weights))
                }
            }
        }
        found.sort { graph.algebra.precedes($0.row, $1.row) }
    }

    /// The points in the order of the objectives, those without the ones that another betters.
    func points(_ point: ([Int]) -> SearchPoint) -> [SearchPoint] {
        var filter = DominanceFilter(algebra: graph.algebra.withObjectivesAlone, floor: graph.algebra.objectiveFloor)
        return found.filter { filter.accepts($0.row) }.map { point($0.path) }
    }

    private mutating func add(_ candidate: (row: Row, path: [Int])) {
        guard !any(candidate.row .> graph.algebra.limit), !found.contains(where: { $0.row == candidate.row }) else {
            return
        }
        found.append(candidate)
    }

    /// The path of the least weight; maxima are weighed as if they added up.
    private func lightest(_ weights: [Double]) -> (row: Row, path: [Int]) {
        var least = [Double](repeating: .infinity, count: graph.firstEdge.count - 1)
        var choice = [Int](repeating: -1, count: least.count)
        for state in graph.states(at: graph.steps) { least[state] = 0 }
        for position in stride(from: graph.steps - 1, through: 0, by: -1) {
            for state in graph.states(at: position) {
                for edge in graph.edges(from: state) {
                    var weight = least[Int(graph.target[edge])]
                    for lane in weights.indices { weight += weights[lane] * Double(graph.row[edge][lane]) }
                    if weight < least[state] { (least[state], choice[state]) = (weight, edge) }
                }
            }
        }
        var (row, path, state) = (graph.algebra.identity, [Int](), 0)
        for _ in 0..<graph.steps where choice[state] >= 0 {
            row = graph.algebra.combine(row, graph.row[choice[state]])
            path.append(Int(graph.origin[choice[state]]))
            state = Int(graph.target[choice[state]])
        }
        return (row, path)
    }
}
