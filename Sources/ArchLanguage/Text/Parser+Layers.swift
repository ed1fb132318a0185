import SourceText

extension Parser {
    /// layer = WORD { positional } { modifier }, the numbers and modifiers as in `LayerSignature`.
    mutating func layer(_ word: LayerWord, _ signature: LayerSignature) throws(Abandoned) -> LayerSyntax {
        var positionals: [Positional] = []
        if !signature.arguments.isEmpty { positionals.reserveCapacity(signature.arguments.count) }
        for argument in signature.arguments {
            switch argument {
            case .size(let name):
                guard startsNumber else {
                    throw abandon(.missingArgument(name, of: word.rawValue, usage: signature.usage(of: word)))
                }
                positionals.append(.size(try size()))
            case .integer(let name):
                guard startsNumber else {
                    throw abandon(.missingArgument(name, of: word.rawValue, usage: signature.usage(of: word)))
                }
                positionals.append(.size(.square(try integerChoice(name))))
            case .integers(let name):
                guard startsNumber else {
                    throw abandon(.missingArgument(name, of: word.rawValue, usage: signature.usage(of: word)))
                }
                while startsNumber { positionals.append(.size(.square(try integerChoice(name)))) }
            case .optionalDecimal:
                if let text = try optionalDecimal() { positionals.append(text) }
            }
        }
        if kind == .integer || kind == .decimal || kind == .leftParenthesis {
            throw abandon(.surplusArgument(of: word.rawValue, usage: signature.usage(of: word)))
        }
        return LayerSyntax(
            word: word, positionals: positionals, modifiers: try modifiers(of: word, taking: signature))
    }

    private mutating func integerChoice(_ name: String) throws(Abandoned) -> Choice {
        let choice = try self.choice(inParentheses: false)
        if kind == .times { throw abandon(.sizeNotAllowed(name)) }
        return choice
    }

    /// Whether a number can start here; a word `x(` is a repeat, a modifier's word is none.
    private var startsNumber: Bool {
        switch kind {
        case .integer, .decimal, .leftParenthesis: return true
        case .word:
            if isWord("as") || (isWord("x") && tokens[index + 1].kind == .leftParenthesis) { return false }
            if current.word == 0 { return true }
            let entry = self.entry
            if entry.isFunction { return !(entry.modifier != nil && tokens[index + 1].kind != .leftParenthesis) }
            if entry.isReserved { return entry.text == "c" }
            // A modifier's word is a number only where a name was given it before: `let groups = 32`.
            return !boundNames.isEmpty && boundNames.contains(entry.text)
        default: return false
        }
    }

    /// decimal = DIGITS [ "." DIGITS ], at most six digits on each side.
    private mutating func optionalDecimal() throws(Abandoned) -> Positional? {
        guard kind == .integer || kind == .decimal else { return nil }
        let token = advance()
        return .decimal(try decimal(token), Place(token.range))
    }

    private mutating func decimal(_ token: Token) throws(Abandoned) -> String {
        let text = self.text(token)
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts[0].count <= 6, parts.count == 1 || parts[1].count <= 6 else {
            throw abandon(.decimalOutOfRange(clipped(token)), at: token.range)
        }
        // 0.10 and 00.1 say the same number: keep one spelling.
        let whole = parts[0].drop { $0 == "0" }
        var fraction = parts.count == 2 ? String(parts[1]) : ""
        while fraction.last == "0" { fraction.removeLast() }
        return (whole.isEmpty ? "0" : String(whole)) + (fraction.isEmpty ? "" : "." + fraction)
    }

