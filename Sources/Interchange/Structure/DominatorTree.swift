import NetworkIR

/// Which map every way to a layer leads through.
///
/// Node 0 is the network's input, node i + 1 the output of layer i. As layers stand in topological order, one pass
/// suffices: a node's immediate dominator is the lowest common ancestor of what it reads. Skips over the tree double in
/// length, so that a search for it takes logarithmic time on long chains as well.
struct DominatorTree {
    private(set) var parents: [Int] = [0]
    private var depths: [Int] = [0]
    /// An ancestor farther up, or the parent.
    private var jumps: [Int] = [0]

    init(_ network: Network) {
        for layer in network.layers {
            var parent: Int?
            for source in layer.inputs {
                let node = DominatorTree.node(of: source)
                parent = parent.map { common($0, node) } ?? node
            }
            let above = parent ?? 0
            parents.append(above)
            depths.append(depths[above] + 1)
            let jump = jumps[above]
            jumps.append(depths[above] - depths[jump] == depths[jump] - depths[jumps[jump]] ? jumps[jump] : above)
        }
    }

    static func node(of source: Source) -> Int {
        switch source {
        case .input: 0
        case .layer(let index): index + 1
        }
    }

    private func ancestor(_ node: Int, at depth: Int) -> Int {
        var node = node
        while depths[node] > depth { node = depths[jumps[node]] >= depth ? jumps[node] : parents[node] }
        return node
    }

    private func common(_ first: Int, _ second: Int) -> Int {
        let depth = min(depths[first], depths[second])
        var (a, b) = (ancestor(first, at: depth), ancestor(second, at: depth))
        while a != b {
            (a, b) = jumps[a] != jumps[b] ? (jumps[a], jumps[b]) : (parents[a], parents[b])
        }
        return a
    }
}
