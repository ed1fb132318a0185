import KernelBenchmark
import Reporting

/// What `machine` says.
enum MachineReport {
    static func reports(_ machine: Machine) -> [Report] {
        [facts(machine)] + (machine.peaks.isEmpty ? [] : [roofline(machine)])
    }

    static func json(_ machine: Machine) -> JSONValue {
        [
            "archcost": .string(ArchCostVersion.text), "fingerprint": .string(machine.fingerprint),
            "cpu": .string(machine.cpu), "architecture": .string(machine.architecture),
            "cores": .integer(machine.cores),
            "caches": .array(
                machine.caches.map { ["level": .string($0.name), "bytes": .integer($0.bytes)] }),
            "isa": .array(machine.instructionSets.map { .string($0) }), "memory_bytes": .integer(machine.memoryBytes),
            "os": .string(machine.operatingSystem), "limits": .optional(machine.limits),
            "governor": .optional(Machine.hostGovernor),
            "peaks": .array(
                machine.peaks.map {
                    [
                        "precision": .string($0.precision.rawValue), "threads": .integer($0.threads),
                        "gflops": .number($0.gflops),
                    ]
                }),
            "bandwidths": .array(
                machine.bandwidths.map {
                    [
                        "level": .string($0.level), "threads": .integer($0.threads),
                        "gbps": .number($0.gigabytesPerSecond),
                    ]
                }),
        ]
    }

    private static func facts(_ machine: Machine) -> Report {
        var report = Report(columns: [
            Column("property", heading: "property", importance: .essential),
            Column("value", heading: "value", importance: .essential),
        ])
        let caches = machine.caches.map { "\($0.name) \(FormattedNumber.bytes($0.bytes).text)" }
        let rows: [(String, String)] = [
            ("fingerprint", machine.fingerprint), ("cpu", machine.cpu), ("architecture", machine.architecture),
            ("processors", String(machine.cores)), ("caches", caches.joined(separator: ", ")),
            ("instruction sets", machine.instructionSets.joined(separator: " ")),
            ("memory", FormattedNumber.bytes(machine.memoryBytes).text), ("system", machine.operatingSystem),
            ("limits", machine.limits ?? "none"), ("governor", Machine.hostGovernor ?? "unknown"),
        ]
        for (property, value) in rows { report.append([.text(property), .text(value)]) }
        return report
    }

    /// For each precision and number of threads the peak, and for each level the intensity from which on it is reached.
    private static func roofline(_ machine: Machine) -> Report {
        var report = Report(
            title: "Measured peaks",
            columns: [
                Column("precision", heading: "precision"), Column("threads", heading: "threads", .ordinal),
                Column("peak_gflops", heading: "GFLOP/s", .ratio), Column("level", heading: "level"),
                Column("bandwidth_gbps", heading: "GB/s", .ratio),
                Column("ridge", heading: "ridge", .rate(unit: "FLOP/byte")),
            ],
            notes: ["Below the ridge's operations a byte, the level's bandwidth bounds a kernel; above it, arithmetic."]
        )
        for peak in machine.peaks {
            for bandwidth in machine.bandwidths where bandwidth.threads == peak.threads {
                report.append([
                    .text(peak.precision.rawValue), .integer(peak.threads), .number(peak.gflops),
                    .text(bandwidth.level),
                    .number(bandwidth.gigabytesPerSecond), .number(peak.gflops / bandwidth.gigabytesPerSecond),
                ])
            }
        }
        return report
    }
}
