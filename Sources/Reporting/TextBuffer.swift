/// UTF-8 text under construction, for reports of a hundred thousand rows.
struct TextBuffer {
    private var bytes: [UInt8] = []

    /// Everything appended so far.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    mutating func reserve(_ capacity: Int) { bytes.reserveCapacity(capacity) }

    mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { bytes.append(contentsOf: $0) }
    }

    mutating func append(byte: UInt8) { bytes.append(byte) }

    mutating func append(blanks count: Int) {
        for _ in 0..<max(0, count) { bytes.append(UInt8(ascii: " ")) }
    }

    /// Appends a decimal integer.
    mutating func append(_ value: Int) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        let start = bytes.count
        var rest = value.magnitude
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        bytes[start...].reverse()
    }

    /// Appends a number so that it reads back the same; nothing for what is no number.
    mutating func append(_ value: Double) {
        if value.isFinite { append("\(value)") }
    }
}
