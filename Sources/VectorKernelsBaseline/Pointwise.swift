import KernelGeometry

/// The function of each of `count` elements, and of up to a vector beyond them.
func pointwise(
    _ function: PointwiseFunction, _ count: Int, _ source: UnsafePointer<Float>, _ result: UnsafeMutablePointer<Float>
) {
    @inline(__always)
    func each(_ body: (Vector) -> Vector) {
        for place in stride(from: 0, to: count, by: Vector.scalarCount) {
            store(body(Vector(at: source + place)), result + place)
        }
    }
    let (zero, one, half) = (Vector.zero, Vector(repeating: 1), Vector(repeating: 0.5))
    let (three, six) = (Vector(repeating: 3), Vector(repeating: 6))
    switch function {
    case .relu: each { larger($0, zero) }
    case .relu6: each { smaller(larger($0, zero), six) }
    case .leakyRelu(let slope): each { $0.replacing(with: $0 * slope, where: $0 .<= zero) }
    case .sigmoid: each { one / (one + exponential(-$0)) }
    case .tanh: each { one - 2 / (exponential($0 + $0) + one) }
    case .silu: each { $0 / (one + exponential(-$0)) }
    // x · min(max(x + 3, 0), 6) / 6 with one choice, the last, and (x + |x|) / 2 for max(x, 0): of more choices the compiler
    // makes quarters of vectors.
    case .hardSwish:
        each {
            let size = magnitude($0)
            return ($0 * ($0 + three) / six).replacing(with: half * $0 + half * size, where: size .>= three)
        }
    case .hardSigmoid: each { smaller(larger($0 + three, zero), six) / six }
    case .gelu: each { half * $0 * (one + errorFunction($0 * Float(0.5).squareRoot())) }
    case .elu: each { $0.replacing(with: exponential($0) - one, where: $0 .<= zero) }
    }
}

/// |x|: without the sign bit.
@inline(__always)
private func magnitude(_ x: Vector) -> Vector {
    unsafeBitCast(unsafeBitCast(x, to: IntegerVector.self) & Int32.max, to: Vector.self)
}

/// e^x to about two units in the last place; arguments are cut to where the result is a normal number.
///
/// x = n·ln 2 + r, and a polynomial for e^r, with the coefficients of the Cephes library (Moshier 1989).
@inline(__always)
func exponential(_ argument: Vector) -> Vector {
    let x = smaller(larger(argument, Vector(repeating: -87)), Vector(repeating: 88))
    // Adding and taking away 1.5·2^23 rounds to a whole number.
    let magic = Vector(repeating: 12_582_912)
    let n = (x * 1.442_695_04 + magic) - magic
    let r = (x - n * 0.693_359_375) - n * -2.121_944_4e-4
    var p = Vector(repeating: 1.987_569_15e-4)
    p = multiplyAdd(Vector(repeating: 1.398_199_95e-3), p, r)
    p = multiplyAdd(Vector(repeating: 8.333_451_9e-3), p, r)
    p = multiplyAdd(Vector(repeating: 4.166_579_6e-2), p, r)
    p = multiplyAdd(Vector(repeating: 1.666_666_55e-1), p, r)
    p = multiplyAdd(Vector(repeating: 5.000_000_1e-1), p, r)
    let fraction = multiplyAdd(r, p, r * r) + 1
    let exponent = (IntegerVector(truncatingIfNeeded: n) &+ 127) &<< 23
    return fraction * unsafeBitCast(exponent, to: Vector.self)
}

extension IntegerVector {
    /// Whole numbers of small size to integers.
    @inline(__always)
    init(truncatingIfNeeded vector: Vector) {
        // In 1.5·2^23 + n the lowest bits of the significand are n.
        let magic = Vector(repeating: 12_582_912)
        self = unsafeBitCast(vector + magic, to: IntegerVector.self) &- 0x4B40_0000
    }
}

