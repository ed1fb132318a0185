import ArgumentParser
import Reporting

/// `archcost check`: diagnostics and design warnings.
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look for mistakes and for designs that waste work, each with a reason and a suggestion.")

    @Argument(help: ArgumentHelp("Networks in the language; - is standard input.", valueName: "file"))
    var files: [String]

    @OptionGroup var pricing: PricingOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        _ = try files.map { try pricing.estimate($0) }
    }
}
