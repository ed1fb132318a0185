/// What a benchmark found.
public struct BenchmarkOutcome: Sendable {
    /// One a setting: kept before, or measured now.
    public private(set) var measurements: [KernelMeasurement] = []
    /// How many were measured now.
    public private(set) var newCount = 0
    /// How many the archive knew.
    public private(set) var knownCount = 0
    /// Settings that an interruption left without a measurement.
    public internal(set) var unfinished = 0

    private var indices: [KernelSetting: Int] = [:]

    init() {}

    /// The measurement of a setting; nil where it was not finished.
    public subscript(setting: KernelSetting) -> KernelMeasurement? {
        indices[setting].map { measurements[$0] }
    }

    mutating func keep(_ measurement: KernelMeasurement, isNew: Bool) {
        indices[measurement.setting] = measurements.count
        measurements.append(measurement)
        if isNew { newCount += 1 } else { knownCount += 1 }
    }

    func inOrder(of settings: [KernelSetting]) -> BenchmarkOutcome {
        var ordered = self
        ordered.measurements = []
        ordered.indices = [:]
        for setting in settings where ordered.indices[setting] == nil {
            guard let measurement = self[setting] else { continue }
            ordered.indices[setting] = ordered.measurements.count
            ordered.measurements.append(measurement)
        }
        return ordered
    }
}
