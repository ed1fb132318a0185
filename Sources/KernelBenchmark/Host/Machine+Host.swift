import Foundation
import MachineProbe

extension Machine {
    /// The machine that this process runs on, its peaks not yet measured.
    public static func host() -> Machine {
        let probe = MachineProbe.Machine.current()
        let allowed = ThreadAffinity.processorsAtStart.count
        return Machine(
            fingerprint: probe.fingerprint, cpu: probe.processor.name, architecture: architecture,
            cores: allowed > 0 ? allowed : probe.processorCount,
            caches: probe.caches.compactMap { cache in
                switch cache.kind {
                case .data: CacheLevel(name: "L\(cache.level)d", bytes: cache.bytes)
                case .unified: CacheLevel(name: "L\(cache.level)", bytes: cache.bytes)
                case .instruction: nil
                }
            },
            instructionSets: probe.processor.instructionSets, memoryBytes: probe.memory.total,
            operatingSystem: probe.kernel, limits: limits(of: probe), probedAt: Date())
    }

    /// The processor's frequency governor; nil where the system does not say.
    public static var hostGovernor: String? { MachineProbe.Machine.current().governor }

    private static func limits(of probe: MachineProbe.Machine) -> String? {
        var limits: [String] = []
        if probe.isVirtual { limits.append("virtual machine") }
        if let processors = probe.containerProcessors { limits.append("container of \(processors) processors") }
        if let bytes = probe.memory.containerLimit { limits.append("container of \(bytes >> 20) MiB") }
        return limits.isEmpty ? nil : limits.joined(separator: ", ")
    }

    private static var architecture: String {
        #if arch(x86_64)
        "x86_64"
        #elseif arch(arm64)
        "arm64"
        #else
        "unknown"
        #endif
    }
}
