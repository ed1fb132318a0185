import NetworkIR

/// Turns a network's graph into nested statements.
///
/// The walk goes backwards from an output. Where maps come together, everything between their common dominator and the join
/// is a region of its own, so branches nest as braces do; a map that another branch made already is read by its label.
struct OutlineBuilder {
    /// Deeper nesting is written with labels alone.
    private static let depthLimit = 24
    /// A shortcut around more than this is a label, not braces.
    private static let longBody = 20

    private let network: Network
    private let dominators: DominatorTree
    /// How many layers, and outputs, read each node.
    private var readers: [Int]
    private var emitted: Set<Int> = []
    private var referenced: Set<Int> = []
    private var isTooDeep = false

    /// A statement whose labels are not decided yet.
    private indirect enum Draft {
        case line(nodes: [Int])
        case join(node: Int, entry: Int, [[Draft]])
        case from(Int)
        /// The last of a sequence that goes on behind a long shortcut: joins the current map with an earlier one.
        case combine(node: Int, with: Int, earlierFirst: Bool)
    }

    init(_ network: Network) {
        self.network = network
        dominators = DominatorTree(network)
        readers = Array(repeating: 0, count: network.layers.count + 1)
        for layer in network.layers { for source in layer.inputs { readers[DominatorTree.node(of: source)] += 1 } }
        for output in network.outputs { readers[output + 1] += 1 }
    }

    /// The outline of a network, without blocks or repeats; nil where it nests too deep.
    static func outline(_ network: Network, _ defaults: OutputForm) -> [OutlineItem]? {
        var builder = OutlineBuilder(network)
        guard let last = network.outputs.last else { return nil }
        var drafts = builder.sequence(to: last + 1, from: 0, depth: 0)
        var outputs: [Int: String] = [:]
        var others: [[Draft]] = []
        for (number, output) in network.outputs.dropLast().enumerated() {
            outputs[output + 1] = "out\(number + 1)"
            if !builder.emitted.contains(output + 1) {
                others.append(builder.sequence(to: output + 1, from: 0, depth: 0))
            }
        }
        if !others.isEmpty { outputs[last + 1] = "out\(network.outputs.count)" }
        guard !builder.isTooDeep else { return nil }
        for other in others { drafts += other }
        let labels = builder.labels(outputs)
        var items = builder.items(drafts, labels, defaults, outputs)
        if let name = labels[0] {
            // The input itself is read again: empty braces give it a name.
            let map = network.input
            items.insert(OutlineItem(kind: .group([]), label: name, entry: map, exit: map), at: 0)
        }
        return items
    }

    /// Names for the nodes that are read by label, in the order they are computed.
    private func labels(_ outputs: [Int: String]) -> [Int: String] {
        var result: [Int: String] = [:]
        for (index, node) in referenced.sorted().enumerated() { result[node] = "skip\(index + 1)" }
        for (node, name) in outputs where result[node] == nil { result[node] = name }
        return result
    }

    // MARK: Walking backwards

    /// What leads from one node to another, the first not included.
    private mutating func sequence(to target: Int, from entry: Int, depth: Int) -> [Draft] {
        guard depth <= OutlineBuilder.depthLimit else {
            isTooDeep = true
            return []
        }
        var parts: [[Draft]] = []
        var node = target
        while node != entry {
            if node == 0 || emitted.contains(node) {
                referenced.insert(node)
                parts.append([.from(node)])
                break
            }
            let layer = network.layers[node - 1]
            emitted.insert(node)
            if JoinKind(layer.operation) == nil || layer.inputs.count < 2 {
                let nodes = fused(node)
                emitted.formUnion(nodes)
                parts.append([.line(nodes: nodes)])
                node = DominatorTree.node(of: network.layers[nodes[0] - 1].inputs[0])
                continue
            }
            let dominator = dominators.parents[node]
            var branches: [[Draft]] = []
            for source in layer.inputs {
                branches.append(sequence(to: DominatorTree.node(of: source), from: dominator, depth: depth + 1))
            }
            parts.append(long(node, dominator, branches) ?? [.join(node: node, entry: dominator, branches)])
            node = dominator
        }
        return Array(parts.reversed().joined())
    }

