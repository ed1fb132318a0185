import NetworkIR

/// How long changes of memory layout take: measured where one like it was timed, else from those that were.
public struct ReorderTimes: Sendable {
    private let measured: [LayoutChange: TimeEstimate]
    /// Nanoseconds to start, and a byte, of a median reorder; with the factor that 95 % of the measured ones lie within.
    private let line: (start: Double, perByte: Double, spread: Double)?
    /// Nanoseconds a byte by the machine's memory, for a machine that no reorder was timed on.
    private let memory: Double?

    /// Fewer than this are no basis for a line.
    private static let fewest = 3
    /// What a memory's bandwidth does not tell: reorders of small maps stay in caches, others stride.
    private static let doubt = 4.0

    public init(_ measured: [LayoutChange: TimeEstimate], gigabytesPerSecond: Double?) {
        self.measured = measured
        // In an order of its own, so that sums do not depend on the dictionary's.
        let known = measured.filter { $0.value.nanoseconds > 0 }.sorted {
            ($0.key.bytes, $0.value.nanoseconds) < ($1.key.bytes, $1.value.nanoseconds)
        }
        if known.count >= ReorderTimes.fewest {
            let rows = known.map { change, time in [1 / time.nanoseconds, change.bytes / time.nanoseconds] }
            let ones = [Double](repeating: 1, count: rows.count)
            let prices = NonNegativeLeastSquares.solve(rows: rows, targets: ones, weights: ones)
            let errors = rows.map { row in
                abs(logarithm(max(1e-9, row[0] * prices[0] + row[1] * prices[1])))
            }
            line = (prices[0], prices[1], exponential(min(KernelFit.quantile(errors), 3)))
        } else {
            line = nil
        }
        memory = gigabytesPerSecond.flatMap { $0 > 0 ? 2 / $0 : nil }
    }

    /// nil where nothing is known of the machine.
    public func time(of change: LayoutChange) -> TimeEstimate? {
        if let known = measured[change] { return known }
        if let line {
            let time = line.start + line.perByte * change.bytes
            return TimeEstimate(
                nanoseconds: time, low: time / line.spread, high: time * line.spread, source: .predicted)
        }
        return memory.map { perByte in
            let time = perByte * change.bytes
            return TimeEstimate(
                nanoseconds: time, low: time / ReorderTimes.doubt, high: time * ReorderTimes.doubt, source: .predicted)
        }
    }
}
