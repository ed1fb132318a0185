/// A non-negative fraction in lowest terms, for the steps of a map in pixels of the input.
///
/// Exact while numerator and denominator stay below 2^53; beyond that it is rounded up, and never exceeds 2^53.
struct Fraction: Hashable, Sendable {
    let numerator: Int
    let denominator: Int

    /// Largest value and largest term; what a double and a JSON integer still hold exactly.
    static let limit = 1 << 53

    static let one = Fraction(whole: 1)

    init(whole: Int) {
        self.init(Int128(whole), 1)
    }

    /// Terms up to 2^126, the denominator at least 1.
    private init(_ numerator: Int128, _ denominator: Int128) {
        let divisor = greatestCommonDivisor(numerator, denominator)
        var (top, bottom) = divisor > 1 ? (numerator / divisor, denominator / divisor) : (numerator, denominator)
        let limit = Int128(Fraction.limit)
        while bottom > 1 && (top > limit || bottom > limit) {
            top = (top + 1) / 2
            bottom /= 2
        }
        self.numerator = Int(min(top, limit))
        self.denominator = Int(bottom)
    }

    static func + (left: Fraction, right: Fraction) -> Fraction {
        let (a, b) = (Int128(left.denominator), Int128(right.denominator))
        return Fraction(Int128(left.numerator) * b + Int128(right.numerator) * a, a * b)
    }

    static func * (left: Fraction, factor: Int) -> Fraction {
        Fraction(Int128(left.numerator) * Int128(factor), Int128(left.denominator))
    }

    static func / (left: Fraction, divisor: Int) -> Fraction {
        Fraction(Int128(left.numerator), Int128(left.denominator) * Int128(divisor))
    }

    /// The least whole number not below the value.
    var roundedUp: Int { (numerator - 1) / denominator + (numerator > 0 ? 1 : 0) }
}

extension Fraction: Comparable {
    static func < (left: Fraction, right: Fraction) -> Bool {
        Int128(left.numerator) * Int128(right.denominator) < Int128(right.numerator) * Int128(left.denominator)
    }
}
