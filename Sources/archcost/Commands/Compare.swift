import ArgumentParser
import Reporting

/// `archcost compare`: networks side by side, relative to the first.
struct Compare: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Put networks side by side, relative to the first.",
        discussion: """
            Examples:
              archcost compare architectures/hesun-?.arch
              archcost compare architectures/resnet50.arch architectures/mobilenet_v2.arch --format markdown
            """)

    @Argument(
        help: ArgumentHelp(
            "Networks in the language, or ONNX models; the first is the measure of the others.", valueName: "file"),
        completion: .file())
    var files: [String]

    @OptionGroup var pricing: PricingOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let estimates = try pricing.estimates(files)
        try output.print([ComparisonReport.report(estimates)], json: ComparisonReport.json(estimates))
    }
}
