import ArgumentParser
import HTMLReport
import LatencyModel
import Persistence
import Reporting

/// `archcost report`: a page to look at.
struct MakeReport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Make a page to look at: of a network, a search or the result database.",
        discussion: """
            One HTML file that can be mailed, opened without a network and printed. It holds the library that draws its \
            charts (Debian's libjs-vega) where this machine has it; else the page links it, and the command says so.

            Examples:
              archcost report architectures/resnet50.arch -o resnet50.html
              archcost report my.arch --db results.db --machine d4ff… -o my.html
            """)

    @Argument(
        help: ArgumentHelp("A network in the language, or an ONNX model; - is standard input.", valueName: "file"),
        completion: .file())
    var file: String

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"), completion: .file())
    var output: String?

    @OptionGroup var timing: TimeOptions
    @OptionGroup var kernels: KernelThreadOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var pricing: PricingOptions

    func run() throws {
        try OutputFile(path: output).check()
        let page = try NetworkReport(
            file: file, pricing: pricing, database: database, timing: timing, threads: kernels.threads ?? 1
        ).page()
        let library = VegaLibrary.find()
        if library == nil {
            StandardStreams.writeError(
                "warning: Vega, which draws the charts, was not found (Debian: apt install libjs-vega); the page links "
                    + "\(VegaLibrary.address) and draws only where there is a network\n")
        }
        try OutputFile(path: output).write(page.html(with: library, version: ArchCostVersion.text))
    }
}
