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
    let channels = map.channels
    // The squares of one row between zeros, so that no window needs to be cut; a vector may reach over the end.
    let room = before + channels + after + 2 * Vector.scalarCount
    withUnsafeTemporaryAllocation(of: Float.self, capacity: room) { buffer in
        guard let padded = buffer.baseAddress else { return }
        padded.update(repeating: 0, count: room)
        forEachRow(map) { row in
            let from = source + row
            for c in 0..<channels { padded[before + c] = from[c] * from[c] }
            forEachVector(channels, lanes: Vector.scalarCount) { c in
                var squares = Vector.zero
                for shift in 0..<size { squares += Vector(at: padded + c + shift) }
                let base = (squares * weight + k).squareRoot()
                // b^-3/4 = 1 / (√b · √√b)
                store(Vector(at: from + c) / (base * base.squareRoot()), result + row + c)
            }
        }
    }
}
