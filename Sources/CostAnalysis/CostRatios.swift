extension NetworkCost {
    /// One quantity of the network as a plain number in the metric's unit; nil where it has none (no traffic, no
    /// intensity).
    ///
    /// For exact counts read the properties: above 2^53 a double rounds.
    public subscript(metric: CostMetric) -> Double? {
        switch metric {
        case .timeComplexity: Double(total.timeComplexity.count)
        case .macs: Double(total.macs.count)
        case .flops: Double(total.flops.count)
        case .params: Double(total.params.count)
        case .activations: Double(total.activations.count)
        case .peakMemory: Double(peakMemory.count)
        case .traffic: Double(total.traffic.count)
        case .intensity: total.intensity
        case .depth: Double(total.depth)
        case .receptiveField: Double(receptiveField)
        }
    }

    /// This network's quantity as a multiple of another's (He & Sun's "comp." column); nil where either has none or the
    /// other's is zero.
    public func ratio(of metric: CostMetric, relativeTo other: NetworkCost) -> Double? {
        guard let own = self[metric], let base = other[metric], base != 0 else { return nil }
        return own / base
    }
}
