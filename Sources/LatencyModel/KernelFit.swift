import NetworkIR

/// The model of one kind of layer under one algorithm: prices that add up, what they miss nearby, and how far off it was
/// for kernels that it had not seen.
struct KernelFit: Sendable {
    /// A kernel that the model learned from.
    struct Anchor: Sendable {
        var problem: Problem
        /// The logarithm of its time over what the prices say.
        var residual: Double
    }

    /// A price for each of `KernelWork.terms`, in nanoseconds.
    let prices: [Double]
    /// What the prices miss nearby; nil where that is noise.
    let field: ResidualField?
    /// The kernels that the field rests on; none without a field.
    let anchors: [Anchor]
    /// The 95 % quantile of left-out errors, in standard deviations of the field, or of 1 without a field.
    let spread: Double
    /// By what part each kernel was off, had it been left out; empty where only the numbers are known.
    var errors: [Double] = []

    /// Fewer kernels than this are no basis.
    static let fewest = 5
    /// More kernels than this make a stored model slow to read; every so-manieth is taken.
    static let most = 600

    /// nil for too few kernels.
    init?(_ problems: [Problem], _ works: [KernelWork], nanoseconds: [Double]) {
        let step = (works.count - 1) / KernelFit.most + 1
        let taken = stride(from: 0, to: works.count, by: step).filter { nanoseconds[$0] > 0 }
        guard taken.count >= KernelFit.fewest else { return nil }
        let (works, times) = (taken.map { works[$0] }, taken.map { nanoseconds[$0] })
        let prices = KernelFit.prices(works, times)
        let residuals = zip(works, times).map { logarithm($1 / KernelFit.base($0, prices)) }
        self.prices = prices
        field = ResidualField(positions: works.map(\.position), residuals: residuals)
        anchors =
            field == nil ? [] : zip(taken, residuals).map { Anchor(problem: problems[$0], residual: $1) }
        // Each price was fitted to the very errors that are looked at, and took one of them away.
        let freedom = Double(max(1, works.count - prices.count { $0 > 0 })) / Double(works.count)
        let errors = field?.leftOut.map { abs($0.error) / $0.variance.squareRoot() } ?? residuals.map(abs)
        spread = KernelFit.quantile(errors.map { $0 / freedom.squareRoot() })
        self.errors = (field?.leftOut.map(\.error) ?? residuals).map { abs(exponential(-$0) - 1) }
    }

    /// A fit whose numbers are known.
    init(prices: [Double], field: ResidualField?, anchors: [Anchor], spread: Double) {
        self.prices = prices
        self.field = field
        self.anchors = anchors
        self.spread = spread
    }

    /// The time in nanoseconds with its interval.
    func estimate(_ work: KernelWork, source: TimeSource) -> TimeEstimate {
        let (mean, variance) = field?.residual(at: work.position) ?? (mean: 0, variance: 1)
        // Far from everything known the field says nothing; the exponent stays within what was ever missed.
        let time = KernelFit.base(work, prices) * exponential(min(max(mean, -2), 2))
        let width = exponential(min(spread * variance.squareRoot(), 3))
        return TimeEstimate(nanoseconds: time, low: time / width, high: time * width, source: source)
    }

    /// What the prices alone say.
    private static func base(_ work: KernelWork, _ prices: [Double]) -> Double {
        max(1, zip(work.terms, prices).reduce(0) { $0 + $1.0 * $1.1 })
    }

    /// Prices that minimise relative errors; those of kernels far off count less in a second and third round (Huber 1964).
    private static func prices(_ works: [KernelWork], _ times: [Double]) -> [Double] {
        let rows = zip(works, times).map { work, time in work.terms.map { $0 / time } }
        let targets = [Double](repeating: 1, count: rows.count)
        var weights = targets
        var prices: [Double] = []
        for _ in 0..<3 {
            prices = NonNegativeLeastSquares.solve(rows: rows, targets: targets, weights: weights)
            weights = rows.map { row in
                let error = abs(zip(row, prices).reduce(-1) { $0 + $1.0 * $1.1 })
                return error > 0.1 ? 0.1 / error : 1
            }
        }
        return prices
    }

    /// The 95 % quantile for one more of the same sort: rank ⌈0.95 (n + 1)⌉ (Vovk, Gammerman & Shafer 2005), and beyond
    /// the largest where there are too few for that.
    static func quantile(_ scores: [Double]) -> Double {
        let sorted = scores.sorted()
        guard let largest = sorted.last else { return 3 }
        let rank = (95 * (sorted.count + 1) + 99) / 100
        return rank <= sorted.count ? sorted[rank - 1] : largest * 1.5
    }
}
