import CostAnalysis
import NetworkIR

/// What one training step of a network costs, by layer, stage or kind.
public struct TrainingReport: Sendable {
    private let network: Network
    private let cost: TrainingCost
    private let file: String

    public init(network: Network, cost: TrainingCost, file: String) {
        self.network = network
        self.cost = cost
        self.file = file
    }

    /// Work of each pass in MACs and FLOPs, and the bytes held at the turn to the backward pass.
    public func report(by rows: EstimateRows, namesNetwork: Bool = false) -> Report {
        var columns = [
            Column(rows.rawValue, heading: rows.rawValue, importance: .essential),
            Column("forward_macs", heading: "forward MACs", .count(unit: "MACs"), importance: .high),
            Column("backward_data_macs", heading: "backward data MACs", .count(unit: "MACs"), importance: .high),
            Column("backward_weights_macs", heading: "backward weights MACs", .count(unit: "MACs"), importance: .high),
            Column("forward_flops", heading: "forward FLOPs", .count(unit: "FLOPs"), importance: .low),
            Column("backward_data_flops", heading: "backward data FLOPs", .count(unit: "FLOPs"), importance: .low),
            Column(
                "backward_weights_flops", heading: "backward weights FLOPs", .count(unit: "FLOPs"), importance: .low),
            Column("update_flops", heading: "update FLOPs", .count(unit: "FLOPs"), importance: .normal),
            Column("kept", heading: "kept maps", .bytes, importance: .high),
            Column("weights", heading: "weights", .bytes, importance: .low),
            Column("gradients", heading: "gradients", .bytes, importance: .normal),
            Column("optimizer_state", heading: "optimizer state", .bytes, importance: .normal),
        ]
        if namesNetwork { columns.insert(Column("network", heading: "network"), at: 0) }
        let conditions = cost.conditions
        let decay = cost.weightDecay ? " with weight decay" : ""
        var report = Report(
            title: "\(network.name): one training step, batch \(conditions.batch), \(conditions.precision.rawValue), "
                + "\(cost.optimizer.rawValue)\(decay)",
            columns: columns)
        func cells(_ name: String, _ cost: TrainingLayerCost) -> [CellValue] {
            (namesNetwork ? [.text(network.name)] : []) + [.text(name)]
                + TrainingReport.numbers(cost).map { .integer($0.value) }
        }
        for (name, cost) in grouped(by: rows) { report.append(cells(name, cost)) }
        report.appendTotal(cells("total", cost.total))
        report.notes = [
            "counted; \(cost.optimizer.rawValue): \(cost.optimizer.formula) (\(cost.optimizer.source))",
            "kept maps count once, with the layer that made them; the loss is not part of the network",
        ]
        return report
    }

    /// One network of the document that `estimate --train --format json` prints.
    public var json: JSONValue {
        let layers = zip(network.layers, cost.layers).map { layer, cost -> JSONValue in
            .object(
                [JSONMember("name", .string(layer.name)), JSONMember("kind", .string(layer.operation.keyWord))]
                    + TrainingReport.members(cost))
        }
        return [
            "name": .string(network.name), "file": .string(file), "batch": .integer(cost.conditions.batch),
            "precision": .string(cost.conditions.precision.rawValue), "optimizer": .string(cost.optimizer.rawValue),
            "weight_decay": .bool(cost.weightDecay), "totals": .object(TrainingReport.members(cost.total)),
            "layers": .array(layers),
        ]
    }

    private static func members(_ cost: TrainingLayerCost) -> [JSONMember] {
        numbers(cost).map { JSONMember($0.name, .integer($0.value)) }
    }

    /// Every number of a row by its machine name, in column order.
    private static func numbers(_ cost: TrainingLayerCost) -> [(name: String, value: Int)] {
        [
            ("forward_macs", cost.forward.macs.count), ("backward_data_macs", cost.backwardData.macs.count),
            ("backward_weights_macs", cost.backwardWeights.macs.count), ("forward_flops", cost.forward.flops.count),
            ("backward_data_flops", cost.backwardData.flops.count),
            ("backward_weights_flops", cost.backwardWeights.flops.count), ("update_flops", cost.update.count),
            ("kept", cost.kept.count), ("weights", cost.weights.count), ("gradients", cost.gradients.count),
            ("optimizer_state", cost.optimizerState.count),
        ]
    }

    private func grouped(by rows: EstimateRows) -> [(String, TrainingLayerCost)] {
        guard rows != .layer else { return zip(network.layers, cost.layers).map { ($0.name, $1) } }
        var order: [String] = []
        var sums: [String: TrainingLayerCost] = [:]
        for (layer, cost) in zip(network.layers, cost.layers) {
            let name =
                rows == .kind
                ? layer.operation.keyWord : layer.stage.map { network.stages[$0] } ?? "(outside any stage)"
            if sums[name] == nil { order.append(name) }
            // A part of a sum that fits 64 bits fits, as no summand is negative.
            if let sum = try? (sums[name] ?? .zero).adding(cost) { sums[name] = sum }
        }
        return order.compactMap { name in sums[name].map { (name, $0) } }
    }
}
