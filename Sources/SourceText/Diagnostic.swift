/// One thing that is wrong, or worth a warning, at a place in a file.
public struct Diagnostic: Hashable, Sendable {
    public enum Severity: String, Hashable, Sendable {
        case error
        case warning
    }

    /// Another place that matters, with what it has to do with the first.
    public struct Note: Hashable, Sendable {
        public var message: String
        public var range: SourceRange

        public init(_ message: String, at range: SourceRange) {
            self.message = message
            self.range = range
        }
    }

    /// A stable name, such as `unknown-word`.
    public var identifier: String
    public var severity: Severity
    /// One phrase in lower case, stated as the rule that was broken.
    public var message: String
    public var range: SourceRange
    public var notes: [Note]
    /// What to write instead of the range, where that is known.
    public var replacement: String?

    public init(
        identifier: String, severity: Severity = .error, message: String, range: SourceRange, notes: [Note] = [],
        replacement: String? = nil
    ) {
        self.identifier = identifier
        self.severity = severity
        self.message = message
        self.range = range
        self.notes = notes
        self.replacement = replacement
    }
}
