import Foundation
import NetworkIR

/// A host as measured on.
public struct Machine: Hashable, Sendable {
    /// Survives a reboot and tells two types of machine apart; the machine's key in the store.
    public var fingerprint: String
    /// The processor's name as it gives it.
    public var cpu: String
    /// The instruction-set architecture, such as `x86_64`.
    public var architecture: String
    /// Logical processors that this process may use.
    public var cores: Int
    public var caches: [CacheLevel]
    /// Vector instruction sets that matter to kernels, such as `avx2`, `avx512f`.
    public var instructionSets: [String]
    public var memoryBytes: Int
    /// Operating system and kernel release.
    public var operatingSystem: String
    /// Virtual machine or container limits in words; nil where none were found.
    public var limits: String?
    public var peaks: [ComputePeak]
    public var bandwidths: [BandwidthPeak]
    /// When the peaks were measured, or the machine was described.
    public var probedAt: Date

    public init(
        fingerprint: String, cpu: String, architecture: String, cores: Int, caches: [CacheLevel] = [],
        instructionSets: [String] = [], memoryBytes: Int, operatingSystem: String, limits: String? = nil,
        peaks: [ComputePeak] = [], bandwidths: [BandwidthPeak] = [], probedAt: Date
    ) {
        self.fingerprint = fingerprint
        self.cpu = cpu
        self.architecture = architecture
        self.cores = cores
        self.caches = caches
        self.instructionSets = instructionSets
        self.memoryBytes = memoryBytes
        self.operatingSystem = operatingSystem
        self.limits = limits
        self.peaks = peaks
        self.bandwidths = bandwidths
        self.probedAt = probedAt
    }

    /// The measured peak for a precision and a number of threads, in GFLOP/s.
    public func peak(_ precision: Precision, threads: Int) -> Double? {
        peaks.first { $0.precision == precision && $0.threads == threads }?.gflops
    }
}

/// One cache of a machine.
public struct CacheLevel: Hashable, Sendable {
    /// `L1d`, `L2`, `L3`.
    public var name: String
    public var bytes: Int

    public init(name: String, bytes: Int) {
        self.name = name
        self.bytes = bytes
    }
}

/// The most arithmetic a second that was ever measured on a machine.
public struct ComputePeak: Hashable, Sendable {
    public var precision: Precision
    public var threads: Int
    public var gflops: Double

    public init(precision: Precision, threads: Int, gflops: Double) {
        self.precision = precision
        self.threads = threads
        self.gflops = gflops
    }
}

/// The most bytes a second that were ever moved between a processor and one level of memory.
public struct BandwidthPeak: Hashable, Sendable {
    /// `L1d`, `L2`, `L3` or `memory`.
    public var level: String
    public var threads: Int
    /// Gigabytes (10⁹) a second.
    public var gigabytesPerSecond: Double

    public init(level: String, threads: Int, gigabytesPerSecond: Double) {
        self.level = level
        self.threads = threads
        self.gigabytesPerSecond = gigabytesPerSecond
    }
}
