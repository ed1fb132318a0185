import NetworkIR
import SourceText

extension Parser {
    /// statement = ( input | binding | requirement | defaults | block | from
    ///             | ( layer | call | group | stage | residual | branches | dense | either | join ) [ repeat ] [ label ] )
    mutating func statement() throws(Abandoned) -> Statement {
        let first = current
        var rounds: Choice?
        let kind: Statement.Kind
        switch first.kind {
        case .leftBrace:
            kind = .group(try body())
        case .word:
            guard first.word != 0 else { return try call(first) }
            let entry = self.entry
            if let layer = entry.layer {
                advance()
                let ordinal = self.ordinal(ofWord: first.word)
                let statement = Statement.Kind.layer(try self.layer(layer, entry.signature))
                return try finished(statement, rounds: nil, ordinal: ordinal, first: first)
            }
            guard let structure = entry.structure else { return try call(first) }
            advance()
            let ordinal = self.ordinal(ofWord: first.word)
            switch structure {
            case .input: kind = try input()
            case .let: kind = try binding()
            case .require: kind = try requirement()
            case .with: kind = try defaults()
            case .block: kind = try block()
            case .stage: kind = .stage(try name("the stage's name", allowsWords: true), try body())
            case .residual: kind = try residual()
            case .branches: kind = try branches()
            case .dense:
                rounds = try repetition()
                kind = .dense(try body())
            case .either: kind = try either()
            case .from: kind = .from(try name("a label"))
            case .concat: kind = .join(.concat, try name("a label"))
            case .add: kind = .join(.add, try name("a label"))
            case .mul: kind = .join(.mul, try name("a label"))
            }
            return try finished(kind, rounds: rounds, ordinal: ordinal, first: first)
        case .repeatCount:
            throw abandon(.expected("a layer, a block or a group before the repeat", found: found))
        default:
            throw abandon(.expected("a statement", found: found))
        }
        return try finished(kind, rounds: nil, ordinal: ordinal(ofCall: "group"), first: first)
    }

    /// Adds what may follow a statement: repeat = "x" choice, label = "as" NAME.
    private mutating func finished(
        _ kind: Statement.Kind, rounds: Choice?, ordinal: Int, first: Token
    ) throws(Abandoned) -> Statement {
        var rounds = rounds
        let repeatPlace = current.range
        if let after = try repetition() {
            if rounds != nil { throw abandon(.repeatedModifier("x"), at: repeatPlace) }
            rounds = after
        }
        var label: Name?
        let labelPlace = current.range
        if takeWord("as") { label = try name("a label") }
        switch kind {
        case .input, .binding, .requirement, .defaults, .calls, .block:
            if rounds != nil { throw abandon(.notRepeatable("'\(text(first))'"), at: repeatPlace) }
            if label != nil { throw abandon(.notLabellable("'\(text(first))'"), at: labelPlace) }
        case .from:
            if rounds != nil { throw abandon(.notRepeatable("'from'"), at: repeatPlace) }
        default: break
        }
        return Statement(
            kind: kind, rounds: rounds, label: label, ordinal: ordinal,
            place: Place(SourceRange(Int(first.start), lastEnd)), layout: .init(continuesLine: false))
    }

    /// call = NAME "(" [ choice { "," choice } ] ")"
    private mutating func call(_ first: Token) throws(Abandoned) -> Statement {
        let next = tokens[index + 1]
        guard next.kind == .leftParenthesis else {
            let word = clipped(first)
            if blockNames.contains(word) { throw abandon(.callWithoutParentheses(word)) }
            let known = Vocabulary.statements + blockNames.prefix(Resolver.suggestionLimit)
            let lowered = word.lowercased()
            throw abandon(
                .unknownStatement(word, near: known.first { $0 == lowered } ?? nearestWord(to: lowered, in: known)))
        }
        let word = entry.isReserved ? "" : text(first)
        if word.isEmpty { throw abandon(.reservedWord(entry.text)) }
        let name = Name(text: word, place: Place(first.range))
        advance()
        let open = advance()
        var arguments: [Choice] = []
        if !take(.rightParenthesis) {
            repeat { arguments.append(try choice(inParentheses: true)) } while take(.comma)
            try closeParenthesis(open, orElse: "',' or ')'")
        }
        return try finished(
            .call(name, arguments), rounds: nil, ordinal: ordinal(ofCall: word), first: first)
    }

