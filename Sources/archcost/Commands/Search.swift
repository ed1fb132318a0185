import ArchLanguage
import ArchSearch
import ArgumentParser
import Reporting
import SpaceExploration

/// `archcost search`: the best points of a design space under budgets, proved.
struct Search: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Find the best networks of a design space under one or more budgets, and prove it.",
        discussion: """
            The space is what a file's choices span; a file without one gets the space of He & Sun (2015): each run of equal
            convolutions may change its kernel, filters and depth, and pools may subsample later. Every answer is exact: the optimum, the list, the front and the counts
            are those that trying every point would give. A score is not an accuracy; docs/scores.md tells what is known.

            Examples:
              archcost search architectures/general-cnn.arch --budget 1.0x
              archcost search architectures/general-cnn.arch --budget 1.0x±2% --budget 64MiB --maximize depth --top 5
              archcost search architectures/general-cnn.arch --budget 3GMACs --pareto macs,params,score
              archcost search architectures/general-cnn.arch --budget 1.0x --count
              archcost search architectures/hesun-a.arch --budget 1.0x±4% --trade depth:filters
            """)

    @Argument(help: ArgumentHelp("A space in the language; - is standard input.", valueName: "file"))
    var file: String

    @OptionGroup var searching: SearchingOptions
    @OptionGroup var pricing: PricingOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        SearchInterruption.watch()
        let space = try InputFile(path: file).space(pricing.point.model)
        let request = try searching.request(pricing)
        let start = ContinuousClock.now
        if let trade = searching.trade {
            try space.requireNoChoices()
            let outcome = try TradeSearch.run(trade, around: space, widthStep: searching.widthStep, request)
            return try SearchRun.print(outcome, file: file, since: start, to: output)
        }
        let run = SearchRun(file: file, search: try search(space, request), output: output, start: start)
        if searching.all { return try run.stream() }
        if searching.count, searching.pareto == nil { return try run.count() }
        try run.list()
    }

    /// The file's own space, or He & Sun's around a file that has none.
    private func search(_ space: DesignSpace, _ request: SearchRequest) throws -> SpaceSearch {
        guard try space.openChoices().isEmpty else { return try SpaceSearch(space, request) }
        let around = try ConstrainedTimeSpace(around: space, widthStep: searching.widthStep)
        return try SpaceSearch(around.space, request, describe: { around.replacement($0) })
    }
}