    /// modifier = "/" size | "pad" ( choice | number "," number "," number "," number ) | "same" | "valid" | "dilate" size
    ///          | "groups" choice | "mult" choice | "outpad" size | "ceil" | "nopadcount" | "max" | "nearest" | "bilinear"
    ///          | "shared" | "channel" | "element" | "bias" | "nobias" | "bn" | "nobn" | "linear" | activation
    mutating func modifiers(
        of layer: LayerWord, taking signature: LayerSignature
    ) throws(Abandoned) -> [Modifier] {
        var result: [Modifier] = []
        while true {
            let first = current
            let modifier: Modifier.Kind
            switch first.kind {
            case .slash:
                advance()
                modifier = .stride(try size())
            case .word:
                if isWord("as") || isWord("x") { return ordered(result) }
                let entry = self.entry
                if let activation = entry.activation {
                    advance()
                    modifier = .activation(try self.activation(activation))
                } else if let known = entry.modifier {
                    advance()
                    modifier = try self.modifier(known)
                } else {
                    let takes = signature.modifierWords
                    let word = clipped(first)
                    let near = nearestWord(to: word.lowercased(), in: takes + ["as"])
                    throw abandon(
                        .unknownModifier(word, of: layer.rawValue, near: near, known: signature.modifierSummary))
                }
            default:
                return ordered(result)
            }
            let place = SourceRange(Int(first.start), lastEnd)
            guard signature.modifiers.contains(modifier.category) else {
                report(
                    .modifierNotAllowed(modifier.word, on: layer.rawValue, takes: signature.modifierSummary), at: place)
                continue
            }
            if let other = result.first(where: { $0.kind.excludes(modifier) }) {
                let problem: SyntaxProblem =
                    other.kind.word == modifier.word
                    ? .repeatedModifier(modifier.word) : .conflictingModifiers(other.kind.word, modifier.word)
                report(problem, at: place, notes: [Diagnostic.Note("first given here", at: other.place.range)])
                continue
            }
            if result.isEmpty { result.reserveCapacity(4) }
            result.append(Modifier(kind: modifier, place: Place(place)))
        }
    }

    /// Modifiers in the canonical order, so that their order in the text says nothing.
    private func ordered(_ modifiers: [Modifier]) -> [Modifier] {
        for index in modifiers.indices.dropFirst() where modifiers[index - 1].kind.rank > modifiers[index].kind.rank {
            return modifiers.sorted { $0.kind.rank < $1.kind.rank }
        }
        return modifiers
    }

    private mutating func modifier(_ word: ModifierWord) throws(Abandoned) -> Modifier.Kind {
        switch word {
        case .pad: return try padding()
        case .same: return .same
        case .valid: return .valid
        case .dilate: return .dilate(try size())
        case .groups: return .groups(try choice(inParentheses: false))
        case .mult: return .mult(try choice(inParentheses: false))
        case .outpad: return .outpad(try size())
        case .ceil: return .ceil
        case .nopadcount: return .nopadcount
        case .max: return .max
        case .nearest: return .interpolation(.nearest)
        case .bilinear: return .interpolation(.bilinear)
        case .shared: return .sharing(.shared)
        case .channel: return .sharing(.channel)
        case .element: return .sharing(.element)
        case .bias: return .bias(true)
        case .nobias: return .bias(false)
        case .bn: return .norm(true)
        case .nobn: return .norm(false)
        case .linear: return .linear
        }
    }

    /// pad = "pad" ( choice | number "," number "," number "," number ), the four being top, bottom, left, right.
    private mutating func padding() throws(Abandoned) -> Modifier.Kind {
        let first = try choice(inParentheses: false)
        guard kind == .comma else { return .pad(first) }
        guard let top = first.only else { throw abandon(.alternativesInRectangle, at: first.place.range) }
        var edges = [top]
        while edges.count < 4 {
            try expect(.comma, "four edges, as 'pad T,B,L,R'")
            edges.append(try expression(inParentheses: false))
        }
        return .padEdges(edges)
    }

    /// activation = WORD [ slope ] | "prelu" [ "shared" | "channel" | "element" ]
    private mutating func activation(_ word: ActivationWord) throws(Abandoned) -> ActivationSyntax {
        var activation = ActivationSyntax(word: word, slope: nil, sharing: nil)
        switch word {
        case .leaky:
            if kind == .integer || kind == .decimal { activation.slope = try decimal(advance()) }
        case .prelu:
            if takeWord("shared") {
                activation.sharing = .shared
            } else if takeWord("channel") {
                activation.sharing = .channel
            } else if takeWord("element") {
                activation.sharing = .element
            }
        case .relu, .relu6, .sigmoid, .tanh, .silu, .hswish, .hsigmoid, .gelu, .elu, .softmax: break
        }
        return activation
    }

    /// size = choice | number "x" number
    mutating func size() throws(Abandoned) -> SizeSyntax {
        let start = current
        let first = try choice(inParentheses: false)
        guard let second = try nextDimension() else { return .square(first) }
        guard let height = first.only, let width = second.only else {
            throw abandon(.alternativesInRectangle, at: SourceRange(Int(start.start), lastEnd))
        }
        return .rectangle(height, width, Place(SourceRange(Int(start.start), lastEnd)))
    }
}
