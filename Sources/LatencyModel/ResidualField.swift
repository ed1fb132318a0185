/// What a formula misses, as a smooth function over log shape space: near kernels are missed alike.
///
/// A Gaussian process with a Matérn-3/2 kernel (Rasmussen & Williams 2006, chapter 2). Its length and noise are those of a
/// fixed grid that predict left-out points best; leaving one out costs nothing once the matrix is inverted (section 5.4.2).
struct ResidualField: Sendable {
    let positions: [[Double]]
    let length: Double
    let noise: Double
    /// What each point adds to a prediction, times its nearness.
    let pull: [Double]
    /// The inverse of the points' covariance.
    private let precision: [[Double]]
    /// What each point would be missed by if it were not known, and how uncertain that prediction was.
    let leftOut: [(error: Double, variance: Double)]

    private static let lengths = [0.7, 1.4, 2.8, 5.6]
    private static let noises = [0.02, 0.1, 0.5, 2, 8]

    /// nil where a field predicts left-out points not at least a fifth better than no field does: then what the formula
    /// misses is noise, and correcting it would add to it.
    init?(positions: [[Double]], residuals: [Double]) {
        guard positions.count == residuals.count else { return nil }
        var best: (field: ResidualField, loss: Double)?
        for length in ResidualField.lengths {
            for noise in ResidualField.noises {
                let field = ResidualField(positions, residuals, length: length, noise: noise)
                let loss = ResidualField.loss(field.leftOut.map(\.error))
                if best.map({ loss < $0.loss }) ?? true { best = (field, loss) }
            }
        }
        guard let best, best.loss < 0.8 * ResidualField.loss(residuals) else { return nil }
        self = best.field
    }

    /// Squares, but of one far off no more than of an error of 0.3.
    private static func loss(_ errors: [Double]) -> Double { errors.reduce(0) { $0 + min($1 * $1, 0.09) } }

    /// The field of a known length and noise.
    init(_ positions: [[Double]], _ residuals: [Double], length: Double, noise: Double) {
        self.positions = positions
        self.length = length
        self.noise = noise
        var covariance = positions.map { a in positions.map { ResidualField.nearness(a, $0, length) } }
        for index in positions.indices { covariance[index][index] += noise }
        let inverse = SymmetricMatrix.inverse(covariance)
        let pull = inverse.map { row in zip(row, residuals).reduce(0) { $0 + $1.0 * $1.1 } }
        leftOut = positions.indices.map { (error: pull[$0] / inverse[$0][$0], variance: 1 / inverse[$0][$0]) }
        self.pull = pull
        precision = inverse
    }

    /// What the formula misses at a position, and how uncertain that is: `noise` at a known point, 1 + `noise` far away.
    func residual(at position: [Double]) -> (mean: Double, variance: Double) {
        let near = positions.map { ResidualField.nearness($0, position, length) }
        let mean = zip(near, pull).reduce(0) { $0 + $1.0 * $1.1 }
        var explained = 0.0
        for (row, value) in zip(precision, near) where value > 1e-6 {
            explained += value * zip(row, near).reduce(0) { $0 + $1.0 * $1.1 }
        }
        return (mean, max(noise, 1 + noise - explained))
    }

    /// Matérn 3/2: 1 at the same place, 0.48 at one length.
    private static func nearness(_ a: [Double], _ b: [Double], _ length: Double) -> Double {
        var square = 0.0
        for (x, y) in zip(a, b) { square += (x - y) * (x - y) }
        let distance = (3 * square).squareRoot() / length
        return (1 + distance) * exponential(-distance)
    }
}

/// Arithmetic of symmetric matrices.
enum SymmetricMatrix {
    /// The inverse of a positive definite matrix, by Cholesky's factors.
    static func inverse(_ matrix: [[Double]]) -> [[Double]] {
        let count = matrix.count
        var lower = [Double](repeating: 0, count: count * count)
        for i in 0..<count {
            for j in 0...i {
                var sum = matrix[i][j]
                for k in 0..<j { sum -= lower[i * count + k] * lower[j * count + k] }
                lower[i * count + j] = i == j ? max(sum, 1e-12).squareRoot() : sum / lower[j * count + j]
            }
        }
        // Columns of the inverse of the lower factor, as rows.
        var inverse = [Double](repeating: 0, count: count * count)
        for column in 0..<count {
            for i in column..<count {
                var sum = i == column ? 1.0 : 0
                for k in column..<i { sum -= lower[i * count + k] * inverse[column * count + k] }
                inverse[column * count + i] = sum / lower[i * count + i]
            }
        }
        return (0..<count).map { a in
            (0..<count).map { b in
                var sum = 0.0
                for k in max(a, b)..<count { sum += inverse[a * count + k] * inverse[b * count + k] }
                return sum
            }
        }
    }
}
