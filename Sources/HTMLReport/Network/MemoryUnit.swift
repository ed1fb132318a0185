/// A binary unit that a chart's axis counts memory in.
struct MemoryUnit: Hashable, Sendable {
    let name: String
    let bytes: Int

    /// The largest in which so many bytes are at least one.
    init(for most: Int) {
        let names = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
        var (unit, bytes) = (0, 1)
        while unit + 1 < names.count, most / bytes >= 1024 {
            unit += 1
            bytes *= 1024
        }
        (name, self.bytes) = (names[unit], bytes)
    }
}
