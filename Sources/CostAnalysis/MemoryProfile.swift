import NetworkIR

/// What a network holds in memory while one of its layers runs.
public struct MemoryMoment: Hashable, Sendable {
    /// The layer's inputs, its output, and every map that a later layer still reads.
    public var maps: Bytes
    /// The running layer's own weights.
    public var weights: Bytes
}

extension Network {
    /// What is held while each layer runs, in the network's order; the greatest sum is `NetworkCost.peakMemory`, unless
    /// the input image alone is more.
    ///
    /// - Throws: the layer at which a size leaves 64 bits.
    public func memoryProfile(under conditions: CostConditions) throws(CostError) -> [MemoryMoment] {
        guard conditions.batch >= 1 else { throw .emptyBatch(conditions.batch) }
        var stored: [Elements] = []
        for layer in layers {
            stored.append(
                try layer.naming { () throws(CountOverflow) in
                    try layer.operation.work(inputs: inputs(of: layer), output: layer.output).stored
                })
        }
        var held: [Int] = []
        _ = try PeakMemory(of: self, stored: stored, under: conditions) { held.append($0) }
        var moments: [MemoryMoment] = []
        for (index, layer) in layers.enumerated() {
            moments.append(
                try layer.naming { () throws(CountOverflow) in
                    MemoryMoment(
                        maps: try Bytes(of: Elements(held[index]), in: conditions.precision),
                        weights: try Bytes(of: stored[index], in: conditions.precision))
                })
        }
        return moments
    }
}
