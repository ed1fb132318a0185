/// A linear model of measured values over the additive features of candidates, its weights held small.
///
/// Hoerl & Kennard 1970: weights w minimise Σ (y - w·x)² + λ·|w|² over standardised features and centred values. The
/// penalty λ is the one of a fixed list whose held-out predictions rank best.
public struct RidgeRegression: Hashable, Sendable {
    /// One weight a feature, for features as given.
    public let weights: [Double]
    public let intercept: Double
    /// The penalty chosen, for standardised features.
    public let penalty: Double
    /// Spearman's rank correlation between measured values and predictions made without them, over the folds.
    public let rankCorrelation: Double

    /// Penalties tried, as multiples of the number of samples.
    static let penalties: [Double] = [1e-6, 1e-4, 1e-3, 1e-2, 1e-1, 1, 10]

    /// Fits the model.
    ///
    /// - Parameters:
    ///   - features: one row a sample, all of one length.
    ///   - values: one measured value a sample.
    ///   - folds: parts of which each is predicted from the others; sample i belongs to part i mod folds.
    /// - Throws: what the samples lack.
    public init(features: [[Double]], values: [Double], folds: Int = 10) throws(RegressionError) {
        guard values.count >= 4, features.count == values.count else { throw .tooFewSamples(values.count, least: 4) }
        guard Set(values).count > 1 else { throw .constantValues }
        let folds = min(max(2, folds), values.count)
        var best: (penalty: Double, correlation: Double)?
        for penalty in Self.penalties {
            var predictions = [Double](repeating: 0, count: values.count)
            for fold in 0..<folds {
                let training = values.indices.filter { $0 % folds != fold }
                let fit = LinearFit(
                    features: training.map { features[$0] }, values: training.map { values[$0] }, penalty: penalty)
                for sample in values.indices where sample % folds == fold {
                    predictions[sample] = fit.predict(features[sample])
                }
            }
            let correlation = Ranks.correlation(predictions, values)
            if correlation > best?.correlation ?? -2 { best = (penalty, correlation) }
        }
        penalty = best?.penalty ?? 1
        rankCorrelation = best?.correlation ?? 0
        let fit = LinearFit(features: features, values: values, penalty: penalty)
        weights = fit.weights
        intercept = fit.intercept
    }

    /// The value that the model expects.
    public func predict(_ features: [Double]) -> Double {
        zip(weights, features).reduce(intercept) { $0 + $1.0 * $1.1 }
    }
}

/// What measured samples lack. The sentences stand here and nowhere else.
public enum RegressionError: Error, Hashable, Sendable {
    case tooFewSamples(Int, least: Int)
    case constantValues
}

extension RegressionError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .tooFewSamples(let count, let least):
            "a regression needs at least \(least) measured candidates; got \(count)"
        case .constantValues: "all measured values are equal: there is nothing to rank by"
        }
    }
}

/// One ridge fit by the normal equations over standardised features.
struct LinearFit {
    private(set) var weights: [Double]
    private(set) var intercept: Double

    /// The penalty is a multiple of the number of samples.
    init(features: [[Double]], values: [Double], penalty: Double) {
        let count = Double(values.count)
        let width = features.first?.count ?? 0
        var means = [Double](repeating: 0, count: width)
        var deviations = means
        for row in features { for column in 0..<width { means[column] += row[column] / count } }
        for row in features {
            for column in 0..<width {
                let difference = row[column] - means[column]
                deviations[column] += difference * difference / count
            }
        }
        deviations = deviations.map { $0.squareRoot() }
        let mean = values.reduce(0, +) / count
        // A feature that never changes says nothing; its weight stays zero.
        let used = (0..<width).filter { column in features.contains { $0[column] != features[0][column] } }
        var matrix = [[Double]](
            repeating: [Double](repeating: 0, count: used.count + 1), count: used.count)
        for (row, value) in zip(features, values) {
            let standard = used.map { (row[$0] - means[$0]) / deviations[$0] }
            for i in standard.indices {
                for j in standard.indices { matrix[i][j] += standard[i] * standard[j] }
                matrix[i][used.count] += standard[i] * (value - mean)
            }
        }
        for i in used.indices { matrix[i][i] += penalty * count }
        let solution = Self.solve(matrix)
        weights = [Double](repeating: 0, count: width)
        intercept = mean
        for (index, column) in used.enumerated() {
            weights[column] = solution[index] / deviations[column]
            intercept -= weights[column] * means[column]
        }
    }

    func predict(_ features: [Double]) -> Double {
        zip(weights, features).reduce(intercept) { $0 + $1.0 * $1.1 }
    }

    /// Gaussian elimination of a positive definite system with its right side as the last column.
    private static func solve(_ system: [[Double]]) -> [Double] {
        var matrix = system
        let count = matrix.count
        for pivot in 0..<count {
            for row in (pivot + 1)..<max(count, pivot + 1) {
                let factor = matrix[row][pivot] / matrix[pivot][pivot]
                for column in pivot...count { matrix[row][column] -= factor * matrix[pivot][column] }
            }
        }
        var solution = [Double](repeating: 0, count: count)
        for row in stride(from: count - 1, through: 0, by: -1) {
            var sum = matrix[row][count]
            for column in (row + 1)..<max(count, row + 1) { sum -= matrix[row][column] * solution[column] }
            solution[row] = sum / matrix[row][row]
        }
        return solution
    }
}
