import Foundation
import KernelBenchmark
import LatencyModel
import NetworkIR
import Persistence

/// Keeps what a model said of kernels that are about to be timed: the account of how good it is.
final class PredictionLedger {
    private let store: ResultStore
    private let machine: KernelBenchmark.Machine
    /// The models of earlier notes, with what they were fitted to.
    private var models: [Conditions: (model: LatencyModel, observations: Int)] = [:]

    private struct Conditions: Hashable {
        var threads: Int
        var cacheState: CacheState
    }

    /// A model is fitted anew when so many times more is known: fits take seconds, and one more kernel changes little.
    private static let growth = 1.25

    init(store: ResultStore, machine: KernelBenchmark.Machine) {
        self.store = store
        self.machine = machine
    }

    /// Predicts all settings that were never timed and stores that, before any of them is.
    func note(_ settings: [KernelSetting], in archive: RunArchive) throws {
        let unknown = try settings.filter { try archive.known($0) == nil }
        guard !unknown.isEmpty, let identifier = try store.machineID(fingerprint: machine.fingerprint) else { return }
        var predictions: [Prediction] = []
        for threads in Set(unknown.map(\.threads)).sorted() {
            for cacheState in CacheState.allCases {
                let asked = unknown.filter { $0.threads == threads && $0.cacheState == cacheState }
                if asked.isEmpty { continue }
                let model = try model(Conditions(threads: threads, cacheState: cacheState), on: identifier)
                predictions += asked.compactMap { Self.prediction($0, by: model) }
            }
        }
        if !predictions.isEmpty { try store.save(predictions, of: archive.run()) }
    }

    private func model(_ conditions: Conditions, on identifier: MachineID) throws -> LatencyModel {
        let known = try store.timedSettings(
            on: identifier, threads: conditions.threads, cacheState: conditions.cacheState)
        if let fitted = models[conditions], Double(known.count) < Self.growth * Double(fitted.observations) {
            return fitted.model
        }
        let model = LatencyModel(
            fitting: known.map(KernelObservation.init), cacheBytes: machine.nearCacheBytes)
        models[conditions] = (model, known.count)
        return model
    }

    private static func prediction(_ setting: KernelSetting, by model: LatencyModel) -> Prediction? {
        let found = model.estimate(
            of: setting.problem, backend: setting.backend, algorithm: setting.algorithm, threads: setting.threads)
        guard let found, found.high < 1e15 else { return nil }
        return Prediction(
            subject: .problem(setting.problem), backend: setting.backend, algorithm: setting.algorithm,
            threads: setting.threads, cacheState: setting.cacheState, source: .predicted, model: LatencyModel.name,
            predictedAt: Date(), predicted: Int(found.nanoseconds.rounded()), low: Int(found.low.rounded(.down)),
            high: Int(found.high.rounded(.up)))
    }
}
