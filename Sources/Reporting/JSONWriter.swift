/// How a JSON document is laid out.
public enum JSONLayout: Hashable, Sendable {
    /// No white space at all.
    case compact
    /// A member a line, indented by two spaces; lists of plain numbers, flags and short words stay on one line.
    case pretty
}

extension JSONValue {
    /// The document as JSON text (RFC 8259), without a line break at its end.
    public func text(_ layout: JSONLayout = .pretty) -> String {
        var writer = JSONWriter(layout: layout)
        writer.write(self, depth: 0)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

private struct JSONWriter {
    let layout: JSONLayout
    var bytes: [UInt8] = []

    mutating func write(_ value: JSONValue, depth: Int) {
        switch value {
        case .null: append("null")
        case .bool(let flag): append(flag ? "true" : "false")
        case .integer(let integer): append(String(integer))
        case .number(let number): append(number.isFinite ? "\(number)" : "null")
        case .string(let string): writeString(string)
        case .array(let elements): writeArray(elements, depth: depth)
        case .object(let members): writeObject(members, depth: depth)
        }
    }

    private mutating func writeArray(_ elements: [JSONValue], depth: Int) {
        let isOnOneLine = layout == .compact || elements.allSatisfy(\.isScalar)
        append("[")
        for (index, element) in elements.enumerated() {
            if index > 0 { append(isOnOneLine && layout == .pretty ? ", " : ",") }
            if !isOnOneLine { breakLine(depth: depth + 1) }
            write(element, depth: depth + 1)
        }
        if !isOnOneLine { breakLine(depth: depth) }
        append("]")
    }

    private mutating func writeObject(_ members: [JSONMember], depth: Int) {
        guard !members.isEmpty else { return append("{}") }
        append("{")
        for (index, member) in members.enumerated() {
            if index > 0 { append(",") }
            breakLine(depth: depth + 1)
            writeString(member.name)
            append(layout == .pretty ? ": " : ":")
            write(member.value, depth: depth + 1)
        }
        breakLine(depth: depth)
        append("}")
    }

    private mutating func breakLine(depth: Int) {
        guard layout == .pretty else { return }
        append("\n")
        for _ in 0..<depth { append("  ") }
    }

    private mutating func writeString(_ string: String) {
        append("\"")
        for byte in string.utf8 {
            switch byte {
            case UInt8(ascii: "\""): append("\\\"")
            case UInt8(ascii: "\\"): append("\\\\")
            case 0x08: append("\\b")
            case 0x09: append("\\t")
            case 0x0A: append("\\n")
            case 0x0C: append("\\f")
            case 0x0D: append("\\r")
            case 0..<0x10: append("\\u000" + String(byte, radix: 16))
            case 0x10..<0x20: append("\\u00" + String(byte, radix: 16))
            default: bytes.append(byte)
            }
        }
        append("\"")
    }

    private mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }
}

extension JSONValue {
    fileprivate var isScalar: Bool {
        switch self {
        case .null, .bool, .integer, .number, .string: true
        case .array, .object: false
        }
    }
}
