import KernelGeometry
import NetworkIR

/// Where the tiles of a plan find their source: in the map itself, or in a slab copied from it.
struct TileSourceShape {
    /// How the source reaches the tiles.
    enum Style: Hashable {
        /// From the map itself, or where borders or strides are in the way from a slab with each input once.
        case direct
        /// From a slab that is filled by `TilePatches`.
        case patches
        /// From a matrix that holds every tap of every result side by side; forward only.
        case im2col
    }

    let map: BlockedMap
    let rows: TileAxis
    let columns: TileAxis
    let style: Style
    let usesSlab: Bool
    /// Taps that leave the map at its sides are left out there, one column of the kernel at a time, and no borders are
    /// needed. The middle column, which all results have, comes first and last.
    let trimsColumns: Bool
    /// Results of consecutive rows follow each other on both sides, and all have the same taps.
    let isFlat: Bool
    /// Anchors of the row axis that a unit covers.
    let anchorsPerUnit: Int

    private let rowPhases: [Int]
    private let columnPhases: [Int]
    private let columnReach: ClosedRange<Int>
    private let rowShifts: ClosedRange<Int>
    /// Elements.
    private let lineStride: Int
    private let linesPerPhase: Int
    private let blockStride: Int

    init(
        _ map: BlockedMap, resultWidth: Int, isDense: Bool, rows: TileAxis, columns: TileAxis, style: Style,
        budget: TileBudget
    ) throws(CountOverflow) {
        self.map = map
        self.rows = rows
        self.columns = columns
        self.style = style
        (rowPhases, columnPhases) = (rows.phases, columns.phases)
        (columnReach, rowShifts) = (columns.reach, rows.shifts)
        let isOneFamily = rows.families.count == 1 && columns.families.count == 1
        let isPoint = isOneFamily && rows.families[0].taps.count == 1 && columns.families[0].taps.count == 1
        trimsColumns =
            style == .direct && !columns.isInPlace && columns.step == 1 && columns.outputStep == 1
            && map.blocks >= 2 && isDense && columns.commonTap != nil
        usesSlab =
            style != .direct || !trimsColumns && !columns.isInPlace || isPoint && rows.step > 1
        let fitsColumns =
            style == .im2col
            || columns.families.allSatisfy { $0.taps.count == 1 }
                && (usesSlab ? columnReach.count == columns.outputs : columns.inputs == columns.outputs)
        let isUniform = style == .im2col || rows.families.allSatisfy { $0.taps.count == 1 } && !rows.cutsTaps
        isFlat =
            isOneFamily && columns.outputStep == 1 && rows.outputStep == 1 && fitsColumns && isUniform
            && (usesSlab || rows.step == 1)

        let lanes = map.lanes
        let halo = style == .im2col ? 0 : rowShifts.count - 1
        if !usesSlab {
            lineStride = try checkedProduct(rows.step, map.width, lanes)
        } else if style == .im2col {
            lineStride = try checkedProduct(columns.outputs, lanes)
        } else {
            lineStride = try checkedProduct(max(columnPhases.count, 1), columnReach.count, lanes)
        }
        let planes =
            style == .im2col
            ? try checkedProduct(max(rows.families[0].taps.count, 1), max(columns.families[0].taps.count, 1))
            : max(rowPhases.count, 1)
        // As many rows as leave the source and the results of a unit in the second-level cache; units of equal size.
        let source = try checkedProduct(planes, lineStride, map.blocks)
        let bytes = try checkedProduct(4, checkedSum(source, checkedProduct(resultWidth, lanes, 2)))
        let all = rows.anchors.count
        let fitting = min(max(budget.slabBytes / max(bytes, 1) - halo, 1), all)
        let units = (all + fitting - 1) / fitting
        anchorsPerUnit = (all + units - 1) / units
        linesPerPhase = try checkedSum(anchorsPerUnit, halo)
        blockStride = usesSlab ? try checkedProduct(planes, linesPerPhase, lineStride) : map.blockStride
    }

    /// Elements of the slab; 0 where there is none.
    func slabElements() throws(CountOverflow) -> Int { usesSlab ? try checkedProduct(blockStride, map.blocks) : 0 }

    /// First anchors of all units.
    var unitStarts: [Int] {
        Array(stride(from: rows.anchors.lowerBound, through: rows.anchors.upperBound, by: anchorsPerUnit))
    }

