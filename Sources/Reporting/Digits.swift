/// The digits of numbers, without prefix or unit.
public enum Digits {
    /// An integer with a comma between each three digits: `4,089,184,256`.
    public static func grouped(_ value: Int) -> String {
        (value < 0 ? "-" : "") + grouped(value.magnitude)
    }

    /// Three significant digits in plain decimals; below a thousandth with a power of ten, from 1000 on whole.
    public static func three(_ value: Double) -> String { significant(value, 3) }

    /// A number of three significant digits that is not below this one; the number itself where it is whole.
    public static func bound(_ value: Double) -> String {
        guard value > 0, value < 1000, value != value.rounded() else { return exact(value.rounded(.up)) }
        // Half a third digit is at most a two hundredth of the number.
        let texts = [1, 1.0005, 1.001, 1.002].lazy.map { three(value * $0) }
        return texts.first { Double($0).map { $0 >= value } ?? true } ?? three(value * 1.005)
    }

    /// Six significant digits; quotients have no last digit, and nobody reads sixteen.
    public static func six(_ value: Double) -> String { significant(value, 6) }

    private static func significant(_ value: Double, _ count: Int) -> String {
        let magnitude = value.magnitude
        guard value != 0, magnitude < 1e15 else { return exact(value) }
        let sign = value < 0 ? "-" : ""
        // One more than the largest integer of so many digits.
        var limit = 1.0
        for _ in 0..<count { limit *= 10 }
        if magnitude < 0.001 - 0.5 / limit / 1000 { return sign + scientific(magnitude, count, limit) }
        var (decimals, power) = (0, 1.0)
        // A decimal more for each digit that is missing in front of the point or behind it.
        while magnitude * power < limit / 10 - 0.05 {
            decimals += 1
            power *= 10
        }
        if decimals == 0 { return sign + grouped(UInt(magnitude.rounded())) }
        var rounded = UInt((magnitude * power).rounded())
        if Double(rounded) >= limit { (rounded, decimals) = (rounded / 10, decimals - 1) }
        return sign + (decimals == 0 ? grouped(rounded) : fixed(rounded, decimals: decimals))
    }

    /// The shortest text that reads back as the same number, with separators and without a point where it is whole.
    public static func exact(_ value: Double) -> String {
        if value.magnitude < 9e15, let whole = Int(exactly: value) { return grouped(whole) }
        return "\(value)"
    }

    /// `value · 10^-decimals` in plain decimals.
    static func fixed(_ value: UInt, decimals: Int) -> String {
        fromTheRight(of: value, least: decimals + 1) { $0 == decimals ? UInt8(ascii: ".") : nil }
    }

    private static func grouped(_ magnitude: UInt) -> String {
        fromTheRight(of: magnitude, least: 1) { $0.isMultiple(of: 3) ? UInt8(ascii: ",") : nil }
    }

    /// The digits of `value`, `least` of them or more, with whatever sign stands after so many digits from the right.
    private static func fromTheRight(of value: UInt, least: Int, sign: (_ digits: Int) -> UInt8?) -> String {
        // Twenty digits and their separators, or a fraction's leading zeros.
        String(unsafeUninitializedCapacity: 32 + least) { buffer in
            var (rest, digits, count) = (value, 0, 0)
            repeat {
                if digits > 0, let sign = sign(digits) {
                    buffer[count] = sign
                    count += 1
                }
                buffer[count] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                (rest, digits, count) = (rest / 10, digits + 1, count + 1)
            } while rest > 0 || digits < least
            buffer[0..<count].reverse()
            return count
        }
    }

    private static func scientific(_ magnitude: Double, _ count: Int, _ limit: Double) -> String {
        var (mantissa, exponent) = (magnitude, 0)
        while (mantissa * limit / 10).rounded() < limit / 10 {
            mantissa *= 10
            exponent += 1
        }
        return fixed(UInt((mantissa * limit / 10).rounded()), decimals: count - 1) + "e-\(exponent)"
    }
}
