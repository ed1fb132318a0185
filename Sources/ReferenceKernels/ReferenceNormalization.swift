import Glibc
import KernelGeometry

/// (x - mean) / √(variance + ε) · scale + shift, by channel.
public func referenceBatchNorm(
    _ map: MapGeometry, epsilon: Float, source: UnsafePointer<Float>, mean: UnsafePointer<Float>,
    variance: UnsafePointer<Float>, scale: UnsafePointer<Float>, shift: UnsafePointer<Float>,
    into result: UnsafeMutablePointer<Float>
) {
    for plane in 0..<(map.batch * map.channels) {
        let c = plane % map.channels
        let factor = scale[c] / (variance[c] + epsilon).squareRoot()
        for place in (plane * map.positions)..<((plane + 1) * map.positions) {
            result[place] = (source[place] - mean[c]) * factor + shift[c]
        }
    }
}

/// x / (k + α/size · Σ x²)^β, the sum over `size` channels around each (Krizhevsky et al. 2012, α scaled as Caffe does).
public func referenceLocalResponseNorm(
    _ map: MapGeometry, size: Int, alpha: Float, beta: Float, k: Float, source: UnsafePointer<Float>,
    into result: UnsafeMutablePointer<Float>
) {
    for n in 0..<map.batch {
        for c in 0..<map.channels {
            for p in 0..<map.positions {
                var sum: Float = 0
                for near in max(0, c - size / 2)...min(map.channels - 1, c + (size - 1) / 2) {
                    let value = source[(n * map.channels + near) * map.positions + p]
                    sum += value * value
                }
                let place = (n * map.channels + c) * map.positions + p
                result[place] = source[place] / pow(k + alpha / Float(size) * sum, beta)
            }
        }
    }
}

/// Zero mean and unit variance over each group of channels with all its positions, then scale and shift by channel.
public func referenceGroupNorm(
    _ map: MapGeometry, groups: Int, epsilon: Double, source: UnsafePointer<Float>, scale: UnsafePointer<Float>,
    shift: UnsafePointer<Float>, into result: UnsafeMutablePointer<Float>
) {
    let size = map.channels / groups * map.positions
    for group in 0..<(map.batch * groups) {
        let (mean, deviation) = statistics(of: source + group * size, count: size, step: 1, epsilon: epsilon)
        for place in (group * size)..<((group + 1) * size) {
            let c = place / map.positions % map.channels
            result[place] = Float((Double(source[place]) - mean) / deviation) * scale[c] + shift[c]
        }
    }
}

/// Zero mean and unit variance over the channels of each position, then scale and shift by channel.
public func referenceLayerNorm(
    _ map: MapGeometry, epsilon: Double, source: UnsafePointer<Float>, scale: UnsafePointer<Float>,
    shift: UnsafePointer<Float>, into result: UnsafeMutablePointer<Float>
) {
    for n in 0..<map.batch {
        for p in 0..<map.positions {
            let first = n * map.channels * map.positions + p
            let (mean, deviation) = statistics(
                of: source + first, count: map.channels, step: map.positions, epsilon: epsilon)
            for c in 0..<map.channels {
                let place = first + c * map.positions
                result[place] = Float((Double(source[place]) - mean) / deviation) * scale[c] + shift[c]
            }
        }
    }
}

private func statistics(
    of source: UnsafePointer<Float>, count: Int, step: Int, epsilon: Double
) -> (mean: Double, deviation: Double) {
    var (sum, squares) = (0.0, 0.0)
    for place in 0..<count { sum += Double(source[place * step]) }
    let mean = sum / Double(count)
    for place in 0..<count {
        let distance = Double(source[place * step]) - mean
        squares += distance * distance
    }
    return (mean, (squares / Double(count) + epsilon).squareRoot())
}

/// exp(x) over the sum of it over all channels of the position.
public func referenceSoftmax(
    _ map: MapGeometry, source: UnsafePointer<Float>, into result: UnsafeMutablePointer<Float>
) {
    for n in 0..<map.batch {
        for p in 0..<map.positions {
            let first = n * map.channels * map.positions + p
            var (largest, sum) = (-Float.infinity, 0.0)
            for c in 0..<map.channels { largest = max(largest, source[first + c * map.positions]) }
            for c in 0..<map.channels { sum += exp(Double(source[first + c * map.positions] - largest)) }
            for c in 0..<map.channels {
                let place = first + c * map.positions
                result[place] = Float(exp(Double(source[place] - largest)) / sum)
            }
        }
    }
}
