extension TimingSummary {
    /// Sums up samples; nil where there are none.
    ///
    /// A sample in which the system took the processor away holds another program's time: while at least half of the
    /// samples are undisturbed, minimum, median and deviation are those of the undisturbed ones. Long kernels are nearly
    /// always interrupted; where more than half were, all count. `count` is that of all samples.
    ///
    /// The interval is taken over *rounds*: samples of one round share whatever the machine did just then and are no
    /// independent observations, but the medians of rounds that were spread over the whole measurement nearly are. It is
    /// the distribution-free interval between two order statistics of those medians (`OrderStatistics.medianRanks`), and
    /// with fewer than six rounds, from which no such interval is to be had (`Doubt` says so), the range of all samples. It
    /// always contains the median itself.
    public init?(samples: [Sample]) {
        let counted = Self.counted(samples)
        let elapsed = counted.map(\.elapsed).sorted()
        guard
            let median = OrderStatistics.median(ofSorted: elapsed),
            let deviation = OrderStatistics.medianAbsoluteDeviation(of: elapsed)
        else { return nil }
        let rounds = Dictionary(grouping: counted, by: \.round).values
            .compactMap { OrderStatistics.median(of: $0.map(\.elapsed)) }
            .sorted()
        let ranks = OrderStatistics.medianRanks(count: rounds.count)
        self.init(
            count: samples.count, minimum: elapsed[0], median: median,
            intervalLow: ranks.map { min(median, rounds[$0.lowerBound - 1]) } ?? elapsed[0],
            intervalHigh: ranks.map { max(median, rounds[$0.upperBound - 1]) } ?? elapsed[elapsed.count - 1],
            medianAbsoluteDeviation: deviation)
    }

    /// The samples that medians and intervals are made of.
    private static func counted(_ samples: [Sample]) -> [Sample] {
        let undisturbed = samples.filter { !$0.wasInterrupted }
        return 2 * undisturbed.count >= samples.count ? undisturbed : samples
    }

    /// The rounds that the interval of these samples is taken over.
    static func rounds(of samples: [Sample]) -> Int { Set(counted(samples).map(\.round)).count }

    /// Half the interval's width as a part of the median: what the precision goal is held against.
    public var relativeHalfWidth: Double {
        guard median > 0 else { return intervalHigh > intervalLow ? .infinity : 0 }
        return Double(intervalHigh - intervalLow) / 2 / Double(median)
    }
}
