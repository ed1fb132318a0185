/// A number as people read it: its digits, then its prefix and unit, kept apart so that columns line up.
public struct FormattedNumber: Hashable, Sendable {
    /// The sign and the digits.
    public var digits: String
    /// What follows them, with the space between: ` GMACs`, ` MiB`, `×`.
    public var suffix: String

    public init(_ digits: String, _ suffix: String = "") {
        self.digits = digits
        self.suffix = suffix
    }

    /// Digits and suffix as one text.
    public var text: String { digits + suffix }
}

/// How many digits people get to see.
public enum NumberPrecision: Hashable, Sendable {
    /// Three significant digits and a prefix.
    case short
    /// Every digit, with thousands separators and no prefix.
    case exact
}

/// What may stand after a number of one unit, by the power of the base that it was divided by.
struct UnitSuffixes: Hashable, Sendable {
    var base: UInt
    var suffixes: [String]

    /// The unit behind each decimal prefix: ` MACs`, ` kMACs`, …; only the prefix where the unit is empty.
    static func decimal(_ unit: String) -> UnitSuffixes {
        UnitSuffixes(base: 1000, suffixes: ["", "k", "M", "G", "T", "P", "E"].map { spaced($0 + unit) })
    }

    /// Bytes behind each binary prefix: ` B`, ` KiB`, ….
    static let bytes = UnitSuffixes(base: 1024, suffixes: [" B"] + ["K", "M", "G", "T", "P", "E"].map { " \($0)iB" })

    private static func spaced(_ unit: String) -> String { unit.isEmpty ? "" : " " + unit }
}

extension FormattedNumber {
    /// A number of `unit`s with a decimal prefix: `4.09 GMACs`; below 1000, or in exact precision, the whole integer.
    public static func count(_ count: Int, unit: String, _ precision: NumberPrecision = .short) -> FormattedNumber {
        whole(count, .decimal(unit), precision)
    }

    /// A number of bytes with a binary prefix: `97.5 MiB`.
    public static func bytes(_ count: Int, _ precision: NumberPrecision = .short) -> FormattedNumber {
        whole(count, .bytes, precision)
    }

    /// A number of `unit`s that need not be whole, with a decimal prefix: `54.3 FLOP/byte`.
    public static func rate(_ value: Double, unit: String, _ precision: NumberPrecision = .short) -> FormattedNumber {
        rate(value, .decimal(unit), precision)
    }

    static func rate(_ value: Double, _ units: UnitSuffixes, _ precision: NumberPrecision) -> FormattedNumber {
        guard precision == .short, value.isFinite else {
            return FormattedNumber(Digits.six(value), units.suffixes[0])
        }
        var (scaled, prefix) = (value, 0)
        let base = Double(units.base)
        while scaled.magnitude >= base - 0.5, prefix + 1 < units.suffixes.count {
            scaled /= base
            prefix += 1
        }
        return FormattedNumber(Digits.three(scaled), units.suffixes[prefix])
    }

    static func whole(_ count: Int, _ units: UnitSuffixes, _ precision: NumberPrecision) -> FormattedNumber {
        let (magnitude, base) = (count.magnitude, units.base)
        guard precision == .short else { return FormattedNumber(Digits.grouped(count), units.suffixes[0]) }
        let sign = count < 0 ? "-" : ""
        guard magnitude >= base else { return FormattedNumber(String(count), units.suffixes[0]) }
        var (scale, prefix) = (base, 1)
        while magnitude / scale >= base {
            scale *= base
            prefix += 1
        }
        let whole = magnitude / scale
        var decimals = whole >= 100 ? 0 : whole >= 10 ? 1 : 2
        var rounded = roundedQuotient(magnitude, by: scale, decimals: decimals)
        if decimals == 0, rounded >= base, prefix + 1 < units.suffixes.count {
            (rounded, decimals, prefix) = (100, 2, prefix + 1)
        } else if decimals > 0, rounded == 1000 {
            (rounded, decimals) = (100, decimals - 1)
        }
        return FormattedNumber(sign + Digits.fixed(rounded, decimals: decimals), units.suffixes[prefix])
    }

    /// An elapsed time in the unit that suits it: `12.3 ms`; from a minute on `1 min 05 s`, from an hour on `2 h 05 min`.
    public static func duration(seconds: Double) -> FormattedNumber {
        let magnitude = seconds.magnitude
        guard magnitude < 1e15 else { return FormattedNumber(Digits.exact(seconds), " s") }
        guard magnitude < 59.95 else {
            let (minutes, rest) = Int(magnitude.rounded()).quotientAndRemainder(dividingBy: 60)
            let sign = seconds < 0 ? "-" : ""
            return minutes < 60
                ? FormattedNumber("\(sign)\(minutes) min \(twoDigits(rest))", " s")
                : FormattedNumber("\(sign)\(Digits.grouped(minutes / 60)) h \(twoDigits(minutes % 60))", " min")
        }
        let units: [(perSecond: Double, symbol: String)] = [(1e9, " ns"), (1e6, " µs"), (1e3, " ms")]
        for unit in units where seconds != 0 && magnitude * unit.perSecond < 999.5 {
            return FormattedNumber(Digits.three(seconds * unit.perSecond), unit.symbol)
        }
        return FormattedNumber(Digits.three(seconds), " s")
    }

    /// `value / scale` in units of the last of `decimals` digits, halves away from zero, without a rounding error.
    private static func roundedQuotient(_ value: UInt, by scale: UInt, decimals: Int) -> UInt {
        let shift: UInt = decimals == 0 ? 1 : decimals == 1 ? 10 : 100
        let (quotient, remainder) = scale.dividingFullWidth(value.multipliedFullWidth(by: shift))
        return remainder >= scale - remainder ? quotient + 1 : quotient
    }

    private static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
