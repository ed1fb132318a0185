/// The limits of the container (control group) that this process runs in, version 2 or 1.
enum ControlGroup {
    /// The folders of a controller from the process's own group up to the root, innermost first.
    private static func folders(_ controller: String) -> [String] {
        var folders: [String] = []
        for line in (SystemFile.text("/proc/self/cgroup") ?? "").split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3 else { continue }
            let isUnified = parts[0] == "0" && parts[1].isEmpty
            guard isUnified || parts[1].split(separator: ",").contains(Substring(controller)) else { continue }
            let root = isUnified ? "/sys/fs/cgroup" : "/sys/fs/cgroup/\(controller)"
            var path = parts[2].split(separator: "/")
            while true {
                folders.append(([root] + path.map(String.init)).joined(separator: "/") + "/")
                if path.popLast() == nil { break }
            }
        }
        return folders
    }

    /// The tightest memory limit below `total` bytes, with what its group holds.
    static func memoryLimit(below total: Int) -> (limit: Int, use: Int)? {
        var tightest: (limit: Int, use: Int)?
        for folder in folders("memory") {
            for (limitFile, useFile) in [
                ("memory.max", "memory.current"), ("memory.limit_in_bytes", "memory.usage_in_bytes"),
            ] {
                // Version 1 says "no limit" by a number near 2^63, version 2 by a word.
                guard let limit = SystemFile.integer(folder + limitFile), limit < total else { continue }
                if tightest.map({ limit < $0.limit }) ?? true {
                    tightest = (limit, SystemFile.integer(folder + useFile) ?? 0)
                }
            }
        }
        return tightest
    }

    /// The fewest processors' worth of time that any of the groups allows.
    static func processorLimit() -> Double? {
        var limits: [Double] = []
        for folder in folders("cpu") {
            let pair = (SystemFile.text(folder + "cpu.max") ?? "").split(separator: " ").compactMap { Double($0) }
            if pair.count == 2, pair[1] > 0 { limits.append(pair[0] / pair[1]) }
            if let quota = SystemFile.integer(folder + "cpu.cfs_quota_us"), quota > 0,
                let period = SystemFile.integer(folder + "cpu.cfs_period_us"), period > 0
            {
                limits.append(Double(quota) / Double(period))
            }
        }
        return limits.min()
    }
}
