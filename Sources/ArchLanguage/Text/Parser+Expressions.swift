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
        let first = try alternative(from: first, at: start, inParentheses: inParentheses)
        var others: [Alternative] = []
        while take(.pipe) {
            let start = Int(current.start)
            let low = try expression(inParentheses: inParentheses)
            others.append(try alternative(from: low, at: start, inParentheses: inParentheses))
        }
        return Choice(first: first, others: others, place: Place(SourceRange(start, lastEnd)))
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
        if openNumbers == 0 { operatorCount = 0 }
        openNumbers += 1
        defer {
            depth -= 1
            openNumbers -= 1
        }
        var result = try term(inParentheses: inParentheses)
        while kind == .plus || kind == .minus {
            let sign: Expression.Operator = advance().kind == .plus ? .add : .subtract
            let right = try term(inParentheses: inParentheses)
            result = .binary(result, sign, right, Place(SourceRange(start, lastEnd)))
            try countOperator(from: start)
        }
        return result
    }

    /// term = primary { ( "*" | "/" ) primary }, "/" inside parentheses only
    private mutating func term(inParentheses: Bool) throws(Abandoned) -> Expression {
        let start = Int(current.start)
        var result = try primary(inParentheses: inParentheses)
        while kind == .star || (kind == .slash && inParentheses) {
            let sign: Expression.Operator = advance().kind == .star ? .multiply : .divide
            let right = try primary(inParentheses: inParentheses)
            result = .binary(result, sign, right, Place(SourceRange(start, lastEnd)))
            try countOperator(from: start)
        }
        return result
    }

    /// A chain of operators nests to the left: bounded in all, the tree of a number is never deep.
    private mutating func countOperator(from start: Int) throws(Abandoned) {
        operatorCount += 1
        guard operatorCount > Parser.operatorLimit else { return }
        throw abandon(.numberTooLong(limit: Parser.operatorLimit), at: SourceRange(start, lastEnd))
    }

    /// primary = INT | NAME | "c" | "(" number ")" | "round8" "(" number ")" | ( "min" | "max" ) "(" number "," number ")"
    mutating func primary(inParentheses: Bool) throws(Abandoned) -> Expression {
        let token = current
        switch token.kind {
        case .integer:
            advance()
            return .integer(try integer(token.range))
        case .decimal:
            throw abandon(.decimalNotAllowed(clipped(token)))
        case .leftParenthesis:
            advance()
            let inner = try expression(inParentheses: true)
            try closeParenthesis(token)
            return inner
        case .word:
            let entry = self.entry
            if !entry.isReserved {
                advance()
                return .name(Name(text: text(token), place: Place(token.range)))
            }
            let word = entry.text
            if word == "c" {
                advance()
                return .channels(Place(token.range))
            }
            if entry.isFunction {
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
            }
            throw abandon(.expected("a number", found: found))
        default:
            throw abandon(.expected("a number", found: found))
        }
    }

    /// Takes the `)` that closes `open`; where something else stands, `expected` says what might have.
    mutating func closeParenthesis(_ open: Token, orElse expected: String = "')'") throws(Abandoned) {
        if take(.rightParenthesis) { return }
        switch kind {
        case .end, .newline, .leftBrace, .rightBrace: throw abandon(.unclosedParenthesis, at: open.range)
        default:
            throw abandon(
                .expected(expected, found: found), notes: [Diagnostic.Note("to match this '('", at: open.range)])
        }
    }

    /// INT: decimal, at most 2^53.
    mutating func integer(_ range: SourceRange) throws(Abandoned) -> Int {
        var value = 0
        for index in range.start..<range.end {
            value = value * 10 + Int(file.bytes[index] & 0x0F)
            guard value <= 1 << 53 else { throw abandon(.integerTooLarge, at: range) }
        }
        return value
    }
}