    /// repeat = "x" INT { "|" alternative } | "x" "(" choice ")"; `×` may stand for `x`.
    mutating func repetition() throws(Abandoned) -> Choice? {
        let first = current
        switch first.kind {
        case .repeatCount:
            advance()
            let sign = file.bytes[Int(first.start)] < 0x80 ? 1 : 2
            let count = try integer(SourceRange(Int(first.start) + sign, Int(first.end)))
            return try choice(startingWith: .integer(count), at: Int(first.start), inParentheses: false)
        case .repeatSign, .times:
            advance()
        case .word where isWord("x") && tokens[index + 1].kind == .leftParenthesis:
            advance()
        default:
            return nil
        }
        return try choice(inParentheses: false)
    }

    /// A name: letter or `_`, then letters, digits, `_`; no word of the language unless `allowsWords`.
    mutating func name(_ what: String, allowsWords: Bool = false) throws(Abandoned) -> Name {
        let token = current
        switch token.kind {
        case .word:
            if !allowsWords, entry.isReserved { throw abandon(.reservedWord(entry.text)) }
            guard token.end - token.start <= Parser.nameLimit else {
                throw abandon(.nameTooLong(limit: Parser.nameLimit))
            }
            let text = self.text(token)
            advance()
            return Name(text: text, place: Place(token.range))
        case .repeatCount: throw abandon(.repeatAsName(clipped(token)))
        default: throw abandon(.expected(what, found: found))
        }
    }

    /// input = "input" choice "x" choice "x" choice, each further number in parentheses where it is no integer.
    private mutating func input() throws(Abandoned) -> Statement.Kind {
        var sizes = [try choice(inParentheses: false)]
        while sizes.count < 3 {
            guard let size = try nextDimension() else {
                throw abandon(.expected("channels x height x width, as 3x224x224", found: found))
            }
            sizes.append(size)
        }
        return .input(sizes)
    }

    /// The next number of a size, where an `x` follows with nothing between: "x" number.
    mutating func nextDimension() throws(Abandoned) -> Choice? {
        let token = current
        guard token.kind == .times || !token.followsSpace else { return nil }
        switch token.kind {
        case .times, .repeatSign: advance()
        case .repeatCount: return try repetition()
        case .word:
            guard tokens[index + 1].kind == .leftParenthesis, takeWord("x") else { return nil }
        default: return nil
        }
        return try choice(inParentheses: false)
    }

    /// binding = "let" NAME "=" choice
    private mutating func binding() throws(Abandoned) -> Statement.Kind {
        let name = try self.name("a name")
        boundNames.insert(name.text)
        try expect(.equals, "'='")
        return .binding(name, try choice(inParentheses: false))
    }

    /// requirement = "require" number ( "<" | "<=" | "==" | ">=" | ">" ) number
    private mutating func requirement() throws(Abandoned) -> Statement.Kind {
        let left = try expression(inParentheses: false)
        let comparison: Comparison
        switch kind {
        case .less: comparison = .less
        case .lessOrEqual: comparison = .lessOrEqual
        case .equalEqual: comparison = .equal
        case .greaterOrEqual: comparison = .greaterOrEqual
        case .greater: comparison = .greater
        default:
            if kind == .slash { throw abandon(.divisionOutsideParentheses) }
            throw abandon(.expected("one of < <= == >= >", found: found))
        }
        advance()
        return .requirement(left, comparison, try expression(inParentheses: false))
    }

