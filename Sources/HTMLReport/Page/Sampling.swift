extension Array {
    /// At most `limit` elements, evenly spaced and with the first and the last; all where they are not more.
    func sampled(_ limit: Int) -> [Element] {
        guard count > limit, limit > 1 else { return count > limit ? Array(prefix(limit)) : self }
        return (0..<limit).map { self[$0 * (count - 1) / (limit - 1)] }
    }
}

/// The range that values span; a point of its own where there are none.
func range(_ values: some Sequence<Double>) -> ClosedRange<Double> {
    (values.min() ?? 1)...(values.max() ?? 1)
}
