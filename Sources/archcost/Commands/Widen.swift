import ArgumentParser
import CostAnalysis
import Interchange
import KernelBenchmark
import LatencyModel
import NetworkIR
import Persistence
import Reporting
import SpaceExploration

/// `archcost widen`: filters that the machine computes in nearly the same time.
struct Widen: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "widen",
        abstract: "Find the filters that cost nearly no time, layer by layer, and a network that has them.",
        discussion: """
            For each convolution: the largest number of filters for which all kernels that it changes (its own, those that read
            its map, what lies between) take at most so much more time, and the next number above with what that takes. Layers
            that a sum or a depthwise convolution ties together change together. Times are measured ones where there are
            some, predicted ones else; a model cannot see every step, '--measure' times what is missing first.

            Examples:
              archcost widen architectures/hesun-a.arch
              archcost widen architectures/resnet18.arch --measure --tolerance 0.05
              archcost widen architectures/hesun-a.arch --measure --verify --emit wide
            """)

    @Argument(
        help: ArgumentHelp("A network in the language, or an ONNX model; - is standard input.", valueName: "file"),
        completion: .file())
    var file: String

    @Option(name: .long, help: ArgumentHelp("How much more time is nearly none.", valueName: "share"))
    var tolerance = 0.03

    @Option(name: .long, help: "Numbers of filters are multiples of this.")
    var widthStep = 8

    @Option(name: .long, help: ArgumentHelp("At most so many times the present filters.", valueName: "factor"))
    var most = 1.5

    @Flag(name: .long, help: "Time first, on this machine, every kernel of any of the widths that was not timed yet.")
    var measure = false

    @Flag(name: .long, help: "Run the network and the widened one end to end.")
    var verify = false

    @Option(
        name: .long,
        help: ArgumentHelp("Write the widened network into this folder, as NAME-wide.arch.", valueName: "folder"))
    var emit: String?

    @OptionGroup var measuring: MeasuringOptions
    @OptionGroup var timing: TimeOptions
    @OptionGroup var kernels: KernelThreadOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var pricing: PricingOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard tolerance >= 0, tolerance <= 1 else {
            throw ValidationError("'--tolerance' must be 0 to 1, as 0.03 for 3 %; got \(tolerance).")
        }
        if widthStep < 1 { throw ValidationError("'--width-step' must be at least 1; got \(widthStep).") }
        guard most > 1, most <= 16 else {
            throw ValidationError("'--most' must be above 1 and at most 16; got \(most).")
        }
        if measure || verify, timing.machine != nil {
            throw ValidationError("'--measure' and '--verify' time this machine; '--machine' is another.")
        }
        if measure || verify { try HostThreads.check(kernels.threads ?? 1, option: "--threads") }
        if verify, pricing.precision != .f32 { throw ValidationError("'--verify' runs in f32.") }
    }

    func run() throws {
        if measure || verify { HostThreads.bind() }
        Interruption.watch()
        try OutputFile(path: output.output).check()
        let input = InputFile(path: file)
        let space = try input.space(pricing.point.model)
        let estimate = try pricing.estimate(space, file: file)
        let folder = try emit.map {
            try WidenedFile(folder: $0, network: estimate.network.name, file: input.displayName)
        }
        let store = try database.open(measure || verify ? .readWrite : .readOnly)
        defer { store.close() }
        let wish = timing.wish(threads: kernels.threads ?? 1)
        let (widening, table) = try widening(of: estimate, store, wish)
        let kernels = Dictionary(
            estimate.kernels().groups.compactMap { group in group.first.map { ($0, group) } },
            uniquingKeysWith: { first, _ in first })
        var report = WideningReport(estimate: estimate, widening: widening, tolerance: tolerance) { finding in
            let sources = finding.group.layers.flatMap { layer in
                finding.widths.map { width in
                    (try? estimate.network.withFilters([layer: width.filters])).flatMap {
                        $0.problem(
                            ofKernel: kernels[layer] ?? [layer], batch: pricing.batch, precision: pricing.precision)
                    }.flatMap { table.time(of: $0, wish)?.estimate.source } ?? .none
                }
            }
            // A width without a kernel of its own in the table is told from a model.
            if sources.contains(.borrowed) { return .borrowed }
            return sources.allSatisfy { $0 == .measured } ? .measured : .predicted
        }
        let text = try folder?.text(of: widening.network)
        // Where nothing is widened there is nothing to compare.
        report.verifies = verify
        if verify, widening.network.layers != estimate.network.layers {
            report.whole = try wholeTimes(estimate, widening.network, store, wish)
        }
        if let text { try folder?.write(text) }
        try output.print([report.report(namesNetwork: output.format == .csv)], json: report.json)
    }

    private func widening(
        of estimate: NetworkEstimate, _ store: ResultStore, _ wish: TimeWish
    ) throws -> (Widening, TimeTable) {
        let groups = estimate.kernels().groups
        let limits = Widening.Limits(tolerance: tolerance, step: widthStep, most: most)
        func priced(_ time: @escaping @Sendable (Problem, Problem) -> Double?) -> Widening.Pricing {
            Widening.Pricing(kernels: groups, batch: pricing.batch, precision: pricing.precision, time: time)
        }
        let problems =
            Widening.problems(of: estimate.network, priced { _, _ in nil }, limits) + estimate.kernels().problems
        if measure { try MissingTimes(store: store, wish: wish, measuring: measuring).measure(problems) }
        let knowledge = try TimeKnowledge(store, machine: timing.machine, wish)
        // The model is needed for measured kernels too: it tells how they change.
        let table = try knowledge.table(for: problems) { _, _ in true }
        let times = WideningTimes(table: table, wish: wish)
        return (Widening(estimate.network, priced { times.time(of: $0, before: $1) }, limits), table)
    }

    private func wholeTimes(
        _ estimate: NetworkEstimate, _ wide: Network, _ store: ResultStore, _ wish: TimeWish
    ) throws -> (before: Int, after: Int)? {
        var widened = estimate
        widened.network = wide
        widened.cost = try naming(file) { try wide.cost(under: pricing.conditions) }
        widened.network.name += "-wide"
        let subjects = try [estimate, widened].map {
            EndToEndJob.Subject(estimate: $0, text: try $0.network.languageText(comment: $0.network.name), point: "")
        }
        let timings = try EndToEndJob(store: store, wish: wish, measuring: measuring).run(subjects)
        guard let before = timings[0].summary?.median, let after = timings[1].summary?.median else { return nil }
        return (before, after)
    }
}
