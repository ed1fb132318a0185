/// A lower bound on the first lane of every path that keeps the limits, by pricing the limited lanes into it.
///
/// For weights w ≥ 0 a path that keeps the limits has first lane ≥ first + Σ w·(lane - limit), whose least over all
/// paths is one pass over the graph. The weights are raised towards the greatest such bound. Arithmetic is in doubles;
/// `margin` covers all rounding, so that what the bound refuses is truly out.
struct LagrangianBound<Row: LaneVector>: Sendable {
    /// One weight a lane; the first is 1, lanes without a limit and lanes that do not add have 0.
    let weights: [Double]
    /// No path that keeps the limits is below this in the first lane.
    let value: Double
    let margin: Double
    /// The least weight of any way from the start to each state; infinite for a state out of reach.
    let leastBefore: [Double]
    /// The best path met on the way that keeps the limits, as edges of the bounded graph.
    let bestPath: (row: Row, edges: [UInt32])?

    init(_ graph: BoundedGraph<Row>, plan: LanePlan) {
        let algebra = graph.algebra
        var solver = DualSolver(graph, plan: plan)
        solver.ascend()
        weights = solver.weights
        bestPath = solver.bestPath
        leastBefore = solver.leastBefore(weights)
        var magnitude = 0.0
        for lane in weights.indices where weights[lane] != 0 {
            let most = max(graph.mostAfter[0][lane].magnitude, graph.leastAfter[0][lane].magnitude)
            magnitude += weights[lane] * Double(solver.largestPathSum[lane])
            magnitude += weights[lane] * (Double(most) + (lane > 0 ? Double(algebra.limit[lane].magnitude) : 0))
        }
        margin = 1 + magnitude * Double(graph.steps + 16) * 0x1p-50
        value = solver.value - margin
    }

    /// What each state's labels may weigh where paths above the threshold in the first lane are of no interest.
    func pruning(threshold: Int64, in graph: BoundedGraph<Row>) -> FrontMerger<Row>.Pruning {
        var constant = 0.0
        for lane in weights.indices where lane > 0 && weights[lane] != 0 {
            constant += weights[lane] * Double(graph.algebra.limit[lane])
        }
        let most = Double(threshold) + constant + margin
        return FrontMerger<Row>.Pruning(weights: weights, mostAfter: leastBefore.map { most - $0 })
    }

    /// A label's first lane with the priced lanes added.
    @inline(__always)
    func weight(of row: Row) -> Double {
        var weight = Double(row[0])
        for lane in 1..<max(1, weights.count) { weight += weights[lane] * Double(row[lane]) }
        return weight
    }

    /// The least weight of any way from each state to the end.
    func leastAfter(in graph: BoundedGraph<Row>) -> [Double] {
        var least = [Double](repeating: .infinity, count: graph.firstEdge.count - 1)
        for state in graph.states(at: graph.steps) { least[state] = 0 }
        for position in stride(from: graph.steps - 1, through: 0, by: -1) {
            for state in graph.states(at: position) {
                for edge in graph.edges(from: state) {
                    least[state] = min(least[state], weight(of: graph.row[edge]) + least[Int(graph.target[edge])])
                }
            }
        }
        return least
    }
}

/// Looks for the weights of the greatest bound, one limited lane at a time by bisection.
private struct DualSolver<Row: LaneVector> {
    let graph: BoundedGraph<Row>
    /// Lanes that add and have a limit.
    let lanes: [Int]
    var weights: [Double]
    var value = -Double.infinity
    var bestPath: (row: Row, edges: [UInt32])?
    /// A bound on the magnitude of any path's sum, by lane.
    let largestPathSum: [Int64]
    private var leastAfter: [Double]
    private var choice: [UInt32]

