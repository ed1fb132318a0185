import ArgumentParser

/// `archcost import`: an ONNX model as a network in the language.
struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Print an ONNX model as a network in the language.",
        discussion: """
            Weights are not needed and not read. Every other command takes ONNX models directly.

            Examples:
              archcost import resnet50.onnx
              archcost import detector.onnx --input 3x640x640 -o detector.arch
              archcost import detector.onnx --opaque
            """)

    @Argument(help: ArgumentHelp("An ONNX model; - is standard input.", valueName: "file"), completion: .file())
    var file: String

    @OptionGroup var model: ModelOptions

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"), completion: .file())
    var output: String?

    func run() throws {
        try OutputFile(path: output).write(InputFile(path: file).importedText(model))
    }
}
