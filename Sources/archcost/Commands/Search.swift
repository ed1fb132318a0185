import ArchSearch
import ArgumentParser
import Reporting
import SpaceExploration

/// `archcost search`: the best points of a design space under budgets, proved.
struct Search: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Find the best networks of a design space under one or more budgets, and prove it.",
        discussion: """
            The space is what a file's choices span. Every answer is exact: the optimum, the list, the front and the counts
            are those that trying every point would give. A score is not an accuracy; docs/scores.md tells what is known.

            Examples:
              archcost search architectures/general-cnn.arch --budget 1.0x
              archcost search architectures/general-cnn.arch --budget 1.0x±2% --budget 64MiB --maximize depth --top 5
              archcost search architectures/general-cnn.arch --budget 3GMACs --pareto macs,params,score
              archcost search architectures/general-cnn.arch --budget 1.0x --count
            """)

    @Argument(help: ArgumentHelp("A space in the language; - is standard input.", valueName: "file"))
    var file: String

    @OptionGroup var searching: SearchingOptions
    @OptionGroup var pricing: PricingOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        SearchInterruption.watch()
        let run = SearchRun(file: file, search: try search(), output: output)
        if searching.all { return try run.stream() }
        if searching.count, searching.pareto == nil { return try run.count() }
        try run.list()
    }

    private func search() throws -> SpaceSearch {
        let space = try InputFile(path: file).space(pricing.point.model)
        return try SpaceSearch(space, try searching.request(pricing))
    }
}
