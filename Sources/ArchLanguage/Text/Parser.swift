import SourceText

/// Reads a file into a syntax tree, collecting every problem; never prints and never stops at the first.
///
///     file      = { statement | newline | ";" }
///     body      = "{" { statement | newline | ";" } "}"
///
/// After a wrong statement the parser goes on behind its end, so that one mistake makes one diagnostic.
struct Parser {
    static let fileLimit = 1 << 26
    static let nestingLimit = 50
    /// The most operators of one number.
    static let operatorLimit = 64
    /// The most bytes of a name.
    static let nameLimit = 100
    static let problemLimit = 100

    let file: SourceFile
    let tokens: [Token]
    let vocabulary = Vocabulary.shared
    var index = 0
    var depth = 0
    /// Operators of the number being read, and how many numbers are open around the current token.
    var operatorCount = 0
    var openNumbers = 0
    var diagnostics: [Diagnostic] = []
    /// Statements so far by the number of their word, and of calls by block: numbers the choices of each.
    private var wordOrdinals: [Int]
    private var callOrdinals: [String: Int] = [:]
    /// Names that some `let` or parameter before bound.
    var boundNames: Set<String> = []
    /// Names of blocks seen so far, for suggestions.
    var blockNames: [String] = []
    /// Names in statements that were given up: whoever misses one of them later is not told.
    private(set) var lostNames: Set<String> = []
    /// Whether a statement that was given up may have been the input.
    private(set) var hasLostInput = false
    /// Set once nothing more is to be said.
    var gaveUp = false

    private init(file: SourceFile, tokens: [Token]) {
        self.file = file
        self.tokens = tokens
        wordOrdinals = Array(repeating: 0, count: vocabulary.entries.count)
    }

    /// Parses a whole file.
    ///
    /// - Returns: the tree of everything that could be read, and the problems in order of place.
    static func parse(_ file: SourceFile) -> (tree: SyntaxTree, diagnostics: [Diagnostic]) {
        let outcome = read(file)
        return (outcome.tree, outcome.diagnostics)
    }

    /// What a file says, and what its mistakes may have hidden.
    struct Outcome {
        var tree: SyntaxTree
        var diagnostics: [Diagnostic]
        var lostNames: Set<String> = []
        var hasLostInput = false
    }

    /// Parses a whole file.
    static func read(_ file: SourceFile) -> Outcome {
        guard file.bytes.count <= fileLimit else {
            let problem = SyntaxProblem.fileTooLarge(bytes: file.bytes.count, limit: fileLimit)
            return Outcome(
                tree: SyntaxTree(statements: [], comments: .init(all: [])),
                diagnostics: [
                    Diagnostic(identifier: problem.identifier, message: problem.message, range: SourceRange(0, 0))
                ])
        }
        let lexer = Lexer(file)
        var parser = Parser(file: file, tokens: lexer.tokens)
        let statements = parser.statements(untilBrace: false)
        for comment in lexer.comments where !file.isUTF8(comment.range) {
            parser.report(.unexpectedCharacter("that is not UTF-8"), at: comment.range)
        }
        let problems = parser.diagnostics.sorted { ($0.range.start, $0.range.end) < ($1.range.start, $1.range.end) }
        return Outcome(
            tree: SyntaxTree(statements: statements, comments: .init(all: lexer.comments)), diagnostics: problems,
            lostNames: parser.lostNames, hasLostInput: parser.hasLostInput || parser.gaveUp)
    }

    // MARK: Tokens

    var current: Token { tokens[index] }
    var kind: Token.Kind { tokens[index].kind }

    /// The end of the last token taken.
    var lastEnd: Int { index > 0 ? Int(tokens[index - 1].end) : 0 }

    func text(_ token: Token) -> String { file.text(token.range) }

    /// What the language knows of the current token's word.
    var entry: Vocabulary.Entry { vocabulary.entries[Int(tokens[index].word)] }

    /// Whether the current token is this word.
    func isWord(_ word: StaticString) -> Bool { isWord(word, current) }

    func isWord(_ word: StaticString, _ token: Token) -> Bool {
        guard token.kind == .word, Int(token.end - token.start) == word.utf8CodeUnitCount else { return false }
        for offset in 0..<word.utf8CodeUnitCount
        where file.bytes[Int(token.start) + offset] != word.utf8Start[offset] { return false }
        return true
    }

    @discardableResult
    mutating func advance() -> Token {
        let token = tokens[index]
        if index < tokens.count - 1 { index += 1 }
        return token
    }

    mutating func take(_ wanted: Token.Kind) -> Bool {
        guard kind == wanted else { return false }
        advance()
        return true
    }

    mutating func takeWord(_ word: StaticString) -> Bool {
        guard isWord(word) else { return false }
        advance()
        return true
    }

    mutating func expect(_ wanted: Token.Kind, _ what: String) throws(Abandoned) {
        if !take(wanted) { throw abandon(.expected(what, found: found)) }
    }

    /// The current token as a reader would name it.
    var found: String {
        switch kind {
        case .end: "the end of the file"
        case .newline: "the end of the line"
        default: "'\(clipped(current))'"
        }
    }

