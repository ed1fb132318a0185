public import NetworkIR

/// How long single layers take: what makes time one more cost that adds up along a network.
///
/// The search asks once for each distinct layer. Whoever supplies the times (measured, predicted) decides what they are; to
/// the search they are whole nanoseconds, so that sums are exact and proofs hold for them.
public struct LayerTimes: Sendable {
    /// Nanoseconds of an operation on these input maps.
    public var nanoseconds: @Sendable (_ operation: Operation, _ inputs: [FeatureMap], _ output: FeatureMap) -> Int64

    public init(
        nanoseconds:
            @escaping @Sendable (
                _ operation: Operation, _ inputs: [FeatureMap], _ output: FeatureMap
            ) -> Int64
    ) {
        self.nanoseconds = nanoseconds
    }
}
