import SourceText

/// A query that people often want, by name.
public struct ExampleQuery: Hashable, Sendable {
    public var name: String
    /// One line.
    public var summary: String
    public var sql: String

    init(_ name: String, _ summary: String, _ sql: String) {
        self.name = name
        self.summary = summary
        self.sql = sql
    }

    /// All examples, those about one network's layers first.
    public static let all: [ExampleQuery] = layerExamples + kernelExamples + accountExamples

    /// The example of this name.
    public static func named(_ name: String) throws(QueryError) -> ExampleQuery {
        guard let example = all.first(where: { $0.name == name }) else {
            throw .unknownExample(name: name, suggestion: nearestWord(to: name, in: all.map(\.name)))
        }
        return example
    }
}