    /// The nodes of the line that ends with one: a layer with weights, its normalisation and its activation.
    private func fused(_ node: Int) -> [Int] {
        func before(_ node: Int) -> Int? {
            guard case .layer(let index) = network.layers[node - 1].inputs[0], readers[index + 1] == 1 else {
                return nil
            }
            return index + 1
        }
        func takesOutputForm(_ node: Int) -> Bool {
            switch network.layers[node - 1].operation {
            case .convolution, .transposedConvolution, .fullyConnected: true
            default: false
            }
        }
        var nodes = [node]
        if OutlineLine.activationText(network.layers[node - 1].operation) != nil {
            guard let previous = before(node) else { return nodes }
            nodes = [previous, node]
        }
        if network.layers[nodes[0] - 1].operation == .batchNorm {
            guard let previous = before(nodes[0]) else { return [node] }
            nodes.insert(previous, at: 0)
        }
        return takesOutputForm(nodes[0]) ? nodes : [node]
    }

    /// A shortcut around much of the network as a label: `as NAME`, later `add NAME`.
    private mutating func long(_ node: Int, _ entry: Int, _ branches: [[Draft]]) -> [Draft]? {
        guard branches.count == 2, let shortcut = branches.firstIndex(where: \.isEmpty) else { return nil }
        let body = branches[1 - shortcut]
        let isOrdered = JoinKind(network.layers[node - 1].operation) == .concatenate
        guard !body.isEmpty else { return nil }
        guard weight(body) > OutlineBuilder.longBody || changesSize(body, from: map(entry)) else { return nil }
        referenced.insert(entry)
        return body + [.combine(node: node, with: entry, earlierFirst: isOrdered && shortcut == 0)]
    }

    private func weight(_ drafts: [Draft]) -> Int {
        drafts.reduce(0) { sum, draft in
            if case .join(_, _, let branches) = draft { return branches.reduce(sum + 1) { $0 + weight($1) } }
            return sum + 1
        }
    }

    /// Whether a map in between is smaller or larger: the shortcut of a U-Net.
    private func changesSize(_ drafts: [Draft], from entry: FeatureMap) -> Bool {
        drafts.contains { draft in
            switch draft {
            case .line(let nodes): nodes.last.map { !sameSize(map($0), entry) } ?? false
            case .join(let node, _, _), .combine(let node, _, _): !sameSize(map(node), entry)
            case .from: false
            }
        } && !isGate(drafts)
    }

    /// A squeeze to one position multiplies what it came from: short braces say it better.
    private func isGate(_ drafts: [Draft]) -> Bool {
        if case .line(let nodes)? = drafts.last, let last = nodes.last { map(last).isVector } else { false }
    }

    private func sameSize(_ a: FeatureMap, _ b: FeatureMap) -> Bool { a.height == b.height && a.width == b.width }

    private func stage(_ node: Int) -> Int? { node == 0 ? nil : network.layers[node - 1].stage }

    private func map(_ node: Int) -> FeatureMap { node == 0 ? network.input : network.layers[node - 1].output }

    // MARK: Items

