import ArgumentParser
import ExecutionPlanning
import KernelBenchmark
import Persistence
import Reporting

/// `archcost plan`: the algorithm and the memory layout of each layer that together take the least time.
struct Plan: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Choose each layer's algorithm and memory layout for the least time of the whole network.",
        discussion: """
            The choice is a shortest path over the network's graph: kernels by their measured times, predicted ones where
            nothing was measured, and a reorder wherever a map lies otherwise than its reader wants it. It is held against
            what the library does by itself. Run it with 'archcost bench FILE --whole --plan'.

            Examples:
              archcost plan architectures/vgg16.arch
              archcost plan architectures/resnet50.arch --format csv -o plan.csv
            """)

    @Argument(
        help: ArgumentHelp("Networks in the language, or ONNX models; - is standard input.", valueName: "file"),
        completion: .file())
    var files: [String]

    @Option(
        name: .long,
        help: ArgumentHelp("Times of a machine of the database instead of this one.", valueName: "fingerprint"))
    var machine: String?

    @OptionGroup var kernels: KernelThreadOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var pricing: PricingOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if pricing.precision != .f32 { throw ValidationError("Plans are for f32, which '--whole' runs.") }
    }

    func run() throws {
        let estimates = try pricing.estimates(files)
        let store = try database.open(.readOnly)
        defer { store.close() }
        let planner = try NetworkPlanner(store, machine: machine, threads: kernels.threads ?? 1)
        let plans = try estimates.map { PlanReport(estimate: $0, plan: try planner.plan($0)) }
        try output.print(
            plans.map { $0.report(namesNetwork: output.format == .csv) },
            json: ["archcost": .string(ArchCostVersion.text), "networks": .array(plans.map(\.json))])
    }
}
