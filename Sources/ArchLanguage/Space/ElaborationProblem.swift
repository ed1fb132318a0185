import NetworkIR

/// What can be wrong with the numbers of a network whose text and names are right. The sentences stand here and nowhere else.
enum ElaborationProblem {
    case overflow
    case inexactDivision(Int, Int)
    case divisionByZero
    case belowLeast(field: String, value: Int, least: Int)
    case emptyRange(low: Int, high: Int)
    case stepMisses(low: Int, high: Int, step: Int)
    case zeroStep
    case tooManyAlternatives(limit: Int)
    case tooManyAlternativesInAll(limit: Int)
    case tooManyRounds(Int, limit: Int)
    case tooManyLayers(limit: Int)
    case tooManyStatements(limit: Int)
    case namesTooLong(limit: Int)
    case callsTooDeep(limit: Int)
    case notAnAlternative(choice: String, value: Int, near: Int, domain: String)
    case requirementFails(String, left: Int, right: Int)
    case shape(ShapeError)
    case residualLarger(entry: FeatureMap, exit: FeatureMap)
    case residualStride(entry: FeatureMap, exit: FeatureMap)
    case labelNotOnPath(String)
    case integerInputNeeded(String)
    case noLayers

    var identifier: String {
        switch self {
        case .overflow: "overflow"
        case .inexactDivision: "inexact-division"
        case .divisionByZero: "division-by-zero"
        case .belowLeast: "number-too-small"
        case .emptyRange: "empty-range"
        case .stepMisses: "step-misses"
        case .zeroStep: "zero-step"
        case .tooManyAlternatives, .tooManyAlternativesInAll: "too-many-alternatives"
        case .tooManyRounds: "too-many-rounds"
        case .tooManyLayers: "too-many-layers"
        case .tooManyStatements: "too-many-statements"
        case .namesTooLong: "names-too-long"
        case .callsTooDeep: "nesting-too-deep"
        case .notAnAlternative: "not-an-alternative"
        case .requirementFails: "requirement-fails"
        case .shape(let error): error.identifier
        case .residualLarger, .residualStride: "residual-shape"
        case .labelNotOnPath: "label-not-on-path"
        case .integerInputNeeded: "integer-input-needed"
        case .noLayers: "empty-network"
        }
    }

    var message: String {
        switch self {
        case .overflow: return "this number does not fit 64 bits"
        case .inexactDivision(let left, let right):
            return "a division must leave no remainder; \(left)/\(right) leaves \(left % right)"
        case .divisionByZero: return "division by zero"
        case .belowLeast(let field, let value, let least): return "'\(field)' must be at least \(least); got \(value)"
        case .emptyRange(let low, let high): return "the range \(low)..\(high) is empty"
        case .stepMisses(let low, let high, let step):
            return
                "the step must hit the range's end; \(low)..\(high):\(step) stops at \(low + (high - low) / step * step)"
        case .zeroStep: return "the step of a range must be at least 1"
        case .tooManyAlternatives(let limit): return "a choice may have at most \(limit) alternatives"
        case .tooManyAlternativesInAll(let limit):
            return "the choices of a network may have at most \(limit) alternatives in all"
        case .tooManyRounds(let rounds, let limit):
            return "a repeat may have at most \(limit) rounds; got \(rounds)"
        case .tooManyLayers(let limit): return "a network may have at most \(limit) layers"
        case .tooManyStatements(let limit):
            return "the network takes more than \(limit) statements to lay out; repeat less"
        case .namesTooLong(let limit):
            return "the layers' names take more than \(limit) bytes; give stages and blocks shorter names"
        case .callsTooDeep(let limit): return "nesting is at most \(limit) deep, the braces of called blocks included"
        case .notAnAlternative(let choice, let value, let near, let domain):
            return "\(value) is no alternative of '\(choice)', which has \(domain); the nearest is \(near)"
        case .requirementFails(let text, let left, let right):
            return "the network breaks '\(text)': \(left) against \(right)"
        case .shape(let error): return error.description
        case .residualLarger(let entry, let exit):
            return "a residual cannot add its input \(entry) to its larger output \(exit)"
        case .residualStride(let entry, let exit):
            return "no stride of a 1x1 shortcut takes \(entry) to \(exit)"
        case .labelNotOnPath(let name): return "no layer labelled '\(name)' is on the path taken here"
        case .integerInputNeeded(let word):
            return "'\(word)' reads integers, so it stands directly on the input"
        case .noLayers: return "the network has no layer"
        }
    }
}
