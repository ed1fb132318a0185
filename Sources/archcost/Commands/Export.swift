import ArgumentParser
import Interchange
import NetworkIR
import Reporting

/// `archcost export`: a network as an ONNX model or a PyTorch module.
struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a network as an ONNX model or as PyTorch source.",
        discussion: """
            Weights are random, and the same for the same seed. What the format cannot say is refused by name.

            Examples:
              archcost export architectures/resnet50.arch --to onnx -o resnet50.onnx
              archcost export architectures/vgg16.arch --to onnx --weights none -o vgg16.onnx
              archcost export architectures/resnet50.arch --to pytorch -o resnet50.py
            """)

    @Argument(
        help: ArgumentHelp("A network in the language, or an ONNX model; - is standard input.", valueName: "file"),
        completion: .file())
    var file: String

    @Option(name: .long, help: "The format: onnx or pytorch.")
    var to: ExportFormat

    @Option(name: .long, help: "What the weights of an ONNX model hold: he, zero or none.")
    var weights: WeightFilling = .he

    @Option(name: .long, help: "Where the random numbers start.")
    var seed: UInt64 = 0

    @OptionGroup var point: AssignmentOptions

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"), completion: .file())
    var output: String?

    func validate() throws {
        if to == .onnx, output == nil || output == "-", Terminal.isTerminal(1) {
            throw ValidationError("An ONNX model is no text for a terminal; name a file with '-o'.")
        }
    }

    func run() throws {
        let input = InputFile(path: file)
        let network = try input.space(point.model).network(point.assignment)
        let target = OutputFile(path: output)
        do {
            switch to {
            case .onnx:
                let model = try ONNXModel(
                    network, filling: weights, seed: seed, producerVersion: ArchCostVersion.text)
                try target.write { sink in try model.write(to: sink) }
            case .pytorch:
                let comment = "\(network.name), written by archcost \(ArchCostVersion.text) from \(input.displayName)."
                try target.write(PyTorchModule(network, comment: comment).text)
            }
        } catch let error as ExportError {
            throw CommandFailure("\(input.displayName): \(error)")
        }
    }
}

/// What a network can be written as.
enum ExportFormat: String, ExpressibleByArgument, CaseIterable {
    case onnx
    case pytorch
}

extension WeightFilling: ExpressibleByArgument {}
