/// Walks a model's wire format once and keeps its structure without the weights, as a smaller message of the same type.
///
/// Every length is checked against the message around it and, where known, the file. What is not in the schema below
/// (subgraphs, documentation, metadata) is passed over by its length, so that nesting costs nothing; a tensor's numbers
/// are kept where they are few, since shapes are computed from them.
struct WeightFilter: ~Copyable {
    /// Bytes of a tensor's numbers that are kept; the constants of shape arithmetic are far smaller.
    static let payloadLimit = 4096
    /// Bytes of structure that are kept in all. Large published models stay under 8 MiB.
    static let structureLimit = 16 << 20
    /// Fields that are kept in all, since a field of two bytes may decode to two hundred.
    static let fieldLimit = 1_000_000
    /// Bytes of one name, one shape or one list of numbers.
    static let partLimit = 1 << 16
    /// A length is written in this many bytes, whatever its value, so that it can be filled in later.
    private static let lengthBytes = 5

    private var input: ModelBytes
    private var output: [UInt8] = []
    private var fields = 0

    private init(_ input: consuming ModelBytes) { self.input = input }

    /// The reduced message.
    static func reduce(_ input: consuming ModelBytes) throws(WireError) -> [UInt8] {
        var filter = WeightFilter(input)
        try filter.message(.model, end: filter.input.length ?? Int.max)
        return filter.output
    }

    /// Messages that are walked into; a tensor's payload is dropped, everything else not listed is skipped.
    private enum Schema {
        case model, graph, node, attribute, tensor
        /// Small messages whose content is taken as it is.
        case whole

        /// What to do with a length-delimited field: walk into it, or skip it where nil.
        func field(_ number: Int) -> Schema? {
            switch self {
            case .model:
                switch number {
                case 2, 3, 8: .whole
                case 7: .graph
                default: nil
                }
            case .graph:
                switch number {
                case 1: .node
                case 2, 11, 12, 13: .whole
                case 5: .tensor
                default: nil
                }
            case .node:
                switch number {
                case 1, 2, 3, 4, 7: .whole
                case 5: .attribute
                default: nil
                }
            case .attribute:
                switch number {
                case 1, 4, 7, 8: .whole
                case 5: .tensor
                default: nil
                }
            case .tensor: [1, 4, 5, 7, 8, 9, 10, 11].contains(number) ? .whole : nil
            case .whole: nil
            }
        }

        /// Fields that hold a tensor's numbers.
        func isPayload(_ number: Int) -> Bool {
            if case .tensor = self { [4, 5, 7, 9, 10, 11].contains(number) } else { false }
        }
    }

    private mutating func message(_ schema: Schema, end: Int) throws(WireError) {
        var payload = 0
        while input.offset < end {
            if end == Int.max, try input.isAtEnd() { return }
            let start = input.offset
            let key = try varint()
            let (number, type) = (Int(truncatingIfNeeded: key >> 3), Int(key & 7))
            switch type {
            case 0:
                let value = try varint()
                // Unpacked numbers of a tensor are its payload too.
                if schema.isPayload(number) {
                    payload += 8
                    if payload > WeightFilter.payloadLimit { continue }
                }
                append(varint: key)
                append(varint: value)
            case 1, 5:
                let width = type == 1 ? 8 : 4
                if schema.isPayload(number) {
                    payload += width
                    if payload > WeightFilter.payloadLimit {
                        try input.skip(width)
                        break
                    }
                }
                append(varint: key)
                try input.copy(width, to: &output)
            case 2:
                let length = try varint()
                guard length <= UInt64(max(end - input.offset, 0)) else {
                    throw .overlong(field: number, length: length, offset: start)
                }
                try field(number, of: schema, key: key, length: Int(length), payload: &payload)
            default:
                throw .unknownWireType(type, offset: start)
            }
            guard input.offset <= end else { throw .truncated(offset: end) }
            fields += 1
            guard output.count <= WeightFilter.structureLimit, fields <= WeightFilter.fieldLimit else {
                throw .structureTooLarge(bytes: WeightFilter.structureLimit, fields: WeightFilter.fieldLimit)
            }
        }
    }

    private mutating func field(
        _ number: Int, of schema: Schema, key: UInt64, length: Int, payload: inout Int
    ) throws(WireError) {
        guard let inner = schema.field(number) else { return try input.skip(length) }
        if schema.isPayload(number) {
            guard length <= WeightFilter.payloadLimit - payload else {
                // What is kept must not pass for the whole.
                payload = WeightFilter.payloadLimit + 1
                return try input.skip(length)
            }
            payload += length
        }
        append(varint: key)
        if case .whole = inner {
            guard length <= WeightFilter.partLimit else {
                throw .partTooLarge(field: number, length: length, limit: WeightFilter.partLimit, offset: input.offset)
            }
            append(varint: UInt64(length))
            try input.copy(length, to: &output)
            return
        }
        let start = output.count
        output.append(contentsOf: repeatElement(0, count: WeightFilter.lengthBytes))
        try message(inner, end: input.offset + length)
        fill(lengthAt: start)
    }

    /// Writes the length of what follows into the bytes kept free for it.
    private mutating func fill(lengthAt start: Int) {
        var length = output.count - start - WeightFilter.lengthBytes
        for index in 0..<WeightFilter.lengthBytes {
            let isLast = index == WeightFilter.lengthBytes - 1
            output[start + index] = UInt8(length & 0x7F) | (isLast ? 0 : 0x80)
            length >>= 7
        }
    }

    private mutating func varint() throws(WireError) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: 0, through: 63, by: 7) {
            let byte = try input.byte()
            if shift == 63, byte > 1 { throw .malformedNumber(offset: input.offset) }
            value |= UInt64(byte & 0x7F) << UInt64(shift)
            if byte < 0x80 { return value }
        }
        throw .malformedNumber(offset: input.offset)
    }

    private mutating func append(varint value: UInt64) {
        var value = value
        while value >= 0x80 {
            output.append(UInt8(value & 0x7F) | 0x80)
            value >>= 7
        }
        output.append(UInt8(value))
    }
}
