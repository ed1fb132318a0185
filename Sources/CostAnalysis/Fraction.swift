/// A non-negative fraction in lowest terms, for the steps of a map in pixels of the input.
///
/// Exact while its terms fit 128 bits; what does not fit is `beyond`, and stays it.
struct Fraction: Hashable, Sendable {
    let numerator: Int128
    let denominator: Int128

    static let one = Fraction(1, 1)
    /// A result whose terms do not fit.
    static let beyond = Fraction(beyond: ())

    /// The denominator at least 1.
    private init(_ numerator: Int128, _ denominator: Int128) {
        let divisor = denominator == 1 ? 1 : greatestCommonDivisor(numerator, denominator)
        (self.numerator, self.denominator) =
            divisor > 1 ? (numerator / divisor, denominator / divisor) : (numerator, denominator)
    }

    private init(beyond: Void) { (numerator, denominator) = (1, 0) }

    static func + (left: Fraction, right: Fraction) -> Fraction {
        guard left.denominator > 0, right.denominator > 0 else { return .beyond }
        let shared =
            left.denominator == right.denominator
            ? left.denominator : greatestCommonDivisor(left.denominator, right.denominator)
        let (over, under) = (right.denominator / shared, left.denominator / shared)
        guard let first = product(left.numerator, over), let second = product(right.numerator, under),
            let bottom = product(left.denominator, over)
        else { return .beyond }
        let (top, overflow) = first.addingReportingOverflow(second)
        return overflow ? .beyond : Fraction(top, bottom)
    }

    static func * (left: Fraction, factor: Int) -> Fraction {
        guard left.denominator > 0, let top = product(left.numerator, Int128(factor)) else { return .beyond }
        return Fraction(top, left.denominator)
    }

    static func / (left: Fraction, divisor: Int) -> Fraction {
        guard let bottom = product(left.denominator, Int128(divisor)), bottom > 0 else { return .beyond }
        return Fraction(left.numerator, bottom)
    }

    /// The least whole number not below the value; nil where it does not fit 64 bits.
    var roundedUp: Int? {
        guard denominator > 0 else { return nil }
        let (whole, rest) = numerator.quotientAndRemainder(dividingBy: denominator)
        return Int(exactly: whole + (rest > 0 ? 1 : 0))
    }

    private static func product(_ left: Int128, _ right: Int128) -> Int128? {
        let (result, overflow) = left.multipliedReportingOverflow(by: right)
        return overflow ? nil : result
    }
}

extension Fraction: Comparable {
    /// `beyond` is above all others.
    static func < (left: Fraction, right: Fraction) -> Bool {
        let first = left.numerator.multipliedFullWidth(by: right.denominator)
        let second = right.numerator.multipliedFullWidth(by: left.denominator)
        return (first.high, first.low) < (second.high, second.low)
    }
}
