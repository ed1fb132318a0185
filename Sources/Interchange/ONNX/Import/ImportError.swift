import NetworkIR

/// Why an ONNX model cannot be read as a network. The sentences stand in `description`, in one place.
public enum ImportError: Error, Hashable, Sendable {
    case wire(WireError)
    case noGraph
    case opset(Int)
    case noInput
    /// More than one input besides the weights.
    case severalInputs([String])
    case inputRank(name: String, dims: [String])
    /// A size is left open that only the user can know.
    case dynamicInput(name: String, dims: [String])
    case inputSizeMismatch(given: FeatureMap, name: String, dims: [String])
    case inputTooLarge(name: String)
    case noOutput
    case undefinedValue(String, node: NodeName)
    case redefinedValue(String, node: NodeName)
    case cyclic(node: NodeName)
    /// The operator, or what it is asked for, has no word in the language.
    case inexpressible(node: NodeName, reason: String)
    /// The same, where keeping it as opaque was asked for and something stands against that.
    case notKept(node: NodeName, reason: String, obstacle: String)
    case shape(node: NodeName, ShapeError)
    /// The graph only passes its input on.
    case noLayers
    case tooManyNodes(Int, limit: Int)
}

/// A node as a reader can find it: its operator and its name, or its first output where it has no name.
public struct NodeName: Hashable, Sendable, CustomStringConvertible {
    public var operation: String
    public var name: String

    public var description: String { "\(operation) '\(name)'" }
}

extension ImportError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .wire(let error): error.description
        case .noGraph: "the file holds no ONNX graph"
        case .opset(let version): "the model needs operator set \(version); sets 7 to 25 are known"
        case .noInput: "the graph has no input that its nodes read"
        case .severalInputs(let names):
            "a network has one input; the graph has \(names.count): "
                + names.prefix(8).map { "'\($0)'" }.joined(separator: ", ")
        case .inputRank(let name, let dims):
            "the input '\(name)' has the shape \(ImportError.text(dims)); expected batch, channels and up to two sizes"
        case .dynamicInput(let name, let dims):
            "the input '\(name)' has the shape \(ImportError.text(dims)), whose size is not fixed; "
                + "give it with '--input CxHxW', as '--input 3x224x224'"
        case .inputSizeMismatch(let given, let name, let dims):
            "'--input \(given)' does not fit the input '\(name)' of shape \(ImportError.text(dims))"
        case .inputTooLarge(let name): "the size of the input '\(name)' does not fit 64 bits"
        case .noOutput: "the graph has no output that its nodes compute"
        case .undefinedValue(let value, let node): "\(node) reads '\(value)', which nothing in the graph computes"
        case .redefinedValue(let value, let node): "\(node) computes '\(value)', which another node computes already"
        case .cyclic(let node): "the graph is no network: \(node) depends on its own output"
        case .inexpressible(let node, let reason):
            "\(node) cannot be said in the language: \(reason); '--opaque' keeps it for the elements it moves"
        case .notKept(let node, let reason, let obstacle):
            "\(node) cannot be said in the language: \(reason); '--opaque' cannot keep it, since \(obstacle)"
        case .shape(let node, let error): "\(node): \(error)"
        case .noLayers: "the graph computes nothing"
        case .tooManyNodes(let count, let limit): "the graph has \(count) nodes; at most \(limit) are read"
        }
    }

    private static func text(_ dims: [String]) -> String { "[\(dims.joined(separator: ", "))]" }
}

/// Thrown while one node is read, for the caller to name the node.
enum NodeProblem: Error {
    case inexpressible(String)
    /// The trouble is a node that was put off, not the one that is read.
    case inexpressibleAt(NodeName, String)
    /// It cannot be kept as opaque either.
    case notKept(NodeName, String, obstacle: String)
    case shape(ShapeError)
    case undefined(String)
}
