/// Why a network cannot be written in another format. The sentences stand in `description`, in one place.
public enum ExportError: Error, Hashable, Sendable {
    /// The format has no word for a layer.
    case inexpressible(layer: String, operation: String, format: String, reason: String)
    /// A model of ONNX is one message, of at most 2 GiB.
    case tooLarge(bytes: Int)
    case overflow
}

extension ExportError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .inexpressible(let layer, let operation, let format, let reason):
            "'\(operation)' (layer \(layer)) cannot be written to \(format): \(reason)"
        case .tooLarge(let bytes):
            "the model takes \(bytes) bytes; an ONNX file holds at most 2 GiB. '--weights none' leaves the weights out"
        case .overflow: "the size of the model does not fit 64 bits"
        }
    }
}
