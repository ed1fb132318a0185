import NetworkIR

/// The interval of a sum of kernels' times.
///
/// Kernels of one problem err together, so their half widths add. Measured ones of different problems err apart, and add in
/// quadrature; predicted ones share a little of their error, for a machine has faster and slower hours, and a model its bent.
struct IntervalSum {
    /// The correlation of two predictions' errors. With it 95 % intervals of networks cover what they should (docs/accuracy.md).
    private static let sharedPart = 0.05

    private struct Part {
        var low = 0.0
        var high = 0.0
        var isMeasured: Bool
    }

    private var time = 0.0
    private var places: [Problem: Int] = [:]
    private var parts: [Part] = []

    /// Adds a kernel that runs so many times.
    mutating func add(_ problem: Problem, _ estimate: TimeEstimate, times: Double = 1) {
        time += times * estimate.nanoseconds
        let place = places[problem] ?? parts.count
        if place == parts.count { parts.append(Part(isMeasured: estimate.source == .measured)) }
        places[problem] = place
        parts[place].low += times * (estimate.nanoseconds - estimate.low)
        parts[place].high += times * (estimate.high - estimate.nanoseconds)
    }

    func estimate(_ source: TimeSource) -> TimeEstimate {
        TimeEstimate(nanoseconds: time, low: time - width(\.low), high: time + width(\.high), source: source)
    }

    private func width(_ side: KeyPath<Part, Double>) -> Double {
        let squares = parts.reduce(0) { $0 + $1[keyPath: side] * $1[keyPath: side] }
        let predicted = parts.filter { !$0.isMeasured }.map { $0[keyPath: side] }
        let sum = predicted.reduce(0, +)
        // The sum of all products of two different ones.
        let products = sum * sum - predicted.reduce(0) { $0 + $1 * $1 }
        return (squares + IntervalSum.sharedPart * products).squareRoot()
    }
}
