import Reporting

/// What the page of one search is made of.
public struct SearchPage: Sendable {
    /// One point that the search returned.
    public struct Candidate: Sendable {
        public var rank: Int
        /// The difference to the file's own network, in the language's words.
        public var difference: String
        public var score: Double
        public var macs: Int
        public var params: Int
        /// Bytes.
        public var memory: Int
        /// Nanoseconds; nil where none was told.
        public var predicted: Double?
        /// Choices with what they were decided to, in the order of the file.
        public var decisions: [(name: String, value: Int)]

        public init(
            rank: Int, difference: String, score: Double, macs: Int, params: Int, memory: Int, predicted: Double?,
            decisions: [(name: String, value: Int)]
        ) {
            self.rank = rank
            self.difference = difference
            self.score = score
            self.macs = macs
            self.params = params
            self.memory = memory
            self.predicted = predicted
            self.decisions = decisions
        }
    }

    public var title: String
    public var subtitle: String
    public var facts: [(name: String, value: String)]
    /// What the score is called.
    public var score: String
    /// What the file's own network costs; nil where that is not known.
    public var own: Cost?
    /// Said where there are no candidates.
    public var whyNone: String
    /// By rank.
    public var candidates: [Candidate]

    public init(
        title: String, subtitle: String, facts: [(name: String, value: String)], score: String, own: Cost? = nil,
        whyNone: String = "The search returned no network.", candidates: [Candidate]
    ) {
        self.title = title
        self.subtitle = subtitle
        self.facts = facts
        self.score = score
        self.own = own
        self.whyNone = whyNone
        self.candidates = candidates
    }

    /// What a network costs, as far as candidates are compared by it.
    public struct Cost: Sendable {
        public var macs: Int
        public var params: Int
        /// Bytes.
        public var memory: Int

        public init(macs: Int, params: Int, memory: Int) {
            self.macs = macs
            self.params = params
            self.memory = memory
        }
    }

    /// Points that are drawn, and lines.
    static let pointLimit = 1_500
    static let lineLimit = 200
    /// Bytes of texts that the page holds.
    static let textLimit = 2_000_000

    /// The metrics that the score stands over, with what is to be small.
    enum Metric: String, CaseIterable {
        case macs, params, memory, time

        var label: String {
            switch self {
            case .macs: "MACs"
            case .params: "parameters"
            case .memory: "peak memory"
            case .time: "time"
            }
        }

        /// Memory in bytes, time in milliseconds.
        func value(_ candidate: Candidate) -> Double? {
            switch self {
            case .macs: Double(candidate.macs)
            case .params: Double(candidate.params)
            case .memory: Double(candidate.memory)
            case .time: candidate.predicted.map { $0 / 1e6 }
            }
        }

        func value(_ cost: Cost) -> Double? {
            switch self {
            case .macs: Double(cost.macs)
            case .params: Double(cost.params)
            case .memory: Double(cost.memory)
            case .time: nil
            }
        }
    }

    var metrics: [Metric] {
        Metric.allCases.filter { metric in candidates.contains { metric.value($0) != nil } }
    }

    /// Positions of the candidates that none betters in both the metric and the score, by the metric.
    func front(_ metric: Metric) -> [Int] {
        let order = candidates.indices.compactMap { index in metric.value(candidates[index]).map { (index, $0) } }
            .sorted { ($0.1, -candidates[$0.0].score, $0.0) < ($1.1, -candidates[$1.0].score, $1.0) }
        var best = -Double.infinity
        return order.compactMap { index, _ in
            guard candidates[index].score > best else { return nil }
            best = candidates[index].score
            return index
        }
    }

    /// Positions that are drawn: all, or the fronts and of the others evenly by rank.
    var shown: [Int] {
        guard candidates.count > SearchPage.pointLimit else { return Array(candidates.indices) }
        let fronts = Set(metrics.flatMap { front($0).sampled(SearchPage.pointLimit / 8) })
        let others = candidates.indices.filter { !fronts.contains($0) }
        return (Array(fronts) + others.sampled(SearchPage.pointLimit - fronts.count)).sorted()
    }

    /// - Parameter text: the network of a candidate as text; nil where one text cannot say it.
    public func page(text: (Candidate) -> String?) -> Page {
        let shown = self.shown
        let texts = variants(shown, text)
        var facts = self.facts.map { PageFact(name: $0.name, value: $0.value) }
        facts.append(
            PageFact(name: "Candidates", value: FormattedNumber.count(candidates.count, unit: "", .exact).text))
        guard !candidates.isEmpty else {
            return Page(
                title: title, subtitle: subtitle, facts: facts,
                sections: [PageSection(id: "front", heading: "Front", paragraphs: [whyNone])], data: [])
        }
        return Page(
            title: title, subtitle: subtitle, facts: facts,
            sections: [frontSection(shown, texts), coordinatesSection(shown)],
            data: [candidateData(shown), frontData(Set(shown)), ownData] + coordinateData(shown), texts: texts)
    }

    /// Texts by position: lines that differ from the first one's.
    private func variants(_ shown: [Int], _ text: (Candidate) -> String?) -> VariantTexts {
        var texts = VariantTexts(base: [], variants: [])
        var bytes = 0
        for index in shown {
            guard bytes < SearchPage.textLimit, let text = text(candidates[index]) else { continue }
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            if texts.base.isEmpty { texts.base = lines }
            if lines.count == texts.base.count {
                let changes = lines.indices.filter { lines[$0] != texts.base[$0] }.map { (line: $0, text: lines[$0]) }
                bytes += changes.reduce(8) { $0 + $1.text.utf8.count + 8 }
                texts.variants.append((index, .changes(changes)))
            } else {
                bytes += text.utf8.count
                texts.variants.append((index, .whole(text)))
            }
        }
        return texts
    }
}
