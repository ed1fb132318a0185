#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Why bytes are no protobuf message of a model. The sentences stand in `description`.
public enum WireError: Error, Hashable, Sendable {
    case truncated(offset: Int)
    /// A field says to be longer than the message around it.
    case overlong(field: Int, length: UInt64, offset: Int)
    case malformedNumber(offset: Int)
    case unknownWireType(Int, offset: Int)
    /// What remains without weights is more than a network's structure can be.
    case structureTooLarge(bytes: Int, fields: Int)
    /// One name, shape or list of numbers is longer than any real one.
    case partTooLarge(field: Int, length: Int, limit: Int, offset: Int)
    case undecodable
    case unreadable(Int32)
}

extension WireError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .truncated(let offset):
            "the file ends within a field, at byte \(offset): it is cut short, or no ONNX model"
        case .overlong(let field, let length, let offset):
            "field \(field) at byte \(offset) claims \(length) bytes, more than the message around it has: "
                + "the file is damaged, or no ONNX model"
        case .malformedNumber(let offset):
            "a number at byte \(offset) is longer than 64 bits: the file is damaged, or no ONNX model"
        case .unknownWireType(let type, let offset):
            "a field at byte \(offset) has the wire type \(type), which protobuf does not know: "
                + "the file is damaged, or no ONNX model"
        case .structureTooLarge(let bytes, let fields):
            "the model's structure without its weights exceeds \(bytes >> 20) MiB or \(fields) fields"
        case .partTooLarge(let field, let length, let limit, let offset):
            "field \(field) at byte \(offset) is \(length) bytes long; a name, a shape or a list may have \(limit)"
        case .undecodable:
            "the file has the outline of a protobuf message but does not decode as an ONNX model"
        case .unreadable(let code):
            "the file cannot be read: \(String(cString: strerror(code)))"
        }
    }
}
