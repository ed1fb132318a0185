/// Why a measurement is not simply believed; the gravest reason counts.
public struct Doubt: Hashable, Sendable {
    public var status: MeasurementStatus
    /// One sentence.
    public var reason: String

    /// How far above the measured peak a rate may come out before it is an alarm: the peak itself was measured.
    public static let peakTolerance = 1.05

    /// How much the clock may change during a measurement.
    public static let clockTolerance = 0.05

    /// The median absolute deviation over the median above which samples have no common value.
    public static let scatterTolerance = 0.2

    /// Nanoseconds from which on a kernel is interrupted however idle the machine is.
    public static let alwaysInterrupted = 80_000_000

    /// Below this many nanoseconds the clock's own reading is more than a few percent of what it reads.
    public static let shortestCredible = 1000

    /// The doubt about a timed kernel; nil where there is none.
    ///
    /// - Parameter saving: nominal over executed multiplications of the algorithm.
    public init?(of measurement: KernelMeasurement, saving: Double, rules: TimingRules) {
        guard let summary = measurement.summary else { return nil }
        if let share = measurement.peakShare, share / saving > Doubt.peakTolerance {
            self.init(.mistrusted, "it runs at \(Doubt.percent(share / saving)) of the machine's measured peak")
        } else {
            self.init(
                of: summary, samples: measurement.samples, conditions: measurement.conditions, rules: rules)
        }
    }

    /// The doubt about any timed work; nil where there is none.
    public init?(
        of summary: TimingSummary, samples: [Sample], conditions: MeasurementConditions, rules: TimingRules
    ) {
        let scatter = Double(summary.medianAbsoluteDeviation) / Double(max(1, summary.median))
        if summary.median < Doubt.shortestCredible {
            self.init(.mistrusted, "\(summary.median) ns are too short for the clock")
        } else if OrderStatistics.medianRanks(count: TimingSummary.rounds(of: samples)) == nil {
            let rounds = TimingSummary.rounds(of: samples)
            self.init(
                .noisy,
                "too few rounds for a 95 % interval of the median: \(rounds), and 6 are the fewest; ± is the range of all "
                    + "samples")
        } else if summary.relativeHalfWidth > rules.precisionGoal {
            self.init(
                .noisy,
                "the median's interval is ±\(Doubt.percent(summary.relativeHalfWidth)), the goal "
                    + "±\(Doubt.percent(rules.precisionGoal))")
        } else if 2 * samples.count(where: \.wasInterrupted) > samples.count, summary.median < Doubt.alwaysInterrupted {
            self.init(.noisy, "other programs interrupted more than half of the samples")
        } else if scatter > Doubt.scatterTolerance {
            self.init(.noisy, "the samples scatter: half of them are over \(Doubt.percent(scatter)) off their median")
        } else if let before = conditions.clockBefore, let after = conditions.clockAfter,
            abs(after / before - 1) > Doubt.clockTolerance
        {
            self.init(.noisy, "the processor's clock changed by \(Doubt.percent(abs(after / before - 1))) meanwhile")
        } else {
            return nil
        }
    }

    private init(_ status: MeasurementStatus, _ reason: String) {
        self.status = status
        self.reason = reason
    }

    private static func percent(_ share: Double) -> String {
        guard share.isFinite, share < 1e6 else { return "over 1000000 %" }
        let tenths = Int((share * 1000).rounded())
        return "\(tenths / 10).\(tenths % 10) %"
    }
}
