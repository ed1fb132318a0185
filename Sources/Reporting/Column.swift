/// One column of a report: what machines call it, what people read above it, and what its cells mean.
public struct Column: Hashable, Sendable {
    /// The name in CSV and JSON, in snake case.
    public var name: String
    /// The words above the column.
    public var heading: String
    public var quantity: Quantity
    public var alignment: Alignment
    /// Which columns go first where the terminal is too narrow for all.
    public var importance: Importance

    /// A column; `alignment` defaults to the left for text and flags and to the right for numbers.
    public init(
        _ name: String, heading: String, _ quantity: Quantity = .text, alignment: Alignment? = nil,
        importance: Importance = .normal
    ) {
        self.name = name
        self.heading = heading
        self.quantity = quantity
        self.alignment = alignment ?? (quantity.isNumeric ? .right : .left)
        self.importance = importance
    }
}

/// On which side of its column a cell stands.
public enum Alignment: Hashable, Sendable {
    case left
    case right
}

/// How long a column stays as the terminal narrows; the lowest leave first, an essential one never.
public enum Importance: Int, Hashable, Sendable, Comparable {
    case low
    case normal
    case high
    case essential

    public static func < (a: Importance, b: Importance) -> Bool { a.rawValue < b.rawValue }
}

/// What the numbers or words of a column are, which decides how people see them.
public enum Quantity: Hashable, Sendable {
    /// Words; the only columns that shorten to fit.
    case text
    /// An integer that names a rank or a place; always printed whole, without separators.
    case ordinal
    /// A number of things, with decimal prefixes: `4.09 GMACs`. Integers.
    case count(unit: String)
    /// A size in memory, with binary prefixes: `97.5 MiB`. Integers.
    case bytes
    /// A bare number: `0.961`.
    case ratio
    /// How many times as much: `0.961×`.
    case multiple
    /// A part of one, which people read in percent: `4.20 %` for 0.042.
    case share
    /// A number per something else, with decimal prefixes: `54.3 FLOP/byte`.
    case rate(unit: String)
    /// An elapsed time held in the given unit, printed in whatever unit suits it: `12.3 ms`.
    case duration(TimeUnit)
    /// True or false; people read yes and no.
    case flag

    /// True where cells are numbers.
    public var isNumeric: Bool {
        switch self {
        case .text, .flag: false
        case .ordinal, .count, .bytes, .ratio, .multiple, .share, .rate, .duration: true
        }
    }
}

/// The unit in which a column of times holds its numbers.
public enum TimeUnit: Hashable, Sendable {
    case nanoseconds
    case milliseconds
    case seconds

    /// How many of this unit make a second.
    public var perSecond: Double {
        switch self {
        case .nanoseconds: 1e9
        case .milliseconds: 1e3
        case .seconds: 1
        }
    }

    /// The unit's symbol.
    public var symbol: String {
        switch self {
        case .nanoseconds: "ns"
        case .milliseconds: "ms"
        case .seconds: "s"
        }
    }
}
