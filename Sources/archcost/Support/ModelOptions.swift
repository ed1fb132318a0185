import ArgumentParser
import Interchange
import NetworkIR

/// How an ONNX model is read where it leaves something open.
struct ModelOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("The input of an ONNX model that leaves its size open.", valueName: "CxHxW"))
    var input: FeatureMap?

    @Flag(
        name: .customLong("opaque"),
        help: "Keep the nodes of an ONNX model that have no word, for the elements they move, with a warning each.")
    var keepsOpaque = false
}

extension FeatureMap: ExpressibleByArgument {
    /// `3x224x224`, each at least 1.
    public init?(argument: String) {
        let sizes = argument.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
        guard sizes.count == 3, let channels = sizes[0], let height = sizes[1], let width = sizes[2],
            channels >= 1, height >= 1, width >= 1
        else { return nil }
        self.init(channels: channels, height: height, width: width)
    }
}

/// An ONNX model as text in the language; its warnings go to standard error.
struct ImportedText {
    let text: String

    init(_ bytes: consuming ModelBytes, name: String, file: String, _ options: ModelOptions) throws(CommandFailure) {
        do {
            let model = try ImportedModel(bytes, name: name, input: options.input, keepsOpaque: options.keepsOpaque)
            text = try model.languageText(file: file)
            for warning in model.warnings { StandardStreams.writeError("\(file): warning: \(warning)\n") }
        } catch {
            throw CommandFailure("\(file): \(error)")
        }
    }
}
