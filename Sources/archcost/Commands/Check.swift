import ArgumentParser
import CostAnalysis
import Reporting

extension DesignWarningKind: ExpressibleByArgument {}

/// `archcost check`: diagnostics and design warnings.
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Look for mistakes, and for designs that waste work.",
        discussion: """
            Mistakes go to standard error and end with exit code 1. A design warning names the layers, the reason with \
            its source, what to do instead and, where it can be counted, the price of both; it does not change the exit \
            code unless '--strict' is given.

            Examples:
              archcost check architectures/*.arch
              archcost check my.arch --ignore foldable-bn --strict
            """)

    @Argument(
        help: ArgumentHelp("Networks in the language, or ONNX models; - is standard input.", valueName: "file"),
        completion: .file())
    var files: [String]

    @Option(
        name: .long,
        help: ArgumentHelp("Leave warnings of this kind out; may be repeated.", valueName: "identifier"))
    var ignore: [DesignWarningKind] = []

    @Flag(name: .long, help: "Exit with 1 where there is a warning.")
    var strict = false

    @OptionGroup var pricing: PricingOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        var count = 0
        var isRefused = false
        let problems = ProblemWriter(format: output.format)
        let reports = try files.compactMap { path -> WarningReport? in
            do {
                let estimate = try pricing.estimate(path)
                let warnings = try naming(path) { try estimate.network.designWarnings(cost: estimate.cost) }
                    .filter { !ignore.contains($0.kind) }
                count += warnings.count
                return WarningReport(warnings, file: path)
            } catch {
                // A mistake in one file hides nothing of the others.
                guard let text = problems.text(for: error) else { throw error }
                StandardStreams.writeError(text)
                isRefused = true
                return nil
            }
        }
        if output.format == .table {
            try output.print(reports.map { $0.text(output.layout) }.joined())
        } else {
            let documents = JSONValue.array(reports.map(\.json))
            try output.print(
                [WarningReport.table(reports)],
                json: ["archcost": .string(ArchCostVersion.text), "networks": documents])
        }
        if isRefused { throw ExitCode(ExitStatus.refused) }
        if strict, count > 0 {
            throw CommandFailure("\(count) design \(count == 1 ? "warning" : "warnings"), and '--strict' is given")
        }
    }
}
