import Glibc

/// What is known about this machine without measuring anything.
public struct Machine: Hashable, Sendable {
    public var processor: Processor
    /// Logical processors that are online.
    public var processorCount: Int
    /// Physical cores among them.
    public var coreCount: Int
    public var caches: [Cache]
    public var memory: MemoryLimits
    /// The kernel's name and release, such as `Linux 6.1.0-18-amd64`.
    public var kernel: String
    /// The frequency governor; nil where the system does not say, as in most virtual machines.
    public var governor: String?
    /// Processors' worth of time that the container may use; nil where there is no limit.
    public var containerProcessors: Double?
    /// True where a hypervisor runs below.
    public var isVirtual: Bool

    public init(
        processor: Processor, processorCount: Int, coreCount: Int, caches: [Cache], memory: MemoryLimits,
        kernel: String, governor: String?, containerProcessors: Double?, isVirtual: Bool
    ) {
        self.processor = processor
        self.processorCount = processorCount
        self.coreCount = coreCount
        self.caches = caches
        self.memory = memory
        self.kernel = kernel
        self.governor = governor
        self.containerProcessors = containerProcessors
        self.isVirtual = isVirtual
    }

    /// Reads /proc, /sys and the container's controllers.
    public static func current() -> Machine {
        let text = SystemFile.text("/proc/cpuinfo") ?? ""
        let online = max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1)
        return Machine(
            processor: Processor(cpuinfo: text), processorCount: online,
            coreCount: physicalCores(online: online), caches: Cache.ofFirstProcessor(), memory: .current(),
            kernel: kernelRelease(),
            governor: SystemFile.text("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"),
            containerProcessors: ControlGroup.processorLimit(),
            isVirtual: Processor.flags(cpuinfo: text).contains("hypervisor"))
    }

    /// Counts distinct (package, core) pairs; the logical processors where the topology is hidden.
    private static func physicalCores(online: Int) -> Int {
        var cores: Set<[Int]> = []
        for processor in 0..<online {
            let folder = "/sys/devices/system/cpu/cpu\(processor)/topology/"
            guard
                let package = SystemFile.integer(folder + "physical_package_id"),
                let core = SystemFile.integer(folder + "core_id")
            else { return online }
            cores.insert([package, core])
        }
        return max(cores.count, 1)
    }

    private static func kernelRelease() -> String {
        var names = utsname()
        guard uname(&names) == 0 else { return "" }
        func text(_ field: some Any) -> String {
            withUnsafeBytes(of: field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        }
        return text(names.sysname) + " " + text(names.release)
    }
}

extension Machine {
    /// Sixteen hexadecimal digits that name this type of machine.
    ///
    /// From facts that a reboot or a kernel update leaves alone: processor, cores, caches, instruction sets, and the
    /// memory to a quarter of a doubling (the kernel takes a varying part of it). FNV-1a of their text.
    public var fingerprint: String {
        var facts = [
            processor.vendor, "\(processor.family)", "\(processor.model)", "\(processor.stepping)", processor.name,
            "\(processorCount)", "\(coreCount)", "\(Self.quarterDoublings(memory.total))",
        ]
        facts += caches.map { "\($0.level)\($0.kind.rawValue)\($0.bytes)" }
        facts += processor.instructionSets
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in facts.joined(separator: "|").utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private static func quarterDoublings(_ bytes: Int) -> Int {
        bytes > 0 ? Int((log2(Double(bytes)) * 4).rounded()) : 0
    }
}
