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
              archcost search architectures/general-cnn.arch --budget 1.0x --top 3 --emit found
              archcost search architectures/hesun-a.arch --budget 1.0x±4% --trade depth:filters
              archcost search architectures/general-cnn.arch --budget 40ms --confidence 0.95
            """)

    @Argument(
        help: ArgumentHelp("A space in the language, or an ONNX model; - is standard input.", valueName: "file"),
        completion: .file())
    var file: String

    @OptionGroup var searching: SearchingOptions

    @Option(
        name: .long,
        help: ArgumentHelp(
            "With a budget of time: a candidate meets it only if the upper ends of its layers' 95 % intervals together do; 0.95 is the only level.",
            valueName: "level"))
    var confidence: Double?

    @Option(name: .long, help: "For times: threads of each kernel.")
    var kernelThreads = 1

    @OptionGroup var timing: TimeOptions
    @OptionGroup var pricing: PricingOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let confidence, confidence != 0.95 {
            throw ValidationError("'--confidence' is 0.95: intervals are of that level; got \(confidence).")
        }
        if kernelThreads < 1 { throw ValidationError("'--kernel-threads' must be at least 1; got \(kernelThreads).") }
    }

    func run() throws {
        let start = ContinuousClock.now
        Interruption.watch()
        if !searching.all { try OutputFile(path: output.output).check() }
        let space = try InputFile(path: file).space(pricing.point.model)
        let progress = ProgressMonitor(after: .milliseconds(500))
        defer { progress.finish() }
        var request = try searching.request(pricing, of: space, telling: progress)
        if request.asksTime {
            if searching.trade != nil { throw ValidationError("'--trade' takes no budget of time.") }
            let store = try database.open(.readOnly)
            defer { store.close() }
            let knowledge = try TimeKnowledge(store, machine: timing.machine, timing.wish(threads: kernelThreads))
            request.times = try SearchTimes.times(
                knowledge, batch: pricing.batch, precision: pricing.precision, isCautious: confidence != nil)
        } else if timing.isGiven || confidence != nil {
            throw ValidationError(
                "'--backend', '--algorithm', '--machine' and '--confidence' go with a budget or an axis of time.")
        }
        do {
            try run(request, of: space, since: start)
        } catch ExplorationError.cancelled {
            StandardStreams.writeError("interrupted: nothing was found yet\n")
            throw ExitCode(ExitStatus.interrupted)
        }
    }

    private func run(_ request: SearchRequest, of space: DesignSpace, since start: ContinuousClock.Instant) throws {
        if let trade = searching.trade {
            try space.requireNoChoices()
            let keeping = try SearchKeeping(searching, database, of: space)
            let outcome = try TradeSearch.run(trade, around: space, widthStep: searching.widthStep, request)
            let elapsed = start.duration(to: .now).inSeconds
            try keeping.keep(outcome, of: space.file, named: file, elapsed: elapsed)
            return try SearchRun.print(outcome, file: file, elapsed: elapsed, to: output)
        }
        if searching.all || searching.onlyCounts {
            let run = SearchRun(file: file, search: try search(space, request), output: output, start: start)
            return searching.all ? try run.stream() : try run.count()
        }
        let keeping = try SearchKeeping(searching, database, of: space)
        try SearchRun(file: file, search: try search(space, request), output: output, start: start).list(keeping)
    }

    /// The file's own space, or He & Sun's around a file that has none.
    private func search(_ space: DesignSpace, _ request: SearchRequest) throws -> SpaceSearch {
        guard try space.openChoices().isEmpty else { return try SpaceSearch(space, request) }
        let around = try ConstrainedTimeSpace(around: space, widthStep: searching.widthStep)
        return try SpaceSearch(
            around.space, request, twinChoices: around.delayChoices, describe: { around.replacement($0) })
    }
}
