import NetworkIR

/// A search as it was asked for, and what it came to.
public struct SearchResult: Hashable, Sendable {
    public var file: String
    /// The searched file's text.
    public var text: String
    /// Budgets as they were written.
    public var budgets: [String]
    /// The score, as it was written.
    public var maximize: String
    /// Points of the space, in decimal digits.
    public var space: String
    /// Points that meet the budgets, in decimal digits; nil where they were not counted.
    public var feasible: String?
    /// True where the candidates are proved to be the best.
    public var isExact: Bool
    /// What the result may fall short of the optimum by, where it is not exact.
    public var epsilon: Double?
    /// Seconds.
    public var elapsed: Double
    /// From the best on.
    public var candidates: [SearchCandidate]

    public init(
        file: String, text: String, budgets: [String], maximize: String, space: String, feasible: String? = nil,
        isExact: Bool, epsilon: Double? = nil, elapsed: Double, candidates: [SearchCandidate]
    ) {
        self.file = file
        self.text = text
        self.budgets = budgets
        self.maximize = maximize
        self.space = space
        self.feasible = feasible
        self.isExact = isExact
        self.epsilon = epsilon
        self.elapsed = elapsed
        self.candidates = candidates
    }
}

/// One point of a searched space; counts are per image.
public struct SearchCandidate: Hashable, Sendable {
    /// Values by choice, as one JSON object.
    public var assignmentJSON: String
    /// The difference to the file's first point, in the language's words.
    public var diff: String?
    public var score: Double
    /// Multiply-accumulates of convolutions.
    public var timeComplexity: Int
    public var macs: Int
    public var flops: Int
    public var params: Int
    public var activations: Int
    /// Bytes.
    public var peakMemory: Int
    /// Bytes.
    public var traffic: Int
    public var depth: Int
    /// Pixels.
    public var receptiveField: Int
    /// Nanoseconds; nil where time was no matter.
    public var predicted: Int?
    public var predictedLow: Int?
    public var predictedHigh: Int?

    public init(
        assignmentJSON: String, diff: String? = nil, score: Double, timeComplexity: Int, macs: Int, flops: Int,
        params: Int, activations: Int, peakMemory: Int, traffic: Int, depth: Int, receptiveField: Int,
        predicted: Int? = nil, predictedLow: Int? = nil, predictedHigh: Int? = nil
    ) {
        self.assignmentJSON = assignmentJSON
        self.diff = diff
        self.score = score
        self.timeComplexity = timeComplexity
        self.macs = macs
        self.flops = flops
        self.params = params
        self.activations = activations
        self.peakMemory = peakMemory
        self.traffic = traffic
        self.depth = depth
        self.receptiveField = receptiveField
        self.predicted = predicted
        self.predictedLow = predictedLow
        self.predictedHigh = predictedHigh
    }
}
