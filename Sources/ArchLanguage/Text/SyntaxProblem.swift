import SourceText

/// What can be wrong with a text before its numbers are looked at. The sentences stand here and nowhere else.
enum SyntaxProblem {
    case fileTooLarge(bytes: Int, limit: Int)
    case unexpectedCharacter(String)
    case integerTooLarge
    case decimalNotAllowed(String)
    case decimalOutOfRange(String)
    case expected(String, found: String)
    case unknownStatement(String, near: String?)
    case callWithoutParentheses(String)
    case unknownModifier(String, of: String, near: String?, known: [String])
    case modifierNotAllowed(String, on: String, takes: [String])
    case repeatedModifier(String)
    case conflictingModifiers(String, String)
    case missingArgument(String, of: String, usage: String)
    case surplusArgument(of: String, usage: String)
    case sizeNotAllowed(String)
    case divisionOutsideParentheses
    case alternativesInRectangle
    case nestingTooDeep(limit: Int)
    case numberTooLong(limit: Int)
    case nameTooLong(limit: Int)
    case unclosedBrace
    case unclosedParenthesis
    case strayBrace
    case reservedWord(String)
    case repeatAsName(String)
    case notRepeatable(String)
    case notLabellable(String)
    case branchNotGroup
    case emptyBranches
    case duplicateParameter(String)
    case tooManyProblems(limit: Int)

    var identifier: String {
        switch self {
        case .fileTooLarge: "file-too-large"
        case .unexpectedCharacter: "unexpected-character"
        case .integerTooLarge: "integer-too-large"
        case .decimalNotAllowed: "decimal-not-allowed"
        case .decimalOutOfRange: "decimal-out-of-range"
        case .expected: "unexpected-token"
        case .unknownStatement: "unknown-word"
        case .callWithoutParentheses: "call-without-parentheses"
        case .unknownModifier: "unknown-modifier"
        case .modifierNotAllowed: "modifier-not-allowed"
        case .repeatedModifier: "repeated-modifier"
        case .conflictingModifiers: "conflicting-modifiers"
        case .missingArgument: "missing-argument"
        case .surplusArgument: "surplus-argument"
        case .sizeNotAllowed: "size-not-allowed"
        case .divisionOutsideParentheses: "division-outside-parentheses"
        case .alternativesInRectangle: "alternatives-in-rectangle"
        case .nestingTooDeep: "nesting-too-deep"
        case .numberTooLong: "number-too-long"
        case .nameTooLong: "name-too-long"
        case .unclosedBrace: "unclosed-brace"
        case .unclosedParenthesis: "unclosed-parenthesis"
        case .strayBrace: "stray-brace"
        case .reservedWord: "reserved-word"
        case .repeatAsName: "repeat-as-name"
        case .notRepeatable: "not-repeatable"
        case .notLabellable: "not-labellable"
        case .branchNotGroup: "branch-not-group"
        case .emptyBranches: "empty-branches"
        case .duplicateParameter: "duplicate-parameter"
        case .tooManyProblems: "too-many-problems"
        }
    }

    var message: String {
        func hint(_ near: String?) -> String { near.map { "; did you mean '\($0)'?" } ?? "" }
        func list(_ words: [String]) -> String { words.joined(separator: ", ") }
        switch self {
        case .fileTooLarge(let bytes, let limit):
            return "a file may have at most \(limit) bytes; this one has \(bytes)"
        case .unexpectedCharacter(let text): return "unexpected character \(text)"
        case .integerTooLarge: return "an integer may be at most 2^53 (9007199254740992)"
        case .decimalNotAllowed(let text): return "an integer belongs here; got the decimal \(text)"
        case .decimalOutOfRange(let text):
            return "a decimal may have six digits on each side of its point; got \(text)"
        case .expected(let what, let found): return "expected \(what), found \(found)"
        case .unknownStatement(let word, let near):
            return "no layer, block or statement is called '\(word)'\(hint(near))"
        case .callWithoutParentheses(let name): return "a block is called with parentheses: '\(name)()'"
        case .unknownModifier(let word, _, let near?, _):
            return "unknown modifier '\(word)'\(hint(near))"
        case .unknownModifier(let word, let layer, nil, let known):
            let takes = known.isEmpty ? "'\(layer)' takes no modifiers" : "'\(layer)' takes \(list(known))"
            return "unknown modifier '\(word)'; \(takes)"
        case .modifierNotAllowed(let word, let layer, let takes):
            return takes.isEmpty
                ? "'\(word)' means nothing on '\(layer)', which takes no modifiers"
                : "'\(word)' means nothing on '\(layer)', which takes \(list(takes))"
        case .repeatedModifier(let word): return "'\(word)' is given twice"
        case .conflictingModifiers(let first, let second): return "'\(second)' contradicts '\(first)'"
        case .missingArgument(let name, let layer, let usage):
            return "'\(layer)' needs its \(name): \(usage)"
        case .surplusArgument(let layer, let usage): return "one number too many for '\(layer)': \(usage)"
        case .sizeNotAllowed(let name): return "'\(name)' is one integer, not HxW"
        case .divisionOutsideParentheses:
            return "division stands in parentheses, as (c/4); outside them '/' is a layer's stride"
        case .alternativesInRectangle:
            return "alternatives cannot stand in HxW; bind them with 'let' and write (h)x(w)"
        case .nestingTooDeep(let limit): return "nesting is at most \(limit) deep"
        case .numberTooLong(let limit):
            return "a number may have at most \(limit) operators; bind parts of it with 'let'"
        case .nameTooLong(let limit): return "a name may have at most \(limit) characters"
        case .unclosedBrace: return "this '{' is never closed"
        case .unclosedParenthesis: return "this '(' is never closed"
        case .strayBrace: return "this '}' closes nothing"
        case .reservedWord(let word): return "'\(word)' is a word of the language and cannot be a name"
        case .repeatAsName(let word): return "'\(word)' is a repeat and cannot be a name"
        case .notRepeatable(let what): return "\(what) cannot be repeated"
        case .notLabellable(let what): return "\(what) has no output to label"
        case .branchNotGroup: return "each branch is a group in braces, as { conv 3 64 } or { }"
        case .emptyBranches: return "'branches' needs at least one group in its braces"
        case .duplicateParameter(let name): return "the parameter '\(name)' stands twice"
        case .tooManyProblems(let limit): return "more than \(limit) problems; the rest is not shown"
        }
    }
}
