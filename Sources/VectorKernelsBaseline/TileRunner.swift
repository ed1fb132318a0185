import CMachine
import KernelGeometry

/// Computes some units and groups of a plan. Units count through the images: image · units of one image + unit.
///
/// Within a unit, weights of one part of the sum stay in the first-level cache while all its rows pass.
func sumTiles(
    _ plan: TilePlan, _ epilogue: TileEpilogue, _ operands: TileOperands, _ units: Range<Int>, _ groups: Range<Int>
) {
    plan.withPointers { tables in
        for number in units {
            let (image, index) = (number / tables.units.count, number % tables.units.count)
            let unit = tables.units[index]
            let source = operands.source + image * plan.sourceImage
            var run = UnitRun(tables: tables, plan: plan, epilogue: epilogue, unit: unit, source: source)
            if let slab = operands.slab, let shape = plan.slab {
                if let patches = shape.patches {
                    fillPatches(slab, shape, patches.window, source, unit.lines)
                } else {
                    fill(slab, shape, plan.source, source, unit.lines)
                }
                run.source = UnsafePointer(slab)
            }
            for group in groups {
                run.compute(tables.groups[group], operands, imageOffset: image * plan.result.imageStride)
            }
        }
    }
}

/// The plan's tables without the checks of arrays.
struct TileTables {
    var taps: UnsafeBufferPointer<TileTap>
    var lists: UnsafeBufferPointer<TileTaps>
    var rows: UnsafeBufferPointer<TileRow>
    var groups: UnsafeBufferPointer<TileGroup>
    var units: UnsafeBufferPointer<TileUnit>
}

extension TilePlan {
    fileprivate func withPointers(_ body: (TileTables) -> Void) {
        taps.withUnsafeBufferPointer { taps in
            lists.withUnsafeBufferPointer { lists in
                rows.withUnsafeBufferPointer { rows in
                    groups.withUnsafeBufferPointer { groups in
                        units.withUnsafeBufferPointer { units in
                            body(TileTables(taps: taps, lists: lists, rows: rows, groups: groups, units: units))
                        }
                    }
                }
            }
        }
    }
}

/// One unit with what all its groups share.
private struct UnitRun {
    var tables: TileTables
    var lanes = Vector.scalarCount
    var resultPixel: Int
    var resultBlock: Int
    var kinds: Int
    var parts: Int
    var epilogue: TileEpilogue
    var unit: TileUnit
    var source: UnsafePointer<Float>

    init(tables: TileTables, plan: TilePlan, epilogue: TileEpilogue, unit: TileUnit, source: UnsafePointer<Float>) {
        self.tables = tables
        resultPixel = plan.resultPixel
        resultBlock = plan.result.blockStride
        kinds = plan.kinds
        parts = plan.parts
        self.epilogue = epilogue
        self.unit = unit
        self.source = source
    }

    func compute(_ group: TileGroup, _ operands: TileOperands, imageOffset: Int) {
        let offset = imageOffset + group.firstBlock * resultBlock
        let result = operands.result + offset
        let residual = operands.residual.map { $0 + offset }
        let bias = operands.bias + group.firstBlock * lanes
        // The weights of the next part are on their way while this one is computed. Tiles of one result, which use a
        // weight once, see to it themselves.
        let ahead = group.weightElements / parts
        let pixels = tables.rows[unit.rows.lowerBound].pixels
        let tiles = pixels / tilePixels[group.blocks] + 1
        let slice = unit.rows.count == 1 && pixels == 1 ? 0 : (ahead / (unit.rows.count * tiles) + 15) / 16 * 16
        for part in 0..<parts {
            var coming = operands.weights + group.weights + (part + 1) * ahead
            for index in unit.rows {
                let row = tables.rows[index]
                let list = tables.lists[(group.table * kinds + row.kind) * parts + part]
                guard !list.range.isEmpty else {
                    if list.isFirst { writeBias(row, group, bias, residual, result) }
                    continue
                }
                let shift = list.leading
                let start = result + row.result + shift * resultPixel
                var call = TileCall(
                    source: source + row.source + shift * lanes, weights: operands.weights + group.weights,
                    taps: tables.taps.baseAddress.unsafelyUnwrapped + list.range.lowerBound,
                    tapCount: list.range.count, addend: list.isFirst ? bias : UnsafePointer(start),
                    addendPixel: list.isFirst ? 0 : resultPixel, addendBlock: list.isFirst ? lanes : resultBlock,
                    result: start, resultPixel: resultPixel, resultBlock: resultBlock,
                    residual: list.isLast ? residual.map { $0 + (row.result + shift * resultPixel) } : nil,
                    low: list.isLast ? epilogue.low : -.infinity, high: list.isLast ? epilogue.high : .infinity)
                compute(row.pixels - shift - list.trailing, group.blocks, &call, &coming, slice)
            }
        }
        if let function = epilogue.function { apply(function, group, result) }
    }

