import ArchLanguage
import Interchange
import SourceText

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A file named on the command line; `-` is standard input.
struct InputFile {
    let path: String

    /// The most bytes that are read: what the language allows, and one more to notice.
    private static let limit = (1 << 28) + 1

    /// The whole content, as a text in the language.
    func source() throws(CommandFailure) -> SourceFile {
        let content = try bytes()
        guard !isModel(content) else {
            throw CommandFailure("\(displayName) is an ONNX model, not a text; 'archcost import' prints it as one")
        }
        return SourceFile(name: displayName, bytes: content)
    }

    /// The whole content of a table in text.
    ///
    /// - Throws: what the table should be, as `what` says it, where the file holds no text.
    func table(_ what: String) throws(CommandFailure) -> String {
        let content = try bytes()
        guard !content.contains(where: InputFile.isBinary), let text = String(validating: content, as: UTF8.self) else {
            throw CommandFailure("\(displayName) is no text in UTF-8; \(what)")
        }
        return text
    }

    /// What reports call the network: the file's name without its folder and ending.
    var networkName: String {
        if path == "-" { return "stdin" }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
        return String(name[..<dot])
    }

    /// A network's text: the file itself, or what an ONNX model says in the language.
    func networkSource(_ model: ModelOptions) throws -> SourceFile {
        let descriptor = try opened()
        defer { if descriptor != 0 { close(descriptor) } }
        var start: [UInt8] = []
        try append(to: &start, from: descriptor, upTo: 1)
        guard isModel(start) else {
            try append(to: &start, from: descriptor, upTo: InputFile.limit)
            if model.input != nil {
                StandardStreams.writeError(
                    "\(displayName): warning: '--input' is for ONNX models; this file says its own input\n")
            }
            return SourceFile(name: displayName, bytes: start)
        }
        return SourceFile(name: displayName, text: try importedText(descriptor, start, model))
    }

    /// What an ONNX model says in the language.
    func importedText(_ model: ModelOptions) throws(CommandFailure) -> String {
        let descriptor = try opened()
        defer { if descriptor != 0 { close(descriptor) } }
        return try importedText(descriptor, [], model)
    }

    private func importedText(
        _ descriptor: Int32, _ start: [UInt8], _ model: ModelOptions
    ) throws(CommandFailure) -> String {
        let bytes = ModelBytes(descriptor: descriptor, start: start)
        return try ImportedText(bytes, name: networkName, file: displayName, model).text
    }

    /// Whether the file is an ONNX model, by its name or its first byte.
    private func isModel(_ start: [UInt8]) -> Bool {
        path.hasSuffix(".onnx") || start.first.map(InputFile.isBinary) ?? false
    }

    /// The design space that the file says.
    func space(_ model: ModelOptions) throws -> DesignSpace {
        try DesignSpace(networkSource(model), name: networkName)
    }

    /// What diagnostics call the file.
    var displayName: String { path == "-" ? "<stdin>" : path }

    /// No text starts with a control character; an ONNX model starts with the number of a field.
    private static func isBinary(_ byte: UInt8) -> Bool {
        byte < 0x20 && byte != UInt8(ascii: "\n") && byte != UInt8(ascii: "\r") && byte != UInt8(ascii: "\t")
    }

    private func opened() throws(CommandFailure) -> Int32 {
        let descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw CommandFailure(cannotRead: path, errno) }
        if let identity = FileIdentity(descriptor: descriptor) {
            let isFirst = FilesRead.add(identity)
            if path == "-", !isFirst { throw CommandFailure("standard input is named twice, and can be read once") }
        }
        return descriptor
    }

    private func bytes() throws(CommandFailure) -> [UInt8] {
        let descriptor = try opened()
        defer { if descriptor != 0 { close(descriptor) } }
        var result: [UInt8] = []
        try append(to: &result, from: descriptor, upTo: InputFile.limit)
        return result
    }

    /// Reads on until `count` bytes are there or the file ends.
    private func append(to result: inout [UInt8], from descriptor: Int32, upTo count: Int) throws(CommandFailure) {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while result.count < count {
            let received = read(descriptor, &buffer, buffer.count)
            if received < 0 {
                if errno == EINTR { continue }
                throw CommandFailure(cannotRead: path, errno)
            }
            if received == 0 { break }
            result.append(contentsOf: buffer[0..<received])
        }
    }
}

extension CommandFailure {
    init(cannotRead path: String, _ code: Int32) {
        self.init("cannot read '\(path)': \(String(cString: strerror(code)))")
    }

    init(cannotWrite path: String, _ code: Int32) {
        self.init("cannot write '\(path)': \(String(cString: strerror(code)))")
    }
}
