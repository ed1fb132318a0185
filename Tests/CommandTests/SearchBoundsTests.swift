import Foundation
import Testing

/// Searches that run out of memory or are interrupted.
@Suite struct SearchBoundsTests {
    let search: SearchCommand

    init() throws { search = try SearchCommand() }

    /// A chain whose points differ in three metrics at once, with fronts of millions of labels.
    static let wideFront =
        "input 16x64x64\n"
        + (0..<14).map { line in
            "conv 1|3|5|7 16|24|32|40|48 groups 1|2|4|8 x1|2|3\n" + (line % 4 == 3 ? "maxpool 2\n" : "")
        }.joined() + "fc 10\n"

    @Test func whereMemoryRunsShortTheAnswerSaysSo() throws {
        let arguments = ["--pareto", "macs,params,score", "--memory", "1KiB", "--format", "json"]
        let outcome = try search(["architectures/general-cnn.arch"] + arguments)
        let document = try outcome.document()
        #expect(document["exact"] as? Bool == false)
        #expect(document.keys.contains("epsilon"))
        #expect(try !candidates(document).isEmpty)
    }

    @Test func controlCPrintsTheBestSoFarAndThatItIsNotProved() throws {
        let path = try search.folder.write(Self.wideFront, to: "wide.arch")
        // However long the space takes to be read: the wait doubles until the search itself is interrupted.
        for attempt in 0..<12 {
            let (status, output, error) = try interrupted(after: 0.2 * Double(1 << attempt), path)
            #expect(status == 130)
            if error == "interrupted: nothing was found yet\n" { continue }
            #expect(error.isEmpty)
            let document = try #require(
                try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any], "\(output)")
            #expect(document["exact"] as? Bool == false && document["interrupted"] as? Bool == true)
            #expect(try !candidates(document).isEmpty)
            return
        }
        Issue.record("the search was never reached")
    }

    private func interrupted(after seconds: Double, _ path: String) throws -> (Int32, String, String) {
        let files = ["output", "error"].map { search.folder.url.appendingPathComponent($0) }
        for file in files { try Data().write(to: file) }
        let process = Process()
        process.executableURL = BuiltCommand.binary
        process.arguments = [
            "search", path, "--pareto", "macs,params,score", "--format", "json", "--no-save", "--threads", "1",
        ]
        process.standardOutput = try FileHandle(forWritingTo: files[0])
        process.standardError = try FileHandle(forWritingTo: files[1])
        try process.run()
        Thread.sleep(forTimeInterval: seconds)
        process.interrupt()
        process.waitUntilExit()
        return (
            process.terminationStatus, try String(contentsOf: files[0], encoding: .utf8),
            try String(contentsOf: files[1], encoding: .utf8)
        )
    }

    @Test func controlCEndsAStreamBetweenLines() throws {
        let lines = (0..<30).map { _ in "conv 1|3 8|16|24" }
        let path = try search.folder.write(
            "input 3x8x8\n" + lines.joined(separator: "\n") + "\nfc 10\n", to: "many.arch")
        let output = search.folder.url.appendingPathComponent("points")
        let process = Process()
        process.executableURL = BuiltCommand.binary
        process.arguments = ["search", path, "--all", "-o", output.path]
        let error = Pipe()
        process.standardError = error
        try process.run()
        while (try? Data(contentsOf: output))?.isEmpty ?? true { Thread.sleep(forTimeInterval: 0.01) }
        process.interrupt()
        process.waitUntilExit()
        #expect(process.terminationStatus == 130)
        let said = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        #expect(said == "interrupted: not every point was written\n")
        let points = try String(contentsOf: output, encoding: .utf8)
        #expect(points.hasSuffix("\n"))
        let columns = Set(points.split(separator: "\n").map { $0.split(separator: ",").count })
        #expect(columns == [10])
    }
}
