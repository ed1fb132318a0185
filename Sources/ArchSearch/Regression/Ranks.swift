/// Ranks of values and their correlation.
public enum Ranks {
    /// The rank of each value from 1; equal values share the mean of their ranks.
    public static func ranks(_ values: [Double]) -> [Double] {
        let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
        var ranks = [Double](repeating: 0, count: values.count)
        var start = 0
        while start < order.count {
            var end = start + 1
            while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
            for index in start..<end { ranks[order[index]] = Double(start + end + 1) / 2 }
            start = end
        }
        return ranks
    }

    /// Spearman's rank correlation: Pearson's of the ranks; 0 where one side is constant.
    public static func correlation(_ first: [Double], _ second: [Double]) -> Double {
        let (a, b) = (ranks(first), ranks(second))
        let count = Double(a.count)
        guard a.count == b.count, a.count > 1 else { return 0 }
        let mean = (count + 1) / 2
        var (product, left, right) = (0.0, 0.0, 0.0)
        for (x, y) in zip(a, b) {
            product += (x - mean) * (y - mean)
            left += (x - mean) * (x - mean)
            right += (y - mean) * (y - mean)
        }
        return left > 0 && right > 0 ? product / (left * right).squareRoot() : 0
    }
}
