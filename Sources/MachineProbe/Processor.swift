/// The processor by its maker's numbers and what it can execute.
public struct Processor: Hashable, Sendable {
    public var vendor: String
    public var name: String
    public var family: Int
    public var model: Int
    public var stepping: Int
    /// The instruction sets that matter to kernels, by the kernel's names, in a fixed order.
    public var instructionSets: [String]

    public init(vendor: String, name: String, family: Int, model: Int, stepping: Int, instructionSets: [String]) {
        self.vendor = vendor
        self.name = name
        self.family = family
        self.model = model
        self.stepping = stepping
        self.instructionSets = instructionSets
    }

    private static let known = [
        "sse4_2", "avx", "f16c", "fma", "avx2", "avx_vnni", "avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl",
        "avx512_vnni", "avx512_bf16", "avx512_fp16", "amx_tile", "amx_int8", "amx_bf16",
    ]

    /// Takes the first processor of /proc/cpuinfo; `unknown` and 0 where a line is missing.
    init(cpuinfo text: String) {
        func number(_ field: String) -> Int { SystemFile.field(field, in: text).flatMap { Int($0) } ?? 0 }
        let flags = Self.flags(cpuinfo: text)
        self.init(
            vendor: SystemFile.field("vendor_id", in: text) ?? "unknown",
            name: SystemFile.field("model name", in: text) ?? "unknown", family: number("cpu family"),
            model: number("model"), stepping: number("stepping"),
            instructionSets: Self.known.filter { flags.contains($0) })
    }

    /// What the first processor of /proc/cpuinfo can do, by the kernel's names.
    static func flags(cpuinfo text: String) -> [String] {
        (SystemFile.field("flags", in: text) ?? "").split(separator: " ").map(String.init)
    }

    public func has(_ instructionSet: String) -> Bool { instructionSets.contains(instructionSet) }
}

/// One cache as the first processor sees it.
public struct Cache: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
        case data
        case instruction
        case unified
    }

    public var level: Int
    public var kind: Kind
    public var bytes: Int
    /// Logical processors that share it.
    public var sharedBy: Int

    public init(level: Int, kind: Kind, bytes: Int, sharedBy: Int) {
        self.level = level
        self.kind = kind
        self.bytes = bytes
        self.sharedBy = sharedBy
    }

    /// All caches of the first processor, by the kernel's list; empty where it does not say.
    public static func ofFirstProcessor() -> [Cache] {
        var caches: [Cache] = []
        for index in 0..<16 {
            let folder = "/sys/devices/system/cpu/cpu0/cache/index\(index)/"
            guard
                let level = SystemFile.integer(folder + "level"),
                let kind = SystemFile.text(folder + "type").flatMap({ Kind(rawValue: $0.lowercased()) }),
                let bytes = SystemFile.text(folder + "size").flatMap({ Self.bytes($0) })
            else { break }
            let sharers = ProcessorList.count(SystemFile.text(folder + "shared_cpu_list") ?? "0")
            caches.append(Cache(level: level, kind: kind, bytes: bytes, sharedBy: sharers))
        }
        return caches
    }

    /// `32K`, `1M`, or bytes.
    private static func bytes(_ text: String) -> Int? {
        let factor = ["K": 1024, "M": 1_048_576, "G": 1_073_741_824][text.suffix(1)] ?? 1
        return Int(factor == 1 ? text[...] : text.dropLast()).map { $0 &* factor }
    }
}

/// A list of processors as the kernel writes it: `0-3,8`.
enum ProcessorList {
    static func count(_ text: String) -> Int {
        text.split(separator: ",").reduce(0) { sum, part in
            let ends = part.split(separator: "-").compactMap { Int($0) }
            guard let first = ends.first, let last = ends.last, last >= first else { return sum }
            return sum + last - first + 1
        }
    }
}
