import ArgumentParser
import KernelBenchmark
import NetworkIR
import Persistence
import Reporting

/// `archcost bench`: times real kernels and keeps every measurement.
struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Time real convolution kernels on this machine; every measurement is kept.",
        discussion: """
            Each distinct kernel of the networks is verified, then timed in rounds over all of them until the 95 % interval
            of its median is within the precision goal. What was measured on this machine with the same settings before is
            not measured again. Ctrl-C keeps what is finished; the same command goes on from there.

            Examples:
              archcost bench architectures/resnet50.arch
              archcost bench architectures/vgg16.arch --threads 1,2 --cache cold-weights,warm
              archcost bench architectures/vgg16.arch --whole --plan
              archcost bench --problem "conv n1 ic64 ih56 iw56 oc64 k3x3 s1x1 p1,1,1,1 d1x1 g1 f32 fwd"
              archcost bench --problem "conv …" --algorithm auto --sweep filters=16..512:16
            """)

    @Argument(
        help: ArgumentHelp("Networks in the language, or ONNX models; - is standard input.", valueName: "file"),
        completion: .file())
    var files: [String] = []

    @Option(name: .long, help: ArgumentHelp("Time this problem; may be repeated.", valueName: "key"))
    var problem: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp("Walk a field of the problem through a range.", valueName: "field=first..last:step"))
    var sweep: String?

    @Flag(name: .long, help: "With '--sweep': draw the staircases as bars instead of tables.")
    var plot = false

    @Flag(
        name: .long,
        help: ArgumentHelp(
            "Run each network end to end as well: with the library's own and with the best algorithms.",
            discussion: "With oneDNN's kernels, or by '--backend swift' with our own alone."))
    var whole = false

    @Flag(
        name: .long,
        help: "With '--whole': run each network by the plan of 'archcost plan' too, made of what is known then.")
    var plan = false

    @Flag(
        name: .customLong("fold-bn"),
        help: "Time each convolution with its batch norm behind it, and with the batch norm folded into it.")
    var foldsBatchNorm = false

    @OptionGroup var kernels: KernelOptions
    @OptionGroup var timing: TimingOptions
    @OptionGroup var pricing: PricingOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if files.isEmpty == problem.isEmpty {
            throw ValidationError("Name networks, or problems with '--problem', but not both.")
        }
        if whole || foldsBatchNorm, files.isEmpty {
            throw ValidationError("'--whole' and '--fold-bn' are for networks, not for problems.")
        }
        if whole || foldsBatchNorm, kernels.pass != .forward || pricing.precision != .f32 {
            throw ValidationError("'--whole' and '--fold-bn' run forward in f32.")
        }
        if plan, !whole { throw ValidationError("'--plan' goes with '--whole'.") }
        try checkProblems()
        try checkNetworkBackends()
        if plot, sweep == nil || output.format != .table {
            throw ValidationError("'--plot' draws the staircases of '--sweep' for people.")
        }
        if sweep != nil, problem.count != 1 { throw ValidationError("'--sweep' takes one '--problem'.") }
    }

    func run() throws {
        HostThreads.bind()
        Interruption.watch()
        try OutputFile(path: output.output).check()
        let subject = try subject()
        let executor = BackendExecutor(cancellation: Interruption.wish)
        let settings = try BenchmarkPlan(kernels.wish(for: subject.problems), catalogue: executor.catalogue)
        let runners = try networkBackends(executor)
        let store = try database.open(.readWrite)
        defer { store.close() }
        var job = BenchmarkJob(plan: settings, timing: timing, executor: executor, store: store)
        (job.networkBackends, job.foldsBatchNorm, job.runsPlans) = (runners, foldsBatchNorm, plan)
        let result = try job.run(
            subject.networks, threads: kernels.threads.elements, cacheStates: kernels.cache.elements)
        let reports = result.reports(of: subject)
        if plot {
            try output.print(
                reports.map { $0.bars(of: "median_ns", marks: "step", output.layout) }.joined(separator: "\n"))
        } else {
            try output.print(reports, json: result.json(of: subject))
        }
        if result.outcome.unfinished > 0 || result.isInterrupted { throw ExitCode(ExitStatus.interrupted) }
        let failures = result.outcome.measurements.filter { $0.status == .failed }
        if !failures.isEmpty { throw CommandFailure(kernels: failures) }
    }

    /// A problem's key says all that these options say of a network.
    private func checkProblems() throws {
        guard !problem.isEmpty else { return }
        if pricing.batch != 1 || pricing.precision != .f32 || kernels.pass != .forward {
            throw ValidationError(
                "'--batch', '--precision' and '--pass' are for networks: the key after '--problem' holds all three, as "
                    + "'n1 … f32 fwd'.")
        }
        if pricing.isGiven {
            throw ValidationError("'--set', '--input' and '--opaque' are for networks, not for problems.")
        }
    }

    /// Refuses backends and algorithms that the runs of whole networks would not go by.
    private func checkNetworkBackends() throws {
        if whole, kernels.algorithm != nil {
            throw ValidationError(
                "'--algorithm' is for single kernels: '--whole' runs each network with the library's own and with the best "
                    + "of all algorithms.")
        }
        // That a name does not exist is said later, with those that do.
        let existing = BackendExecutor().backends.map(\.name)
        guard let chosen = kernels.backend?.elements, chosen.allSatisfy(existing.contains) else { return }
        let names = chosen.joined(separator: ",")
        if whole, chosen.allSatisfy({ !BackendExecutor.networkBackends.contains($0) }) {
            let runners = BackendExecutor.networkBackends.joined(separator: " and ")
            throw ValidationError("'--whole' runs on \(runners); '--backend \(names)' has neither.")
        }
        guard !chosen.contains("onednn") else { return }
        if foldsBatchNorm {
            throw ValidationError("'--fold-bn' runs on onednn alone; '--backend \(names)' leaves it out.")
        }
        if plan {
            throw ValidationError(
                "'--plan' runs a plan of onednn's kernels and our own; '--backend \(names)' leaves onednn out.")
        }
    }

    /// Whose kernels are to run whole networks: the chosen backends that can, oneDNN where none are chosen.
    private func networkBackends(_ executor: BackendExecutor) throws -> [String] {
        guard whole || foldsBatchNorm else { return [] }
        let chosen = kernels.backend?.elements ?? ["onednn"]
        let runners = whole ? chosen.filter { BackendExecutor.networkBackends.contains($0) } : []
        if foldsBatchNorm || runners.contains("onednn"), let obstacle = executor.networkObstacle {
            let needed =
                if foldsBatchNorm {
                    "'--fold-bn' runs oneDNN's kernels"
                } else if plan {
                    "'--plan' runs oneDNN's kernels beside our own"
                } else {
                    "'--whole' runs oneDNN's kernels, or with '--backend swift' our own"
                }
            throw CommandFailure("\(needed), but \(obstacle)")
        }
        return runners
    }

    private func subject() throws -> BenchmarkSubject {
        let networks = try files.map { try BenchmarkedNetwork(reading: $0, pricing, pass: kernels.pass) }
        let problems = try problem.map(Self.problem)
        return try BenchmarkSubject(networks: networks, problems: problems, sweep: sweep.map { try Sweep(parsing: $0) })
    }

    private static func problem(_ key: String) throws -> Problem {
        do {
            return try Problem(parsingKey: key)
        } catch {
            throw CommandFailure("'\(key)' is not a problem key: \(error.reason)")
        }
    }
}

extension CommandFailure {
    /// Kernels that could not be timed, the first ten with their reasons.
    fileprivate init(kernels failures: [KernelMeasurement]) {
        var lines = failures.prefix(10).map { "\($0.setting): \($0.reason ?? "no reason given")" }
        if failures.count > 10 { lines.append("… and \(failures.count - 10) more") }
        self.init(
            failures.count == 1
                ? "not timed: \(lines[0])"
                : "\(failures.count) kernels were not timed:\n  " + lines.joined(separator: "\n  "))
    }
}
