import LongWork

/// The points within ranges of two summed columns at once.
///
/// From both ends, exact lists of costs are kept while they are short. Where they meet, pairs are counted exactly. Else the
/// rests go on towards the ways as grids of counts over both costs. Cells are as narrow as work and memory allow; what an edge
/// or a list loses by being put into cells is carried along as the error of the state, least and most, so that a count is
/// enclosed: a cell is in for sure where its greatest true cost is, and may be in where its least is.
struct PlaneHistogram<Count: CountScalar> {
    let count: PointCount

    init(_ plane: CostPlane, _ options: SearchOptions, work: Int, operations: Int) {
        let listBytes = options.memoryLimit / 4 / MemoryLayout<PlaneEntry<Count>>.stride
        let lists = PlaneLists<Count>(
            plane, atMost: min(4_000_000, listBytes, max(16, work / 1000)), options.cancellation)
        if lists.front == lists.back {
            count = Self.pairs(lists, plane, operations)
        } else {
            count = Self.enclosure(lists, plane, options, work: work, operations)
        }
    }

    private static func pairs(_ lists: PlaneLists<Count>, _ plane: CostPlane, _ operations: Int) -> PointCount {
        var (plus, minus) = (Count.zero, Count.zero)
        var length = 0
        let below = plane.low &- 1
        for (state, ways) in lists.ways.sorted(by: { $0.key < $1.key }) {
            guard let rests = lists.rests[state] else { continue }
            length += ways.count + 64
            let counter = PairCounter(rests)
            plus = Count.sum(plus, counter.pairs(ways, atMost: plane.high))
            if below.x >= 0 {
                minus = Count.sum(minus, counter.pairs(ways, atMost: SIMD2(below.x, plane.high.y)))
            }
            if below.y >= 0 {
                minus = Count.sum(minus, counter.pairs(ways, atMost: SIMD2(plane.high.x, below.y)))
            }
            if below.x >= 0, below.y >= 0 { plus = Count.sum(plus, counter.pairs(ways, atMost: below)) }
        }
        return difference(plus, minus, operations + length)
    }

    /// The bounds of a difference of two sums, each rounded.
    private static func difference(_ plus: Count, _ minus: Count, _ operations: Int) -> PointCount {
        let (plus, minus) = (
            Count.bounds(plus, operations: operations), Count.bounds(minus, operations: operations)
        )
        return PointCount(
            lower: plus.lower > minus.upper ? plus.lower - minus.upper : 0,
            upper: plus.upper > minus.lower ? plus.upper - minus.lower : 0)
    }

    private static func enclosure(
        _ lists: PlaneLists<Count>, _ plane: CostPlane, _ options: SearchOptions, work: Int, _ operations: Int
    ) -> PointCount {
        var widened = PlaneScale(
            plane, from: lists.front,
            lists.ways.compactMapValues { list in
                guard var most = list.first?.units, var least = list.first?.units else { return nil }
                for entry in list {
                    (least, most) = (pointwiseMin(least, entry.units), pointwiseMax(most, entry.units))
                }
                return (least, most)
            })
        widened.widen(
            from: lists.front, to: lists.back, additions: Double(work),
            cells: Double(options.memoryLimit / 2 / MemoryLayout<Count>.stride))
        let scale = widened
        let grids = grids(lists, scale, options)
        let met = lists.ways.sorted { $0.key < $1.key }.filter { !grids[$0.key].isEmpty }
        var parts = [Enclosure](repeating: Enclosure(), count: met.count)
        parts.withUnsafeMutableBufferPointer { parts in
            // Each index writes to a place of its own.
            nonisolated(unsafe) let parts = parts
            forEachInParallel(
                met.count, threads: options.threads, scratch: {},
                body: { index, _ in parts[index] = Enclosure(met[index].value, grids[met[index].key], scale) })
        }
        let sums = parts.reduce(Enclosure()) { $0.adding($1) }
        let length = met.reduce(0) { $0 + $1.value.count + grids[$1.key].rows + grids[$1.key].columns }
        return PointCount(
            lower: difference(sums.lower.plus, sums.lower.minus, operations + length).lower,
            upper: difference(sums.upper.plus, sums.upper.minus, operations + length).upper)
    }

    /// Sums that enclose how many rests go with some ways, each as what is added and what is taken away.
    private struct Enclosure: Sendable {
        var lower = (plus: Count.zero, minus: Count.zero)
        var upper = (plus: Count.zero, minus: Count.zero)