    /// defaults = "with" ( ( "conv" | "fc" ) ":" { modifier } | WORD ":" ( "module" | "function" | "method" ) )
    private mutating func defaults() throws(Abandoned) -> Statement.Kind {
        let word = entry.text
        guard entry.layer != nil || JoinWord(rawValue: word) != nil else {
            throw abandon(.expected("'conv', 'fc' or another layer's word", found: found))
        }
        advance()
        try expect(.colon, "':'")
        if let target = DefaultsTarget(rawValue: word) {
            let layer = target == .conv ? LayerWord.conv : .fc
            return .defaults(target, try modifiers(of: layer, taking: .defaults(of: layer)))
        }
        guard kind == .word, let style = CallStyle(rawValue: text(current)) else {
            throw abandon(.expected("'module', 'function' or 'method'", found: found))
        }
        advance()
        return .calls(word, style)
    }

    /// block = "block" NAME "(" [ parameter { "," parameter } ] ")" body, parameter = NAME [ "=" choice ]
    private mutating func block() throws(Abandoned) -> Statement.Kind {
        let name = try self.name("the block's name")
        blockNames.append(name.text)
        var parameters: [Parameter] = []
        let open = current
        if take(.leftParenthesis), !take(.rightParenthesis) {
            repeat {
                let parameter = try self.name("a parameter's name")
                boundNames.insert(parameter.text)
                if let other = parameters.first(where: { $0.name.text == parameter.text }) {
                    report(
                        .duplicateParameter(parameter.text), at: parameter.place.range,
                        notes: [Diagnostic.Note("first given here", at: other.name.place.range)])
                }
                let fallback = take(.equals) ? try choice(inParentheses: true) : nil
                parameters.append(Parameter(name: parameter, fallback: fallback))
            } while take(.comma)
            try closeParenthesis(open, orElse: "',' or ')'")
        }
        return .block(name, parameters, try body())
    }

    /// residual = "residual" [ "identity" | "pad" ] body
    private mutating func residual() throws(Abandoned) -> Statement.Kind {
        var mode = ResidualMode.projection
        if takeWord("identity") { mode = .identity } else if takeWord("pad") { mode = .pad }
        if kind == .word {
            throw abandon(.expected("'identity', 'pad' or '{'", found: found))
        }
        return .residual(mode, try body())
    }

    /// branches = "branches" ( "concat" | "add" | "mul" ) "{" group { group } "}"
    private mutating func branches() throws(Abandoned) -> Statement.Kind {
        guard kind == .word, let join = JoinWord(rawValue: text(current)) else {
            throw abandon(.expected("'concat', 'add' or 'mul'", found: found))
        }
        advance()
        let open = current
        let body = try body { parser throws(Abandoned) in try parser.groups() }
        if body.statements.isEmpty { report(.emptyBranches, at: open.range) }
        return .branches(join, body.statements, body.layout)
    }

    /// The groups of `branches`, up to the closing brace: they may follow one another without a separator.
    private mutating func groups() throws(Abandoned) -> [Statement] {
        var groups: [Statement] = []
        while true {
            switch kind {
            case .newline, .semicolon: advance()
            case .leftBrace: groups.append(try statement())
            case .rightBrace, .end: return groups
            default:
                report(.branchNotGroup, at: current.range)
                recover(from: index)
                if kind == .semicolon || kind == .newline { advance() }
            }
            if gaveUp { throw Abandoned() }
        }
    }

    /// either = "either" body "or" body { "or" body }; a newline may stand before "or".
    private mutating func either() throws(Abandoned) -> Statement.Kind {
        var groups = [try body()]
        while true {
            var ahead = index
            while tokens[ahead].kind == .newline { ahead += 1 }
            guard isWord("or", tokens[ahead]) else { break }
            index = ahead + 1
            groups.append(try body())
        }
        if groups.count < 2 { throw abandon(.expected("'or' and another group", found: found)) }
        return .either(groups)
    }
}
