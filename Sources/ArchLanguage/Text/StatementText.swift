/// The text of a statement's parts, as the formatter puts them together.
extension Statement {
    /// The bodies in braces, in order; of `branches` those of its groups.
    var bodies: [Body] {
        switch kind {
        case .group(let body), .stage(_, let body), .block(_, _, let body), .residual(_, let body), .dense(let body):
            [body]
        case .either(let bodies): bodies
        case .branches(_, let groups, _): groups.flatMap(\.bodies)
        case .input, .layer, .call, .binding, .requirement, .defaults, .calls, .from, .join: []
        }
    }

    /// The groups of `branches`.
    var branches: [Statement] {
        if case .branches(_, let groups, _) = kind { groups } else { [] }
    }

    var isBranching: Bool {
        if case .branches = kind { true } else { false }
    }

    var isBranchingOnOneLine: Bool {
        if case .branches(_, _, let layout) = kind { layout.isOneLine } else { false }
    }

    var separatesBodies: Bool {
        if case .either = kind { true } else { false }
    }

    /// What stands before the first brace, or the whole statement without its repeat and label.
    var head: String {
        switch kind {
        case .input(let sizes): "input " + sizes.map { $0.text { $0.atom } }.joined(separator: "x")
        case .layer(let layer): layer.text
        case .call(let name, let arguments): "\(name.text)(\(arguments.map(\.innerText).joined(separator: ", ")))"
        case .binding(let name, let choice): "let \(name.text) = \(choice.text)"
        case .requirement(let left, let comparison, let right):
            "require \(left.text) \(comparison.rawValue) \(right.text)"
        case .defaults(let target, let modifiers):
            (["with \(target.rawValue):"] + modifiers.map(\.kind.text)).joined(separator: " ")
        case .calls(let word, let style): "with \(word): \(style.rawValue)"
        case .group: ""
        case .stage(let name, _): "stage \(name.text)"
        case .block(let name, let parameters, _):
            "block \(name.text)(\(parameters.map(\.text).joined(separator: ", ")))"
        case .residual(let mode, _): mode == .projection ? "residual" : "residual \(mode.rawValue)"
        case .branches(let join, _, _): "branches \(join.rawValue)"
        case .dense: rounds.map { "dense \(Statement.repeatText($0))" } ?? "dense"
        case .either: "either"
        case .from(let name): "from \(name.text)"
        case .join(let join, let name): "\(join.rawValue) \(name.text)"
        }
    }

    /// The repeat and the label, each behind a blank.
    var tail: String {
        var text = ""
        let isDense = if case .dense = kind { true } else { false }
        if let rounds, !isDense { text += " " + Statement.repeatText(rounds) }
        if let label { text += " as \(label.text)" }
        return text
    }

    /// `x3`, `x3|1..9` or `x(n)`.
    private static func repeatText(_ rounds: Choice) -> String {
        "x" + rounds.first.text { $0.atom } + rounds.others.map { "|" + $0.text { $0.text } }.joined()
    }
}

extension Parameter {
    var text: String { name.text + (fallback.map { " = \($0.innerText)" } ?? "") }
}

extension LayerSyntax {
    var text: String {
        var numbers = positionals.map(\.text)
        // `x (` would read as a repeat.
        for index in numbers.indices.dropLast() where numbers[index] == "x" && numbers[index + 1].first == "(" {
            numbers[index] = "(x)"
        }
        return ([word.rawValue] + numbers + modifiers.map(\.kind.text)).joined(separator: " ")
    }
}

extension Positional {
    var text: String {
        switch self {
        case .size(let size): size.text
        case .decimal(let text, _): text
        }
    }
}

extension SizeSyntax {
    var text: String {
        switch self {
        case .square(let choice): choice.text
        case .rectangle(let height, let width, _): "\(height.atom)x\(width.atom)"
        }
    }
}

extension Modifier.Kind {
    var text: String {
        switch self {
        case .stride(let size): "/\(size.text)"
        case .pad(let choice): "pad \(choice.text)"
        case .padEdges(let edges): "pad " + edges.map(\.text).joined(separator: ",")
        case .dilate(let size): "dilate \(size.text)"
        case .groups(let choice): "groups \(choice.text)"
        case .mult(let choice): "mult \(choice.text)"
        case .outpad(let size): "outpad \(size.text)"
        case .activation(let activation): activation.text
        case .same, .valid, .ceil, .nopadcount, .max, .interpolation, .sharing, .bias, .norm, .linear: word
        }
    }
}

extension ActivationSyntax {
    var text: String {
        [word.rawValue, slope, sharing?.rawValue].compactMap { $0 }.joined(separator: " ")
    }
}

extension Choice {
    var text: String { text { $0.text } }

    /// The choice inside parentheses.
    var innerText: String { text { $0.innerText } }

    /// The alternatives, each number written by `number`.
    func text(_ number: (Expression) -> String) -> String {
        others.isEmpty ? first.text(number) : alternatives.map { $0.text(number) }.joined(separator: "|")
    }
}

extension Alternative {
    func text(_ number: (Expression) -> String) -> String {
        switch self {
        case .single(let expression): number(expression)
        case .span(let low, let high, let step, _):
            "\(number(low))..\(number(high))" + (step.map { ":\(number($0))" } ?? "")
        }
    }
}

extension Expression {
    /// The number as it may stand among others.
    var text: String { text(within: 0, inside: false) }

    /// The number inside parentheses, where a division needs none of its own.
    var innerText: String { text(within: 0, inside: true) }

    /// The number as it may stand beside an `x`: an integer, or anything in parentheses.
    var atom: String {
        switch self {
        case .integer(let value): "\(value)"
        default: "(\(innerText))"
        }
    }

    /// The text where operators that bind less than `level` need parentheses: 1 for a sum's right side and a product's left,
    /// 2 for a product's right. A division needs some wherever none are around it (`inside`).
    private func text(within level: Int, inside: Bool) -> String {
        func text(_ needsParentheses: Bool, _ write: (_ inside: Bool) -> String) -> String {
            needsParentheses ? "(\(write(true)))" : write(inside)
        }
        switch self {
        case .integer(let value): return "\(value)"
        case .name(let name): return name.text
        case .channels: return "c"
        case .round8(let inner, _): return "round8(\(inner.innerText))"
        case .least(let first, let second, _): return "min(\(first.innerText), \(second.innerText))"
        case .greatest(let first, let second, _): return "max(\(first.innerText), \(second.innerText))"
        case .binary(let left, .divide, let right, _):
            return text(level > 1 || !inside) {
                "\(left.text(within: 1, inside: $0))/\(right.text(within: 2, inside: $0))"
            }
        case .binary(let left, .multiply, let right, _):
            return text(level > 1) { "\(left.text(within: 1, inside: $0))*\(right.text(within: 2, inside: $0))" }
        case .binary(let left, let sign, let right, _):
            return text(level > 0) {
                "\(left.text(within: 0, inside: $0))\(sign.rawValue)\(right.text(within: 1, inside: $0))"
            }
        }
    }
}