    /// From the image (or slab) to where the taps of a row of results are counted from.
    ///
    /// Far outside of a map, where padding is large, neither this nor the taps' offsets need fit 64 bits: they wrap, and
    /// their sum, which is inside, is right.
    func origin(rowAnchor: Int, unitStart: Int, columnAnchor: Int) -> Int {
        guard usesSlab else { return rowAnchor &* lineStride &+ columnAnchor &* map.lanes }
        let line = (rowAnchor &- unitStart) &* lineStride
        return style == .im2col ? line : line &+ (columnAnchor &- columnReach.lowerBound) &* map.lanes
    }

    /// From a row's origin to a tap in the first block of channels.
    func offset(_ row: TileAxis.Tap, _ column: TileAxis.Tap) -> Int {
        guard usesSlab else {
            // Rows step over whole lines; what is left of a tap's place counts in the map's own rows.
            return (row.shift &* rows.step &+ row.phase &- rows.origin) &* map.width &* map.lanes
                &+ (column.shift &- columns.origin) &* map.lanes
        }
        if style == .im2col {
            let plane = anchorsPerUnit * lineStride
            let (y, x) = (place(of: row, rows), place(of: column, columns))
            return (y * columns.families[0].taps.count + x) * plane
        }
        let phase = rowPhases.firstIndex(of: row.phase) ?? 0
        let columnPhase = columnPhases.firstIndex(of: column.phase) ?? 0
        return (phase &* linesPerPhase &+ row.shift &- rowShifts.lowerBound) &* lineStride
            &+ (columnPhase &* columnReach.count &+ column.shift) &* map.lanes
    }

    /// From one block of channels to the next.
    var sourceBlockStride: Int { blockStride }

    private func place(of tap: TileAxis.Tap, _ axis: TileAxis) -> Int {
        axis.families[0].taps.firstIndex { $0.index == tap.index } ?? 0
    }

    /// The copies that fill the slab of each unit.
    func slab() throws(CountOverflow) -> (slab: TileSlab, linesOfUnits: [Range<Int>])? {
        guard usesSlab else { return nil }
        var slab = TileSlab()
        slab.blockStride = blockStride
        slab.elements = try slabElements()
        if style == .im2col {
            for (place, tap) in columns.families[0].taps.enumerated() {
                slab.columns.append(
                    TileSlab.Columns(
                        first: columns.input(at: 0, tap), step: columns.step, count: columns.outputs,
                        target: place * anchorsPerUnit * lineStride))
            }
        } else {
            for (place, phase) in columnPhases.enumerated() {
                slab.columns.append(
                    TileSlab.Columns(
                        first: columnReach.lowerBound * columns.step + phase - columns.origin, step: columns.step,
                        count: columnReach.count, target: place * columnReach.count * map.lanes))
            }
        }
        var units: [Range<Int>] = []
        for start in unitStarts {
            let first = slab.lines.count
            let count = min(anchorsPerUnit, rows.anchors.upperBound - start + 1)
            if style == .im2col {
                addMatrixLines(from: start, count, to: &slab)
            } else {
                addLines(from: start, count, to: &slab)
            }
            units.append(first..<slab.lines.count)
        }
        return (slab, units)
    }

    /// Rows inside the map that some tap reaches; rows outside of it have no taps and need no line.
    private func addLines(from start: Int, _ count: Int, to slab: inout TileSlab) {
        for (place, phase) in rowPhases.enumerated() {
            for line in 0..<(count + rowShifts.count - 1) {
                let row = (start + rowShifts.lowerBound + line) * rows.step + phase - rows.origin
                guard rows.isInside(row) else { continue }
                slab.lines.append(
                    TileSlab.Line(sourceRow: row, target: (place * linesPerPhase + line) * lineStride))
            }
        }
    }

    private func addMatrixLines(from start: Int, _ count: Int, to slab: inout TileSlab) {
        let columnTaps = columns.families[0].taps.count
        for (place, tap) in rows.families[0].taps.enumerated() {
            for line in 0..<count {
                slab.lines.append(
                    TileSlab.Line(
                        sourceRow: rows.input(at: start + line, tap),
                        target: (place * columnTaps * anchorsPerUnit + line) * lineStride))
            }
        }
    }
}
