/// How a JSON document is laid out.
public enum JSONLayout: Hashable, Sendable {
    /// No white space at all.
    case compact
    /// A member a line, indented by two spaces; lists of plain numbers, flags and words stay on one line.
    case pretty
}

extension JSONValue {
    /// The document as JSON text (RFC 8259), without a line break at its end.
    public func text(_ layout: JSONLayout = .pretty) -> String {
        var writer = JSONWriter(layout: layout)
        writer.write(self, depth: 0)
        return writer.output.text
    }
}

private struct JSONWriter {
    let layout: JSONLayout
    var output = TextBuffer()

    init(layout: JSONLayout) { self.layout = layout }

    mutating func write(_ value: JSONValue, depth: Int) {
        switch value {
        case .null: output.append("null")
        case .bool(let flag): output.append(flag ? "true" : "false")
        case .integer(let integer): output.append(integer)
        case .number(let number): if number.isFinite { output.append(number) } else { output.append("null") }
        case .string(let string): writeString(string)
        case .array(let elements): writeArray(elements, depth: depth)
        case .object(let members): writeObject(members, depth: depth)
        }
    }

    private mutating func writeArray(_ elements: [JSONValue], depth: Int) {
        let isOnOneLine = layout == .compact || elements.allSatisfy(\.isScalar)
        output.append("[")
        for (index, element) in elements.enumerated() {
            if index > 0 { output.append(isOnOneLine && layout == .pretty ? ", " : ",") }
            if !isOnOneLine { breakLine(depth: depth + 1) }
            write(element, depth: depth + 1)
        }
        if !isOnOneLine { breakLine(depth: depth) }
        output.append("]")
    }

    private mutating func writeObject(_ members: [JSONMember], depth: Int) {
        guard !members.isEmpty else { return output.append("{}") }
        output.append("{")
        for (index, member) in members.enumerated() {
            if index > 0 { output.append(",") }
            breakLine(depth: depth + 1)
            writeString(member.name)
            output.append(layout == .pretty ? ": " : ":")
            write(member.value, depth: depth + 1)
        }
        breakLine(depth: depth)
        output.append("}")
    }

    private mutating func breakLine(depth: Int) {
        guard layout == .pretty else { return }
        output.append("\n")
        output.append(blanks: 2 * depth)
    }

    private mutating func writeString(_ string: String) {
        output.append("\"")
        if string.utf8.contains(where: isEscaped) { writeEscaped(string) } else { output.append(string) }
        output.append("\"")
    }

    private func isEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func writeEscaped(_ string: String) {
        for byte in string.utf8 {
            switch byte {
            case UInt8(ascii: "\""): output.append("\\\"")
            case UInt8(ascii: "\\"): output.append("\\\\")
            case 0x08: output.append("\\b")
            case 0x09: output.append("\\t")
            case 0x0A: output.append("\\n")
            case 0x0C: output.append("\\f")
            case 0x0D: output.append("\\r")
            case 0..<0x10: output.append("\\u000" + String(byte, radix: 16))
            case 0x10..<0x20: output.append("\\u00" + String(byte, radix: 16))
            default: output.append(byte: byte)
            }
        }
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
