import ArgumentParser
import KernelBenchmark
import LatencyModel
import Persistence
import Reporting

/// `archcost accuracy`: how good predicted times were.
struct Accuracy: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accuracy",
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

    func validate() throws {
        guard heldOut.isEmpty else { return }
        if timing.backend != nil || timing.algorithm != nil || kernels.threads != nil {
            throw ValidationError("'--backend', '--algorithm' and '--threads' go with '--held-out'.")
        }
    }

    func run() throws {
        let store = try database.open(.readOnly)
        defer { store.close() }
        guard heldOut.isEmpty else { return try printHeldOut(store) }
        let machines = try store.machines()
        if let asked = timing.machine, !machines.contains(where: { $0.fingerprint == asked }) {
            let names = machines.map { "\($0.fingerprint) (\($0.cpu))" }
            throw CommandFailure(
                "there is no machine '\(asked)' in '\(store.path)'; "
                    + (names.isEmpty ? "it knows none" : "it knows \(names.joined(separator: ", "))"))
        }
        func isAsked(_ machine: String) -> Bool { timing.machine.map { $0 == machine } ?? true }
        let reports = [
            AccuracyReport.account(try store.predictionAccounts().filter { isAsked($0.machine) }),
            AccuracyReport.additivity(try store.additivity().filter { isAsked($0.machine) }),
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
        let observations = try knowledge.observations()
        let found = LatencyModel.heldOut(
            networks, from: observations, wish, speed: speed, cacheBytes: knowledge.machine.nearCacheBytes)
        if found.isEmpty { throw CommandFailure("none of these networks' kernels were measured on this machine") }
        var report = AccuracyReport.heldOut(found)
        let measured = TimeTable(measured: Dictionary(grouping: observations, by: \.problem))
        let leftOut = AccuracyReport.leftOut(of: networks, found) { measured.isMeasured($0, wish) }
        report.notes += leftOut.map(\.note)
        try output.print(
            [report], json: ["held_out": .array(report.rowObjects), "left_out": .array(leftOut.map(\.json))])
    }
}
