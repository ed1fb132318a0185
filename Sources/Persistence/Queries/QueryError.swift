/// Why a query was not run.
public enum QueryError: Error, Hashable, Sendable {
    /// There is nothing but white space and comments.
    case empty
    case severalStatements
    /// The statement would change something; its first word.
    case writes(statement: String)
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
        case .invalid(let message, let suggestion): "\(message)\(hint(suggestion))"
        case .parameters: "the query has parameters ('?' or ':name'); write the values into it"
        case .unknownExample(let name, let suggestion): "there is no example query '\(name)'\(hint(suggestion))"
        }
    }

    private func hint(_ suggestion: String?) -> String { suggestion.map { "; did you mean '\($0)'?" } ?? "" }
}
