/// The lower triangle L of a positive definite matrix A = L·Lᵀ (Golub & Van Loan 2013, section 4.2).
struct CholeskyFactor: Sendable {
    private let count: Int
    /// By rows, the upper triangle zero.
    private let lower: [Double]

    /// A diagonal that rounding has taken below 10⁻¹² counts as that.
    init(of matrix: [[Double]]) {
        let count = matrix.count
        self.count = count
        lower = [Double](unsafeUninitializedCapacity: count * count) { lower, filled in
            lower.initialize(repeating: 0)
            for i in 0..<count {
                for j in 0...i {
                    var sum = matrix[i][j]
                    for k in 0..<j { sum -= lower[i * count + k] * lower[j * count + k] }
                    lower[i * count + j] = i == j ? max(sum, 1e-12).squareRoot() : sum / lower[j * count + j]
                }
            }
            filled = count * count
        }
    }

    /// x of L·x = b, whose square is bᵀ·A⁻¹·b.
    func half(_ right: [Double]) -> [Double] {
        var solution = right
        lower.withUnsafeBufferPointer { lower in
            for i in 0..<count {
                var sum = solution[i]
                for k in 0..<i { sum -= lower[i * count + k] * solution[k] }
                solution[i] = sum / lower[i * count + i]
            }
        }
        return solution
    }
}
