import CostAnalysis
import NetworkIR

/// What one bar, point or node stands for: a layer, or in a large network some that follow each other.
struct LayerRuns {
    /// In the network's order; together they are all of its layers.
    let all: [Range<Int>]
    /// The run of each layer.
    let position: [Int]

    /// Runs of one layer each; where those are more than `limit`, of so many more that the runs are not, none across the
    /// border of a stage unless stages alone are too many.
    init(of network: Network, limit: Int) {
        let count = network.layers.count
        var segments: [Range<Int>] = []
        var start = 0
        for index in 0..<count
        where index + 1 == count || network.layers[index].stage != network.layers[index + 1].stage {
            segments.append(start..<index + 1)
            start = index + 1
        }
        if segments.count > limit { segments = [0..<count] }
        var length = max(1, (count + limit - 1) / limit)
        while segments.reduce(0, { $0 + ($1.count + length - 1) / length }) > limit { length += max(1, length / 4) }
        let size = length
        all = segments.flatMap { segment in
            stride(from: segment.lowerBound, to: segment.upperBound, by: size).map {
                $0..<Swift.min($0 + size, segment.upperBound)
            }
        }
        position = all.enumerated().flatMap { index, run in run.map { _ in index } }
    }

    /// True where each layer stands for itself.
    var areSingle: Bool { all.count == position.count }

    /// The most layers of a run.
    var longest: Int { all.map(\.count).max() ?? 0 }

    /// The graph of the runs: what each reads of those before it.
    func graph(of network: Network) -> GraphLayout {
        let sources = all.enumerated().map { index, run in
            var seen: Set<Int?> = []
            return run.flatMap { layer in
                network.layers[layer].inputs.map { input -> Int? in
                    switch input {
                    case .input: nil
                    case .layer(let origin): position[origin]
                    }
                }
            }.filter { $0 != index && seen.insert($0).inserted }
        }
        return GraphLayout(sources: sources, outputs: Set(network.outputs.map { position[$0] }))
    }
}

/// What colours stand for: stages, or in a network without any the kinds of its layers.
struct LayerGroups {
    let grouping: Grouping
    /// In order of first appearance; without a name what is outside of any stage.
    let all: [(name: String?, layers: [Int])]
    /// The colour of each layer's group.
    let colour: [Int]

    init(of network: Network) {
        grouping = network.layers.contains { $0.stage != nil } ? .stage : .kind
        all = network.groups(by: grouping)
        // The last colour is the grey one, for what has no name.
        let colours = Palette.light.series.count - 1
        var colour = [Int](repeating: colours, count: network.layers.count)
        var named = 0
        for group in all where group.name != nil {
            for layer in group.layers { colour[layer] = named % colours }
            named += 1
        }
        self.colour = colour
    }

    /// What one of them is called.
    var noun: String {
        switch grouping {
        case .stage: "stage"
        case .kind: "kind"
        }
    }

    static func name(_ group: String?) -> String { group ?? "(outside any stage)" }

    /// The groups with their colours; none where colours would repeat.
    var legend: [LegendEntry] {
        guard all.count <= Palette.light.series.count else { return [] }
        return all.compactMap { group in
            group.layers.first.map {
                LegendEntry(label: LayerGroups.name(group.name), colour: .series(colour[$0]), marker: .circle)
            }
        }
    }
}
