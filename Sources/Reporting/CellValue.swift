/// The content of one cell, before any rendering; a number is in its column's unit.
public enum CellValue: Hashable, Sendable {
    case text(String)
    case integer(Int)
    case number(Double)
    case flag(Bool)
    /// Nothing to say here: `-` for people, or nothing among words; an empty field in CSV, `null` in JSON.
    case missing

    /// The integer, or `missing` for nil.
    public static func optional(_ value: Int?) -> CellValue {
        if let value { .integer(value) } else { .missing }
    }

    /// The number, or `missing` for nil.
    public static func optional(_ value: Double?) -> CellValue {
        if let value { .number(value) } else { .missing }
    }

    /// The words, or `missing` for nil.
    public static func optional(_ value: String?) -> CellValue {
        if let value { .text(value) } else { .missing }
    }
}

extension CellValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByNilLiteral
{
    public init(stringLiteral value: String) { self = .text(value) }
    public init(integerLiteral value: Int) { self = .integer(value) }
    public init(floatLiteral value: Double) { self = .number(value) }
    public init(booleanLiteral value: Bool) { self = .flag(value) }
    public init(nilLiteral: ()) { self = .missing }
}
