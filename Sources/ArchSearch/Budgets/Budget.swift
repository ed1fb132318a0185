public import BigInt

/// How much of a metric a point may have: at most so much, or as much within a tolerance.
public struct Budget: Hashable, Sendable {
    public var metric: Metric
    /// The amount as written, in the metric's own unit or in multiples of the file's first point.
    public var amount: Decimal
    /// True where the amount multiplies the time complexity of the file's first point.
    public var isRelative: Bool
    /// Half the width of the window in percent of the amount; nil where any smaller total will do.
    public var tolerance: Decimal?
    /// The budget as the user wrote it.
    public var text: String

    /// The amount itself in the metric's unit, rounded down.
    public func nominal(reference: Int64) throws(BudgetError) -> Int64 {
        var exact = self
        exact.tolerance = nil
        return try exact.range(reference: reference).high
    }

    /// The totals allowed, in the metric's unit (bytes, nanoseconds, counts), rounded inwards.
    ///
    /// - Parameter reference: the metric of the file's first point; used by relative budgets alone.
    /// - Throws: `tooLarge` where a bound leaves the range of exact arithmetic, ±2^60.
    public func range(reference: Int64) throws(BudgetError) -> (low: Int64?, high: Int64) {
        let scale = BigInt(10).power(amount.fractionDigits)
        let exact = BigInt(amount.digits) * (isRelative ? BigInt(reference) : 1)
        func bounded(_ value: BigInt) throws(BudgetError) -> Int64 {
            guard let bound = Int64(exactly: value), bound.magnitude < 1 << 60 else { throw .tooLarge(text) }
            return bound
        }
        guard let tolerance else { return (nil, try bounded(exact / scale)) }
        let whole = BigInt(100) * BigInt(10).power(tolerance.fractionDigits)
        let width = BigInt(tolerance.digits)
        let divisor = scale * whole
        let high = exact * (whole + width) / divisor
        let least = exact * max(0, whole - width)
        let low = (least + divisor - 1) / divisor
        return (try bounded(low), try bounded(high))
    }
}

/// A decimal number that is not negative, kept exactly.
public struct Decimal: Hashable, Sendable {
    /// All digits without the point.
    public var digits: BigUInt
    /// How many of them stand behind the point.
    public var fractionDigits: Int

    public init(digits: BigUInt, fractionDigits: Int) {
        self.digits = digits
        self.fractionDigits = fractionDigits
    }

    /// The number at the start of a text, and what follows it; nil where the text does not start with a digit.
    ///
    /// At most 40 digits count as a number.
    init?(prefixOf text: Substring, rest: inout Substring) {
        let whole = text.prefix { $0.isASCII && $0.isNumber }
        guard !whole.isEmpty else { return nil }
        var remaining = text.dropFirst(whole.count)
        var fraction = Substring("")
        if remaining.first == "." {
            fraction = remaining.dropFirst().prefix { $0.isASCII && $0.isNumber }
            guard !fraction.isEmpty else { return nil }
            remaining = remaining.dropFirst(1 + fraction.count)
        }
        guard whole.count + fraction.count <= 40, let digits = BigUInt(String(whole + fraction)) else { return nil }
        rest = remaining
        self.init(digits: digits, fractionDigits: fraction.count)
    }

    /// The number times a power of ten and another factor.
    func scaled(byPowerOfTen power: Int, times factor: BigUInt = 1) -> Decimal {
        let digits = digits * factor
        if power <= fractionDigits { return Decimal(digits: digits, fractionDigits: fractionDigits - power) }
        return Decimal(digits: digits * BigUInt(10).power(power - fractionDigits), fractionDigits: 0)
    }
}