    /// Cuts a row into tiles of nearly equal size.
    @inline(__always)
    private func compute(
        _ pixels: Int, _ vectors: Int, _ call: inout TileCall, _ coming: inout UnsafePointer<Float>, _ slice: Int
    ) {
        let most = tilePixels[vectors]
        let tiles = (pixels + most - 1) / most
        let (least, longer) = (pixels / tiles, pixels % tiles)
        let isAdding = call.addendPixel != 0
        for tile in 0..<tiles {
            let size = tile < longer ? least + 1 : least
            for line in stride(from: 0, to: slice, by: 16) { archcost_prefetch(coming + line) }
            coming += slice
            runTile(vectors: vectors, pixels: size, &call)
            call.source += size * lanes
            call.result += size * resultPixel
            if isAdding { call.addend += size * resultPixel }
            if let residual = call.residual { call.residual = residual + size * resultPixel }
        }
    }

    /// Results that no tap reaches.
    private func writeBias(
        _ row: TileRow, _ group: TileGroup, _ bias: UnsafePointer<Float>, _ residual: UnsafePointer<Float>?,
        _ result: UnsafeMutablePointer<Float>
    ) {
        let (low, high) = (Vector(repeating: epilogue.low), Vector(repeating: epilogue.high))
        for block in 0..<group.blocks {
            for pixel in 0..<row.pixels {
                let place = block * resultBlock + row.result + pixel * resultPixel
                var value = Vector(at: bias + block * lanes)
                if let residual { value += Vector(at: residual + place) }
                store(smaller(larger(value, low), high), result + place)
            }
        }
    }

    /// An activation that is more than bounds, while the results are still in a cache.
    private func apply(_ function: PointwiseFunction, _ group: TileGroup, _ result: UnsafeMutablePointer<Float>) {
        for block in 0..<group.blocks {
            for index in unit.rows {
                let row = tables.rows[index]
                let start = result + block * resultBlock + row.result
                if resultPixel == lanes {
                    pointwise(function, row.pixels * lanes, UnsafePointer(start), start)
                } else {
                    for pixel in 0..<row.pixels {
                        let place = start + pixel * resultPixel
                        pointwise(function, lanes, UnsafePointer(place), place)
                    }
                }
            }
        }
    }
}

/// Copies the lines of a unit, every block of channels; what lies outside of the source is zero.
private func fill(
    _ slab: UnsafeMutablePointer<Float>, _ shape: TileSlab, _ map: BlockedMap, _ source: UnsafePointer<Float>,
    _ lines: Range<Int>
) {
    let lanes = Vector.scalarCount
    shape.lines.withUnsafeBufferPointer { table in
        for block in 0..<map.blocks {
            let (from, to) = (source + block * map.blockStride, slab + block * shape.blockStride)
            for index in lines {
                let line = table[index]
                let isInside = line.sourceRow >= 0 && line.sourceRow < map.height
                let row = from + (isInside ? line.sourceRow * map.width * lanes : 0)
                for columns in shape.columns {
                    copy(columns, of: row, isInside ? map.width : 0, to: to + line.target + columns.target)
                }
            }
        }
    }
}

@inline(__always)
private func copy(
    _ columns: TileSlab.Columns, of row: UnsafePointer<Float>, _ width: Int, to target: UnsafeMutablePointer<Float>
) {
    let lanes = Vector.scalarCount
    // The columns that exist: from the first that is not left of the map to the last that is not right of it.
    let before = columns.first < 0 ? min((-columns.first - 1) / columns.step + 1, columns.count) : 0
    let room = width - columns.first
    let end = max(room <= 0 ? 0 : min((room - 1) / columns.step + 1, columns.count), before)
    for column in 0..<before { store(Vector.zero, target + column * lanes) }
    var from = row + (columns.first + before * columns.step) * lanes
    for column in before..<end {
        store(Vector(at: from), target + column * lanes)
        from += columns.step * lanes
    }
    for column in end..<columns.count { store(Vector.zero, target + column * lanes) }
}
