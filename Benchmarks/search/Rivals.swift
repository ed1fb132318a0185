import ArchSearch

/// A point as the rivals see it: what it costs and what it is worth.
struct Sample {
    /// The decision taken at each step.
    var decisions: [Int]
    var cost: Int64
    var score: Int64
}

/// What peers do instead: search by trying. Both price a point by adding up a path of the graph, which is far faster than
/// building a model of it, and so in their favour.
struct Rivals {
    let graph: LayeredGraph
    let costColumn: Int
    let scoreColumn: Int
    let budget: Int64
    /// Points behind each state, for even draws.
    private let behind: [Double]

    init(_ graph: LayeredGraph, costColumn: Int, scoreColumn: Int, budget: Int64) {
        self.graph = graph
        self.costColumn = costColumn
        self.scoreColumn = scoreColumn
        self.budget = budget
        var behind = [Double](repeating: 0, count: graph.stateCount)
        for state in stride(from: graph.stateCount - 1, through: 0, by: -1) {
            let edges = graph.outgoing(state)
            behind[state] = edges.isEmpty ? 1 : edges.reduce(0) { $0 + behind[$1.target] }
        }
        self.behind = behind
    }

    /// Draws points evenly and keeps the best that is within the budget.
    func drawing(for time: Duration, seed: UInt64) -> (best: Int64?, tried: Int) {
        var generator = SplitMix(state: seed)
        let end = ContinuousClock.now + time
        var best: Int64?
        var tried = 0
        while ContinuousClock.now < end {
            for _ in 0..<64 {
                let sample = sample([], &generator, mutating: 0)
                if sample.cost <= budget, sample.score > best ?? .min { best = sample.score }
                tried += 1
            }
        }
        return (best, tried)
    }

    /// Regularised evolution (Real et al., AAAI 2019): of 25 drawn from 100 the best is changed and takes the oldest's place.
    func evolving(for time: Duration, seed: UInt64) -> (best: Int64?, tried: Int) {
        var generator = SplitMix(state: seed)
        let end = ContinuousClock.now + time
        var population: [Sample] = []
        var oldest = 0
        var best: Int64?
        var tried = 0
        while ContinuousClock.now < end {
            var child: Sample
            if population.count < 100 {
                child = sample([], &generator, mutating: 0)
            } else {
                let parents = (0..<25).map { _ in population[Int.random(in: 0..<100, using: &generator)] }
                let parent = parents.max { fitness($0) < fitness($1) } ?? population[0]
                child = sample(parent.decisions, &generator, mutating: 1 / Double(graph.steps))
            }
            tried += 1
            if child.cost <= budget, child.score > best ?? .min { best = child.score }
            if population.count < 100 {
                population.append(child)
            } else {
                population[oldest] = child
                oldest = (oldest + 1) % 100
            }
        }
        return (best, tried)
    }

    /// The score within the budget; beyond it the less the further off.
    private func fitness(_ sample: Sample) -> Int64 {
        sample.cost <= budget ? sample.score : budget - sample.cost
    }

    /// A path that takes the given decisions where it can and none of them is changed, and draws the others.
    private func sample(_ wanted: [Int], _ generator: inout SplitMix, mutating share: Double) -> Sample {
        var sample = Sample(decisions: [], cost: 0, score: 0)
        var state = 0
        for step in 0..<graph.steps {
            let edges = graph.outgoing(state)
            var chosen: Int?
            if step < wanted.count, Double.random(in: 0..<1, using: &generator) >= share {
                chosen = edges.firstIndex { graph.decision(of: $0.index) == wanted[step] }
            }
            if chosen == nil {
                var left = Double.random(in: 0..<behind[state], using: &generator)
                chosen = edges.firstIndex { edge in
                    left -= behind[edge.target]
                    return left < 0
                }
            }
            let edge = edges[chosen ?? 0]
            sample.decisions.append(graph.decision(of: edge.index))
            sample.cost += graph.value(of: edge.index, column: costColumn)
            sample.score += graph.value(of: edge.index, column: scoreColumn)
            state = edge.target
        }
        return sample
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
