import ArgumentParser
import Reporting

extension EstimateRows: ExpressibleByArgument {}

/// `archcost estimate`: what networks cost, per layer, stage or kind.
struct Estimate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Count what networks cost: operations, parameters, memory, traffic, per layer.",
        discussion: """
            Counts are exact; nothing is run. MACs are multiply-accumulates; a MAC is two FLOPs. The time complexity is
            that of He & Sun (2015): the MACs of convolutions alone.

            Examples:
              archcost estimate architectures/resnet50.arch
              archcost estimate architectures/resnet50.arch --by stage
              archcost estimate architectures/vgg16.arch --batch 8 --precision bf16 --format json
              archcost estimate architectures/hesun-a.arch --set conv2.kernel=3
            """)

    @Argument(help: ArgumentHelp("Networks in the language; - is standard input.", valueName: "file"))
    var files: [String]

    @Option(name: .long, help: "What a row stands for: layer, stage or kind.")
    var by: EstimateRows = .layer

    @OptionGroup var pricing: PricingOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let estimates = try files.map { try pricing.estimate($0) }
        let reports = estimates.map { $0.report(by: by, namesNetwork: output.format == .csv) }
        try output.print(reports, json: EstimateDocument.json(estimates))
    }
}
