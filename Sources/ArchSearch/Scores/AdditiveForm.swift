#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The square root or logarithm of a whole number, as whole multiples of numbers that are independent of each other.
///
/// √72 is 6·√2, and ln 72 is 3·ln 2 + 2·ln 3. Roots of different square-free numbers are linearly independent over the
/// rationals (Besicovitch 1940), logarithms of different primes by unique factorisation. So two sums are equal exactly
/// where they have the same multiples, and if only the independent numbers are rounded, equal sums stay equal: no tie is
/// made or broken by rounding numbers one by one.
struct AdditiveForm: Hashable, Sendable {
    /// One independent number, so many times.
    struct Part: Hashable, Sendable {
        var times: Int64
        var value: Double
    }

    private(set) var parts: [Part] = []

    /// √n as s·√r with r free of squares.
    init(squareRootOf number: UInt64) {
        guard number > 0 else { return }
        var root: UInt64 = 1
        var free: UInt64 = 1
        for (prime, power) in Self.factors(number) {
            for _ in 0..<(power / 2) { root *= prime }
            if power % 2 == 1 { free *= prime }
        }
        parts = [Part(times: Int64(root), value: Double(free).squareRoot())]
    }

    /// ln n as the sum of its prime factors' logarithms.
    init(logarithmOf number: UInt64) {
        parts = Self.factors(number).map { Part(times: Int64($1), value: log(Double($0))) }
    }

    /// Units by which `units` may be off for each point of the value: half a unit for each independent number, which are at
    /// least ln 2, or at least √2 where they are rounded at all.
    static let unitsOfError = 0.73

    /// The value in so many units a point, each independent number rounded to one; nil where it leaves 64 bits.
    func units(_ unitsPerPoint: Double) -> Int64? {
        var sum: Int64 = 0
        for part in parts {
            guard let unit = Int64(exactly: (part.value * unitsPerPoint).rounded()) else { return nil }
            let (product, overflows) = unit.multipliedReportingOverflow(by: part.times)
            let (total, overflow) = sum.addingReportingOverflow(product)
            guard !overflows, !overflow else { return nil }
            sum = total
        }
        return sum
    }

    /// Divisors tried; what is left of a number beyond their square (4·10^12) counts as one prime, at no loss but that
    /// of ties among such numbers.
    private static let divisorLimit: UInt64 = 1 << 21

    /// Prime factors with their powers, in ascending order.
    private static func factors(_ number: UInt64) -> [(prime: UInt64, power: Int)] {
        var factors: [(prime: UInt64, power: Int)] = []
        var rest = number
        var divisor: UInt64 = 2
        while divisor <= divisorLimit, divisor * divisor <= rest {
            var power = 0
            while rest % divisor == 0 {
                rest /= divisor
                power += 1
            }
            if power > 0 { factors.append((divisor, power)) }
            divisor += divisor == 2 ? 1 : 2
        }
        if rest > 1 { factors.append((rest, 1)) }
        return factors
    }
}
