/// A weighted sum of scores, as `activations + 0.3*depth`; larger is better.
///
/// Values are whole numbers of a small unit, and every layer's value is a whole-number combination of the same
/// independent numbers, so that sums are exact, their order never matters and ties are true ties.
public struct Score: Hashable, Sendable {
    struct Part: Hashable, Sendable {
        var term: ScoreTerm
        /// Points of the score that one point of the term makes.
        var weight: Double
        /// The same in units, for terms whose values are whole.
        var multiplier: Int64
    }

    let parts: [Part]
    /// How many units of `value(of:)` make one point: 1 where all layers have whole values.
    public let unitsPerPoint: Int64
    /// What a score has before any layer.
    public let offset: Double
    /// The score as the user wrote it.
    public let text: String

    /// √(output elements), summed: the one of these scores that ranks trained networks best (docs/scores.md).
    public static let standard = Score(
        weights: [(.squareRootActivations, 1_000_000)], text: ScoreTerm.squareRootActivations.rawValue)

    /// A sum with weights in millionths.
    ///
    /// Where there are roots or logarithms, a unit is a billionth; a millionth beside large counts, whose sums need the room.
    init(weights: [(term: ScoreTerm, millionths: Int64)], text: String) {
        // As many digits behind the point as the weights have.
        var units: Int64 = 1_000_000
        while units > 1, weights.allSatisfy({ $0.millionths % (10_000_000 / units) == 0 }) { units /= 10 }
        if weights.contains(where: { !$0.term.isWhole }) {
            units = weights.contains { $0.term.isLarge } ? 1_000_000 : 1_000_000_000
        }
        // A weight is below 10^9, so that its multiplier may leave 64 bits; every value but 0 then does as well.
        self.init(
            parts: weights.map { term, millionths in
                let exact = Int128(millionths) * Int128(units) / 1_000_000
                let multiplier = Int64(exactly: exact) ?? (exact < 0 ? -.max : .max)
                return Part(term: term, weight: Double(millionths) / 1e6, multiplier: multiplier)
            }, unitsPerPoint: units, text: text)
    }

    init(parts: [Part], unitsPerPoint: Int64, offset: Double = 0, text: String) {
        self.parts = parts
        self.unitsPerPoint = unitsPerPoint
        self.offset = offset
        self.text = text
    }

    /// True where the score asks how far a window sees.
    public var needsReach: Bool { parts.contains { $0.term == .receptiveField } }

    /// Points by which a sum of roots or logarithms may be off for each of its own points; nil where sums are exact.
    public var errorPerPoint: Double? {
        parts.contains { !$0.term.isWhole } ? AdditiveForm.unitsOfError / Double(unitsPerPoint) : nil
    }

    /// The score of one layer in units; throws where it leaves 64 bits.
    public func value(of layer: LayerFacts) throws(ScoreError) -> Int64 {
        var sum: Int64 = 0
        for part in parts {
            let value: Int64?
            if let form = part.term.form(layer) {
                value = form.units(part.weight * Double(unitsPerPoint))
            } else {
                let (product, overflow) = part.term.count(layer).multipliedReportingOverflow(by: part.multiplier)
                value = overflow ? nil : product
            }
            guard let value else { throw .overflow(text) }
            let (total, overflow) = sum.addingReportingOverflow(value)
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
