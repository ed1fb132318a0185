import Foundation
import KernelBenchmark
import LatencyModel
import NetworkIR

/// What a time is predicted for.
public enum PredictionSubject: Hashable, Sendable {
    case problem(Problem)
    case network(NetworkID)
}

/// Where a predicted time comes from.
public enum PredictionSource: String, Hashable, Sendable, CaseIterable {
    /// A model of this machine.
    case predicted
    /// Measurements of another machine, scaled by the machines' peaks.
    case borrowed
}

/// A predicted time with its interval, kept to be held against a measurement later.
public struct Prediction: Hashable, Sendable {
    public var subject: PredictionSubject
    public var backend: String
    public var algorithm: String
    public var threads: Int
    public var cacheState: CacheState
    public var source: PredictionSource
    /// The model's name and version.
    public var model: String
    public var predictedAt: Date
    /// Nanoseconds, as are the ends of the interval.
    public var predicted: Int
    public var low: Int
    public var high: Int

    public init(
        subject: PredictionSubject, backend: String, algorithm: String, threads: Int, cacheState: CacheState,
        source: PredictionSource, model: String, predictedAt: Date, predicted: Int, low: Int, high: Int
    ) {
        self.subject = subject
        self.backend = backend
        self.algorithm = algorithm
        self.threads = threads
        self.cacheState = cacheState
        self.source = source
        self.model = model
        self.predictedAt = predictedAt
        self.predicted = predicted
        self.low = low
        self.high = high
    }
}

/// A latency model fitted to one machine's measurements.
public struct FittedModel: Hashable, Sendable {
    /// The model's name and version.
    public var name: String
    public var fittedAt: Date
    /// How many measurements it was fitted to.
    public var measurements: Int
    public var parameters: [LatencyParameter]

    public init(name: String, fittedAt: Date, measurements: Int, parameters: [LatencyParameter]) {
        self.name = name
        self.fittedAt = fittedAt
        self.measurements = measurements
        self.parameters = parameters
    }
}
