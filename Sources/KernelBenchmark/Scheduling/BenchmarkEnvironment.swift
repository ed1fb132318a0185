import Foundation

/// What the scheduler wants to know of the machine while it measures.
public protocol BenchmarkEnvironment {
    /// A clock that never goes back, in nanoseconds.
    func now() -> Int
    /// The time of day, for the record.
    func date() -> Date
    /// How often the system has taken the processor from this process so far.
    func interruptions() -> Int
    /// Processor-seconds that everything but this process has used since some fixed moment; nil where unknown.
    func neighbourSeconds() -> Double?
    /// The processor's clock in GHz at this moment; takes about a millisecond. nil where unknown.
    func clockRate() -> Double?
}
