extension Score {
    /// The terms that a regression may weigh: all that add up layer by layer.
    public static let regressionTerms: [ScoreTerm] = [
        .depth, .activations, .squareRootActivations, .entropy, .parameters, .macs,
    ]

    /// The score that a regression over these terms predicts.
    ///
    /// Weights are scaled so that the smallest that matters keeps its digits, with room for values a thousand times those of
    /// the samples.
    /// - Parameter largest: the greatest magnitude of each term among the samples.
    public init(_ fit: RidgeRegression, over terms: [ScoreTerm], largest: [Double], text: String) {
        let reach = zip(fit.weights, largest).reduce(1e-3) { $0 + ($1.0 * $1.1).magnitude }
        var scale: Int64 = 1
        while scale < 1_000_000_000_000, Double(scale) * reach < 1e7 { scale *= 10 }
        let parts = zip(terms, fit.weights).compactMap { term, weight -> Part? in
            let scaled = (weight * 1_000_000 * Double(scale)).rounded()
            guard scaled != 0, let exact = Int64(exactly: scaled) else { return nil }
            return Part(term: term, weight: exact)
        }
        self.init(parts: parts, scale: scale, offset: fit.intercept, text: text)
    }
}
