/// What can be wrong with a budget. The sentences stand here and nowhere else.
public enum BudgetError: Error, Hashable, Sendable {
    case numberExpected(String)
    case unitExpected(String)
    case unknownUnit(String, String, near: String?)
    case toleranceExpected(String, String)
    case tooLarge(String)
}

extension BudgetError: CustomStringConvertible {
    private static let forms =
        "a budget is a number with a unit, as 1.0x, 2.5GMACs, 900MFLOPs, 5Mparams, 12Mactivations, 64MiB or 15ms"

    public var description: String {
        switch self {
        case .numberExpected(let text): "\(Self.forms); '\(text)' does not start with a number"
        case .unitExpected(let text): "\(Self.forms); '\(text)' has no unit"
        case .unknownUnit(let text, let unit, let near):
            "\(Self.forms); '\(unit)' in '\(text)' is no unit" + (near.map { "; did you mean '\($0)'?" } ?? "")
        case .toleranceExpected(let text, let found):
            "a tolerance is written ±2% or +-2%; found '\(found)' in '\(text)'"
        case .tooLarge(let text): "the budget '\(text)' is beyond 2^60 in its base unit"
        }
    }
}
