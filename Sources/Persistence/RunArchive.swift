import Foundation
import KernelBenchmark
import NetworkIR

/// One run's way into a store: what a benchmark asks and keeps.
public final class RunArchive: MeasurementArchive {
    private let store: ResultStore
    private let description: RunDescription
    private let machine: MachineID
    private let presence: BenchmarkPresence?
    private var begun: StoredRun?

    /// Stores the machine, and shows other processes that this one measures.
    public init(_ store: ResultStore, run: RunDescription, on machine: Machine) throws(StoreError) {
        self.store = store
        description = run
        self.machine = try store.save(machine)
        presence = BenchmarkPresence(besides: store.path)
    }

    /// The run's row, made with the first result: a run that finds everything known leaves no trace.
    public func run() throws(StoreError) -> StoredRun {
        if let begun { return begun }
        let run = try store.begin(description, on: machine)
        begun = run
        return run
    }

    public func known(_ setting: KernelSetting) throws -> KernelMeasurement? {
        // To a debug build its own kind is good enough, so that it too goes on where it was interrupted.
        try store.knownMeasurement(of: setting, on: machine, countingDebugBuilds: description.isDebugBuild)
    }

    /// True where a kernel was timed, be it that it was too short for the clock: timing it again would tell nothing new.
    public func isTimed(_ setting: KernelSetting) throws -> Bool {
        try store.knownMeasurement(
            of: setting, on: machine, countingDebugBuilds: description.isDebugBuild, countingTooShort: true) != nil
    }

    public func save(_ measurement: KernelMeasurement) throws {
        try store.save(measurement, of: run())
    }

    /// A network's newest time under the same conditions; nil where there is none.
    public func known(
        _ network: NetworkID, backend: String, backendVersion: String, algorithm: String, threads: Int,
        cacheState: CacheState
    ) throws(StoreError) -> NetworkTiming? {
        try store.knownTiming(
            of: network, on: machine, backend: backend, backendVersion: backendVersion, algorithm: algorithm,
            threads: threads, cacheState: cacheState, countingDebugBuilds: description.isDebugBuild)
    }

    public func save(_ timing: NetworkTiming) throws(StoreError) { try store.save(timing, of: run()) }

    /// A convolution's newest times with and without its batch norm; nil where there are none.
    public func knownFolding(
        of problem: Problem, backend: String, backendVersion: String, threads: Int
    ) throws(StoreError) -> FoldingTiming? {
        try store.knownFolding(
            of: problem, on: machine, backend: backend, backendVersion: backendVersion, threads: threads,
            countingDebugBuilds: description.isDebugBuild)
    }

    public func save(_ timing: FoldingTiming) throws(StoreError) { try store.save(timing, of: run()) }

    public func save(_ timings: [ReorderTiming]) throws(StoreError) {
        if !timings.isEmpty { try store.save(timings, of: run()) }
    }

    public func otherBenchmarks() -> [Int32] { presence?.others() ?? [] }

    /// Notes that the run came to its end.
    public func finish(at date: Date) throws(StoreError) {
        guard let begun else { return }
        try store.finish(begun, at: date)
    }
}
