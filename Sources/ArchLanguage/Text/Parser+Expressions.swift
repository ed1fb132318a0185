import SourceText

extension Parser {
    /// choice = alternative { "|" alternative }
    mutating func choice(inParentheses: Bool) throws(Abandoned) -> Choice {
        let start = Int(current.start)
        let first = try expression(inParentheses: inParentheses)
        return try choice(startingWith: first, at: start, inParentheses: inParentheses)
    }

    /// alternative = number [ ".." number [ ":" number ] ]
    mutating func choice(
        startingWith first: Expression, at start: Int, inParentheses: Bool
    ) throws(Abandoned) -> Choice {
        var alternatives = [try alternative(from: first, at: start, inParentheses: inParentheses)]
        while take(.pipe) {
            let start = Int(current.start)
            let low = try expression(inParentheses: inParentheses)
            alternatives.append(try alternative(from: low, at: start, inParentheses: inParentheses))
        }
        return Choice(alternatives: alternatives, place: Place(SourceRange(start, lastEnd)))
    }

    private mutating func alternative(
        from low: Expression, at start: Int, inParentheses: Bool
    ) throws(Abandoned) -> Alternative {
        guard take(.dots) else { return .single(low) }
        let high = try expression(inParentheses: inParentheses)
        let step = take(.colon) ? try expression(inParentheses: inParentheses) : nil
        return .span(low, high, step: step, Place(SourceRange(start, lastEnd)))
    }

    /// number = term { ( "+" | "-" ) term }
    mutating func expression(inParentheses: Bool) throws(Abandoned) -> Expression {
        let start = Int(current.start)
        guard depth < Parser.nestingLimit else {
            let range = current.range
            report(.nestingTooDeep(limit: Parser.nestingLimit), at: range)
            gaveUp = true
            throw Abandoned()
        }
        depth += 1
        defer { depth -= 1 }
        var result = try term(inParentheses: inParentheses)
        var operations = 0
        while kind == .plus || kind == .minus {
            let sign: Expression.Operator = advance().kind == .plus ? .add : .subtract
            let right = try term(inParentheses: inParentheses)
            result = .binary(result, sign, right, Place(SourceRange(start, lastEnd)))
            operations += 1
            try checkLength(operations)
        }
        return result
    }

    /// term = primary { ( "*" | "/" ) primary }, "/" inside parentheses only
    private mutating func term(inParentheses: Bool) throws(Abandoned) -> Expression {
        let start = Int(current.start)
        var result = try primary(inParentheses: inParentheses)
        var operations = 0
        while kind == .star || (kind == .slash && inParentheses) {
            let sign: Expression.Operator = advance().kind == .star ? .multiply : .divide
            let right = try primary(inParentheses: inParentheses)
            result = .binary(result, sign, right, Place(SourceRange(start, lastEnd)))
            operations += 1
            try checkLength(operations)
        }
        return result
    }

    /// A chain of operators nests to the left: bound it like any nesting.
    private mutating func checkLength(_ operations: Int) throws(Abandoned) {
        guard operations > Parser.nestingLimit else { return }
        throw abandon(.nestingTooDeep(limit: Parser.nestingLimit))
    }

    /// primary = INT | NAME | "c" | "(" number ")" | "round8" "(" number ")" | ( "min" | "max" ) "(" number "," number ")"
    mutating func primary(inParentheses: Bool) throws(Abandoned) -> Expression {
        let token = current
        switch token.kind {
        case .integer:
            advance()
            return .integer(try integer(text(token), at: token.range))
        case .decimal:
            throw abandon(.decimalNotAllowed(clipped(text(token))))
        case .leftParenthesis:
            advance()
            let inner = try expression(inParentheses: true)
            try closeParenthesis(token)
            return inner
        case .word:
            let word = text(token)
            switch word {
            case "c":
                advance()
                return .channels(Place(token.range))
            case "round8", "min", "max":
                guard tokens[index + 1].kind == .leftParenthesis else { throw abandon(.reservedWord(word)) }
                advance()
                let open = advance()
                let first = try expression(inParentheses: true)
                if word == "round8" {
                    try closeParenthesis(open)
                    return .round8(first, Place(SourceRange(Int(token.start), lastEnd)))
                }
                try expect(.comma, "','")
                let second = try expression(inParentheses: true)
                try closeParenthesis(open)
                let place = Place(SourceRange(Int(token.start), lastEnd))
                return word == "min" ? .least(first, second, place) : .greatest(first, second, place)
            default:
                if Vocabulary.reserved.contains(word) { throw abandon(.expected("a number", found: found)) }
                advance()
                return .name(Name(text: word, place: Place(token.range)))
            }
        default:
            throw abandon(.expected("a number", found: found))
        }
    }

    private mutating func closeParenthesis(_ open: Token) throws(Abandoned) {
        if take(.rightParenthesis) { return }
        switch kind {
        case .end, .leftBrace, .rightBrace: throw abandon(.unclosedParenthesis, at: open.range)
        default: throw abandon(.expected("')'", found: found))
        }
    }

    /// INT: decimal, at most 2^53.
    mutating func integer(_ digits: String, at range: SourceRange) throws(Abandoned) -> Int {
        guard let value = Int(digits), value <= 1 << 53 else { throw abandon(.integerTooLarge, at: range) }
        return value
    }
}
