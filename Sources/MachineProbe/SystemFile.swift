import Glibc

/// Small text files of /proc and /sys.
enum SystemFile {
    /// The file's text without spaces at its ends; nil where it cannot be read. At most one mebibyte is read.
    static func text(_ path: String) -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while bytes.count < 1_048_576 {
            let count = read(file, &chunk, chunk.count)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { break }
            bytes.append(contentsOf: chunk[..<count])
        }
        return trimmed(String(decoding: bytes, as: UTF8.self)[...].utf8)
    }

    /// The file's text as one whole number; nil where it is anything else, `max` for instance.
    static func integer(_ path: String) -> Int? { text(path).flatMap { Int($0) } }

    /// The text after `name` and a colon in the first line that starts so.
    static func field(_ name: String, in text: String) -> String? {
        for line in text.utf8.split(separator: UInt8(ascii: "\n")) where line.starts(with: name.utf8) {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), trimmed(line[..<colon]) == name else { continue }
            return trimmed(line[line.index(after: colon)...])
        }
        return nil
    }

    // By bytes: by characters, the processors of /proc/cpuinfo took longer to trim than all of them to read.
    private static func trimmed(_ text: Substring.UTF8View) -> String {
        func isText(_ byte: UInt8) -> Bool { !" \t\n".utf8.contains(byte) }
        guard let first = text.firstIndex(where: isText), let last = text.lastIndex(where: isText) else { return "" }
        return String(Substring(text[first...last]))
    }
}
