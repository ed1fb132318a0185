/// What can be wrong with the names of a file that parsed. The sentences stand here and nowhere else.
enum ResolutionProblem {
    case missingInput
    case secondInput
    case inputInside
    case layerBeforeInput(String)
    case unknownName(String, near: String?)
    case blockAsNumber(String)
    case unknownBlock(String, near: String?)
    case recursiveBlock(String)
    case numberAsBlock(String)
    case redefinedName(String)
    case redefinedBlock(String)
    case wrongArgumentCount(block: String, takes: String, got: Int)
    case channelsBeforeInput
    case unknownLabel(String, near: String?)
    case labelDefinedLater(String)
    case labelOutsideBlock(String)
    case redefinedLabel(String)
    case ambiguousChoiceName(String)
    case dropoutRate(String)

    var identifier: String {
        switch self {
        case .missingInput: "missing-input"
        case .secondInput: "second-input"
        case .inputInside: "input-inside"
        case .layerBeforeInput: "layer-before-input"
        case .unknownName: "unknown-name"
        case .blockAsNumber: "block-as-number"
        case .unknownBlock: "unknown-block"
        case .recursiveBlock: "recursive-block"
        case .numberAsBlock: "number-as-block"
        case .redefinedName: "redefined-name"
        case .redefinedBlock: "redefined-block"
        case .wrongArgumentCount: "wrong-argument-count"
        case .channelsBeforeInput: "channels-before-input"
        case .unknownLabel: "unknown-label"
        case .labelDefinedLater: "label-defined-later"
        case .labelOutsideBlock: "label-outside-block"
        case .redefinedLabel: "redefined-label"
        case .ambiguousChoiceName: "ambiguous-choice-name"
        case .dropoutRate: "dropout-rate"
        }
    }

    var message: String {
        func hint(_ near: String?) -> String { near.map { "; did you mean '\($0)'?" } ?? "" }
        switch self {
        case .missingInput: return "a network starts with its input, as 'input 3x224x224'"
        case .secondInput: return "a network has one input"
        case .inputInside: return "'input' stands at the top of the file, in no braces"
        case .layerBeforeInput(let word): return "'\(word)' stands before the input; 'input' comes first"
        case .unknownName(let name, let near): return "no number is called '\(name)' here\(hint(near))"
        case .blockAsNumber(let name): return "'\(name)' is a block, not a number"
        case .unknownBlock(let name, let near): return "no block is called '\(name)' here\(hint(near))"
        case .recursiveBlock(let name): return "the block '\(name)' cannot call itself"
        case .numberAsBlock(let name): return "'\(name)' is a number, not a block"
        case .redefinedName(let name): return "'\(name)' is already bound in these braces"
        case .redefinedBlock(let name): return "the block '\(name)' is already defined in these braces"
        case .wrongArgumentCount(let block, let takes, let got):
            return "'\(block)' takes \(takes); got \(got)"
        case .channelsBeforeInput: return "'c' has no value before the input"
        case .unknownLabel(let name, let near): return "no layer is labelled '\(name)' before here\(hint(near))"
        case .labelDefinedLater(let name): return "the label '\(name)' is given only later"
        case .labelOutsideBlock(let name): return "the label '\(name)' belongs outside this block; a block sees its own"
        case .redefinedLabel(let name): return "the label '\(name)' is already given"
        case .dropoutRate(let rate): return "a dropout rate is a share, 0 to 1; got \(rate)"
        case .ambiguousChoiceName(let name): return "two choices would be called '\(name)'; rename this one"
        }
    }
}
