import KernelGeometry

// The transforms of Lavin and Gray (2016), on vectors of channels: Bᵀ d B of the source, Aᵀ m A of the sums.

/// Transforms some blocks of the source tiles of a chunk.
func winogradSource(
    _ shape: WinogradShape, _ chunk: WinogradChunk, _ source: UnsafePointer<Float>,
    _ transformed: UnsafeMutablePointer<Float>, _ blocks: Range<Int>
) {
    let lanes = Vector.scalarCount
    let size = shape.tile + 2
    let map = shape.source
    withUnsafeTemporaryAllocation(byteCount: 36 * lanes * 4, alignment: 64) { buffer in
        guard let room = buffer.baseAddress?.assumingMemoryBound(to: Float.self) else { return }
        for block in blocks {
            let from = source + chunk.image * map.imageStride + block * map.blockStride
            for tile in 0..<chunk.count {
                let (row, column) = ((chunk.first + tile) / shape.tileColumns, (chunk.first + tile) % shape.tileColumns)
                let (y, x) = (row * shape.tile - shape.paddingTop, column * shape.tile - shape.paddingLeft)
                let target = transformed + (block * chunk.count + tile) * lanes
                var square = from + (y * map.width + x) * lanes
                var line = map.width * lanes
                if y < 0 || x < 0 || y + size > map.height || x + size > map.width {
                    copySquare(size, y, x, map, from, room)
                    square = UnsafePointer(room)
                    line = size * lanes
                }
                if size == 6 {
                    transformSource6(square, line, room, target, shape.sourcePlane)
                } else {
                    transformSource4(square, line, target, shape.sourcePlane)
                }
            }
        }
    }
}

/// A square at the border of the map, zeros outside.
private func copySquare(
    _ size: Int, _ y: Int, _ x: Int, _ map: BlockedMap, _ from: UnsafePointer<Float>,
    _ room: UnsafeMutablePointer<Float>
) {
    let lanes = Vector.scalarCount
    for row in 0..<size {
        for column in 0..<size {
            let (sy, sx) = (y + row, x + column)
            let isInside = sy >= 0 && sy < map.height && sx >= 0 && sx < map.width
            store(
                isInside ? Vector(at: from + (sy * map.width + sx) * lanes) : Vector.zero,
                room + (row * size + column) * lanes)
        }
    }
}

/// Bᵀ of F(4×4, 3×3) on one column.
@inline(__always)
private func source6(
    _ d0: Vector, _ d1: Vector, _ d2: Vector, _ d3: Vector, _ d4: Vector, _ d5: Vector
) -> (Vector, Vector, Vector, Vector, Vector, Vector) {
    let (two, four, five) = (Vector(repeating: 2), Vector(repeating: 4), Vector(repeating: -5))
    let even = multiplyAdd(d4, d2, Vector(repeating: -4))
    let odd = multiplyAdd(d3, d1, Vector(repeating: -4))
    let near = d4 - d2
    let far = (d3 - d1) * two
    return (
        multiplyAdd(multiplyAdd(d4, d2, five), d0, four), even + odd, even - odd, near + far, near - far,
        multiplyAdd(multiplyAdd(d5, d3, five), d1, four)
    )
}