    init(_ graph: BoundedGraph<Row>, plan: LanePlan) {
        self.graph = graph
        lanes = plan.lanes.indices.filter {
            $0 > 0 && plan.lanes[$0].combining == .sum && plan.lanes[$0].limit != Lane.unlimited
        }
        weights = [1] + Array(repeating: 0, count: max(0, plan.lanes.count - 1))
        leastAfter = Array(repeating: .infinity, count: graph.firstEdge.count - 1)
        choice = Array(repeating: .max, count: graph.firstEdge.count - 1)
        var largest = [Int64](repeating: 0, count: plan.lanes.count)
        for position in 0..<graph.steps {
            var most = [Int64](repeating: 0, count: plan.lanes.count)
            for state in graph.states(at: position) {
                for edge in graph.edges(from: state) {
                    for lane in most.indices { most[lane] = max(most[lane], abs(graph.row[edge][lane])) }
                }
            }
            for lane in largest.indices { largest[lane] += most[lane] }
        }
        largestPathSum = largest
    }

    mutating func ascend() {
        guard !graph.isEmpty else { return }
        var path = evaluate()
        for _ in 0..<(lanes.count > 1 ? 3 : 1) {
            for lane in lanes {
                path = evaluate()
                // The bound is concave in each weight; its slope is by how much the lightest path breaks the limit.
                var low = 0.0
                var high = weights[lane]
                let current = weights[lane]
                weights[lane] = 0
                path = evaluate()
                if path[lane] <= graph.algebra.limit[lane] { continue }
                let span = max(1, Double(graph.mostAfter[0][lane] - graph.leastAfter[0][lane]))
                let reward = max(1, Double(graph.mostAfter[0][0] - graph.leastAfter[0][0]))
                high = max(current, reward / span)
                var doublings = 0
                while doublings < 40 {
                    weights[lane] = high
                    path = evaluate()
                    if path[lane] <= graph.algebra.limit[lane] { break }
                    low = high
                    high *= 4
                    doublings += 1
                }
                var best = (weight: high, value: latest)
                for _ in 0..<24 {
                    weights[lane] = (low + high) / 2
                    path = evaluate()
                    if latest > best.value { best = (weights[lane], latest) }
                    if path[lane] <= graph.algebra.limit[lane] { high = weights[lane] } else { low = weights[lane] }
                }
                weights[lane] = best.weight
            }
        }
        _ = evaluate()
        value = latest
    }

    private var latest = -Double.infinity

    /// Finds the lightest path under the present weights and notes the bound it gives; returns the path's label.
    private mutating func evaluate() -> Row {
        let weight = edgeWeights(weights)
        for state in graph.states(at: graph.steps) { leastAfter[state] = graph.isAlive[state] ? 0 : .infinity }
        for position in stride(from: graph.steps - 1, through: 0, by: -1) {
            for state in graph.states(at: position) {
                var least = Double.infinity
                for edge in graph.edges(from: state) {
                    let total = weight[edge] + leastAfter[Int(graph.target[edge])]
                    if total < least {
                        least = total
                        choice[state] = UInt32(edge)
                    }
                }
                leastAfter[state] = least
            }
        }
        var constant = 0.0
        for lane in lanes where weights[lane] != 0 { constant += weights[lane] * Double(graph.algebra.limit[lane]) }
        latest = leastAfter[0] - constant
        var row = graph.algebra.identity
        var edges: [UInt32] = []
        var state = 0
        for _ in 0..<graph.steps {
            let edge = choice[state]
            edges.append(edge)
            row = graph.algebra.combine(row, graph.row[Int(edge)])
            state = Int(graph.target[Int(edge)])
        }
        if !any(row .> graph.algebra.limit), bestPath.map({ graph.algebra.precedes(row, $0.row) }) ?? true {
            bestPath = (row, edges)
        }
        return row
    }

    func leastBefore(_ weights: [Double]) -> [Double] {
        let weight = edgeWeights(weights)
        var least = [Double](repeating: .infinity, count: graph.firstEdge.count - 1)
        least[0] = 0
        for state in least.indices where least[state] < .infinity {
            for edge in graph.edges(from: state) {
                let to = Int(graph.target[edge])
                least[to] = min(least[to], least[state] + weight[edge])
            }
        }
        return least
    }

    private func edgeWeights(_ weights: [Double]) -> [Double] {
        graph.row.map { row in
            var weight = Double(row[0])
            for lane in lanes { weight += weights[lane] * Double(row[lane]) }
            return weight
        }
    }
}
