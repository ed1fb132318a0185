import Foundation
import KernelBenchmark
import LatencyModel
import NetworkIR
import Persistence

/// Keeps what a model said of kernels that are about to be timed: the account of how good it is.
struct PredictionLedger {
    let store: ResultStore
    let machine: KernelBenchmark.Machine

    /// Predicts all settings that were never timed and stores that, before any of them is.
    func note(_ settings: [KernelSetting], in archive: RunArchive) throws {
        let unknown = try settings.filter { try archive.known($0) == nil }
        guard !unknown.isEmpty, let identifier = try store.machineID(fingerprint: machine.fingerprint) else { return }
        let problems = unknown.map(\.problem)
        var predictions: [Prediction] = []
        for threads in Set(unknown.map(\.threads)).sorted() {
            for cacheState in CacheState.allCases {
                let asked = unknown.filter { $0.threads == threads && $0.cacheState == cacheState }
                if asked.isEmpty { continue }
                let known = try store.timedSettings(on: identifier, threads: threads, cacheState: cacheState)
                let model = LatencyModel(
                    fitting: known.map(KernelObservation.init), for: problems, cacheBytes: machine.nearCacheBytes)
                predictions += asked.compactMap { Self.prediction($0, by: model) }
            }
        }
        if !predictions.isEmpty { try store.save(predictions, of: archive.run()) }
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
