import ArgumentParser
import CostAnalysis
import Reporting

extension EstimateRows: ExpressibleByArgument {}
extension Convention: ExpressibleByArgument {}
extension Optimizer: ExpressibleByArgument {}

/// `archcost estimate`: what networks cost, per layer, stage or kind.
struct Estimate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "estimate",
        abstract: "Count what networks cost: operations, parameters, memory, traffic, per layer.",
        discussion: """
            Counts are exact; nothing is run. MACs are multiply-accumulates; a MAC is two FLOPs. The time complexity \
            is that of He & Sun (2015): the MACs of convolutions alone. A number says where it comes from: counted, \
            measured or predicted.

            Examples:
              archcost estimate architectures/resnet50.arch
              archcost estimate architectures/resnet50.arch --by stage
              archcost estimate architectures/vgg16.arch --batch 8 --format json
              archcost estimate architectures/general-cnn.arch --set conv1.kernel=11
              archcost estimate architectures/vgg19.arch --relative-to architectures/vgg16.arch
              archcost estimate architectures/dcgan_g64.arch --convention thop
              archcost estimate architectures/vgg16.arch --train --optimizer adamw
              archcost estimate architectures/mobilenet_v2.arch --fold-bn --by kind
              archcost estimate architectures/resnet50.arch --time --by stage
              archcost estimate architectures/vgg16.arch --time --algorithm best
              archcost estimate architectures/resnet50.arch --by stage --plot
            """)

    @Argument(
        help: ArgumentHelp("Networks in the language, or ONNX models; - is standard input.", valueName: "file"),
        completion: .file())
    var files: [String]

    @Option(name: .long, help: "What a row stands for: layer (the default), stage or kind.")
    var by: EstimateRows?

    @Option(
        name: .long, help: ArgumentHelp("Print totals as multiples of this network's.", valueName: "file"),
        completion: .file())
    var relativeTo: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Print the number that another tool would, and the terms in which it differs from ours: "
                + Convention.allCases.map(\.rawValue).joined(separator: ", ") + ".",
            valueName: "name"))
    var convention: Convention?

    @Flag(name: .long, help: "Price a training step: forward, backward-data, backward-weights, update, memory kept.")
    var train = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The optimizer of '--train' (sgd where none is given). "
                + Optimizer.allCases.map { "\($0.rawValue): \($0.formula)." }.joined(separator: " "),
            valueName: "name"))
    var optimizer: Optimizer?

    @Flag(
        name: .long,
        help:
            "With '--train': decay the weights, as an L2 term in the gradient (sgd, momentum, adam) or decoupled (adamw)."
    )
    var weightDecay = false

    @Flag(name: .customLong("fold-bn"), help: "Merge batch norms into the layers before them, and say what that saves.")
    var foldsBatchNorms = false

    @Flag(
        name: .long,
        help: "Add each layer's time from the result database: measured, else predicted or borrowed, with its interval."
    )
    var time = false

    @Flag(name: .long, help: "Draw bars of the MACs, or with '--time' of the times, instead of the table.")
    var plot = false

    @OptionGroup var timing: TimeOptions
    @OptionGroup var kernels: KernelThreadOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var pricing: PricingOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if plot, output.format != .table {
            throw ValidationError("'--plot' draws for people; '--format \(output.format.rawValue)' is for machines.")
        }
        if plot, relativeTo != nil || convention != nil || train || foldsBatchNorms {
            throw ValidationError("'--plot' draws MACs, or with '--time' times; it goes with '--by' and '--time' only.")
        }
        let modes = [
            (relativeTo != nil, "--relative-to"), (convention != nil, "--convention"), (train, "--train"),
            (foldsBatchNorms, "--fold-bn"), (time, "--time"),
        ].filter(\.0).map(\.1)
        if modes.count > 1 { throw ValidationError("'\(modes[0])' and '\(modes[1])' exclude each other.") }
        if by != nil, let mode = modes.first, relativeTo != nil || convention != nil {
            throw ValidationError("'--by' and '\(mode)' exclude each other: its rows are fixed.")
        }
        if !train, optimizer != nil || weightDecay {
            throw ValidationError("'--optimizer' and '--weight-decay' go with '--train'.")
        }
        if !time, timing.isGiven || kernels.threads != nil || database.db != nil {
            throw ValidationError("'--threads', '--backend', '--algorithm', '--machine' and '--db' go with '--time'.")
        }
    }

    func run() throws {
        let estimates = try pricing.estimates((relativeTo.map { [$0] } ?? []) + files)
        if relativeTo != nil {
            try output.print([ComparisonReport.report(estimates)], json: ComparisonReport.json(estimates))
        } else if let convention {
            try printCounts(by: convention, of: estimates)
        } else if train {
            try printTraining(estimates)
        } else if foldsBatchNorms {
            try printFolded(estimates)
        } else if time {
            try printTimed(estimates)
        } else {
            let reports = estimates.map {
                $0.report(by: rows, namesNetwork: output.format == .csv, precision: output.precision)
            }
            try print(reports, plotting: "macs", json: EstimateDocument.json(estimates))
        }
    }

    /// As tables or, where bars are asked for, as those of one column.
    private func print(_ reports: [Report], plotting column: String, json: @autoclosure () -> JSONValue) throws {
        guard plot else { return try output.print(reports, json: json()) }
        try output.print(reports.map { $0.bars(of: column, output.layout) }.joined(separator: "\n"))
    }

    private var rows: EstimateRows { by ?? .layer }

    private func printCounts(by convention: Convention, of estimates: [NetworkEstimate]) throws {
        let counts = try estimates.map { estimate in
            try naming(estimate.file) { try estimate.network.counts(by: convention, cost: estimate.cost) }
        }
        let reports = zip(estimates, counts).flatMap { estimate, counts in
            counts.map {
                ConventionReport.report($0, of: estimate.network.name, namesNumber: output.format == .csv)
            }
        }
        let documents = zip(estimates, counts).map {
            ConventionReport.json($1, of: $0.network.name, file: $0.file)
        }
        try output.print(reports, json: EstimateDocument.json(networks: documents))
    }

    private func printTraining(_ estimates: [NetworkEstimate]) throws {
        let trainings = try estimates.map { estimate in
            let cost = try naming(estimate.file) {
                try estimate.network.trainingCost(
                    under: pricing.conditions, optimizer: optimizer ?? .sgd, weightDecay: weightDecay)
            }
            return TrainingReport(network: estimate.network, cost: cost, file: estimate.file)
        }
        let reports = trainings.map { $0.report(by: rows, namesNetwork: output.format == .csv) }
        try output.print(reports, json: EstimateDocument.json(networks: trainings.map(\.json)))
    }

    private func printTimed(_ estimates: [NetworkEstimate]) throws {
        let store = try database.open(.readOnly)
        defer { store.close() }
        let knowledge = try TimeKnowledge(store, machine: timing.machine, timing.wish(threads: kernels.threads ?? 1))
        let timed = try estimates.map { estimate in
            var timed = estimate
            try timed.addTimes(from: knowledge)
            return timed
        }
        let reports = timed.map {
            $0.report(by: rows, namesNetwork: output.format == .csv, precision: output.precision)
        }
        try print(reports, plotting: "time_ms", json: EstimateDocument.json(timed))
    }

    private func printFolded(_ estimates: [NetworkEstimate]) throws {
        let foldings = try estimates.map { before in
            try naming(before.file) { try folded(before) }
        }
        let reports = foldings.flatMap {
            // Tables of other columns have no place in a file of values; JSON holds them all.
            output.format == .csv ? [$0.costs(by: rows, namesNetwork: true)] : $0.reports(by: rows)
        }
        try output.print(reports, json: EstimateDocument.json(networks: foldings.map(\.json)))
    }

    private func folded(_ before: NetworkEstimate) throws -> FoldingReport {
        let folding = try before.network.foldingBatchNorms(under: pricing.conditions)
        let cost = try folding.network.cost(under: pricing.conditions)
        let after = NetworkEstimate(network: folding.network, cost: cost, file: before.file)
        return FoldingReport(before: before, folding: folding, after: after)
    }
}