private func transformSource6(
    _ square: UnsafePointer<Float>, _ line: Int, _ room: UnsafeMutablePointer<Float>,
    _ target: UnsafeMutablePointer<Float>, _ plane: Int
) {
    let lanes = Vector.scalarCount
    // Columns first, in place when the square is the room itself: a column is read before it is written.
    for column in 0..<6 {
        let d = square + column * lanes
        let t = source6(
            Vector(at: d), Vector(at: d + line), Vector(at: d + 2 * line), Vector(at: d + 3 * line),
            Vector(at: d + 4 * line), Vector(at: d + 5 * line))
        let place = room + column * lanes
        store(t.0, place)
        store(t.1, place + 6 * lanes)
        store(t.2, place + 12 * lanes)
        store(t.3, place + 18 * lanes)
        store(t.4, place + 24 * lanes)
        store(t.5, place + 30 * lanes)
    }
    var place = target
    for row in 0..<6 {
        let d = UnsafePointer(room) + row * 6 * lanes
        let t = source6(
            Vector(at: d), Vector(at: d + lanes), Vector(at: d + 2 * lanes), Vector(at: d + 3 * lanes),
            Vector(at: d + 4 * lanes), Vector(at: d + 5 * lanes))
        store(t.0, place)
        store(t.1, place + plane)
        store(t.2, place + 2 * plane)
        store(t.3, place + 3 * plane)
        store(t.4, place + 4 * plane)
        store(t.5, place + 5 * plane)
        place += 6 * plane
    }
}

/// Bᵀ of F(2×2, 3×3) on one column.
@inline(__always)
private func source4(_ d0: Vector, _ d1: Vector, _ d2: Vector, _ d3: Vector) -> (Vector, Vector, Vector, Vector) {
    (d0 - d2, d1 + d2, d2 - d1, d1 - d3)
}

@inline(__always)
private func column4(_ d: UnsafePointer<Float>, _ line: Int) -> (Vector, Vector, Vector, Vector) {
    source4(Vector(at: d), Vector(at: d + line), Vector(at: d + 2 * line), Vector(at: d + 3 * line))
}

private func transformSource4(
    _ square: UnsafePointer<Float>, _ line: Int, _ target: UnsafeMutablePointer<Float>, _ plane: Int
) {
    let lanes = Vector.scalarCount
    let (a, b) = (column4(square, line), column4(square + lanes, line))
    let (c, d) = (column4(square + 2 * lanes, line), column4(square + 3 * lanes, line))
    @inline(__always)
    func put(_ row: Int, _ t: (Vector, Vector, Vector, Vector)) {
        let place = target + row * 4 * plane
        store(t.0, place)
        store(t.1, place + plane)
        store(t.2, place + 2 * plane)
        store(t.3, place + 3 * plane)
    }
    put(0, source4(a.0, b.0, c.0, d.0))
    put(1, source4(a.1, b.1, c.1, d.1))
    put(2, source4(a.2, b.2, c.2, d.2))
    put(3, source4(a.3, b.3, c.3, d.3))
}

/// Transforms the sums of a chunk back and writes results, some blocks of them.
func winogradResult(
    _ shape: WinogradShape, _ chunk: WinogradChunk, _ epilogue: TileEpilogue, _ sums: UnsafePointer<Float>,
    _ bias: UnsafePointer<Float>, _ residual: UnsafePointer<Float>?, _ result: UnsafeMutablePointer<Float>,
    _ blocks: Range<Int>
) {
    let lanes = Vector.scalarCount
    let map = shape.result
    withUnsafeTemporaryAllocation(byteCount: 24 * lanes * 4, alignment: 64) { buffer in
        guard let room = buffer.baseAddress?.assumingMemoryBound(to: Float.self) else { return }
        for block in blocks {
            let offset = chunk.image * map.imageStride + block * map.blockStride
            for tile in 0..<chunk.count {
                let (row, column) = ((chunk.first + tile) / shape.tileColumns, (chunk.first + tile) % shape.tileColumns)
                let (y, x) = (row * shape.tile, column * shape.tile)
                let place = offset + (y * map.width + x) * lanes
                let target = ResultTile(
                    place: result + place, residual: residual.map { $0 + place }, line: map.width * lanes,
                    rows: min(shape.tile, map.height - y), columns: min(shape.tile, map.width - x),
                    bias: Vector(at: bias + block * lanes), low: Vector(repeating: epilogue.low),
                    high: Vector(repeating: epilogue.high), function: epilogue.function)
                let from = sums + (block * chunk.count + tile) * lanes
                if shape.tile == 4 {
                    transformResult6(from, shape.resultPlane, room, target)
                } else {
                    transformResult4(from, shape.resultPlane, target)
                }
            }
        }
    }
}

