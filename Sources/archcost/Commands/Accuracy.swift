import ArgumentParser
import KernelBenchmark
import LatencyModel
import Persistence
import Reporting

/// `archcost accuracy`: how good predicted times were.
struct Accuracy: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say how good predicted times were, and how well kernels' times add up to networks'.",
        discussion: """
            Predictions are kept and joined to the measurements that follow them. With '--held-out', each of the named networks is
            predicted by a model that has seen no kernel of it, and held against its measured kernels.

            Examples:
              archcost accuracy
              archcost accuracy --held-out architectures/*.arch
            """)

    @Option(
        name: .long, parsing: .upToNextOption,
        help: ArgumentHelp(
            "Predict each of these networks without what was measured of its kernels.", valueName: "file"))
    var heldOut: [String] = []

    @OptionGroup var timing: TimeOptions
    @OptionGroup var kernels: KernelThreadOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var pricing: PricingOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let store = try database.open(.readOnly)
        defer { store.close() }
        guard heldOut.isEmpty else { return try printHeldOut(store) }
        let reports = [
            AccuracyReport.account(try store.predictionAccounts()), AccuracyReport.additivity(try store.additivity()),
        ]
        try output.print(
            reports, json: ["predictions": .array(reports[0].rowObjects), "additivity": .array(reports[1].rowObjects)])
    }

    private func printHeldOut(_ store: ResultStore) throws {
        let wish = timing.wish(threads: kernels.threads ?? 1)
        let knowledge = try TimeKnowledge(store, machine: timing.machine, wish)
        guard let speed = knowledge.machine.speed(threads: wish.threads) else {
            throw CommandFailure("nothing was measured on machine '\(knowledge.machine.fingerprint)'")
        }
        let networks = try heldOut.map { path in
            let estimate = try pricing.estimate(path)
            return TimedNetwork(name: estimate.network.name, problems: estimate.kernels().problems)
        }
        let found = LatencyModel.heldOut(
            networks, from: try knowledge.observations(), wish, speed: speed,
            cacheBytes: knowledge.machine.nearCacheBytes)
        if found.isEmpty { throw CommandFailure("none of these networks' kernels were measured on this machine") }
        let report = AccuracyReport.heldOut(found)
        try output.print([report], json: ["held_out": .array(report.rowObjects)])
    }
}
