import BigInt

/// What a histogram counts in.
protocol CountScalar: Comparable, Sendable {
    static var zero: Self { get }
    static var one: Self { get }
    /// The sum; the caller knows that it fits.
    static func sum(_ a: Self, _ b: Self) -> Self
    static func product(_ a: Self, _ b: Self) -> Self
    /// The integers between which a count lies that came from so many additions and multiplications in a row.
    static func bounds(_ value: Self, operations: Int) -> PointCount
}

extension UInt64: CountScalar {
    static var one: UInt64 { 1 }

    @inline(__always)
    static func sum(_ a: UInt64, _ b: UInt64) -> UInt64 { a &+ b }

    @inline(__always)
    static func product(_ a: UInt64, _ b: UInt64) -> UInt64 { a &* b }

    static func bounds(_ value: UInt64, operations: Int) -> PointCount {
        PointCount(lower: BigUInt(value), upper: BigUInt(value))
    }
}

/// Counts beyond 64 bits, rounded: every operation errs by at most 2^-53 of its positive result.
extension Double: CountScalar {
    static var one: Double { 1 }

    @inline(__always)
    static func sum(_ a: Double, _ b: Double) -> Double { a + b }

    @inline(__always)
    static func product(_ a: Double, _ b: Double) -> Double { a * b }

    static func bounds(_ value: Double, operations: Int) -> PointCount {
        let error = Double(operations + 4) * 0x1p-52
        let lower = max(0, value * (1 - error))
        let upper = value * (1 + error)
        guard upper.isFinite, lower.isFinite else { return PointCount(lower: 0, upper: 0) }
        return PointCount(lower: BigUInt(lower.rounded(.down)), upper: BigUInt(upper.rounded(.up)))
    }
}
