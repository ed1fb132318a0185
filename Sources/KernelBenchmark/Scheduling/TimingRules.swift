/// When a kernel has been timed enough.
public struct TimingRules: Hashable, Sendable {
    /// Half the interval of the median over the median must come down to this.
    public var precisionGoal: Double
    /// Seconds spent on one setting, preparation not counted, after which it is given up as noisy.
    public var maximumTime: Double
    /// Rounds before the interval is looked at. Six are the fewest that give 95 %; but rounds that follow each other closely
    /// see the same pages' and neighbours' moment, and a median over more of them varies less from process to process.
    public var minimumRounds: Int
    /// Rounds after which no setting goes on, whatever its interval.
    public var maximumRounds: Int
    /// The most samples of one setting in a round.
    public var samplesPerRound: Int
    /// Seconds after which a round leaves a setting before it has all its samples; three are always taken. At most so long that
    /// the fewest rounds fit the maximum time: many short rounds tell more than few long ones.
    public var roundTime: Double
    /// Runs before the first round, not timed.
    public var warmUps: Int

    public init(
        precisionGoal: Double = 0.02, maximumTime: Double = 10, minimumRounds: Int = 20, maximumRounds: Int = 1000,
        samplesPerRound: Int = 20, roundTime: Double = 0.1, warmUps: Int = 2
    ) {
        self.precisionGoal = precisionGoal
        self.maximumTime = maximumTime
        self.minimumRounds = minimumRounds
        self.maximumRounds = max(minimumRounds, maximumRounds)
        self.samplesPerRound = samplesPerRound
        self.roundTime = min(roundTime, maximumTime / Double(max(1, minimumRounds)))
        self.warmUps = warmUps
    }

    /// The same rules with exactly this number of rounds, whatever the interval.
    public func withRounds(_ rounds: Int) -> TimingRules {
        var rules = self
        rules.minimumRounds = rounds
        rules.maximumRounds = rounds
        return rules
    }
}
