import NetworkIR
import SourceText

/// Expressions and choices, with their names resolved, and the defaults that apply.
extension Resolver {
    mutating func formula(_ expression: Expression) -> Formula {
        switch expression {
        case .integer(let value): return .constant(value)
        case .channels(let place):
            if seenInput == nil, blocksBeingDefined.isEmpty, !isReadingDefaults {
                report(.channelsBeforeInput, at: place.range)
            }
            return .channels
        case .name(let name):
            if let found = scopes.reversed().lazy.compactMap({ $0.numbers[name.text] }).first {
                return .slot(found.slot)
            }
            if scopes.contains(where: { $0.blocks[name.text] != nil }) {
                report(.blockAsNumber(name.text), at: name.place.range)
            } else {
                let near = suggestion(for: name.text) { $0.numbers.keys }
                report(.unknownName(name.text, near: near), at: name.place.range)
            }
            return .constant(1)
        case .binary(let left, let sign, let right, let place):
            return .binary(formula(left), sign, formula(right), place.range)
        case .round8(let inner, let place): return .round8(formula(inner), place.range)
        case .least(let first, let second, _): return .least(formula(first), formula(second))
        case .greatest(let first, let second, _): return .greatest(formula(first), formula(second))
        }
    }

    /// A choice with its names resolved; its own name is worth making only where there is something to choose.
    mutating func choice(_ choice: Choice, named makeName: @autoclosure () -> String) -> ResolvedChoice {
        let isOpen = choice.isOpen
        let name = isOpen ? makeName() : ""
        if isOpen { claim(name, at: choice.place.range) }
        return ResolvedChoice(
            name: name, first: alternative(choice.first),
            others: choice.others.isEmpty ? [] : choice.others.map { alternative($0) }, isOpen: isOpen,
            range: choice.place.range)
    }

    mutating func alternative(_ alternative: Alternative) -> ResolvedChoice.Alternative {
        switch alternative {
        case .single(let expression): .single(formula(expression))
        case .span(let low, let high, let step, let place):
            .span(formula(low), formula(high), step: step.map { formula($0) }, place.range)
        }
    }

    mutating func size(_ size: SizeSyntax, named name: @autoclosure () -> String) -> ResolvedSize {
        switch size {
        case .square(let choice): return .square(self.choice(choice, named: name()))
        case .rectangle(let height, let width, let place):
            return .rectangle(formula(height), formula(width), place.range)
        }
    }

    mutating func formulas(_ expressions: [Expression]) -> [Formula] {
        expressions.map { formula($0) }
    }

    /// The `with` defaults in force for a family of layers.
    func defaults(for target: DefaultsTarget) -> DefaultsPlan? {
        scopes.reversed().lazy.compactMap { $0.defaults[target] }.first
    }
}