/// The error function to 1.5e-7 (Abramowitz and Stegun, 7.1.26).
@inline(__always)
func errorFunction(_ x: Vector) -> Vector {
    let magnitude = larger(x, -x)
    let t = 1 / (magnitude * 0.327_591_1 + 1)
    var p = Vector(repeating: 1.061_405_429)
    p = multiplyAdd(Vector(repeating: -1.453_152_027), p, t)
    p = multiplyAdd(Vector(repeating: 1.421_413_741), p, t)
    p = multiplyAdd(Vector(repeating: -0.284_496_736), p, t)
    p = multiplyAdd(Vector(repeating: 0.254_829_592), p, t)
    let value = 1 - p * t * exponential(-x * x)
    return value.replacing(with: -value, where: x .< Vector.zero)
}

func affine(
    _ map: MapGeometry, _ source: UnsafePointer<Float>, _ scale: UnsafePointer<Float>, _ shift: UnsafePointer<Float>,
    _ result: UnsafeMutablePointer<Float>
) {
    forEachRow(map) { row in
        forEachVector(map.channels, lanes: Vector.scalarCount) { c in
            store(
                multiplyAdd(Vector(at: shift + c), Vector(at: source + row + c), Vector(at: scale + c)),
                result + row + c)
        }
    }
}

func prelu(
    _ map: MapGeometry, _ isByElement: Bool, _ source: UnsafePointer<Float>, _ slopes: UnsafePointer<Float>,
    _ result: UnsafeMutablePointer<Float>
) {
    let image = map.channels * map.positions
    forEachRow(map) { row in
        let slope = slopes + (isByElement ? row % image : 0)
        forEachVector(map.channels, lanes: Vector.scalarCount) { c in
            let x = Vector(at: source + row + c)
            store(x.replacing(with: x * Vector(at: slope + c), where: x .<= Vector.zero), result + row + c)
        }
    }
}

func combine(
    _ isSum: Bool, _ count: Int, _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>,
    _ result: UnsafeMutablePointer<Float>
) {
    if isSum {
        for place in stride(from: 0, to: count, by: Vector.scalarCount) {
            store(Vector(at: a + place) + Vector(at: b + place), result + place)
        }
    } else {
        for place in stride(from: 0, to: count, by: Vector.scalarCount) {
            store(Vector(at: a + place) * Vector(at: b + place), result + place)
        }
    }
}

func scaleChannels(
    _ map: MapGeometry, _ source: UnsafePointer<Float>, _ factors: UnsafePointer<Float>,
    _ result: UnsafeMutablePointer<Float>
) {
    forEachRow(map) { row in
        let factor = factors + row / (map.positions * map.channels) * map.channels
        forEachVector(map.channels, lanes: Vector.scalarCount) { c in
            store(Vector(at: source + row + c) * Vector(at: factor + c), result + row + c)
        }
    }
}

func softmax(_ map: MapGeometry, _ source: UnsafePointer<Float>, _ result: UnsafeMutablePointer<Float>) {
    forEachRow(map) { row in
        let (from, to) = (source + row, result + row)
        var largest = from[0]
        for c in 0..<map.channels { largest = from[c] > largest ? from[c] : largest }
        forEachVector(map.channels, lanes: Vector.scalarCount) { c in
            store(exponential(Vector(at: from + c) - Vector(repeating: largest)), to + c)
        }
        // Each channel once, which overlapping vectors would not give.
        var (total, c) = (Vector.zero, 0)
        while c + Vector.scalarCount <= map.channels {
            total += Vector(at: to + c)
            c += Vector.scalarCount
        }
        var sum = total.sum()
        while c < map.channels {
            sum += to[c]
            c += 1
        }
        let factor = 1 / sum
        c = 0
        while c + Vector.scalarCount <= map.channels {
            store(Vector(at: to + c) * Vector(repeating: factor), to + c)
            c += Vector.scalarCount
        }
        while c < map.channels {
            to[c] *= factor
            c += 1
        }
    }
}
