import MachineProbe

/// How much of the caches a plan counts on.
struct TileBudget: Hashable {
    /// Weights of one part of a sum, which stay while many tiles pass.
    var weightBytes: Int
    /// A slab of the source with the results that it gives.
    var slabBytes: Int

    init(weightBytes: Int, slabBytes: Int) {
        self.weightBytes = weightBytes
        self.slabBytes = slabBytes
    }

    /// Three quarters of the first-level cache, for source and results stream by; half of the second-level cache.
    init(caches: [Cache]) {
        let data = caches.filter { $0.kind != .instruction }
        let first = data.first { $0.level == 1 }?.bytes ?? 32 << 10
        let second = data.first { $0.level == 2 }?.bytes ?? 256 << 10
        self.init(weightBytes: first / 4 * 3, slabBytes: second / 2)
    }

    static let ofThisMachine = TileBudget(caches: Cache.ofFirstProcessor())
}
