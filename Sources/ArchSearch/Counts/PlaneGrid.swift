/// How many rests of one state fall into each cell of a grid over two costs.
struct PlaneGrid<Count: CountScalar>: Sendable {
    /// The first cell's number in each column.
    var origin = SIMD2<Int64>(0, 0)
    var rows = 0
    var columns = 0
    /// Row after row, the first column's cell being the row.
    var counts: [Count] = []
    /// A rest in cell n costs from n·width + `errorLow` to n·width + `errorHigh`.
    var errorLow = SIMD2<Int64>(0, 0)
    var errorHigh = SIMD2<Int64>(0, 0)

    var isEmpty: Bool { counts.isEmpty }

    /// Makes every cell the sum of all that are no further in both columns.
    mutating func accumulate() {
        for row in 0..<rows {
            var running = Count.zero
            for column in 0..<columns {
                let index = row * columns + column
                running = Count.sum(running, counts[index])
                counts[index] = row == 0 ? running : Count.sum(running, counts[index - columns])
            }
        }
    }

    /// Of an accumulated grid: the sum up to a cell, which may lie outside.
    func upTo(_ cell: SIMD2<Int64>) -> Count {
        let place = cell &- origin
        if any(place .< SIMD2<Int64>(0, 0)) || isEmpty { return .zero }
        return counts[Int(min(place.x, Int64(rows - 1))) * columns + Int(min(place.y, Int64(columns - 1)))]
    }
}

/// The widths of cells, and the limits beyond which a rest's cost no longer matters.
struct PlaneScale {
    let plane: CostPlane
    /// Units a cell, by column.
    var width: SIMD2<Int64>
    /// The least and the most that ways to each state take.
    let leastBefore: [SIMD2<Int64>]
    let mostBefore: [SIMD2<Int64>]

    init(_ plane: CostPlane, from front: Int, _ ways: [Int: (least: SIMD2<Int64>, most: SIMD2<Int64>)]) {
        self.plane = plane
        width = SIMD2(1, 1)
        let count = plane.first.costs.reaches.count
        var least = [SIMD2<Int64>](repeating: SIMD2(repeating: Lane.unlimited), count: count)
        var most = [SIMD2<Int64>](repeating: SIMD2(repeating: -1), count: count)
        for (state, bounds) in ways { (least[state], most[state]) = (bounds.least, bounds.most) }
        for position in front..<plane.steps {
            for state in plane.states(at: position) where most[state].x >= 0 {
                for edge in plane.edges(from: state) where plane.reaches(plane.target(of: edge)) {
                    let (to, units) = (plane.target(of: edge), plane.units(of: edge))
                    least[to] = pointwiseMin(least[to], least[state] &+ units)
                    most[to] = pointwiseMax(most[to], most[state] &+ units)
                }
            }
        }
        leastBefore = least
        mostBefore = most
    }

    /// Costs of a state's rests that have to be told apart: below the first all keep the limits whatever comes before (or miss a
    /// lower one), above the second none does. Nil where no way leads here, or none goes on.
    func span(of state: Int) -> (low: SIMD2<Int64>, high: SIMD2<Int64>)? {
        guard plane.reaches(state), mostBefore[state].x >= 0 else { return nil }
        let high = pointwiseMin(plane.mostAfter(state), plane.high &- leastBefore[state])
        // The least limit that is asked for: the one below a window where there is one.
        let asked = plane.high.replacing(with: plane.low &- 1, where: plane.low .> SIMD2<Int64>(0, 0))
        var low = pointwiseMax(plane.leastAfter(state), asked &- mostBefore[state])
        guard !any(high .< plane.leastAfter(state)) else { return nil }
        low = pointwiseMin(low, high)
        return (low, high)
    }

    /// Cells of a state's grid, rows and columns; nil where it has none.
    func size(of state: Int) -> (rows: Int, columns: Int)? {
        guard let span = span(of: state) else { return nil }
        // Two cells to spare on each side, for what errors may shift.
        let cells = (span.high &- span.low) / width &+ SIMD2(repeating: 5)
        return (Int(cells.x), Int(cells.y))
    }

    /// The least widths at which the additions and the cells of two neighbouring positions stay within their limits.
    mutating func widen(from front: Int, to back: Int, additions: Double, cells: Double) {
        var spread = SIMD2<Int64>(1, 1)
        for position in front...back {
            for state in plane.states(at: position) {
                guard let span = span(of: state) else { continue }
                spread = pointwiseMax(spread, span.high &- span.low)
            }
        }
        // What an error of a cell is held against: the window where there is one, for few points lie in a narrow one.
        let windows = pointwiseMax(plane.high &- plane.low, SIMD2(1, 1))
        let scale = spread.replacing(with: pointwiseMin(spread, windows), where: plane.low .> SIMD2<Int64>(0, 0))
        // So many cells to each as fit, by bisection; a column that needs fewer leaves room to the other.
        var (fits, fails) = (1.0 / 1024, Double(max(spread.x, spread.y)) + 1)
        func widths(_ cells: Double) -> SIMD2<Int64> {
            SIMD2(
                max(1, Int64((Double(scale.x) / cells).rounded(.up))),
                max(1, Int64((Double(scale.y) / cells).rounded(.up))))
        }
        while fails > fits * 1.01 {
            let middle = (fits * fails).squareRoot()
            width = widths(middle)
            let need = needed(from: front, to: back)
            if need.additions <= additions && need.cells <= cells { fits = middle } else { fails = middle }
        }
        width = widths(fits)
    }

    private func needed(from front: Int, to back: Int) -> (additions: Double, cells: Double) {
        var additions = 0.0
        var cells = 0.0
        var before = 0.0
        for position in stride(from: back, through: front, by: -1) {
            var here = 0.0
            for state in plane.states(at: position) {
                guard let size = size(of: state) else { continue }
                here += Double(size.rows) * Double(size.columns)
                guard position < back else { continue }
                for edge in plane.edges(from: state) {
                    guard let behind = self.size(of: plane.target(of: edge)) else { continue }
                    additions +=
                        Double(min(size.rows, behind.rows)) * Double(min(size.columns, behind.columns))
                        + Double(size.rows)
                }
            }
            cells = max(cells, here + before)
            before = here
        }
        return (additions, cells)
    }
}
