import CostAnalysis
import HTMLReport
import KernelBenchmark
import LatencyModel
import NetworkIR
import Persistence
import Reporting

/// Puts together what a network's page shows.
struct NetworkReading {
    var file: String
    var pricing: PricingOptions
    var database: DatabaseOptions
    var timing: TimeOptions
    var threads: Int

    func page() throws -> Page {
        let source = try InputFile(path: file).space(pricing.point.model)
        var estimate = try pricing.estimate(source, file: file)
        let warnings = try naming(file) { try estimate.network.designWarnings(cost: estimate.cost) }
        let memory = try naming(file) { try estimate.network.memoryProfile(under: pricing.conditions) }
        var notes = [
            "No times: there is no result database here. 'archcost bench' makes one, and '--db' names another."
        ]
        var ceilings: Ceilings?
        if let store = try store() {
            defer { store.close() }
            let knowledge = try TimeKnowledge(store, machine: timing.machine, timing.wish(threads: threads))
            try estimate.addTimes(from: knowledge)
            notes = self.notes(on: estimate, knowledge)
            ceilings = Ceilings(knowledge.machine, estimate.cost.conditions.precision, threads: threads)
        }
        return NetworkPage(
            estimate, warnings: warnings, memory: memory, text: source.file.text, ceilings: ceilings, timeNotes: notes
        ).page
    }

    /// The database that was named, or the usual one where it exists; nil for none.
    private func store() throws -> ResultStore? {
        let isNamed = database.db != nil || timing.isGiven
        do throws(StoreError) {
            return try database.open(.readOnly)
        } catch {
            if case .missing = error, !isNamed { return nil }
            throw error
        }
    }

    private func notes(on estimate: NetworkEstimate, _ knowledge: TimeKnowledge) -> [String] {
        guard let times = estimate.times else { return [] }
        let machine = "\(knowledge.machine.cpu), \(FormattedNumber.counted(threads, "thread"))"
        let counts = [TimeSource.measured, .predicted, .borrowed].map { (source: $0, count: times.layers.count($0)) }
            .filter { $0.count > 0 }
        guard let first = counts.first else {
            return [
                "No times: nothing in '\(knowledge.store.path)' tells how long these layers take on \(machine)."
            ]
        }
        let others = counts.dropFirst().map { ", \($0.count) \($0.source.rawValue)" }.joined()
        let unknown = times.layers.unknownLayers(of: estimate.network).count
        return [
            "Times are of \(machine): \(FormattedNumber.counted(first.count, "kernel")) \(first.source.rawValue)\(others)."
        ] + times.notes
            + (unknown == 0
                ? [] : ["No time is known of \(FormattedNumber.counted(unknown, "layer")); sums are without them."])
    }
}

extension Ceilings {
    /// nil where a peak was not measured.
    init?(_ machine: KernelBenchmark.Machine, _ precision: Precision, threads: Int) {
        guard
            let peak = machine.peak(precision, threads: threads),
            let memory = machine.bandwidths.first(where: { $0.level == "memory" && $0.threads == threads })
        else { return nil }
        self.init(
            machine: "\(machine.cpu) (\(precision.rawValue), \(FormattedNumber.counted(threads, "thread")))",
            peak: peak, bandwidth: memory.gigabytesPerSecond)
    }
}
