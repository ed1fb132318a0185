import NetworkIR

/// The cost of the layers that share a stage or a kind.
public struct Subtotal: Hashable, Sendable {
    /// The stage's path or the kind's word; nil for the layers outside any stage.
    public var name: String?
    /// How many layers are in it.
    public var layerCount: Int
    public var cost: LayerCost
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
        var positions: [String?: Int] = [:]
        var result: [Subtotal] = []
        for (layer, cost) in zip(network.layers, layers) {
            let name: String? =
                switch grouping {
                case .stage: layer.stage.map { network.stages[$0] }
                case .kind: layer.operation.keyWord
                }
            let position: Int
            if let known = positions[name] {
                position = known
            } else {
                position = result.count
                positions[name] = position
                result.append(Subtotal(name: name, layerCount: 0, cost: .zero))
            }
            result[position].layerCount += 1
            // A part of a sum that fits 64 bits fits, as no summand is negative.
            if let sum = try? result[position].cost.adding(cost) { result[position].cost = sum }
        }
        return result
    }
}
