import ArchLanguage
import ArchSearch
import ArgumentParser
import CostAnalysis
import KernelBenchmark
import LatencyModel
import Reporting
import SpaceExploration

/// `archcost search`: the best points of a design space under budgets, proved.
struct Search: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
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
              archcost search architectures/general-cnn.arch --budget 40ms --confidence 0.95 --measure --verify 3
            """)

    @Argument(
        help: ArgumentHelp("A space in the language, or an ONNX model; - is standard input.", valueName: "file"),
        completion: .file())
    var file: String

    @OptionGroup var searching: SearchingOptions

    @Option(
        name: .long,
        help: ArgumentHelp(
            "With a budget of time: a candidate meets it only if the upper end of its 95 % interval, as a whole network, does; 0.95 is the only level.",
            valueName: "level"))
    var confidence: Double?

    @Option(name: .long, help: "For times: threads of each kernel.")
    var kernelThreads = 1

    @Flag(
        name: .long,
        help: "With a budget of time: time first, on this machine, every kernel of the space that was not timed yet.")
    var measure = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "With a budget of time: run so many of the best end to end, measured beside predicted.", valueName: "number"
        ))
    var verify: Int?

    @OptionGroup var measuring: MeasuringOptions

    @OptionGroup var timing: TimeOptions
    @OptionGroup var pricing: PricingOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let confidence, confidence != 0.95 {
            throw ValidationError("'--confidence' is 0.95: intervals are of that level; got \(confidence).")
        }
        if let verify, verify < 1 { throw ValidationError("'--verify' must be at least 1; got \(verify).") }
        if measure || verify != nil, timing.machine != nil {
            throw ValidationError("'--measure' and '--verify' time this machine; '--machine' is another.")
        }
        if verify != nil, pricing.precision != .f32 { throw ValidationError("'--verify' runs in f32.") }
        if verify != nil, searching.all || searching.onlyCounts {
            throw ValidationError("'--verify' goes with a list of candidates.")
        }
        if kernelThreads < 1 { throw ValidationError("'--kernel-threads' must be at least 1; got \(kernelThreads).") }
        if measure || verify != nil { try HostThreads.check(kernelThreads, option: "--kernel-threads") }
    }

    func run() throws {
        if measure || verify != nil { HostThreads.bind() }
        let start = ContinuousClock.now
        Interruption.watch()
        if !searching.all { try OutputFile(path: output.output).check() }
        let space = try InputFile(path: file).space(pricing.point.model)
        let progress = ProgressMonitor(after: .milliseconds(500))
        defer { progress.finish() }
        let request = try searching.request(pricing, of: space, telling: progress)
        if request.asksTime {
            if searching.trade != nil { throw ValidationError("'--trade' takes no budget of time.") }
        } else if timing.isGiven || confidence != nil || measure || verify != nil {
            throw ValidationError(
                "'--backend', '--algorithm', '--machine', '--confidence', '--measure' and '--verify' go with a budget or an axis of time."
            )
        }
        do {
            let times = try request.asksTime ? self.times(of: space, request, telling: progress) : nil
            try run(request, times, of: space, since: start)
        } catch ExplorationError.cancelled {
            StandardStreams.writeError("interrupted: nothing was found yet\n")
            throw ExitCode(ExitStatus.interrupted)
        }
    }

    /// What the database knows of the space's kernels, after timing what is missing where that is asked for.
    private func times(
        of space: DesignSpace, _ request: SearchRequest, telling progress: ProgressMonitor
    ) throws -> SearchTimes {
        let store = try database.open(measure ? .readWrite : .readOnly)
        defer { store.close() }
        let wish = timing.wish(threads: kernelThreads)
        let (problems, fused) = (ProblemCollection(), ProblemCollection())
        var asking = request
        asking.times = SearchTimes.collecting(request.conditions, into: problems, fused: fused)
        let network = try search(space, asking).first.network()
        // A statement at a time cannot see which function its kernel applies; whole candidates can.
        let functions = Set(
            fused.all.compactMap { problem in
                if case .activation(let activation) = problem.operation, activation.costsWhenFused {
                    activation
                } else {
                    nil
                }
            })
        let ending = functions.flatMap { function in problems.all.map { $0.with(epilogue: [function]) } }
            .filter { !$0.epilogue.isEmpty }
        let kernels = problems.all + ending
        if measure { try MissingTimes(store: store, wish: wish, measuring: measuring).measure(kernels) }
        // What the file's own network runs is told of too, and fused layers where they stand alone.
        let own = NetworkEstimate(network: network, cost: try network.cost(under: request.conditions), file: file)
        fused.add(own.kernels().problems)
        let knowledge = try TimeKnowledge(store, machine: timing.machine, wish)
        return try SearchTimes(
            knowledge, of: kernels, others: fused.all, request.conditions, isCautious: confidence != nil,
            telling: progress)
    }

    private func run(
        _ asked: SearchRequest, _ times: SearchTimes?, of space: DesignSpace, since start: ContinuousClock.Instant
    ) throws {
        var request = asked
        request.times = times?.layers(caution: confidence == nil ? 0 : 1)
        if let trade = searching.trade {
            try space.requireNoChoices()
            let keeping = try SearchKeeping(searching, database, of: space)
            let outcome = try TradeSearch.run(trade, around: space, widthStep: searching.widthStep, request)
            let elapsed = start.duration(to: .now).inSeconds
            try keeping.keep(outcome, of: space.file, named: file, elapsed: elapsed)
            return try SearchRun.print(outcome, file: file, elapsed: elapsed, to: output)
        }
        if searching.all || searching.onlyCounts {
            if let unknown = times?.unknownTimes {
                StandardStreams.writeError("note: \(unknown); points with one of them keep no budget of time\n")
            }
            let run = SearchRun(file: file, search: try search(space, request), output: output, start: start)
            return searching.all ? try run.stream() : try run.count()
        }
        let keeping = try SearchKeeping(searching, database, of: space)
        guard let times else {
            let run = SearchRun(file: file, search: try search(space, request), output: output, start: start)
            return try run.list(keeping, try run.search.run())
        }
        let timed = TimedSearch(times: times, request: request) { try search(space, $0) }
        let (found, outcome) = try timed.run()
        let run = SearchRun(file: file, search: found, output: output, start: start)
        try run.list(keeping, outcome) { try verification(of: $0, by: timed) }
    }

    /// The best candidates, run end to end; nil where that was not asked for.
    private func verification(of outcome: SearchOutcome, by timed: TimedSearch) throws -> Report? {
        guard let verify else { return nil }
        let store = try database.open(.readWrite)
        defer { store.close() }
        let wish = timing.wish(threads: kernelThreads)
        let ratio = try TimeKnowledge(store, machine: nil, wish).wholeRatio()
        var subjects: [EndToEndJob.Subject] = []
        var predictions: [(kernels: TimeEstimate, whole: TimeEstimate)] = []
        for candidate in outcome.candidates.prefix(verify) {
            let network = try candidate.network()
            let cost = try network.cost(under: pricing.conditions)
            let kernels = try timed.times.timed(candidate).kernels
            predictions.append((kernels, ratio.whole(of: kernels)))
            subjects.append(
                EndToEndJob.Subject(
                    estimate: NetworkEstimate(network: network, cost: cost, file: file),
                    text: candidate.space.file.text,
                    point: candidate.decisions.map(\.description).joined(separator: " "),
                    prediction: ratio.whole(of: kernels)))
        }
        let timings = try EndToEndJob(store: store, wish: wish, measuring: measuring).run(subjects)
        let rows = zip(predictions, timings).enumerated().map { index, pair in
            VerificationReport.Row(
                rank: index + 1, kernels: pair.0.kernels, whole: pair.0.whole, timing: pair.1)
        }
        return VerificationReport(rows: rows, limit: try timed.limits.min()).report
    }

    /// The file's own space, or He & Sun's around a file that has none.
    private func search(_ space: DesignSpace, _ request: SearchRequest) throws -> SpaceSearch {
        guard try space.openChoices().isEmpty else { return try SpaceSearch(space, request) }
        let around = try ConstrainedTimeSpace(around: space, widthStep: searching.widthStep)
        return try SpaceSearch(
            around.space, request, twinChoices: around.delayChoices, describe: { around.replacement($0) })
    }
}
