/// What a query returned.
public struct QueryResult: Hashable, Sendable {
    /// Names as the query gives them; a name that occurs twice is numbered.
    public var columns: [String]
    public var rows: [[SQLValue]]
    /// True where the query has more rows than were asked for.
    public var isCut: Bool
}

/// One value of SQLite, with its own type.
public enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])
}
