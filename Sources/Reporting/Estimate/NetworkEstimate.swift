import CostAnalysis
import LatencyModel
import NetworkIR

/// A network with its cost, and where it came from: what `estimate` and `compare` report.
public struct NetworkEstimate: Sendable {
    public var network: Network
    public var cost: NetworkCost
    /// The file it was read from.
    public var file: String
    /// How long its layers take, and what is to be said of that; nil where nobody asked.
    public var times: (layers: NetworkTimes, notes: [String])?

    public init(network: Network, cost: NetworkCost, file: String) {
        self.network = network
        self.cost = cost
        self.file = file
    }

    /// `resnet50: input 3x224x224, batch 1, f32`.
    var title: String {
        "\(network.name): input \(network.input), batch \(cost.conditions.batch), \(cost.conditions.precision.rawValue)"
    }
}

/// What a row of an estimate stands for.
public enum EstimateRows: String, Sendable, CaseIterable {
    case layer
    case stage
    case kind
}

/// The columns that every table of costs shares, in one order.
enum CostColumns {
    static let additive: [Column] = [
        Column("macs", heading: "MACs", .count(unit: "MACs"), importance: .essential),
        Column("time_complexity", heading: "time complexity", .count(unit: "MACs"), importance: .low),
        Column("flops", heading: "FLOPs", .count(unit: "FLOPs"), importance: .low),
        Column("params", heading: "params", .count(unit: ""), importance: .high),
        Column("activations", heading: "activations", .count(unit: ""), importance: .normal),
        Column("traffic", heading: "traffic", .bytes, importance: .normal),
        Column("intensity", heading: "FLOP/B", .ratio, importance: .low),
    ]

    static func additive(_ cost: LayerCost) -> [CellValue] {
        [
            .integer(cost.macs.count), .integer(cost.timeComplexity.count), .integer(cost.flops.count),
            .integer(cost.params.count), .integer(cost.activations.count), .integer(cost.traffic.count),
            .optional(cost.intensity),
        ]
    }
}
