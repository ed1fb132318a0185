/// Where measurements are kept.
public protocol MeasurementArchive {
    /// A measurement of this setting on this machine that makes another needless; nil where there is none.
    func known(_ setting: KernelSetting) throws -> KernelMeasurement?
    /// Keeps a measurement; once this returns, it outlives the process.
    func save(_ measurement: KernelMeasurement) throws
    /// Identifiers of other processes that measure into the same archive at this moment.
    func otherBenchmarks() -> [Int32]
}
