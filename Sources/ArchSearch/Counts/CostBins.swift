import LongWork

/// How many rests of paths from each state of a position cost how much, in bins of equal width.
struct CostBins<Count: CountScalar> {
    private struct Bins: Sendable {
        /// The cost of the first bin, in bins.
        var first: Int64 = 0
        var counts: [Count] = []
        /// The bins that are not zero, where they are few.
        var occupied: [Int]?
    }

    /// Counts up to each bin.
    struct Cumulative {
        fileprivate var first: Int64
        fileprivate var counts: [Count]
        fileprivate var factor: Int64

        /// The number of rests whose rounded cost is at most so many units.
        func upTo(_ units: Int64) -> Count {
            let index = floorDivide(units, factor) - first
            if index < 0 || counts.isEmpty { return .zero }
            return counts[Int(min(index, Int64(counts.count - 1)))]
        }
    }

    /// Units a bin: each edge's cost is rounded down to it.
    let factor: Int64
    private var bins: [Bins]

    init(_ costs: BoundedCosts, to position: Int, high: Int64, options: SearchOptions, work: Int) {
        let factor = Self.factor(costs, to: position, high: high, options: options, work: work)
        self.factor = factor
        bins = Array(repeating: Bins(), count: costs.reaches.count)
        for state in costs.states(at: costs.steps) { bins[state] = Bins(first: 0, counts: [.one], occupied: [0]) }
        for current in stride(from: costs.steps - 1, through: position, by: -1) {
            options.progress(WorkProgress("count", Double(costs.steps - 1 - current) / Double(costs.steps - position)))
            let states = costs.states(at: current)
            bins.withUnsafeMutableBufferPointer { bins in
                // Each index writes to a state of its own and reads only states of the next position.
                nonisolated(unsafe) let bins = bins
                forEachInParallel(
                    states.count, threads: options.threads, scratch: {},
                    body: { index, _ in
                        if options.cancellation.isCancelled { return }
                        let state = states.lowerBound + index
                        bins[state] = Self.bins(of: state, costs, high: high, factor: factor, behind: bins)
                    })
            }
            if current + 1 < costs.steps {
                for state in costs.states(at: current + 1) { bins[state] = Bins() }
            }
        }
    }

    func cumulative(at state: Int) -> Cumulative {
        var running = Count.zero
        let counts = bins[state].counts.map { bin in
            running = Count.sum(running, bin)
            return running
        }
        return Cumulative(first: bins[state].first, counts: counts, factor: factor)
    }

    /// The least width at which the additions and the memory stay within their limits.
    private static func factor(
        _ costs: BoundedCosts, to position: Int, high: Int64, options: SearchOptions, work: Int
    ) -> Int64 {
        var additions = 0.0
        var cells = 0.0
        for current in position..<costs.steps {
            var level = 0.0
            for state in costs.states(at: current) where costs.reaches[state] {
                let span = min(costs.mostAfter[state], high - min(high, costs.leastBefore[state]))
                let length = Double(max(0, span - costs.leastAfter[state])) + 1
                level += length
                for edge in costs.edges(from: state) {
                    let to = Int(costs.target[edge])
                    guard costs.reaches[to] else { continue }
                    let behind = Double(costs.mostAfter[to] - costs.leastAfter[to]) + 1
                    additions += current + 1 == costs.steps ? 1 : min(length, behind)
                }
            }
            cells = max(cells, level)
        }
        let memoryCells = Double(max(1 << 16, options.memoryLimit / MemoryLayout<Count>.stride / 3))
        let needed = max(additions / Double(max(1, work)), cells / memoryCells)
        return needed <= 1 ? 1 : needed < 0x1p60 ? Int64(needed.rounded(.up)) : 1 << 60
    }

    private static func bins(
        of state: Int, _ costs: BoundedCosts, high: Int64, factor: Int64, behind: UnsafeMutableBufferPointer<Bins>
    ) -> Bins {
        guard costs.reaches[state], costs.leastBefore[state] <= high else { return Bins() }
        let cap = (high - costs.leastBefore[state]) / factor
        var (first, last) = (Int64.max, Int64.min)
        for edge in costs.edges(from: state) {
            let rest = behind[Int(costs.target[edge])]
            guard !rest.counts.isEmpty else { continue }
            let shift = costs.units[edge] / factor + rest.first
            first = min(first, shift)
            last = max(last, shift + Int64(rest.counts.count) - 1)
        }
        last = min(last, cap)
        guard first <= last else { return Bins() }
        let length = Int(last - first) + 1
        var counts = [Count](repeating: .zero, count: length)
        counts.withUnsafeMutableBufferPointer { counts in
            let blockLength = 4096
            for blockStart in stride(from: 0, to: length, by: blockLength) {
                let blockEnd = min(length, blockStart + blockLength)
                for edge in costs.edges(from: state) {
                    let rest = behind[Int(costs.target[edge])]
                    guard !rest.counts.isEmpty else { continue }
                    let shift = Int(costs.units[edge] / factor + rest.first - first)
                    if let occupied = rest.occupied {
                        guard blockStart == 0 else { continue }
                        for bin in occupied where bin + shift < length {
                            counts[bin + shift] = Count.sum(counts[bin + shift], rest.counts[bin])
                        }
                        continue
                    }
                    let start = max(blockStart, shift)
                    let end = min(blockEnd, shift + rest.counts.count)
                    guard start < end else { continue }
                    rest.counts.withUnsafeBufferPointer { source in
                        for index in start..<end {
                            counts[index] = Count.sum(counts[index], source[index - shift])
                        }
                    }
                }
            }
        }
        let occupied = counts.indices.filter { counts[$0] > .zero }
        return Bins(first: first, counts: counts, occupied: occupied.count * 8 < length ? occupied : nil)
    }
}
