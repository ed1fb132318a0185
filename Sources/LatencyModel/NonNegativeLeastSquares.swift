/// Least squares under the rule that no coefficient is negative: prices of work are not.
enum NonNegativeLeastSquares {
    /// Minimises the sum of weights · (row · coefficients − target)².
    ///
    /// Coordinate descent on the normal equations, which for a convex function with bounds on single coordinates converges
    /// to the minimum (Tseng 2001, J. Optim. Theory Appl. 109). The order is fixed, so the answer is the same each time.
    /// - Returns: a coefficient a column.
    static func solve(rows: [[Double]], targets: [Double], weights: [Double]) -> [Double] {
        let count = rows.first?.count ?? 0
        var products = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
        var right = [Double](repeating: 0, count: count)
        for (row, (target, weight)) in zip(rows, zip(targets, weights)) {
            for a in 0..<count where row[a] != 0 {
                right[a] += weight * row[a] * target
                for b in 0..<count { products[a][b] += weight * row[a] * row[b] }
            }
        }
        // Columns differ by ten orders of magnitude; each is brought to length one.
        let scales = (0..<count).map { products[$0][$0] > 0 ? 1 / products[$0][$0].squareRoot() : 0 }
        var scaled = [Double](repeating: 0, count: count)
        for _ in 0..<5000 {
            var change = 0.0
            for a in 0..<count where scales[a] > 0 {
                var gradient = right[a] * scales[a]
                for b in 0..<count where b != a { gradient -= products[a][b] * scales[a] * scales[b] * scaled[b] }
                let next = max(0, gradient)
                change = max(change, abs(next - scaled[a]))
                scaled[a] = next
            }
            if change < 1e-9 { break }
        }
        return zip(scaled, scales).map { $0 * $1 }
    }
}