    private func items(
        _ drafts: [Draft], _ labels: [Int: String], _ defaults: OutputForm, _ outputs: [Int: String] = [:]
    ) -> [OutlineItem] {
        var result: [OutlineItem] = []
        for draft in drafts {
            switch draft {
            case .from(let node):
                let name = labels[node] ?? "skip"
                result.append(OutlineItem(kind: .from(name), entry: map(node), exit: map(node)))
            case .line(let nodes):
                guard let line = line(nodes), let last = nodes.last else { continue }
                let entry = network.map(of: network.layers[nodes[0] - 1].inputs[0])
                result.append(
                    OutlineItem(kind: line, label: labels[last], entry: entry, exit: map(last), stage: stage(last)))
            case .combine(let node, let other, let earlierFirst):
                guard let join = JoinKind(network.layers[node - 1].operation) else { continue }
                let entry = result.last?.exit ?? map(other)
                let name = labels[other] ?? "skip"
                let from = OutlineItem(kind: .from(name), entry: map(other), exit: map(other))
                result.append(
                    OutlineItem(
                        kind: earlierFirst ? .branches(join, [[from], []]) : .join(join, name), label: labels[node],
                        entry: entry, exit: map(node), stage: stage(node)))
            case .join(let node, let entry, let branches):
                guard let join = JoinKind(network.layers[node - 1].operation) else { continue }
                let groups = branches.map { items($0, labels, defaults) }
                let kind = Shortcut(join, groups, map(entry), map(node), defaults).kind
                result.append(
                    OutlineItem(
                        kind: kind, label: labels[node], entry: map(entry), exit: map(node), stage: stage(node)))
            }
        }
        // An output that is read by label too needs a name that nobody reads.
        for (node, name) in outputs.sorted(by: { $0.value < $1.value }) {
            guard let label = labels[node], label != name else { continue }
            result.append(OutlineItem(kind: .from(label), label: name, entry: map(node), exit: map(node)))
        }
        return result
    }

    private func line(_ nodes: [Int]) -> OutlineItem.Kind? {
        let first = network.layers[nodes[0] - 1]
        let input = network.map(of: first.inputs[0])
        if case .stridedIdentity = first.operation {
            // Said by a residual around it, or not at all.
            return .residual(.pad, [])
        }
        if JoinKind(first.operation) != nil { return .group([]) }
        guard var line = OutlineLine(first.operation, on: input) else { return nil }
        for node in nodes.dropFirst() {
            let operation = network.layers[node - 1].operation
            if operation == .batchNorm {
                line.output?.norm = true
            } else {
                line.output?.activation = OutlineLine.activationText(operation)
            }
        }
        return .line(line)
    }
}

/// What a join of branches is called: a residual, a round of a dense block, or branches.
private struct Shortcut {
    var kind: OutlineItem.Kind

    init(
        _ join: JoinKind, _ groups: [[OutlineItem]], _ entry: FeatureMap, _ exit: FeatureMap, _ defaults: OutputForm
    ) {
        kind = .branches(join, groups)
        guard groups.count == 2 else { return }
        switch join {
        case .concatenate:
            if groups[0].isEmpty, !groups[1].isEmpty { kind = .dense(groups[1]) }
        case .multiply:
            // The map first, then its gate.
            if groups[1].isEmpty { kind = .branches(join, [groups[1], groups[0]]) }
        case .add:
            for (shortcut, body) in [(groups[0], groups[1]), (groups[1], groups[0])] where !body.isEmpty {
                if shortcut.isEmpty {
                    kind = .residual(.projection, body)
                    return
                }
                guard shortcut.count == 1, shortcut[0].label == nil, entry != exit else { continue }
                if case .residual(.pad, let inner) = shortcut[0].kind, inner.isEmpty {
                    kind = .residual(.pad, body)
                    return
                }
                if case .line(let line) = shortcut[0].kind, Shortcut.isProjection(line, entry, exit, defaults) {
                    kind = .residual(.projection, body)
                    return
                }
            }
        }
    }

    /// Whether a line is the very convolution that a residual puts on its shortcut.
    private static func isProjection(
        _ line: OutlineLine, _ entry: FeatureMap, _ exit: FeatureMap, _ defaults: OutputForm
    ) -> Bool {
        func stride(_ input: Int, _ output: Int) -> Int { (input - 1) / output + 1 }
        let strides = Extent(height: stride(entry.height, exit.height), width: stride(entry.width, exit.width))
        return line.word == "conv" && line.sizes.first?.measure == .one && line.stride == Measure(strides)
            && line.padding == .usual && line.groups == .literal(1)
            && line.output == OutputForm(bias: defaults.bias, norm: defaults.norm)
    }
}
