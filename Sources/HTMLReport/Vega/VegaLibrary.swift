#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The library that draws the charts, as found on this machine.
public struct VegaLibrary: Sendable {
    /// Its script, whole.
    public let script: String

    init(script: String) { self.script = script }

    /// Where browsers get the library when a page does not hold it.
    public static let address = "https://cdn.jsdelivr.net/npm/vega@5"

    /// Where Debian puts JavaScript libraries for browsers and for Node.
    public static let folders = [
        "/usr/share/javascript/vega", "/usr/local/share/javascript/vega", "/usr/share/nodejs/vega/build",
    ]

    /// Looks through the folders for the library in one file, then for the modules that Debian's `libjs-vega` splits it
    /// into; nil where neither is there or a module is missing.
    public static func find(in folders: [String] = VegaLibrary.folders) -> VegaLibrary? {
        for folder in folders {
            if let script = readText("\(folder)/vega.min.js") { return VegaLibrary(script: script) }
            if let script = assembled(from: folder) { return VegaLibrary(script: script) }
        }
        return nil
    }

    /// The modules that our charts need, each behind those that it requires. Maps, trees, forces and regressions are left
    /// out.
    private static let modules = [
        "util", "time", "format", "loader", "expression", "dataflow", "scale", "canvas", "scenegraph", "statistics",
        "selection", "functions", "event-selector", "runtime", "parser", "view", "transforms", "view-transforms",
        "encode",
    ]

    /// Modules whose exports are transforms, which the dataflow looks up by name.
    private static let transformModules = ["transforms", "view-transforms", "encode"]

    /// Debian's modules are in CommonJS form where `exports` and `module` exist: they get those, and a `require` that knows
    /// what ran before them.
    private static func assembled(from folder: String) -> String? {
        // vega-functions asks for vega-selection by a name that it never had.
        var script = "(function(){var m={};function q(n){return m[n===\"vega-selections\"?\"vega-selection\":n]}\n"
        for module in modules {
            guard let text = readText("\(folder)/vega-\(module).min.js") else { return nil }
            script +=
                "(function(exports,module,require,define){\(withoutMap(text))\n})(m[\"vega-\(module)\"]={},{},q);\n"
        }
        let list = transformModules.map { "\"vega-\($0)\"" }.joined(separator: ",")
        script += "var t=m[\"vega-dataflow\"].transforms;[\(list)].forEach(function(n){Object.assign(t,m[n])});\n"
        script += "globalThis.vega={parse:m[\"vega-parser\"].parse,View:m[\"vega-view\"].View};})();"
        return script
    }

    /// A script without the line that names its source map, which nobody who opens the page has.
    private static func withoutMap(_ script: String) -> String {
        let lines = script.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.filter { !$0.hasPrefix("//# sourceMappingURL=") }.joined(separator: "\n")
    }
}

/// A file's text; nil where it cannot be read.
private func readText(_ path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = read(descriptor, &buffer, buffer.count)
        if count == 0 { return String(decoding: bytes, as: UTF8.self) }
        if count < 0 {
            if errno == EINTR { continue }
            return nil
        }
        bytes.append(contentsOf: buffer[0..<count])
    }
}
