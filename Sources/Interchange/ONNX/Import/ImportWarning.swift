/// What an import changed or left out without changing what the network costs; the sentences stand in `description`.
public enum ImportWarning: Hashable, Sendable {
    case outputRearranged(String)
    case scaleReadAsBatchNorm(NodeName)
    case shiftReadAsBatchNorm(NodeName)
    /// The activation has other constants than the language's.
    case constantsDiffer(NodeName, word: String)
    case keptOpaque(NodeName, reason: String)
}

extension ImportWarning: CustomStringConvertible {
    public var description: String {
        switch self {
        case .outputRearranged(let name):
            "the output '\(name)' is rearranged at the end; the rearrangement is left out"
        case .scaleReadAsBatchNorm(let node):
            "\(node) scales each channel; it is read as 'bn', which has a shift a channel as well"
        case .shiftReadAsBatchNorm(let node):
            "\(node) shifts each channel; it is read as 'bn', which has a scale a channel as well"
        case .constantsDiffer(let node, let word):
            "\(node) has other constants than '\(word)', which costs the same and stands for it"
        case .keptOpaque(let node, let reason):
            "\(node) is kept as 'opaque', with the cost of the elements it moves: \(reason)"
        }
    }
}
