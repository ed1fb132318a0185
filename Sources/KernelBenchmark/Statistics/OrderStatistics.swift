/// Statistics of ordered values that assume nothing about their distribution.
public enum OrderStatistics {
    /// The middle value, for an even count the mean of the two middle ones, rounded down; nil for no values.
    public static func median(of values: some Sequence<Int>) -> Int? {
        median(ofSorted: values.sorted())
    }

    static func median(ofSorted sorted: [Int]) -> Int? {
        guard !sorted.isEmpty else { return nil }
        let upper = sorted[sorted.count / 2]
        guard sorted.count % 2 == 0 else { return upper }
        let lower = sorted[sorted.count / 2 - 1]
        return lower + (upper - lower) / 2
    }

    /// The median of the values' distances from their median, not scaled; nil for no values.
    public static func medianAbsoluteDeviation(of values: some Collection<Int>) -> Int? {
        guard let centre = median(of: values) else { return nil }
        return median(of: values.lazy.map { abs($0 - centre) })
    }

    /// The ranks, from 1, of the two of `count` independent ordered values that enclose the median with at least the
    /// given confidence; nil where even the extremes do not (95 % takes 6 values).
    ///
    /// The number of values below the median is binomial with p = 1/2, whatever their distribution; so ranks r and
    /// n + 1 - r enclose it with probability 1 - 2·P(B(n, 1/2) < r). Source: Conover, "Practical Nonparametric
    /// Statistics", section 3.2.
    public static func medianRanks(count: Int, confidence: Double = 0.95) -> ClosedRange<Int>? {
        guard count >= 1 else { return nil }
        let probabilities = symmetricBinomial(count)
        var tail = 0.0
        var rank = 0
        while rank < count / 2 {
            tail += probabilities[rank]
            guard 1 - 2 * tail >= confidence else { break }
            rank += 1
        }
        guard rank >= 1 else { return nil }
        return rank...(count + 1 - rank)
    }

    /// P(B(n, 1/2) = k) for k from 0 to n, computed from the largest term outwards so that no n underflows in sum.
    private static func symmetricBinomial(_ count: Int) -> [Double] {
        var terms = [Double](repeating: 0, count: count + 1)
        let middle = count / 2
        terms[middle] = 1
        for k in stride(from: middle, to: 0, by: -1) {
            terms[k - 1] = terms[k] * Double(k) / Double(count - k + 1)
        }
        for k in middle..<count {
            terms[k + 1] = terms[k] * Double(count - k) / Double(k + 1)
        }
        let sum = terms.reduce(0, +)
        return terms.map { $0 / sum }
    }
}
