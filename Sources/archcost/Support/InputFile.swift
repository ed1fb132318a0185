import ArchLanguage
import CostAnalysis
import NetworkIR
import Reporting
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

    /// The whole content.
    func source() throws(CommandFailure) -> SourceFile {
        SourceFile(name: path == "-" ? "<stdin>" : path, bytes: try bytes())
    }

    /// What reports call the network: the file's name without its folder and ending.
    var networkName: String {
        if path == "-" { return "stdin" }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
        return String(name[..<dot])
    }

    /// The design space that the file says.
    func space() throws -> DesignSpace {
        let file = try source()
        return try DesignSpace(file, name: networkName)
    }

    private func bytes() throws(CommandFailure) -> [UInt8] {
        let descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw CommandFailure(cannotRead: path, errno) }
        defer { if descriptor != 0 { close(descriptor) } }
        var result: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while result.count < InputFile.limit {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw CommandFailure(cannotRead: path, errno)
            }
            if count == 0 { break }
            result.append(contentsOf: buffer[0..<count])
        }
        return result
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