    /// The token's text for a message: the start of a long one, and no character that a terminal would obey.
    func clipped(_ token: Token) -> String {
        var range = token.range
        let isLong = range.end - range.start > 160
        if isLong { range.end = range.start + 160 }
        var scalars = String.UnicodeScalarView()
        for scalar in file.text(range).unicodeScalars {
            if scalars.count == 39, isLong || scalars.count < range.end - range.start - 1 {
                scalars.append("…")
                break
            }
            let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
            scalars.append(isControl ? "\u{FFFD}" : scalar)
        }
        return String(scalars)
    }

    // MARK: Problems

    /// A statement was given up; its diagnostic is already recorded.
    struct Abandoned: Error {}

    mutating func report(_ problem: SyntaxProblem, at range: SourceRange, notes: [Diagnostic.Note] = []) {
        guard !gaveUp else { return }
        if diagnostics.count == Parser.problemLimit {
            gaveUp = true
            let last = SyntaxProblem.tooManyProblems(limit: Parser.problemLimit)
            diagnostics.append(Diagnostic(identifier: last.identifier, message: last.message, range: range))
            return
        }
        diagnostics.append(
            Diagnostic(identifier: problem.identifier, message: problem.message, range: range, notes: notes))
    }

    /// An unknown token for a message: what can be seen as it is, what cannot by its number.
    private var unexpected: String {
        let range = current.range
        guard let first = file.text(SourceRange(range.start, min(range.end, range.start + 4))).unicodeScalars.first,
            first != "\u{FFFD}"
        else { return "that is not UTF-8" }
        let isSeen = first.value > 0x20 && !(0x7F...0xA0).contains(first.value) && first != "\u{FEFF}"
        if isSeen { return "'\(clipped(current))'" }
        let digits = String(first.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    /// Records a problem at the current token (or a range) and gives the statement up.
    mutating func abandon(_ problem: SyntaxProblem, at range: SourceRange? = nil, notes: [Diagnostic.Note] = [])
        -> Abandoned
    {
        if kind == .unknown, range == nil {
            report(.unexpectedCharacter(unexpected), at: current.range)
        } else {
            report(problem, at: range ?? current.range, notes: notes)
        }
        return Abandoned()
    }

    /// Goes behind the end of a statement that was given up: to a separator or a closing brace of its own level.
    ///
    /// - Parameter start: the index of the statement's first token.
    mutating func recover(from start: Int) {
        skipStatement()
        let first = tokens[start]
        if first.word == 0 || isWord("input", first) { hasLostInput = true }
        for token in tokens[start..<index] where token.kind == .word && token.word == 0 && lostNames.count < 10_000 {
            lostNames.insert(clipped(token))
        }
    }

    private mutating func skipStatement() {
        var open = 0
        while kind != .end {
            switch kind {
            case .leftBrace: open += 1
            case .rightBrace:
                if open == 0 { return }
                open -= 1
            case .newline, .semicolon:
                if open == 0 { return }
            default: break
            }
            advance()
        }
    }

    // MARK: Bodies

    /// Statements up to the end of the file, or to the `}` that closes the body (left for the caller).
    mutating func statements(untilBrace: Bool) -> [Statement] {
        var result: [Statement] = []
        var continuesLine = false
        while !gaveUp {
            switch kind {
            case .end: return result
            case .newline:
                advance()
                continuesLine = false
            case .semicolon:
                advance()
                continuesLine = !result.isEmpty
            case .rightBrace:
                if untilBrace { return result }
                report(.strayBrace, at: current.range)
                advance()
            default:
                let start = index
                do {
                    var statement = try self.statement()
                    statement.layout.continuesLine = continuesLine
                    result.append(statement)
                    try endOfStatement()
                } catch {
                    recover(from: start)
                }
                continuesLine = false
            }
        }
        return result
    }

    private mutating func endOfStatement() throws(Abandoned) {
        switch kind {
        case .newline, .semicolon, .rightBrace, .end: return
        case .slash: throw abandon(.divisionOutsideParentheses)
        default: throw abandon(.expected("the end of the statement", found: found))
        }
    }

    /// body = "{" { statement | newline | ";" } "}"
    mutating func body() throws(Abandoned) -> Body {
        try body { parser throws(Abandoned) in parser.statements(untilBrace: true) }
    }

    /// Braces around what `content` reads, which stops at the closing one or at the end of the file.
    mutating func body(of content: (inout Parser) throws(Abandoned) -> [Statement]) throws(Abandoned) -> Body {
        let open = current
        try expect(.leftBrace, "'{'")
        guard depth < Parser.nestingLimit else {
            report(.nestingTooDeep(limit: Parser.nestingLimit), at: open.range)
            gaveUp = true
            throw Abandoned()
        }
        depth += 1
        defer { depth -= 1 }
        let statements = try content(&self)
        let close = current
        guard take(.rightBrace) else {
            report(.unclosedBrace, at: open.range)
            gaveUp = true
            throw Abandoned()
        }
        let isOneLine = file.line(at: Int(open.start)) == file.line(at: Int(close.start))
        return Body(
            statements: statements, place: Place(open.range.union(close.range)), layout: .init(isOneLine: isOneLine))
    }

    /// The number of a statement among those of its word.
    mutating func ordinal(ofWord number: UInt8) -> Int {
        wordOrdinals[Int(number)] += 1
        return wordOrdinals[Int(number)]
    }

    /// The number of a call among those of its block; a group's repeat is named by the word `group`.
    mutating func ordinal(ofCall name: String) -> Int {
        callOrdinals[name, default: 0] += 1
        return callOrdinals[name, default: 0]
    }
}
