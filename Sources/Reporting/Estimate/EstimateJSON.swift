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
        let groups = zip(cost.subtotals(by: .stage, of: network), network.groups(by: .stage))
        let stages = groups.compactMap { subtotal, group -> JSONValue? in
            guard let name = subtotal.name else { return nil }
            let time = times.map { [JSONMember("time", TimeColumns.json($0.layers.sum(of: group.layers)))] } ?? []
            return .object(
                [JSONMember("name", .string(name)), JSONMember("layers", .integer(subtotal.layerCount))]
                    + costs(subtotal.cost) + time)
        }
        document.append(JSONMember("stages", .array(stages)))
        document.append(
            JSONMember(
                "layers", .array(network.layers.indices.map { layer(network.layers[$0], cost.layers[$0], at: $0) })))
        return .object(document)
    }

    /// The network's totals, by the names of `CostMetric`.
    public var totals: JSONValue {
        .object(
            costs(cost.total) + [
                JSONMember("peak_memory", .integer(cost.peakMemory.count)),
                JSONMember("depth", .integer(cost.total.depth)),
                JSONMember("receptive_field", .integer(cost.receptiveField)),
                JSONMember(
                    "receptive_field_size",
                    [.integer(cost.receptiveFieldSize.height), .integer(cost.receptiveFieldSize.width)]),
            ] + (times.map { [JSONMember("time", TimeColumns.json($0.layers.total))] } ?? []))
    }

    private func costs(_ cost: LayerCost) -> [JSONMember] {
        [
            JSONMember("time_complexity", .integer(cost.timeComplexity.count)),
            JSONMember("macs", .integer(cost.macs.count)),
            JSONMember("valid_macs", .integer(cost.validMACs.count)),
            JSONMember("flops", .integer(cost.flops.count)),
            JSONMember("params", .integer(cost.params.count)),
            JSONMember("activations", .integer(cost.activations.count)),
            JSONMember("traffic", .integer(cost.traffic.count)),
            JSONMember("intensity", .optional(cost.intensity)),
        ]
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
        members += costs(cost)
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
