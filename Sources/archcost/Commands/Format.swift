import ArchLanguage
import ArgumentParser
import Reporting
import SourceText

/// `archcost format`: the canonical text of networks.
struct Format: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "format",
        abstract: "Print the canonical text of networks, write it back, or check that it is what the file says.",
        discussion: """
            Examples:
              archcost format my.arch
              archcost format architectures/*.arch --check
              archcost format my.arch --in-place
            """)

    @Argument(
        help: ArgumentHelp("Networks in the language; - is standard input.", valueName: "file"), completion: .file())
    var files: [String]

    @Flag(name: .long, help: "Write the canonical text back to each file that differs.")
    var inPlace = false

    @Flag(name: .long, help: "Print nothing; exit with 1 where a file's text is not canonical.")
    var check = false

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"), completion: .file())
    var output: String?

    func validate() throws {
        if check, inPlace { throw ValidationError("'--check' and '--in-place' exclude each other.") }
        if inPlace, files.contains("-") { throw ValidationError("standard input cannot be formatted in place.") }
        if output != nil, check || inPlace {
            throw ValidationError("'--output' goes with neither '--check' nor '--in-place'.")
        }
    }

    func run() throws {
        let sources = try files.map { try InputFile(path: $0).source() }
        let texts = try sources.map { (source: $0, text: try DesignSpace.canonicalText(of: $0)) }
        let differing = texts.filter { Array($0.text.utf8) != $0.source.bytes }
        if check {
            guard differing.isEmpty else {
                throw CommandFailure("not in canonical form: \(differing.map(\.source.name).joined(separator: ", "))")
            }
        } else if inPlace {
            for (source, text) in differing { try OutputFile(path: source.name, replacesInput: true).write(text) }
        } else {
            try OutputFile(path: output).write(texts.map(\.text).joined())
        }
    }
}
