/// A JSON document; objects keep the order of their members, and integers stay exact.
public enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int)
    /// Infinities and NaN, which JSON lacks, are written as null.
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([JSONMember])

    /// The integer, or null for nil.
    public static func optional(_ value: Int?) -> JSONValue {
        if let value { .integer(value) } else { .null }
    }

    /// The number, or null for nil.
    public static func optional(_ value: Double?) -> JSONValue {
        if let value { .number(value) } else { .null }
    }

    /// The string, or null for nil.
    public static func optional(_ value: String?) -> JSONValue {
        if let value { .string(value) } else { .null }
    }
}

/// A name in a JSON object and its value.
public struct JSONMember: Hashable, Sendable {
    public var name: String
    public var value: JSONValue

    public init(_ name: String, _ value: JSONValue) {
        self.name = name
        self.value = value
    }
}

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral
{
    public init(nilLiteral: ()) { self = .null }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(integerLiteral value: Int) { self = .integer(value) }
    public init(floatLiteral value: Double) { self = .number(value) }
    public init(stringLiteral value: String) { self = .string(value) }
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(elements.map { JSONMember($0.0, $0.1) })
    }
}
