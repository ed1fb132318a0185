/// What bounds kernels on a machine: its arithmetic and its memory, as measured (Williams, Waterman & Patterson, CACM 2009).
public struct Ceilings: Hashable, Sendable {
    /// Whose they are, as `Intel Xeon, 1 thread, f32`.
    public var machine: String
    /// GFLOP/s.
    public var peak: Double
    /// Gigabytes (10⁹) a second from main memory.
    public var bandwidth: Double

    public init(machine: String, peak: Double, bandwidth: Double) {
        self.machine = machine
        self.peak = peak
        self.bandwidth = bandwidth
    }

    /// GFLOP/s that a kernel of this intensity, in FLOP/byte, can reach.
    public func attainable(at intensity: Double) -> Double { min(peak, bandwidth * intensity) }

    /// FLOP/byte from which on arithmetic bounds.
    public var ridge: Double { peak / bandwidth }

    /// Points of the roof over a range of intensities.
    func roof(over range: ClosedRange<Double>) -> [(intensity: Double, gigaflops: Double)] {
        let low = min(range.lowerBound, ridge / 2)
        let high = max(range.upperBound, ridge * 2)
        return [low, ridge, high].map { ($0, attainable(at: $0)) }
    }
}
