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
    /// The 95 % quantile of left-out errors, in standard deviations of the field, or of 1 without a field; what stands for it
    /// where too few kernels are known for one.
    let spread: Double
    /// How many kernels it learned from.
    let kernelCount: Int
    /// The least time among them, in nanoseconds.
    let leastTime: Double
    /// For each of `KernelWork.functionTerms`, how many of them have it.
    let functionCounts: [Int]
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
        kernelCount = taken.count
        leastTime = times.min() ?? 0
        functionCounts = KernelWork.functionTerms.map { term in works.count { $0.terms[term] > 0 } }
        // Of a handful of kernels nobody can tell a field from noise.
        let isSparse = taken.count < TimeEstimate.fewestForInterval
        field = isSparse ? nil : ResidualField(positions: works.map(\.position), residuals: residuals)
        anchors =
            field == nil ? [] : zip(taken, residuals).map { Anchor(problem: problems[$0], residual: $1) }
        let leftOut = KernelFit.leftOut(works, times, field) ?? KernelFit.corrected(residuals, prices, field)
        let scores = leftOut.map { abs($0.error) / $0.variance.squareRoot() }
        spread = isSparse ? KernelFit.sparseSpread(scores) : KernelFit.quantile(scores)
        errors = leftOut.map { abs(exponential(-$0.error) - 1) }
    }

    /// So many kernels or more hardly notice that one is missing from the prices.
    private static let mostFittedAgain = 60

    /// What each kernel is missed by where neither the prices nor the field have seen it, as a logarithm, with the field's
    /// variance; nil where there are so many that fitting prices without each takes long.
    private static func leftOut(
        _ works: [KernelWork], _ times: [Double], _ field: ResidualField?
    ) -> [(error: Double, variance: Double)]? {
        guard works.count < mostFittedAgain else { return nil }
        return works.indices.map { left in
            let others = works.indices.filter { $0 != left }
            let prices = prices(others.map { works[$0] }, others.map { times[$0] })
            func residual(_ index: Int) -> Double { logarithm(times[index] / base(works[index], prices)) }
            guard let field else { return (residual(left), 1) }
            let near = ResidualField(
                others.map { works[$0].position }, others.map(residual), length: field.length, noise: field.noise)
            let (mean, variance) = near.residual(at: works[left].position)
            return (residual(left) - mean, variance)
        }
    }

    /// The same where prices were fitted to the very errors that are looked at: each took one of them away.
    private static func corrected(
        _ residuals: [Double], _ prices: [Double], _ field: ResidualField?
    ) -> [(error: Double, variance: Double)] {
        let freedom = Double(max(1, residuals.count - prices.count { $0 > 0 })) / Double(residuals.count)
        return (field?.leftOut ?? residuals.map { ($0, 1) }).map { ($0.error, $0.variance * freedom) }
    }

    /// Twice what was missed most, and no less than a factor of four: fewer than 19 errors have no 95 % quantile.
    private static func sparseSpread(_ scores: [Double]) -> Double {
        max(logarithm(TimeEstimate.sparseFactor), 2 * (scores.max() ?? 0))
    }

    /// A fit whose numbers are known.
    init(
        prices: [Double], field: ResidualField?, anchors: [Anchor], spread: Double, kernelCount: Int,
        leastTime: Double, functionCounts: [Int]
    ) {
        self.prices = prices
        self.kernelCount = kernelCount
        self.leastTime = leastTime
        self.functionCounts = functionCounts
        self.field = field
        self.anchors = anchors
        self.spread = spread
    }

    /// The fewest kernels that it knows a function of the work's from; nil where that is enough for a price, or it has none.
    func missingFunctions(of work: KernelWork) -> Int? {
        let known = zip(KernelWork.functionTerms, functionCounts).filter { work.terms[$0.0] > 0 }.map(\.1).min()
        return known.flatMap { $0 < KernelFit.fewest ? $0 : nil }
    }

    /// The time in nanoseconds with its interval.
    ///
    /// What is said to take less than anything that was timed may take as much: no kernel told what starting one takes.
    func estimate(_ work: KernelWork, source: TimeSource) -> TimeEstimate {
        let (mean, variance) = field?.residual(at: work.position) ?? (mean: 0, variance: 1)
        // Far from everything known the field says nothing; the exponent stays within what was ever missed.
        let time = KernelFit.base(work, prices) * exponential(min(max(mean, -2), 2))
        let width = exponential(min(spread * variance.squareRoot(), 3))
        return TimeEstimate(
            nanoseconds: time, low: time / width, high: max(time * width, leastTime), source: source,
            modelKernels: kernelCount)
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
