import CostAnalysis
import NetworkIR

extension NetworkEstimate {
    /// One network of the document that `estimate --format json` prints.
    public var json: JSONValue {
        var document: [JSONMember] = [
            JSONMember("name", .string(network.name)),
            JSONMember("file", .string(file)),
            JSONMember("batch", .integer(cost.conditions.batch)),
            JSONMember("precision", .string(cost.conditions.precision.rawValue)),
            JSONMember(
                "input",
                [.integer(network.input.channels), .integer(network.input.height), .integer(network.input.width)]),
            JSONMember("totals", totals),
        ]
        let stages = subtotals(by: .stage)
        document.append(JSONMember("stages", .array(stages.filter { $0.name != nil }.map(\.json))))
        // With the stages it makes the totals.
        document.append(JSONMember("outside_stages", stages.first { $0.name == nil }.map(\.json) ?? .null))
        document.append(JSONMember("kinds", .array(subtotals(by: .kind).map(\.json))))
        document.append(
            JSONMember(
                "layers", .array(network.layers.indices.map { layer(network.layers[$0], cost.layers[$0], at: $0) })))
        return .object(document)
    }

    /// Stages or kinds with their names, and what they cost and take.
    private func subtotals(by grouping: Grouping) -> [(name: String?, json: JSONValue)] {
        zip(cost.subtotals(by: grouping, of: network), network.groups(by: grouping)).map { subtotal, group in
            let name = subtotal.name.map { [JSONMember("name", .string($0))] } ?? []
            let time = times.map { [JSONMember("time", TimeColumns.json($0.layers.sum(of: group.layers)))] } ?? []
            return (
                subtotal.name,
                .object(name + [JSONMember("layers", .integer(subtotal.layerCount))] + subtotal.cost.members + time)
            )
        }
    }

    /// The network's totals, by the names of `CostMetric`, and its time where that was asked for.
    public var totals: JSONValue {
        guard let times, case .object(let members) = cost.totals else { return cost.totals }
        return .object(members + [JSONMember("time", TimeColumns.json(times.layers.total))])
    }

    private func layer(_ layer: Layer, _ cost: LayerCost, at index: Int) -> JSONValue {
        let inputs = network.inputs(of: layer)
        var members: [JSONMember] = [
            JSONMember("name", .string(layer.name)),
            JSONMember("kind", .string(layer.operation.keyWord)),
            JSONMember("line", .integer(layer.line)),
            JSONMember("stage", .optional(layer.stage.map { network.stages[$0] })),
            JSONMember("in", inputs.first.map(NetworkEstimate.shape) ?? .null),
            JSONMember("out", NetworkEstimate.shape(layer.output)),
        ]
        if inputs.count > 1 { members.append(JSONMember("inputs", .array(inputs.map(NetworkEstimate.shape)))) }
        members += NetworkEstimate.geometry(layer.operation)
        members += cost.members
        let conditions = self.cost.conditions
        let problem = network.problem(of: layer, batch: conditions.batch, precision: conditions.precision)
        members.append(JSONMember("problem", .optional(problem?.key)))
        if let times { members.append(JSONMember("time", TimeColumns.json(times.layers.layers[index], of: network))) }
        return .object(members)
    }

    private static func shape(_ map: FeatureMap) -> JSONValue {
        [.integer(map.channels), .integer(map.height), .integer(map.width)]
    }

    /// Kernel, stride, pad (top, bottom, left, right), dilation and groups of layers that have a window.
    private static func geometry(_ operation: Operation) -> [JSONMember] {
        switch operation {
        case .convolution(let convolution): members(convolution.window, groups: convolution.groups)
        case .transposedConvolution(let convolution): members(convolution.window, groups: convolution.groups)
        case .pool(let pool): members(pool.window, groups: nil)
        default: []
        }
    }

    private static func members(_ window: Window, groups: Int?) -> [JSONMember] {
        func pair(_ extent: Extent) -> JSONValue { [.integer(extent.height), .integer(extent.width)] }
        let pad = window.padding
        var members = [
            JSONMember("kernel", pair(window.kernel)), JSONMember("stride", pair(window.stride)),
            JSONMember("pad", [.integer(pad.top), .integer(pad.bottom), .integer(pad.left), .integer(pad.right)]),
            JSONMember("dilation", pair(window.dilation)),
        ]
        if let groups { members.append(JSONMember("groups", .integer(groups))) }
        return members
    }
}

/// The document that `estimate --format json` prints.
public enum EstimateDocument {
    /// All networks of one invocation.
    public static func json(_ estimates: [NetworkEstimate]) -> JSONValue {
        json(networks: estimates.map(\.json))
    }

    /// Networks that are documents already, in the same frame.
    public static func json(networks: [JSONValue]) -> JSONValue {
        ["archcost": .string(ArchCostVersion.text), "networks": .array(networks)]
    }
}

/// The version that documents and `--version` state.
public enum ArchCostVersion {
    public static let text = "1.0.0"
}

extension NetworkCost {
    /// The network's totals, by the names of `CostMetric`.
    public var totals: JSONValue {
        .object(
            total.members + [
                JSONMember("peak_memory", .integer(peakMemory.count)),
                JSONMember("depth", .integer(total.depth)),
                JSONMember("receptive_field", .integer(receptiveField)),
                JSONMember(
                    "receptive_field_size",
                    [.integer(receptiveFieldSize.height), .integer(receptiveFieldSize.width)]),
            ])
    }
}

extension LayerCost {
    /// Counts that add up, by the names of `CostMetric`.
    fileprivate var members: [JSONMember] {
        [
            JSONMember("time_complexity", .integer(timeComplexity.count)),
            JSONMember("macs", .integer(macs.count)),
            JSONMember("valid_macs", .integer(validMACs.count)),
            JSONMember("flops", .integer(flops.count)),
            JSONMember("params", .integer(params.count)),
            JSONMember("activations", .integer(activations.count)),
            JSONMember("traffic", .integer(traffic.count)),
            JSONMember("intensity", .optional(intensity)),
        ]
    }
}
