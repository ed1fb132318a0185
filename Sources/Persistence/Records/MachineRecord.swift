import Foundation
import GRDB
import KernelBenchmark
import NetworkIR

struct MachineRecord: ResultRecord {
    static let databaseTableName = "machine"

    var id: Int64?
    var fingerprint: String
    var cpu: String
    var architecture: String
    var cores: Int
    var caches: String
    var l1dBytes: Int?
    var l2Bytes: Int?
    var l3Bytes: Int?
    var isa: String
    var memoryBytes: Int
    var os: String
    var limits: String?
    var peakGflops: Double?
    var bandwidthGbps: Double?
    var probedAt: Date

    init(_ machine: Machine) {
        fingerprint = machine.fingerprint
        cpu = machine.cpu
        architecture = machine.architecture
        cores = machine.cores
        // `L1d 49152, L2 1048576`: one column that keeps every level, whatever a machine calls them.
        caches = machine.caches.map { "\($0.name) \($0.bytes)" }.joined(separator: ", ")
        func bytes(_ level: String) -> Int? { machine.caches.first { $0.name == level }?.bytes }
        l1dBytes = bytes("L1d")
        l2Bytes = bytes("L2")
        l3Bytes = bytes("L3")
        isa = machine.instructionSets.joined(separator: " ")
        memoryBytes = machine.memoryBytes
        os = machine.operatingSystem
        limits = machine.limits
        peakGflops = machine.peak(.f32, threads: 1)
        bandwidthGbps = machine.bandwidths.first { $0.level == "memory" && $0.threads == 1 }?.gigabytesPerSecond
        probedAt = machine.probedAt
    }

    func machine(peaks: [MachinePeakRecord], bandwidths: [MachineBandwidthRecord]) throws -> Machine {
        Machine(
            fingerprint: fingerprint, cpu: cpu, architecture: architecture, cores: cores,
            caches: caches.split(separator: ", ").compactMap { text in
                let words = text.split(separator: " ")
                guard words.count == 2, let bytes = Int(words[1]) else { return nil }
                return CacheLevel(name: String(words[0]), bytes: bytes)
            },
            instructionSets: isa.split(separator: " ").map(String.init), memoryBytes: memoryBytes, operatingSystem: os,
            limits: limits,
            peaks: try peaks.map {
                ComputePeak(
                    precision: try decoded($0.precision, column: "precision"), threads: $0.threads, gflops: $0.gflops)
            },
            bandwidths: bandwidths.map {
                BandwidthPeak(level: $0.level, threads: $0.threads, gigabytesPerSecond: $0.gbps)
            },
            probedAt: probedAt)
    }
}

struct MachinePeakRecord: ResultRecord {
    static let databaseTableName = "machine_peak"

    var machineId: Int64
    var precision: String
    var threads: Int
    var gflops: Double
}

struct MachineBandwidthRecord: ResultRecord {
    static let databaseTableName = "machine_bandwidth"

    var machineId: Int64
    var level: String
    var threads: Int
    var gbps: Double
}
