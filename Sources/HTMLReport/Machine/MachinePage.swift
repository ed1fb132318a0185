import Reporting

/// What the page of one machine's measurements is made of, as the result database has it.
public struct MachinePage: Sendable {
    /// A kernel that was timed, as a point under the roof.
    public struct Kernel: Sendable {
        /// The problem's key.
        public var problem: String
        public var backend: String
        public var algorithm: String
        public var nanoseconds: Double
        /// FLOP/byte, and GFLOP/s that were reached.
        public var intensity: Double
        public var rate: Double

        public init(
            problem: String, backend: String, algorithm: String, nanoseconds: Double, intensity: Double, rate: Double
        ) {
            self.problem = problem
            self.backend = backend
            self.algorithm = algorithm
            self.nanoseconds = nanoseconds
            self.intensity = intensity
            self.rate = rate
        }
    }

    /// One field of a problem walked through values.
    public struct Stairs: Sendable {
        public var name: String
        public var field: String
        /// Ascending, with medians in nanoseconds.
        public var points: [(value: Int, median: Int)]
        /// The largest values of steps: what smaller ones are rounded up to for at most the tolerance.
        public var free: Set<Int>

        public init(name: String, field: String, points: [(value: Int, median: Int)], free: Set<Int>) {
            self.name = name
            self.field = field
            self.points = points
            self.free = free
        }
    }

    /// A distinct kernel of a network under one algorithm.
    public struct Choice: Sendable {
        public var network: String
        /// The first layer that runs the kernel, and how many do.
        public var layer: String
        public var count: Int
        /// `backend/algorithm`.
        public var algorithm: String
        public var nanoseconds: Double

        public init(network: String, layer: String, count: Int, algorithm: String, nanoseconds: Double) {
            self.network = network
            self.layer = layer
            self.count = count
            self.algorithm = algorithm
            self.nanoseconds = nanoseconds
        }
    }

    /// A time that was told before it was measured; nanoseconds.
    public struct Prediction: Sendable {
        public var subject: String
        /// `predicted`, `borrowed`, or `sum of kernels`.
        public var source: String
        public var predicted: Double
        public var measured: Double

        public init(subject: String, source: String, predicted: Double, measured: Double) {
            self.subject = subject
            self.source = source
            self.predicted = predicted
            self.measured = measured
        }
    }

    /// What a run measured again, relative to the first time that it was measured.
    public struct Drift: Sendable {
        public var startedAt: String
        /// A ratio a kernel, above zero.
        public var ratios: [Double]

        public init(startedAt: String, ratios: [Double]) {
            self.startedAt = startedAt
            self.ratios = ratios
        }
    }

    public var title: String
    public var subtitle: String
    public var facts: [(name: String, value: String)]
    public var ceilings: Ceilings?
    public var kernels: [Kernel]
    public var stairs: [Stairs]
    public var choices: [Choice]
    public var predictions: [Prediction]
    public var drift: [Drift]

    public init(
        title: String, subtitle: String, facts: [(name: String, value: String)], ceilings: Ceilings?, kernels: [Kernel],
        stairs: [Stairs], choices: [Choice], predictions: [Prediction], drift: [Drift]
    ) {
        self.title = title
        self.subtitle = subtitle
        self.facts = facts
        self.ceilings = ceilings
        self.kernels = kernels
        self.stairs = stairs
        self.choices = choices
        self.predictions = predictions
        self.drift = drift
    }

    /// Points of a chart, and rows of the table behind it.
    static let pointLimit = 1_500
    /// Walks that the menu holds.
    static let stairsLimit = 40
    /// Rows of the comparison over all networks.
    static let choiceLimit = 4_000

    public var page: Page {
        let parts = [rooflinePart, stairsPart, choicesPart, predictionsPart, driftPart]
        return Page(
            title: title, subtitle: subtitle, facts: facts.map { PageFact(name: $0.name, value: $0.value) },
            sections: parts.map(\.section), data: parts.flatMap(\.data))
    }

    /// A section with the data that its chart draws.
    typealias Part = (section: PageSection, data: [DataSet])

    func milliseconds(_ nanoseconds: Double) -> String {
        FormattedNumber.duration(seconds: nanoseconds / 1e9).text
    }
}
