import KernelBenchmark
import Testing

@Suite struct StatisticsTests {
    @Test(arguments: [
        ([7], 7), ([1, 3], 2), ([1, 4], 2), ([9, 1, 5], 5), ([4, 1, 3, 2], 2), ([Int.max, Int.max - 2], Int.max - 1),
    ])
    func medianIsTheMiddle(values: [Int], expected: Int) {
        #expect(OrderStatistics.median(of: values) == expected)
    }

    @Test func nothingHasNoMedian() {
        #expect(OrderStatistics.median(of: [Int]()) == nil)
        #expect(OrderStatistics.medianAbsoluteDeviation(of: []) == nil)
        #expect(TimingSummary(samples: []) == nil)
    }

    /// 1, 1, 2, 2, 4, 6, 9: median 2, distances 1, 1, 0, 0, 2, 4, 7, their median 1.
    @Test func deviationByHand() {
        #expect(OrderStatistics.medianAbsoluteDeviation(of: [1, 1, 2, 2, 4, 6, 9]) == 1)
    }

    /// Ranks of the 95 % interval by the binomial distribution; those from 6 to 20 are in every table of it
    /// (P(B(6) < 1) = 1/64, P(B(9) < 2) = 10/512, P(B(10) < 2) = 11/1024, P(B(12) < 3) = 79/4096,
    /// P(B(20) < 6) = 0.0207).
    @Test(arguments: [
        (5, nil), (6, 1...6), (7, 1...7), (8, 1...8), (9, 2...8), (10, 2...9), (11, 2...10), (12, 3...10), (15, 4...12),
        (20, 6...15), (100, 40...61),
    ])
    func ranksOfTheInterval(count: Int, expected: ClosedRange<Int>?) {
        #expect(OrderStatistics.medianRanks(count: count) == expected)
    }

    /// For many values the binomial is normal: n/2 ± 1.96·√n/2, so ±980 ranks for a million.
    @Test func ranksOfAMillion() throws {
        let ranks = try #require(OrderStatistics.medianRanks(count: 1_000_000))
        #expect(abs(ranks.lowerBound - (500_000 - 980)) <= 1)
        #expect(ranks.lowerBound + ranks.upperBound == 1_000_001)
    }

    /// Six rounds of three samples with medians 10, 11, 12, 13, 14, 20; pooled and sorted:
    /// 9 10 10 11 11 11 12 12 12 | 13 13 13 14 14 14 19 20 21: median 12 (12.5 rounded down), interval 10 to 20.
    @Test func summaryByHand() throws {
        let rounds = [[9, 10, 14], [11, 10, 11], [12, 11, 12], [13, 12, 13], [13, 14, 14], [19, 20, 21]]
        let samples = rounds.enumerated().flatMap { round, values in
            values.map { Sample(elapsed: $0, round: round) }
        }
        let summary = try #require(TimingSummary(samples: samples.shuffled()))
        #expect(summary.count == 18)
        #expect(summary.minimum == 9)
        #expect(summary.median == 12)
        #expect(summary.intervalLow == 10)
        #expect(summary.intervalHigh == 20)
        // Distances from 12, sorted: 0 0 0 1 1 1 1 1 1 | 2 2 2 2 2 3 7 8 9, so (1 + 2) / 2 rounded down.
        #expect(summary.medianAbsoluteDeviation == 1)
        #expect(summary.relativeHalfWidth == 5.0 / 12)
    }

    @Test func rareOutliersMoveNeitherMedianNorInterval() throws {
        let samples = (0..<9).flatMap { round in
            (0..<20).map { Sample(elapsed: round == 4 ? 1_000_000 : 1000 + $0, round: round) }
        }
        let summary = try #require(TimingSummary(samples: samples))
        #expect(summary.median <= 1020)
        #expect(summary.intervalHigh <= 1020)
    }
}
