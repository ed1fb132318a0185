import NetworkIR
import Testing

@testable import LatencyModel

@Suite struct FittingTests {
    /// Worked by hand.
    static let systems: [(rows: [[Double]], targets: [Double], answer: [Double])] = [
        ([[1, 0], [0, 1]], [1, -1], [1, 0]),
        ([[1, 1], [1, 2], [1, 3]], [1, 2, 3], [0, 1]),
        // The line through these falls; with no negative slope allowed, the mean is best.
        ([[1, 1], [1, 2], [1, 3]], [3, 2, 1], [2, 0]),
        ([[1, 0], [1, 0]], [2, 4], [3, 0]),
    ]

    @Test(arguments: systems)
    func nonNegativeLeastSquares(_ rows: [[Double]], _ targets: [Double], _ answer: [Double]) {
        let found = NonNegativeLeastSquares.solve(
            rows: rows, targets: targets, weights: [Double](repeating: 1, count: rows.count))
        for (x, y) in zip(found, answer) { #expect(abs(x - y) < 1e-6, "\(found) for \(answer)") }
    }

    @Test func weightsCountAsRepetition() {
        let found = NonNegativeLeastSquares.solve(rows: [[1], [1]], targets: [1, 4], weights: [2, 1])
        #expect(abs(found[0] - 2) < 1e-9)
    }

    @Test func aPositiveDefiniteMatrixIsSolvedByItsFactor() {
        // Determinant 8; by Cramer's rule its inverse is [[0.375, -0.25], [-0.25, 0.5]].
        let factor = CholeskyFactor(of: [[4, 2], [2, 3]])
        // [1, 2] times the inverse times [1, 2] is 0.375 - 1 + 2.
        let square = factor.half([1, 2]).reduce(0) { $0 + $1 * $1 }
        #expect(abs(square - 1.375) < 1e-12)
        #expect(CholeskyFactor(of: []).half([]) == [])
    }

    /// What leaving a point out gives must be what a field without it says.
    @Test func leavingOutIsRefitting() {
        let positions = [[0.0], [0.5], [1.1], [2.0], [3.5]]
        let residuals = [0.1, 0.15, 0.05, -0.1, 0.2]
        let field = ResidualField(positions, residuals, length: 1, noise: 0.1)
        for index in positions.indices {
            var (others, values) = (positions, residuals)
            others.remove(at: index)
            values.remove(at: index)
            let without = ResidualField(others, values, length: 1, noise: 0.1).residual(at: positions[index])
            let left = field.leavingOut(index)
            #expect(abs(residuals[index] - without.mean - left.error) < 1e-9)
            #expect(abs(without.variance - left.variance) < 1e-9)
        }
    }

    @Test func farFromAllPointsNothingIsCorrected() throws {
        let field = try #require(ResidualField(positions: [[0], [1], [2]], residuals: [0.3, 0.3, 0.3]))
        let far = field.residual(at: [500])
        #expect(abs(far.mean) < 1e-9)
        #expect(abs(far.variance - 1 - field.noise) < 1e-9)
        #expect(field.residual(at: [1]).mean > 0.2)
        #expect(field.residual(at: [1]).variance < far.variance)
    }

    /// Errors that change their sign from one point to the next tell nothing about the next.
    @Test func noiseIsNotCorrected() {
        let positions = (0..<20).map { [Double($0) / 10] }
        #expect(ResidualField(positions: positions, residuals: (0..<20).map { $0 % 2 == 0 ? 0.1 : -0.1 }) == nil)
    }

    /// Ranks ⌈0.95 (n + 1)⌉: 19 of 19, 38 of 39; ten scores have none, and half as much again is said.
    @Test(arguments: [(19, 19.0), (39, 38.0), (10, 15.0)])
    func conformalQuantile(_ count: Int, _ expected: Double) {
        #expect(KernelFit.quantile((1...count).map(Double.init)) == expected)
    }
}
