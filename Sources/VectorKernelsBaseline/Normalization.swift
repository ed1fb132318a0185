import KernelGeometry

/// The sum of `body` over a row of channels, each channel once.
@inline(__always)
private func sum(_ channels: Int, _ row: UnsafePointer<Float>, _ body: (Vector) -> Vector, _ rest: (Float) -> Float)
    -> Float
{
    var (total, c) = (Vector.zero, 0)
    while c + Vector.scalarCount <= channels {
        total += body(Vector(at: row + c))
        c += Vector.scalarCount
    }
    var value = total.sum()
    while c < channels {
        value += rest(row[c])
        c += 1
    }
    return value
}

func layerNorm(
    _ map: MapGeometry, _ epsilon: Float, _ source: UnsafePointer<Float>, _ scale: UnsafePointer<Float>,
    _ shift: UnsafePointer<Float>, _ result: UnsafeMutablePointer<Float>
) {
    let count = Float(map.channels)
    forEachRow(map) { row in
        let from = source + row
        let mean = sum(map.channels, from, { $0 }, { $0 }) / count
        let squares = sum(
            map.channels, from, { ($0 - mean) * ($0 - mean) }, { ($0 - mean) * ($0 - mean) })
        let factor = 1 / (squares / count + epsilon).squareRoot()
        forEachVector(map.channels, lanes: Vector.scalarCount) { c in
            let normal = (Vector(at: from + c) - mean) * factor
            store(multiplyAdd(Vector(at: shift + c), normal, Vector(at: scale + c)), result + row + c)
        }
    }
}

func groupNorm(
    _ map: MapGeometry, _ groups: Int, _ epsilon: Float, _ source: UnsafePointer<Float>,
    _ scale: UnsafePointer<Float>, _ shift: UnsafePointer<Float>, _ result: UnsafeMutablePointer<Float>
) {
    let each = map.channels / groups
    let count = Float(each * map.positions)
    for image in 0..<map.batch {
        let (from, to) = (source + image * map.positions * map.channels, result + image * map.positions * map.channels)
        for group in 0..<groups {
            let first = group * each
            var (total, squares) = (Float(0), Float(0))
            for p in 0..<map.positions { total += sum(each, from + p * map.channels + first, { $0 }, { $0 }) }
            let mean = total / count
            for p in 0..<map.positions {
                squares += sum(
                    each, from + p * map.channels + first, { ($0 - mean) * ($0 - mean) },
                    { ($0 - mean) * ($0 - mean) })
            }
            let factor = 1 / (squares / count + epsilon).squareRoot()
            for p in 0..<map.positions {
                for c in first..<(first + each) {
                    let place = p * map.channels + c
                    to[place] = (from[place] - mean) * factor * scale[c] + shift[c]
                }
            }
        }
    }
}

func responseNorm(
    _ map: MapGeometry, _ size: Int, _ alpha: Float, _ k: Float, _ source: UnsafePointer<Float>,
    _ result: UnsafeMutablePointer<Float>
) {
    let (before, after, weight) = (size / 2, (size - 1) / 2, alpha / Float(size))
    forEachRow(map) { row in
        let from = source + row
        forEachVector(map.channels, lanes: Vector.scalarCount) { c in
            var squares = Vector.zero
            for shift in -before...after {
                let first = c + shift
                if first >= 0 && first + Vector.scalarCount <= map.channels {
                    let x = Vector(at: from + first)
                    squares = multiplyAdd(squares, x, x)
                } else {
                    for lane in 0..<Vector.scalarCount where first + lane >= 0 && first + lane < map.channels {
                        squares[lane] += from[first + lane] * from[first + lane]
                    }
                }
            }
            let base = (squares * weight + k).squareRoot()
            // b^-3/4 = 1 / (√b · √√b)
            store(Vector(at: from + c) / (base * base.squareRoot()), result + row + c)
        }
    }
}