        init() {}

        init(_ ways: [PlaneEntry<Count>], _ counts: PlaneGrid<Count>, _ scale: PlaneScale) {
            let plane = scale.plane
            let isWindow = any(plane.low .> SIMD2<Int64>(0, 0))
            var grid = counts
            grid.accumulate()
            for way in ways {
                // Cells whose rests are in for sure, and those whose rests may be.
                let (low, high) = (plane.low &- way.units, plane.high &- way.units)
                let sure = (
                    cell(high &- grid.errorHigh, scale.width), cell(low &- grid.errorLow &- 1, scale.width)
                )
                let possible = (
                    cell(high &- grid.errorLow, scale.width), cell(low &- grid.errorHigh &- 1, scale.width)
                )
                if !isWindow || !any(sure.0 .<= sure.1) { add(way, grid, sure, plane, &lower) }
                add(way, grid, possible, plane, &upper)
            }
        }

        func adding(_ other: Enclosure) -> Enclosure {
            var result = self
            result.lower.plus = Count.sum(lower.plus, other.lower.plus)
            result.lower.minus = Count.sum(lower.minus, other.lower.minus)
            result.upper.plus = Count.sum(upper.plus, other.upper.plus)
            result.upper.minus = Count.sum(upper.minus, other.upper.minus)
            return result
        }
    }

    /// Adds a way's rests up to one cell, less those up to the cell below its window.
    private static func add(
        _ way: PlaneEntry<Count>, _ grid: PlaneGrid<Count>, _ cells: (SIMD2<Int64>, SIMD2<Int64>), _ plane: CostPlane,
        _ sums: inout (plus: Count, minus: Count)
    ) {
        let (to, below) = cells
        func add(_ count: Count, _ sum: inout Count) { sum = Count.sum(sum, Count.product(way.number, count)) }
        add(grid.upTo(to), &sums.plus)
        let windows = plane.low .> SIMD2<Int64>(0, 0)
        if windows[0] { add(grid.upTo(SIMD2(below.x, to.y)), &sums.minus) }
        if windows[1] { add(grid.upTo(SIMD2(to.x, below.y)), &sums.minus) }
        if windows[0], windows[1] { add(grid.upTo(below), &sums.plus) }
    }

    /// The last cell that lies wholly at or below a cost.
    private static func cell(_ cost: SIMD2<Int64>, _ width: SIMD2<Int64>) -> SIMD2<Int64> {
        SIMD2(floorDivide(cost.x, width.x), floorDivide(cost.y, width.y))
    }

    /// The grids of the states that ways lead to.
    private static func grids(
        _ lists: PlaneLists<Count>, _ scale: PlaneScale, _ options: SearchOptions
    ) -> [PlaneGrid<Count>] {
        let plane = scale.plane
        var grids = [PlaneGrid<Count>](repeating: PlaneGrid(), count: plane.first.costs.reaches.count)
        for (state, list) in lists.rests { grids[state] = scale.grid(of: state, list) }
        for position in stride(from: lists.back - 1, through: lists.front, by: -1) {
            let done = Double(lists.back - 1 - position) / Double(lists.back - lists.front)
            options.progress(WorkProgress("count", done))
            let states = plane.states(at: position)
            grids.withUnsafeMutableBufferPointer { grids in
                // Each index writes to a state of its own and reads only states of the next position.
                nonisolated(unsafe) let grids = grids
                forEachInParallel(
                    states.count, threads: options.threads, scratch: {},
                    body: { index, _ in
                        if options.cancellation.isCancelled { return }
                        let state = states.lowerBound + index
                        grids[state] = scale.grid(of: state, behind: grids)
                    })
            }
            for state in plane.states(at: position + 1) { grids[state] = PlaneGrid() }
        }
        return grids
    }
}

extension PlaneScale {
    /// An exact list put into cells.
    func grid<Count: CountScalar>(of state: Int, _ list: [PlaneEntry<Count>]) -> PlaneGrid<Count> {
        guard let size = size(of: state), let span = span(of: state), !list.isEmpty else { return PlaneGrid() }
        var grid = PlaneGrid<Count>()
        (grid.rows, grid.columns) = size
        grid.origin = SIMD2(floorDivide(span.low.x, width.x), floorDivide(span.low.y, width.y)) &- 1
        grid.counts = Array(repeating: .zero, count: size.rows * size.columns)
        grid.errorLow = SIMD2(repeating: .max)
        grid.errorHigh = SIMD2(repeating: 0)
        for entry in list {
            let cell = SIMD2(floorDivide(entry.units.x, width.x), floorDivide(entry.units.y, width.y))
            let error = entry.units &- cell &* width
            grid.errorLow = pointwiseMin(grid.errorLow, error)
            grid.errorHigh = pointwiseMax(grid.errorHigh, error)
            let place = pointwiseMax(cell &- grid.origin, SIMD2(0, 0))
            guard place.x < grid.rows, place.y < grid.columns else { continue }
            let index = Int(place.x) * grid.columns + Int(place.y)
            grid.counts[index] = Count.sum(grid.counts[index], entry.number)
        }
        return grid
    }

