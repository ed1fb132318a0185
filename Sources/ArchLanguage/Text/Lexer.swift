import SourceText

/// Splits a file into tokens and comments.
///
/// A newline inside `( )` and directly after `{`, `|` or `,` makes no token. Bytes that start no token become `unknown`
/// tokens, one for a run of them, which the parser reports. A line that starts with a layer or a statement ends an open
/// parenthesis: no number goes on with such a word, so the `)` is missing, and the lines below are to be read as lines.
struct Lexer {
    private(set) var tokens: [Token] = []
    private(set) var comments: [Comment] = []
    private let file: SourceFile
    private let vocabulary = Vocabulary.shared

    init(_ file: SourceFile) {
        self.file = file
        tokens.reserveCapacity(file.bytes.count / 3 + 1)
        file.bytes.withUnsafeBufferPointer { scan($0) }
    }

    private mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>) {
        let count = bytes.count
        var index = 0
        // A byte order mark is no error.
        if count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { index = 3 }
        var parentheses = 0
        var followsSpace = true

        func byte(_ at: Int) -> UInt8 { at < count ? bytes[at] : 0 }
        /// Length of an `x` or `×` at an offset; 0 where there is none.
        func timesLength(_ at: Int) -> Int {
            if byte(at) == UInt8(ascii: "x") { return 1 }
            return byte(at) == 0xC3 && byte(at + 1) == 0x97 ? 2 : 0
        }

        /// Takes the `x` of a size where it stands right behind a number and before another; its length.
        func takeTimes(at index: Int) -> Int {
            let sign = timesLength(index)
            let next = byte(index + sign)
            guard sign > 0, Lexer.isDigit(next) || next == UInt8(ascii: "(") else { return 0 }
            append(.times, index, index + sign, false)
            return sign
        }

        while index < count {
            let start = index
            let first = bytes[index]
            var kind: Token.Kind
            switch first {
            case 0x20, 0x09, 0x0D:
                index += 1
                followsSpace = true
                continue
            case 0x0A:
                index += 1
                followsSpace = true
                if parentheses > 0 || suppressesNewline { continue }
                append(.newline, start, index, true)
                continue
            case UInt8(ascii: "#"):
                while index < count, bytes[index] != 0x0A { index += 1 }
                addComment(from: start, to: index)
                continue
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                while Lexer.isDigit(byte(index)) { index += 1 }
                kind = .integer
                if byte(index) == UInt8(ascii: "."), Lexer.isDigit(byte(index + 1)) {
                    index += 1
                    while Lexer.isDigit(byte(index)) { index += 1 }
                    kind = .decimal
                }
                append(kind, start, index, followsSpace)
                followsSpace = false
                index += takeTimes(at: index)
                continue
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"):
                while Lexer.isNameByte(byte(index)) { index += 1 }
                if Lexer.isRepeat(bytes, start, index) {
                    kind = .repeatCount
                } else {
                    let word = vocabulary.number(of: bytes, start, index)
                    if parentheses > 0, vocabulary.entries[Int(word)].startsStatement, Lexer.startsLine(bytes, start) {
                        append(.newline, start, start, true)
                        parentheses = 0
                    }
                    tokens.append(
                        Token(
                            start: UInt32(start), end: UInt32(index), kind: .word, followsSpace: followsSpace,
                            word: word))
                    followsSpace = false
                    continue
                }
            case UInt8(ascii: ";"): kind = .semicolon
            case UInt8(ascii: "{"):
                kind = .leftBrace
                parentheses = 0
            case UInt8(ascii: "}"):
                kind = .rightBrace
                parentheses = 0
            case UInt8(ascii: "("):
                kind = .leftParenthesis
                parentheses += 1
            case UInt8(ascii: ")"):
                append(.rightParenthesis, start, start + 1, followsSpace)
                parentheses = max(0, parentheses - 1)
                followsSpace = false
                index = start + 1 + takeTimes(at: start + 1)
                continue
            case UInt8(ascii: ","): kind = .comma
            case UInt8(ascii: "|"): kind = .pipe
            case UInt8(ascii: ":"): kind = .colon
            case UInt8(ascii: "/"): kind = .slash
            case UInt8(ascii: "+"): kind = .plus
            case UInt8(ascii: "-"): kind = .minus
            case UInt8(ascii: "*"): kind = .star
            case UInt8(ascii: "."):
                kind = byte(index + 1) == first ? .dots : .unknown
                if kind == .dots { index += 2 }
            case UInt8(ascii: "="):
                kind = byte(index + 1) == first ? .equalEqual : .equals
                if kind == .equalEqual { index += 2 }
            case UInt8(ascii: "<"):
                kind = byte(index + 1) == UInt8(ascii: "=") ? .lessOrEqual : .less
                if kind == .lessOrEqual { index += 2 }
            case UInt8(ascii: ">"):
                kind = byte(index + 1) == UInt8(ascii: "=") ? .greaterOrEqual : .greater
                if kind == .greaterOrEqual { index += 2 }
            default:
                let sign = timesLength(index)
                if sign == 2 {
                    index += sign
                    if Lexer.isDigit(byte(index)) {
                        while Lexer.isDigit(byte(index)) { index += 1 }
                        kind = .repeatCount
                    } else {
                        kind = .repeatSign
                    }
                } else {
                    kind = .unknown
                    index += 1
                    while index < count, bytes[index] >= 0x80, timesLength(index) == 0 { index += 1 }
                }
            }
            if index == start { index += 1 }
            append(kind, start, index, followsSpace)
            followsSpace = false
        }
        append(.newline, count, count, true)
        append(.end, count, count, true)
    }

    /// Whether the token before lets the statement go on in the next line.
    private var suppressesNewline: Bool {
        switch tokens.last?.kind {
        case .leftBrace, .pipe, .comma: true
        default: false
        }
    }

    private mutating func append(_ kind: Token.Kind, _ start: Int, _ end: Int, _ followsSpace: Bool) {
        tokens.append(Token(start: UInt32(start), end: UInt32(end), kind: kind, followsSpace: followsSpace))
    }

    private mutating func addComment(from start: Int, to end: Int) {
        var lineStart = start
        while lineStart > 0, file.bytes[lineStart - 1] == 0x20 || file.bytes[lineStart - 1] == 0x09 { lineStart -= 1 }
        var textEnd = end
        while textEnd > start + 1, [0x20, 0x09, 0x0D].contains(file.bytes[textEnd - 1]) { textEnd -= 1 }
        comments.append(
            Comment(
                text: file.text(SourceRange(start + 1, textEnd)), range: SourceRange(start, textEnd),
                isOwnLine: lineStart == 0 || file.bytes[lineStart - 1] == 0x0A))
    }

    /// Whether only white space stands before a byte in its line.
    private static func startsLine(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
        var before = index - 1
        while before >= 0, bytes[before] == 0x20 || bytes[before] == 0x09 { before -= 1 }
        return before < 0 || bytes[before] == 0x0A
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    static func isNameByte(_ byte: UInt8) -> Bool {
        isDigit(byte) || byte == UInt8(ascii: "_") || (byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z"))
            || (byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z"))
    }

    /// `x` followed by digits only.
    private static func isRepeat(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
        guard bytes[start] == UInt8(ascii: "x"), end - start > 1 else { return false }
        return (start + 1..<end).allSatisfy { isDigit(bytes[$0]) }
    }
}
