/// A text with a name: UTF-8 bytes, addressed by byte offset.
public struct SourceFile: Sendable {
    /// The name that diagnostics print: a path, or `<stdin>`.
    public let name: String
    public let bytes: [UInt8]
    /// Byte offset of the start of each line; the first begins behind a byte order mark.
    private let lineStarts: [Int]

    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
        var starts = [bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
        bytes.withUnsafeBufferPointer { buffer in
            for index in 0..<buffer.count where buffer[index] == 0x0A { starts.append(index + 1) }
        }
        lineStarts = starts
    }

    public init(name: String, text: String) {
        self.init(name: name, bytes: Array(text.utf8))
    }

    /// Lines in the file; a final newline starts a last, empty one.
    public var lineCount: Int { lineStarts.count }

    /// The line that holds a byte offset, from 1.
    public func line(at offset: Int) -> Int {
        var (low, high) = (0, lineStarts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return low + 1
    }

    /// Line and column, both from 1; the column counts characters (Unicode scalars), not bytes.
    public func place(at offset: Int) -> SourcePlace {
        let line = self.line(at: offset)
        let start = lineStarts[line - 1]
        let end = min(max(offset, start), bytes.count)
        let column = bytes[start..<end].count { $0 & 0xC0 != 0x80 }
        return SourcePlace(line: line, column: column + 1)
    }

    /// The bytes of a line, from 1, without its newline (or carriage return).
    public func line(_ number: Int) -> ArraySlice<UInt8> {
        let start = lineStarts[number - 1]
        var end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
        if end > start, bytes[end - 1] == 0x0D { end -= 1 }
        return bytes[start..<end]
    }

    /// The byte offset at which a line, from 1, begins.
    public func offset(ofLine number: Int) -> Int { lineStarts[number - 1] }

    /// The whole text; bytes that are no UTF-8 come out as replacement characters.
    public var text: String { text(SourceRange(0, bytes.count)) }

    /// Whether the bytes of a range are UTF-8.
    public func isUTF8(_ range: SourceRange) -> Bool {
        // Only text with a replacement character can have lost something.
        let text = text(range)
        return !text.unicodeScalars.contains("\u{FFFD}") || text.utf8.elementsEqual(bytes[range.start..<range.end])
    }

    /// The text of a range; bytes that are no UTF-8 come out as replacement characters.
    public func text(_ range: SourceRange) -> String {
        String(decoding: bytes[range.start..<range.end], as: UTF8.self)
    }
}

/// A line and a column, both from 1.
public struct SourcePlace: Hashable, Sendable {
    public var line: Int
    public var column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}

/// Bytes `start ..< end` of a file.
public struct SourceRange: Hashable, Sendable {
    public var start: Int
    public var end: Int

    public init(_ start: Int, _ end: Int) {
        self.start = start
        self.end = end
    }

    /// The smallest range that holds both.
    public func union(_ other: SourceRange) -> SourceRange {
        SourceRange(min(start, other.start), max(end, other.end))
    }
}
