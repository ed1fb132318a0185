/// What whole networks took over the sum of their kernels on a machine: between kernels there is more than kernels.
public struct WholeRatio: Hashable, Sendable {
    /// The median of the ratios; 1 where no network was ever run whole.
    public let ratio: Double
    /// The part of the ratio that 95 % of the networks stay within, above it or below.
    public let spread: Double
    /// Networks that it rests on.
    public let count: Int

    /// - Parameter ratios: whole over sum, one a network.
    public init(_ ratios: [Double]) {
        let sorted = ratios.filter { $0 > 0 && $0.isFinite }.sorted()
        count = sorted.count
        guard !sorted.isEmpty else {
            (ratio, spread) = (1, 0)
            return
        }
        let median = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
        ratio = median
        spread = KernelFit.quantile(sorted.map { abs($0 / median - 1) })
    }

    /// The time of a whole network from the sum of its kernels; the two doubts are independent and add in quadrature.
    public func whole(of sum: TimeEstimate) -> TimeEstimate {
        guard sum.nanoseconds > 0, count > 0 else { return sum }
        let time = sum.nanoseconds * ratio
        func factor(_ half: Double) -> Double {
            let share = half / sum.nanoseconds
            return 1 + (share * share + spread * spread).squareRoot()
        }
        // A factor each way: no doubt makes a time negative.
        return TimeEstimate(
            nanoseconds: time, low: time / factor(sum.nanoseconds - sum.low),
            high: time * factor(sum.high - sum.nanoseconds), source: sum.source)
    }
}
