import NetworkIR

/// The cost of the layers that share a stage or a kind.
public struct Subtotal: Hashable, Sendable {
    /// The stage's path or the kind's word; nil for the layers outside any stage.
    public var name: String?
    /// How many layers are in it.
    public var layerCount: Int
    public var cost: LayerCost
}

/// What a training step costs in the layers that share a stage or a kind.
public struct TrainingSubtotal: Hashable, Sendable {
    /// The stage's path or the kind's word; nil for the layers outside any stage.
    public var name: String?
    /// How many layers are in it.
    public var layerCount: Int
    public var cost: TrainingLayerCost
}

/// How rows are put together.
public enum Grouping: Hashable, Sendable {
    /// By stage; the layers outside any stage are a row of their own.
    case stage
    /// By the language's word for the operation.
    case kind
}

extension NetworkCost {
    /// Subtotals in order of first appearance; together they are exactly `total`.
    ///
    /// - Parameter network: the network that was priced.
    public func subtotals(by grouping: Grouping, of network: Network) -> [Subtotal] {
        network.groups(by: grouping).map { group in
            var cost = LayerCost.zero
            for index in group.layers {
                // A part of a sum that fits 64 bits fits, as no summand is negative.
                if let sum = try? cost.adding(layers[index]) { cost = sum }
            }
            return Subtotal(name: group.name, layerCount: group.layers.count, cost: cost)
        }
    }
}

extension TrainingCost {
    /// Subtotals in order of first appearance; together they are exactly `total`.
    ///
    /// - Parameter network: the network that was priced.
    public func subtotals(by grouping: Grouping, of network: Network) -> [TrainingSubtotal] {
        network.groups(by: grouping).map { group in
            var cost = TrainingLayerCost.zero
            for index in group.layers {
                if let sum = try? cost.adding(layers[index]) { cost = sum }
            }
            return TrainingSubtotal(name: group.name, layerCount: group.layers.count, cost: cost)
        }
    }
}

extension Network {
    /// The layers that share a stage or a kind, groups in order of first appearance.
    public func groups(by grouping: Grouping) -> [(name: String?, layers: [Int])] {
        var positions: [String?: Int] = [:]
        var groups: [(name: String?, layers: [Int])] = []
        for (index, layer) in layers.enumerated() {
            let name: String? =
                switch grouping {
                case .stage: layer.stage.map { stages[$0] }
                case .kind: layer.operation.keyWord
                }
            if let position = positions[name] {
                groups[position].layers.append(index)
            } else {
                positions[name] = groups.count
                groups.append((name, [index]))
            }
        }
        return groups
    }
}
