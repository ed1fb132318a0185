/// What memory there is, and how much of it this process may still take.
public struct MemoryLimits: Hashable, Sendable {
    /// Bytes of the machine's memory.
    public var total: Int
    /// Bytes that the system can still hand out without swapping.
    public var available: Int
    /// The container's limit in bytes; nil where there is none.
    public var containerLimit: Int?
    /// Bytes that the container holds; nil where there is no limit.
    public var containerUse: Int?

    public init(total: Int, available: Int, containerLimit: Int? = nil, containerUse: Int? = nil) {
        self.total = total
        self.available = available
        self.containerLimit = containerLimit
        self.containerUse = containerUse
    }

    /// Bytes that this process may still take: what the system has, and no more than its container allows.
    public var usable: Int {
        guard let containerLimit else { return available }
        return min(available, max(0, containerLimit - (containerUse ?? 0)))
    }

    /// Reads /proc/meminfo and the memory controller (version 2, else 1). Zero bytes where nothing can be read.
    public static func current() -> MemoryLimits {
        let text = SystemFile.text("/proc/meminfo") ?? ""
        func bytes(_ field: String) -> Int? {
            SystemFile.field(field, in: text)?.split(separator: " ").first.flatMap { Int($0) }.map { $0 &* 1024 }
        }
        let total = bytes("MemTotal") ?? 0
        var limits = MemoryLimits(total: total, available: bytes("MemAvailable") ?? bytes("MemFree") ?? 0)
        if let container = ControlGroup.memoryLimit(below: total) {
            limits.containerLimit = container.limit
            limits.containerUse = container.use
        }
        return limits
    }
}
