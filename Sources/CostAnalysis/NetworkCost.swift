import NetworkIR

/// What a network costs, layer by layer and in all.
public struct NetworkCost: Sendable {
    public var conditions: CostConditions
    /// One row a layer, in the network's order.
    public var layers: [LayerCost]
    /// The sum of all rows.
    public var total: LayerCost
    /// The most that live maps plus the running layer's weights take at once.
    public var peakMemory: Bytes
    /// The layer running at the peak; nil in a network without layers.
    public var peakLayer: Int?
    /// What each layer's output elements see of the network's input.
    public var receptiveFields: [ReceptiveField]
    /// Pixels of the input that an output element depends on: height and width, the largest over all outputs.
    public var receptiveFieldSize: Extent

    /// The longer side of `receptiveFieldSize`.
    public var receptiveField: Int { max(receptiveFieldSize.height, receptiveFieldSize.width) }
}

extension Network {
    /// Prices every layer and the network.
    ///
    /// Time and memory grow with layers and edges.
    /// - Throws: the layer whose count, or at which the running total, leaves 64 bits.
    public func cost(under conditions: CostConditions = CostConditions()) throws(CostError) -> NetworkCost {
        guard conditions.batch >= 1 else { throw .emptyBatch(conditions.batch) }
        var rows: [LayerCost] = []
        var stored: [Elements] = []
        var fields: [ReceptiveField] = []
        rows.reserveCapacity(layers.count)
        stored.reserveCapacity(layers.count)
        fields.reserveCapacity(layers.count)
        var total = LayerCost.zero
        for layer in layers {
            let maps = inputs(of: layer)
            let (row, weights, sum) = try layer.naming { () throws(CountOverflow) in
                let work = try layer.operation.work(inputs: maps, output: layer.output)
                let row = try layer.operation.cost(of: work, inputs: maps, output: layer.output, under: conditions)
                return (row, work.stored, try total.adding(row))
            }
            rows.append(row)
            stored.append(weights)
            total = sum
            let field = ReceptiveField.output(
                of: layer.operation, fields: layer.inputs.map { $0.field(among: fields) }, inputs: maps,
                output: layer.output)
            guard field.fits else { throw .receptiveFieldOverflow(layer: layer.name, line: layer.line) }
            fields.append(field)
        }
        let memory = try PeakMemory(of: self, stored: stored, under: conditions)
        var reach = Extent.one
        for output in outputs where fields.indices.contains(output) {
            let size = fields[output].size(on: input)
            reach = Extent(height: max(reach.height, size.height), width: max(reach.width, size.width))
        }
        return NetworkCost(
            conditions: conditions, layers: rows, total: total, peakMemory: memory.bytes, peakLayer: memory.layer,
            receptiveFields: fields, receptiveFieldSize: reach)
    }
}

extension Source {
    fileprivate func field(among fields: [ReceptiveField]) -> ReceptiveField {
        switch self {
        case .input: .ofInput
        case .layer(let index): fields[index]
        }
    }
}