    /// The grid of a state from those of all states behind it.
    func grid<Count: CountScalar>(
        of state: Int, behind: UnsafeMutableBufferPointer<PlaneGrid<Count>>
    ) -> PlaneGrid<Count> {
        guard let size = size(of: state), let span = span(of: state) else { return PlaneGrid() }
        // By how many cells each edge moves the grid behind it; the nearest, so that errors stay about zero.
        var moves: [(target: Int, cells: SIMD2<Int64>)] = []
        var errorLow = SIMD2<Int64>(repeating: .max)
        var errorHigh = SIMD2<Int64>(repeating: .min)
        for edge in plane.edges(from: state) {
            let to = plane.target(of: edge)
            let rest = behind[to]
            guard !rest.isEmpty else { continue }
            let units = plane.units(of: edge)
            let middle = units &+ (rest.errorLow &+ rest.errorHigh) / 2
            let cells = SIMD2(
                floorDivide(middle.x + width.x / 2, width.x), floorDivide(middle.y + width.y / 2, width.y))
            let left = units &- cells &* width
            errorLow = pointwiseMin(errorLow, left &+ rest.errorLow)
            errorHigh = pointwiseMax(errorHigh, left &+ rest.errorHigh)
            moves.append((to, cells))
        }
        guard !moves.isEmpty else { return PlaneGrid() }
        var grid = PlaneGrid<Count>()
        (grid.rows, grid.columns) = size
        grid.errorLow = errorLow
        grid.errorHigh = errorHigh
        // The first cell holds all that is below the span, whatever its error.
        let first = span.low &- errorHigh
        grid.origin = SIMD2(floorDivide(first.x, width.x), floorDivide(first.y, width.y)) &- 1
        let last = span.high &- errorLow
        let cells =
            SIMD2(floorDivide(last.x, width.x), floorDivide(last.y, width.y)) &- grid.origin &+ 1
        (grid.rows, grid.columns) = (Int(cells.x), Int(cells.y))
        grid.counts = Array(repeating: .zero, count: grid.rows * grid.columns)
        let columns = grid.columns
        grid.counts.withUnsafeMutableBufferPointer { counts in
            for row in 0..<grid.rows {
                let into = UnsafeMutableBufferPointer(rebasing: counts[(row * columns)..<((row + 1) * columns)])
                for move in moves {
                    let rest = behind[move.target]
                    let shift = rest.origin &+ move.cells &- grid.origin
                    // The first row takes all rows of the grid behind that would lie before it.
                    let source = row - Int(shift.x)
                    let from = row == 0 ? 0 : source
                    guard source >= 0, from < rest.rows else { continue }
                    for sourceRow in from...min(source, rest.rows - 1) where row == 0 || sourceRow == source {
                        rest.counts.withUnsafeBufferPointer { counts in
                            Self.add(
                                counts[(sourceRow * rest.columns)..<((sourceRow + 1) * rest.columns)],
                                shiftedBy: Int(shift.y), to: into)
                        }
                    }
                }
            }
        }
        return grid
    }

    /// Adds a row to another, some places on; what would lie before the first place goes there, what lies behind the last is out.
    private static func add<Count: CountScalar>(
        _ source: Slice<UnsafeBufferPointer<Count>>, shiftedBy shift: Int, to row: UnsafeMutableBufferPointer<Count>
    ) {
        let source = UnsafeBufferPointer(rebasing: source)
        if shift < 0 {
            var first = Count.zero
            for index in 0..<min(-shift, source.count) { first = Count.sum(first, source[index]) }
            row[0] = Count.sum(row[0], first)
        }
        let start = max(0, shift)
        let end = min(row.count, source.count + shift)
        guard start < end else { return }
        for index in start..<end { row[index] = Count.sum(row[index], source[index - shift]) }
    }
}
