#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// What an exported model's weights hold.
public enum WeightFilling: String, Hashable, Sendable, CaseIterable {
    case zero
    /// Normal, of the deviation √(2 / inputs of one output) (He et al. 2015, "Delving deep into rectifiers").
    case he
    /// Left out: the file names data that does not exist. A tool that only counts needs none.
    case none
}

/// Seeded pseudo-random numbers (SplitMix64, Steele, Lea and Flood 2014): equal on every machine.
struct SeededNumbers {
    private var state: UInt64
    private var spare: Float?

    /// - Parameter stream: numbers of different streams are independent, so that one layer's do not hang on another's.
    init(seed: UInt64, stream: Int) {
        state = seed &* 0x9E37_79B9_7F4A_7C15
        state = next() ^ UInt64(truncatingIfNeeded: stream)
        state = next()
    }

    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// Above 0, at most 1.
    private mutating func uniform() -> Float { Float(next() >> 40 + 1) * 0x1p-24 }

    /// A number of the standard normal distribution, by the method of Box and Muller.
    mutating func normal() -> Float {
        if let spare {
            self.spare = nil
            return spare
        }
        let radius = (-2 * logf(uniform())).squareRoot()
        let angle = 2 * Float.pi * uniform()
        spare = radius * sinf(angle)
        return radius * cosf(angle)
    }
}
