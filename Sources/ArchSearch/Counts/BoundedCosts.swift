/// One column of a graph in whole units above the least of each step, with bounds on what lies before and behind.
struct BoundedCosts: Sendable {
    let firstState: [Int]
    private(set) var firstEdge: [Int] = []
    private(set) var target: [UInt32] = []
    /// The cost of each edge in units; never negative.
    private(set) var units: [Int64] = []
    private(set) var leastBefore: [Int64]
    private(set) var leastAfter: [Int64]
    private(set) var mostAfter: [Int64]
    /// True where the end can be reached.
    private(set) var reaches: [Bool]

    var steps: Int { firstState.count - 2 }

    func states(at position: Int) -> Range<Int> { firstState[position]..<firstState[position + 1] }

    func edges(from state: Int) -> Range<Int> { firstEdge[state]..<firstEdge[state + 1] }

    init(_ graph: LayeredGraph, column: Int, shifts: [Int64], divisor: Int64, isAllowed: (Int) -> Bool) {
        firstState = graph.firstState
        let stateCount = graph.stateCount
        for position in 0..<graph.steps {
            for state in graph.states(at: position) {
                firstEdge.append(target.count)
                for edge in graph.edges(from: state) where isAllowed(edge) {
                    target.append(graph.target[edge])
                    units.append((graph.value(of: edge, column: column) - shifts[position]) / divisor)
                }
            }
        }
        while firstEdge.count <= stateCount { firstEdge.append(target.count) }
        leastAfter = Array(repeating: Lane.unlimited, count: stateCount)
        mostAfter = Array(repeating: 0, count: stateCount)
        leastBefore = leastAfter
        reaches = Array(repeating: false, count: stateCount)
        for state in states(at: steps) {
            leastAfter[state] = 0
            reaches[state] = true
        }
        for position in stride(from: steps - 1, through: 0, by: -1) {
            for state in states(at: position) {
                for edge in edges(from: state) where reaches[Int(target[edge])] {
                    let to = Int(target[edge])
                    reaches[state] = true
                    leastAfter[state] = min(leastAfter[state], units[edge] + leastAfter[to])
                    mostAfter[state] = max(mostAfter[state], units[edge] + mostAfter[to])
                }
            }
        }
        leastBefore[0] = 0
        for state in 0..<stateCount where leastBefore[state] < Lane.unlimited {
            for edge in edges(from: state) {
                let to = Int(target[edge])
                leastBefore[to] = min(leastBefore[to], leastBefore[state] + units[edge])
            }
        }
    }
}

/// The greatest common divisor of two numbers that are not negative; that of a number and zero is the number.
func greatestCommonDivisor(_ a: Int64, _ b: Int64) -> Int64 {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
}

/// The quotient rounded down, for a positive divisor.
func floorDivide(_ a: Int64, _ b: Int64) -> Int64 {
    let quotient = a / b
    return a % b < 0 ? quotient - 1 : quotient
}
