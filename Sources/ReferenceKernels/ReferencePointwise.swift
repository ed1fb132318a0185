import Glibc
import KernelGeometry

/// The function of each element.
public func referencePointwise(
    _ function: PointwiseFunction, count: Int, source: UnsafePointer<Float>, into result: UnsafeMutablePointer<Float>
) {
    for place in 0..<count { result[place] = value(of: function, at: source[place]) }
}

private func value(of function: PointwiseFunction, at x: Float) -> Float {
    let wide = Double(x)
    return switch function {
    case .relu: max(x, 0)
    case .relu6: min(max(x, 0), 6)
    case .leakyRelu(let slope): x > 0 ? x : x * slope
    case .sigmoid: Float(1 / (1 + exp(-wide)))
    case .tanh: Float(Glibc.tanh(wide))
    case .silu: Float(wide / (1 + exp(-wide)))
    case .hardSwish: Float(wide * min(max(wide + 3, 0), 6) / 6)
    case .hardSigmoid: Float(min(max(wide + 3, 0), 6) / 6)
    case .gelu: Float(0.5 * wide * (1 + erf(wide / 2.0.squareRoot())))
    case .elu: x > 0 ? x : Float(expm1(wide))
    }
}

/// x where positive, else slope · x; `slopeOf` counts elements that share a slope: all, a plane, or one.
public func referencePRelu(
    _ map: MapGeometry, elementsPerSlope: Int, slopeCount: Int, source: UnsafePointer<Float>,
    slopes: UnsafePointer<Float>, into result: UnsafeMutablePointer<Float>
) {
    for place in 0..<map.elements {
        let x = source[place]
        result[place] = x > 0 ? x : x * slopes[place / elementsPerSlope % slopeCount]
    }
}

/// The sum of equal maps.
public func referenceAdd(
    count: Int, sources: [UnsafePointer<Float>], into result: UnsafeMutablePointer<Float>
) {
    for place in 0..<count {
        var sum: Float = 0
        for source in sources { sum += source[place] }
        result[place] = sum
    }
}

/// The product of maps; one of a single position is broadcast over all positions.
public func referenceMultiply(
    _ map: MapGeometry, sources: [(UnsafePointer<Float>, isVector: Bool)], into result: UnsafeMutablePointer<Float>
) {
    for place in 0..<map.elements {
        var product: Float = 1
        for (source, isVector) in sources { product *= source[isVector ? place / map.positions : place] }
        result[place] = product
    }
}
