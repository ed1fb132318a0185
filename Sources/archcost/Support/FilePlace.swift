#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Where a file is or would be made: its folder without links, and its name there.
struct FilePlace: Hashable {
    let folder: String
    let name: String

    var path: String { "\(folder)/\(name)" }

    /// Follows links, also one whose target is not there yet; nil where there is no such folder.
    init?(_ path: String) {
        var path = path
        // As many links as Linux follows.
        for _ in 0..<40 {
            guard let target = FilePlace.target(of: path) else { break }
            path = target.hasPrefix("/") ? target : FilePlace.folder(of: path) + "/" + target
        }
        guard let folder = FilePlace.resolved(FilePlace.folder(of: path)) else { return nil }
        name = path.split(separator: "/").last.map(String.init) ?? ""
        self.folder = folder == "/" ? "" : folder
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func target(of path: String) -> String? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink(path, &buffer, buffer.count)
        guard count > 0 else { return nil }
        return String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    private static func resolved(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
