import KernelGeometry

func upsample(
    _ map: MapGeometry, _ factorHeight: Int, _ factorWidth: Int, _ isBilinear: Bool, _ source: UnsafePointer<Float>,
    _ result: UnsafeMutablePointer<Float>
) {
    let (height, width, c) = (map.height * factorHeight, map.width * factorWidth, map.channels)
    for image in 0..<map.batch {
        let input = source + image * map.positions * c
        for y in 0..<height {
            let rows = neighbours(y, factorHeight, map.height)
            for x in 0..<width {
                let target = result + ((image * height + y) * width + x) * c
                if !isBilinear {
                    let place = input + (y / factorHeight * map.width + x / factorWidth) * c
                    forEachVector(c, lanes: Vector.scalarCount) { store(Vector(at: place + $0), target + $0) }
                    continue
                }
                let columns = neighbours(x, factorWidth, map.width)
                let (top, low) = (input + rows.0 * map.width * c, input + rows.1 * map.width * c)
                let (left, right) = (columns.0 * c, columns.1 * c)
                forEachVector(c, lanes: Vector.scalarCount) { v in
                    let above = Vector(at: top + left + v) * (1 - columns.2) + Vector(at: top + right + v) * columns.2
                    let below = Vector(at: low + left + v) * (1 - columns.2) + Vector(at: low + right + v) * columns.2
                    store(above * (1 - rows.2) + below * rows.2, target + v)
                }
            }
        }
    }
}

/// The two positions between which output `index` lies, and how far it is towards the second.
@inline(__always)
private func neighbours(_ index: Int, _ factor: Int, _ size: Int) -> (Int, Int, Float) {
    // In units of half an output: exact in integers, and no call for rounding down.
    let halves = 2 * index + 1 - factor
    let low = halves >= 0 ? halves / (2 * factor) : -1
    let share = Float(halves - low * 2 * factor) / Float(2 * factor)
    return (min(max(low, 0), size - 1), min(max(low + 1, 0), size - 1), share)
}

func distances(
    _ features: Int, _ references: Int, _ source: UnsafePointer<Float>, _ stored: UnsafePointer<Float>,
    _ result: UnsafeMutablePointer<Float>
) {
    for r in 0..<references {
        let row = stored + r * features
        var (first, second, f) = (Vector.zero, Vector.zero, 0)
        while f + 2 * Vector.scalarCount <= features {
            let a = Vector(at: source + f) - Vector(at: row + f)
            let b = Vector(at: source + f + Vector.scalarCount) - Vector(at: row + f + Vector.scalarCount)
            first = multiplyAdd(first, a, a)
            second = multiplyAdd(second, b, b)
            f += 2 * Vector.scalarCount
        }
        var distance = (first + second).sum()
        while f < features {
            let difference = source[f] - row[f]
            distance += difference * difference
            f += 1
        }
        result[r] = distance
    }
}
