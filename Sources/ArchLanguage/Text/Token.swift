import SourceText

/// What the lexer makes of the bytes; 12 bytes each, so that a file of many megabytes stays small.
struct Token {
    enum Kind: UInt8 {
        case word
        case integer
        case decimal
        /// The `x` (or `×`) between two numbers with nothing between: `3x224`.
        case times
        /// A word of `x` and digits: a repeat, `x3`.
        case repeatCount
        /// A lone `×` that starts a repeat.
        case repeatSign
        case newline
        case semicolon
        case leftBrace, rightBrace
        case leftParenthesis, rightParenthesis
        case comma, pipe, colon, dots, slash, plus, minus, star, equals
        case less, lessOrEqual, equalEqual, greaterOrEqual, greater
        case unknown
        case end
    }

    var start: UInt32
    var end: UInt32
    var kind: Kind
    /// Whether white space (or the line's start) stands before it.
    var followsSpace: Bool
    /// The number of a word in `Vocabulary`; 0 for every other token.
    var word: UInt8 = 0

    var range: SourceRange { SourceRange(Int(start), Int(end)) }
}

/// A comment with its place; `text` excludes the `#`.
public struct Comment: Hashable, Sendable {
    public var text: String
    public var range: SourceRange
    /// Whether nothing but white space stands before it on its line.
    public var isOwnLine: Bool
}
