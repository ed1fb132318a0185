extension Score {
    /// The terms that a regression may weigh: all that add up layer by layer.
    public static let regressionTerms: [ScoreTerm] = [
        .depth, .activations, .squareRootActivations, .entropy, .parameters, .macs,
    ]

    /// The score that a regression over these terms predicts.
    ///
    /// Its unit is small enough for the smallest weight that matters to keep its digits, with room for values a hundred times
    /// those of the samples.
    /// - Parameter largest: the greatest magnitude of each term among the samples.
    public init(_ fit: RidgeRegression, over terms: [ScoreTerm], largest: [Double], text: String) {
        let reach = zip(fit.weights, largest).reduce(1e-3) { $0 + ($1.0 * $1.1).magnitude }
        var units: Int64 = 1_000_000
        while units < 1_000_000_000_000_000, Double(units) * reach < 1e15 { units *= 10 }
        let parts = zip(terms, fit.weights).compactMap { term, weight -> Part? in
            let multiplier = (weight * Double(units)).rounded()
            guard multiplier != 0, let exact = Int64(exactly: multiplier) else { return nil }
            return Part(term: term, weight: multiplier / Double(units), multiplier: exact)
        }
        self.init(parts: parts, unitsPerPoint: units, offset: fit.intercept, text: text)
    }
}
