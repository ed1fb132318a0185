/// Why a query was not run.
public enum QueryError: Error, Hashable, Sendable {
    /// There is nothing but white space and comments.
    case empty
    case severalStatements
    /// The statement would change something; its first word.
    case writes(statement: String)
    /// No statement begins with this word; the nearest that one of those which read begins with.
    case unknownStatement(word: String, suggestion: String?)
    /// A pragma that sets something, or none at all; the nearest of those that describe the schema.
    case pragma(name: String, suggestion: String?)
    /// SQLite would read no further than this character, counted from 1.
    case nullCharacter(position: Int)
    /// SQLite does not understand it; where a table or column is unknown, the nearest name.
    case invalid(message: String, suggestion: String?)
    /// Values for `?` or `:name` are not taken.
    case parameters
    /// No example of this name; the nearest.
    case unknownExample(name: String, suggestion: String?)
}

extension QueryError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .empty: "the query is empty"
        case .severalStatements: "one statement at a time, please; the query has several"
        case .writes(let statement):
            "only queries that read are run (SELECT, WITH, VALUES, EXPLAIN, PRAGMA of the schema); "
                + "'\(statement)' would change something"
        case .unknownStatement(let word, let suggestion):
            "no SQL statement begins with '\(word)'\(hint(suggestion))"
        case .pragma(let name, let suggestion):
            "only pragmas that describe the schema are run, as table_info; '\(name)' is none of them\(hint(suggestion))"
        case .nullCharacter(let position):
            "the query holds a NUL character, its \(position)\(Self.ordinalEnding(position)); SQL text ends there"
        case .invalid(let message, let suggestion): "\(message)\(hint(suggestion))"
        case .parameters: "the query has parameters ('?' or ':name'); write the values into it"
        case .unknownExample(let name, let suggestion): "there is no example query '\(name)'\(hint(suggestion))"
        }
    }

    private static func ordinalEnding(_ number: Int) -> String {
        switch (number % 10, number % 100) {
        case (1, let rest) where rest != 11: "st"
        case (2, let rest) where rest != 12: "nd"
        case (3, let rest) where rest != 13: "rd"
        default: "th"
        }
    }

    private func hint(_ suggestion: String?) -> String { suggestion.map { "; did you mean '\($0)'?" } ?? "" }
}
