import Foundation
import Testing

/// The built `archcost`, run as a user runs it.
struct BuiltCommand {
    struct Outcome {
        var status: Int32
        var output: String
        var error: String
    }

    /// The root of the repository, found from this file's place.
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The binary beside the test bundle.
    static var binary: URL {
        URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
            .appendingPathComponent("archcost")
    }

    /// Runs `archcost` in the repository's root and waits for its end.
    static func run(
        _ arguments: String..., input: String = "", environment: [String: String] = [:]
    ) throws -> Outcome {
        try run(arguments, input: input, environment: environment)
    }

    static func run(_ arguments: [String], input: String, environment: [String: String]) throws -> Outcome {
        let folder = try TemporaryFolder()
        let names = ["input", "output", "error"].map { folder.url.appendingPathComponent($0) }
        try Data(input.utf8).write(to: names[0])
        try Data().write(to: names[1])
        try Data().write(to: names[2])
        let process = Process()
        process.executableURL = binary
        process.arguments = arguments
        process.currentDirectoryURL = root
        var inherited = ProcessInfo.processInfo.environment
        for name in ["COLUMNS", "NO_COLOR", "ARCHCOST_DB"] { inherited[name] = nil }
        process.environment = inherited.merging(environment) { $1 }
        process.standardInput = try FileHandle(forReadingFrom: names[0])
        process.standardOutput = try FileHandle(forWritingTo: names[1])
        process.standardError = try FileHandle(forWritingTo: names[2])
        try process.run()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
            output: try String(contentsOf: names[1], encoding: .utf8),
            error: try String(contentsOf: names[2], encoding: .utf8))
    }
}

/// A folder that is removed with its content when nobody holds it any more.
final class TemporaryFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("archcost-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// Writes a file into the folder and returns its path.
    func write(_ text: String, to name: String) throws -> String {
        let path = url.appendingPathComponent(name)
        try Data(text.utf8).write(to: path)
        return path.path
    }
}
