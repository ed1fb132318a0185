import ArchLanguage
import ArchSearch
import ArgumentParser
import Reporting
import SpaceExploration

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// What a search may cost, and what it looks for.
struct SearchingOptions: ParsableArguments {
    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp(
            "What a candidate may have at most, as 1.0x (of the file's own time complexity), 2.5GMACs, 900MFLOPs, 5Mparams, 12Mactivations or 64MiB; with a tolerance, as 1.0x±2%, a window. May be repeated; all hold.",
            valueName: "budget"),
        transform: { try Budget(parsing: $0) })
    var budget: [Budget] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "What is made as large as possible: depth, activations, sqrt-activations, entropy, params, macs, receptive-field, or a weighted sum as 'activations + 0.3*depth'.",
            valueName: "score"),
        transform: { try Score(parsing: $0) })
    var maximize: Score?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Rank by a ridge regression on measured candidates instead: CSV with the columns assignment (as 'w=96 conv2.kernel=3') and accuracy.",
            valueName: "csv"))
    var scoreWith: String?

    @Option(name: .long, help: "How many candidates to list: 10 unless given.")
    var top: Int?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "List the whole front over two or three axes instead of a ranking, as macs,score or macs,params,max:depth; there are score, \(ParetoAxis.names.joined(separator: ", ")); min: and max: turn an axis around.",
            valueName: "axes"))
    var pareto: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "For a file without choices: list what one run of equal convolutions can be replaced by when two quantities change against each other: depth:filters, depth:kernel, kernel:filters, or all three.",
            valueName: "pair"))
    var trade: Trade?

    @Option(name: .long, help: "For a file without choices: filters are multiples of this.")
    var widthStep = 8

    @Flag(
        name: .long,
        help: "Count the points of the space and those within the budgets; with '--top' or '--pareto' beside the list.")
    var count = false

    @Flag(name: .long, help: "Stream every point within the budgets, in a stable order, a line each.")
    var all = false

    @Option(
        name: .long, help: ArgumentHelp("Write each candidate into this folder as canonical text.", valueName: "folder")
    )
    var emit: String?

    @Flag(name: .long, help: "Keep the search and its candidates out of the result database.")
    var noSave = false

    @Option(
        name: .long, help: "What the search may keep in memory before it stops being exact, as 2GiB.",
        transform: { try MemorySize(parsing: $0) })
    var memory: MemorySize = MemorySize(bytes: 2 << 30)

    @Option(name: .long, help: "Cores to use; the answer does not depend on it. All unless given.")
    var threads: Int?

    func validate() throws {
        if let top, top < 1 { throw ValidationError("'--top' must be at least 1; got \(top).") }
        if top != nil, pareto != nil || all {
            throw ValidationError("'--top' goes with neither '--pareto' nor '--all', which list everything.")
        }
        if let threads, threads < 1 { throw ValidationError("'--threads' must be at least 1; got \(threads).") }
        if widthStep < 1 { throw ValidationError("'--width-step' must be at least 1; got \(widthStep).") }
        if let pareto {
            do { _ = try ParetoAxis.parse(pareto, score: maximize ?? .standard) } catch {
                throw ValidationError("'--pareto': \(error.description).")
            }
        }
        if trade != nil, all || count || pareto != nil || top != nil {
            throw ValidationError(
                "'--trade' lists all replacements: it goes with none of '--all', '--count', '--pareto' and '--top'.")
        }
        if all || count, emit != nil { throw ValidationError("'--emit' goes with neither '--all' nor '--count'.") }
        if maximize != nil, scoreWith != nil {
            throw ValidationError("'--maximize' and '--score-with' exclude each other.")
        }
        if all, count || pareto != nil { throw ValidationError("'--all' goes with neither '--count' nor '--pareto'.") }
    }

    /// True where numbers of points are the whole answer.
    var onlyCounts: Bool { count && pareto == nil && top == nil }

    /// The request of these options, stopped by Ctrl-C.
    func request(
        _ pricing: PricingOptions, of space: DesignSpace, telling progress: ProgressMonitor
    ) throws -> SearchRequest {
        let fit = try scoreWith.map { path in
            let fit = try FittedScore(
                MeasuredCandidates(csv: try InputFile(path: path).table(MeasuredCandidates.format)), of: space,
                fixing: pricing.point.assignment, under: pricing.conditions, named: "predicted accuracy")
            if let warning = fit.incompleteness { StandardStreams.writeError("\(path): warning: \(warning)\n") }
            return fit
        }
        let score = fit?.score ?? maximize ?? .standard
        let goal: SearchRequest.Goal =
            if let pareto { .front(try ParetoAxis.parse(pareto, score: score)) } else { .best(top ?? 10) }
        let cores = threads ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        return SearchRequest(
            fixed: pricing.point.assignment, budgets: budget, score: score, fit: fit, goal: goal,
            alsoPriced: all ? PointStream.metrics : [], countsFeasible: count,
            conditions: pricing.conditions,
            options: SearchOptions(
                threads: cores, memoryLimit: memory.bytes, cancellation: Interruption.wish,
                progress: { progress.tell($0) }))
    }
}

extension Trade: ExpressibleByArgument {}

/// A size in memory as `2GiB`.
struct MemorySize: CustomStringConvertible {
    var bytes: Int

    init(bytes: Int) { self.bytes = bytes }

    init(parsing text: String) throws {
        guard let size = try? Budget(parsing: text), size.metric == .peakMemory, size.tolerance == nil,
            let high = try? size.range(reference: 0).high, high > 0
        else {
            throw ValidationError("a size above zero with its unit is expected, such as 512MiB or 2GiB; got '\(text)'")
        }
        bytes = Int(high)
    }

    var description: String { bytes % (1 << 30) == 0 ? "\(bytes >> 30)GiB" : "\(bytes)B" }
}
