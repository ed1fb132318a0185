import Testing

@testable import ArchSearch

@Suite("ridge regression and ranks")
struct RegressionTests {
    @Test("ranks and Spearman's correlation, by hand")
    func ranks() {
        #expect(Ranks.ranks([10, 30, 20, 20]) == [1, 4, 2.5, 2.5])
        #expect(abs(Ranks.correlation([1, 2, 3, 4, 5], [5, 6, 7, 8, 7]) - 0.820_782_681_668_123) < 1e-12)
        #expect(Ranks.correlation([1, 2, 3], [3, 2, 1]) == -1)
        #expect(Ranks.correlation([1, 1, 1], [3, 2, 1]) == 0)
    }

    @Test("a noiseless linear rule is found")
    func linear() throws {
        var generator = SeededGenerator(seed: 5)
        let features = (0..<60).map { _ in
            [Double.random(in: 0...9, using: &generator), Double.random(in: 0...1000, using: &generator), 7]
        }
        let values = features.map { 3 * $0[0] - 0.02 * $0[1] + 11 }
        let fit = try RidgeRegression(features: features, values: values)
        #expect(abs(fit.weights[0] - 3) < 1e-3 && abs(fit.weights[1] + 0.02) < 1e-5)
        #expect(fit.weights[2] == 0)
        #expect(abs(fit.predict([1, 100, 7]) - 12) < 1e-2)
        #expect(fit.rankCorrelation > 0.999)
    }

    @Test("one feature with a penalty of one, by hand")
    func penalty() {
        // Standardised x = ±1 and centred y = ±2: weight 2·2 / (2 + 1·2) = 1 over a deviation of 1.
        let fit = LinearFit(features: [[0], [2]], values: [3, 7], penalty: 1)
        #expect(fit.weights == [1] && fit.intercept == 4)
    }

    @Test("samples that say nothing are refused")
    func refusals() {
        #expect(throws: RegressionError.tooFewSamples(2, least: 4)) {
            try RidgeRegression(features: [[1], [2]], values: [1, 2])
        }
        #expect(throws: RegressionError.constantValues) {
            try RidgeRegression(features: [[1], [2], [3], [4]], values: [1, 1, 1, 1])
        }
    }
}