/// Where a square of results goes; its last rows and columns may be outside of the map.
private struct ResultTile {
    var place: UnsafeMutablePointer<Float>
    var residual: UnsafePointer<Float>?
    var line: Int
    var rows: Int
    var columns: Int
    var bias: Vector
    var low: Vector
    var high: Vector
    var function: PointwiseFunction?

    @inline(__always)
    func put(_ value: Vector, _ row: Int, _ column: Int) {
        guard column < columns else { return }
        let offset = row * line + column * Vector.scalarCount
        var value = value + bias
        if let residual { value += Vector(at: residual + offset) }
        store(smaller(larger(value, low), high), place + offset)
        if let function {
            pointwise(function, Vector.scalarCount, UnsafePointer(place + offset), place + offset)
        }
    }
}

/// Aᵀ of F(4×4, 3×3) on one column.
@inline(__always)
private func result6(
    _ m0: Vector, _ m1: Vector, _ m2: Vector, _ m3: Vector, _ m4: Vector, _ m5: Vector
) -> (Vector, Vector, Vector, Vector) {
    let (p, q, r, s) = (m1 + m2, m1 - m2, m3 + m4, m3 - m4)
    return (
        m0 + p + r, multiplyAdd(q, s, Vector(repeating: 2)), multiplyAdd(p, r, Vector(repeating: 4)),
        multiplyAdd(q, s, Vector(repeating: 8)) + m5
    )
}

private func transformResult6(
    _ sums: UnsafePointer<Float>, _ plane: Int, _ room: UnsafeMutablePointer<Float>, _ target: ResultTile
) {
    let lanes = Vector.scalarCount
    for column in 0..<6 {
        let m = sums + column * plane
        let t = result6(
            Vector(at: m), Vector(at: m + 6 * plane), Vector(at: m + 12 * plane), Vector(at: m + 18 * plane),
            Vector(at: m + 24 * plane), Vector(at: m + 30 * plane))
        let place = room + column * lanes
        store(t.0, place)
        store(t.1, place + 6 * lanes)
        store(t.2, place + 12 * lanes)
        store(t.3, place + 18 * lanes)
    }
    for row in 0..<target.rows {
        let m = UnsafePointer(room) + row * 6 * lanes
        let t = result6(
            Vector(at: m), Vector(at: m + lanes), Vector(at: m + 2 * lanes), Vector(at: m + 3 * lanes),
            Vector(at: m + 4 * lanes), Vector(at: m + 5 * lanes))
        target.put(t.0, row, 0)
        target.put(t.1, row, 1)
        target.put(t.2, row, 2)
        target.put(t.3, row, 3)
    }
}

/// Aᵀ of F(2×2, 3×3) on one column.
@inline(__always)
private func result4(_ m0: Vector, _ m1: Vector, _ m2: Vector, _ m3: Vector) -> (Vector, Vector) {
    (m0 + m1 + m2, m1 - m2 - m3)
}

@inline(__always)
private func column4(sums m: UnsafePointer<Float>, _ plane: Int) -> (Vector, Vector) {
    result4(Vector(at: m), Vector(at: m + 4 * plane), Vector(at: m + 8 * plane), Vector(at: m + 12 * plane))
}

private func transformResult4(_ sums: UnsafePointer<Float>, _ plane: Int, _ target: ResultTile) {
    let (a, b) = (column4(sums: sums, plane), column4(sums: sums + plane, plane))
    let (c, d) = (column4(sums: sums + 2 * plane, plane), column4(sums: sums + 3 * plane, plane))
    let first = result4(a.0, b.0, c.0, d.0)
    target.put(first.0, 0, 0)
    target.put(first.1, 0, 1)
    guard target.rows > 1 else { return }
    let second = result4(a.1, b.1, c.1, d.1)
    target.put(second.0, 1, 0)
    target.put(second.1, 1, 1)
}
