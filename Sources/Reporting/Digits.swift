/// The digits of numbers, without prefix or unit.
public enum Digits {
    /// An integer with a comma between each three digits: `4,089,184,256`.
    public static func grouped(_ value: Int) -> String {
        (value < 0 ? "-" : "") + grouped(value.magnitude)
    }

    /// Three significant digits in plain decimals; below a thousandth with a power of ten, from 1000 on whole.
    public static func three(_ value: Double) -> String {
        let magnitude = value.magnitude
        guard value != 0, magnitude < 1e15 else { return exact(value) }
        let sign = value < 0 ? "-" : ""
        if magnitude < 0.000_999_5 { return sign + scientific(magnitude) }
        if magnitude >= 99.95 { return sign + grouped(UInt(magnitude.rounded())) }
        if magnitude >= 9.995 { return sign + fixed(UInt((magnitude * 10).rounded()), decimals: 1) }
        var (decimals, power) = (2, 100.0)
        // One decimal more for each zero behind the point, so that three digits stay significant.
        while magnitude * power < 99.95 {
            decimals += 1
            power *= 10
        }
        return sign + fixed(UInt((magnitude * power).rounded()), decimals: decimals)
    }

    /// The shortest text that reads back as the same number, with separators and without a point where it is whole.
    public static func exact(_ value: Double) -> String {
        if value.magnitude < 9e15, let whole = Int(exactly: value) { return grouped(whole) }
        return "\(value)"
    }

    /// `value · 10^-decimals` in plain decimals.
    static func fixed(_ value: UInt, decimals: Int) -> String {
        guard decimals > 0 else { return String(value) }
        var digits = String(value)
        if digits.utf8.count <= decimals {
            digits = String(repeating: "0", count: decimals + 1 - digits.utf8.count) + digits
        }
        digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -decimals))
        return digits
    }

    private static func grouped(_ magnitude: UInt) -> String {
        let digits = String(magnitude).utf8
        guard digits.count > 3 else { return String(magnitude) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count + digits.count / 3)
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { bytes.append(UInt8(ascii: ",")) }
            bytes.append(digit)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func scientific(_ magnitude: Double) -> String {
        var (mantissa, exponent) = (magnitude, 0)
        while mantissa < 0.9995 {
            mantissa *= 10
            exponent += 1
        }
        return fixed(UInt((mantissa * 100).rounded()), decimals: 2) + "e-\(exponent)"
    }
}
