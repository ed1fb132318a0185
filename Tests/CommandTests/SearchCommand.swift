import Foundation
import Testing

/// `archcost search` with a folder and a database of its own, as a user runs it.
struct SearchCommand {
    /// Time complexities by hand, k²·3·n·8²: (3,4) 6912, (3,8) 13824, (1,4) 768, (1,8) 1536; activations n·8² + 10.
    static let tiny = "input 3x8x8\nconv 3|1 4|8\nfc 10\n"

    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    var database: String { folder.url.appendingPathComponent("found.db").path }

    func callAsFunction(_ arguments: String..., input: String = tiny) throws -> BuiltCommand.Outcome {
        try self(arguments, input: input)
    }

    func callAsFunction(_ arguments: [String], input: String = tiny) throws -> BuiltCommand.Outcome {
        try BuiltCommand.run(["search"] + arguments, input: input, environment: ["ARCHCOST_DB": database])
    }

    /// CSV ends its lines as RFC 4180 says.
    static func lines(_ csv: String) -> [String] {
        csv.replacing("\r\n", with: "\n").split(separator: "\n").map(String.init)
    }
}

extension BuiltCommand.Outcome {
    /// The JSON document on standard output of a command that had nothing to complain of.
    func document() throws -> [String: Any] {
        #expect(status == 0 && error.isEmpty, "\(self)")
        return try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
    }
}

/// The candidates of a search's document.
func candidates(_ document: [String: Any]) throws -> [[String: Any]] {
    try #require(document["candidates"] as? [[String: Any]])
}
