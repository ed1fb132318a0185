/// Fills a buffer with integers from `lowest` to `highest`, the same for the same seed on every machine.
///
/// The generator is SplitMix64 (Steele, Lea and Flood 2014), one draw an element.
public func fillWithSmallIntegers(
    _ buffer: UnsafeMutableBufferPointer<Float>, lowest: Int, highest: Int, seed: UInt64
) {
    let span = UInt64(highest - lowest + 1)
    var state = seed
    for place in buffer.indices {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        z ^= z >> 31
        buffer[place] = Float(lowest + Int(((z >> 32) * span) >> 32))
    }
}

/// The largest absolute value, the largest absolute difference (NaN counts as infinite), and the zeros of `other`.
public func compareElements(
    _ reference: UnsafeBufferPointer<Float>, _ other: UnsafeBufferPointer<Float>
) -> (largest: Float, difference: Float, firstDifference: Int?, zeros: Int) {
    var (largest, difference, first, zeros) = (Float(0), Float(0), Int?.none, 0)
    for place in reference.indices {
        let (a, b) = (reference[place], other[place])
        largest = max(largest, abs(a))
        let distance = abs(a - b)
        if !(distance == 0) {
            if first == nil { first = place }
            difference = distance.isNaN ? .infinity : max(difference, distance)
        }
        if b == 0 { zeros += 1 }
    }
    return (largest, difference, first, zeros)
}

/// Rounds to the nearest number of eight significant bits, ties to even (bfloat16).
public func roundToBFloat16(_ buffer: UnsafeMutableBufferPointer<Float>) {
    for place in buffer.indices {
        let bits = buffer[place].bitPattern
        buffer[place] = Float(bitPattern: (bits &+ 0x7FFF &+ ((bits >> 16) & 1)) & 0xFFFF_0000)
    }
}

/// Multiplies, rounds to the nearest integer with ties to even, and keeps within -128 to 127.
public func quantizeToInt8(_ buffer: UnsafeMutableBufferPointer<Float>, scale: Float) {
    for place in buffer.indices {
        buffer[place] = min(max((buffer[place] * scale).rounded(.toNearestOrEven), -128), 127)
    }
}
