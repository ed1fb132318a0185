import NetworkIR

/// Under what conditions a network is priced.
public struct CostConditions: Hashable, Sendable {
    /// Images at once, at least 1.
    public var batch: Int
    /// What an element of a map or a weight takes.
    public var precision: Precision

    /// One image in 32-bit floats, unless said otherwise.
    public init(batch: Int = 1, precision: Precision = .f32) {
        self.batch = batch
        self.precision = precision
    }
}
