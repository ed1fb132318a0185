/// A weighted sum of scores, as `activations + 0.3*depth`; larger is better.
///
/// Values are whole numbers of a small unit, so that sums are exact and their order never matters.
public struct Score: Hashable, Sendable {
    public struct Part: Hashable, Sendable {
        public var term: ScoreTerm
        /// The weight in millionths of the score's scale; may be negative.
        public var weight: Int64
    }

    public let parts: [Part]
    /// What weights were multiplied by, so that small ones keep their digits; 1 for those that a user wrote.
    public let scale: Int64
    /// What a score has before any layer.
    public let offset: Double
    /// The score as the user wrote it.
    public let text: String

    /// √(output elements), summed: the one of these scores that ranks trained networks best (docs/scores.md).
    public static let standard = Score(
        parts: [Part(term: .squareRootActivations, weight: 1_000_000)], text: "sqrt-activations")

    init(parts: [Part], scale: Int64 = 1, offset: Double = 0, text: String) {
        self.parts = parts
        self.scale = scale
        self.offset = offset
        self.text = text
    }

    /// How many units of `value(of:)` make one point: 1 where all layers have whole values, else a million or more.
    public var unitsPerPoint: Int64 {
        scale == 1 && parts.allSatisfy { $0.term.isWhole && $0.weight % 1_000_000 == 0 } ? 1 : 1_000_000 * scale
    }

    /// The score of one layer in units; throws where it leaves 64 bits.
    public func value(of layer: LayerFacts) throws(ScoreError) -> Int64 {
        var sum: Int64 = 0
        let isWhole = unitsPerPoint == 1
        for part in parts {
            let value = isWhole ? part.term.count(layer) : part.term.millionths(layer)
            guard let value else { throw .overflow(text) }
            // Division rounds towards zero, the same for every occurrence of the layer.
            let exact = Int128(value) * Int128(part.weight) / 1_000_000
            guard let quotient = Int64(exactly: exact) else { throw .overflow(text) }
            let (total, overflow) = sum.addingReportingOverflow(quotient)
            guard !overflow, total.magnitude < 1 << 60 else { throw .overflow(text) }
            sum = total
        }
        return sum
    }

    /// A network's value in units as a number.
    public func points(_ units: Int64) -> Double { difference(units) + offset }

    /// The difference of two values in units as a number.
    public func difference(_ units: Int64) -> Double { Double(units) / Double(unitsPerPoint) }
}

/// What can be wrong with a score. The sentences stand here and nowhere else.
public enum ScoreError: Error, Hashable, Sendable {
    case termExpected(String, found: String)
    case unknownTerm(String, near: String?)
    case badWeight(String)
    case overflow(String)
}

extension ScoreError: CustomStringConvertible {
    public var description: String {
        let known = ScoreTerm.allCases.map(\.rawValue).joined(separator: ", ")
        switch self {
        case .termExpected(let text, let found):
            return
                "a score is a sum of weighted names, as 'activations + 0.3*depth'; expected a name in '\(text)', found "
                + (found.isEmpty ? "its end" : "'\(found)'")
        case .unknownTerm(let word, let near):
            return "no score is called '\(word)'" + (near.map { "; did you mean '\($0)'?" } ?? "")
                + "; there are \(known)"
        case .badWeight(let word):
            return "a weight is a decimal below 10^9 with at most six digits behind the point; got '\(word)'"
        case .overflow(let text): return "the score '\(text)' leaves the range of exact arithmetic, ±2^60"
        }
    }
}
