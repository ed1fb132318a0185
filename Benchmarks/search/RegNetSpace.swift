import ArchSearch

/// A RegNet-like space for measuring the search: per stage a depth, a width and a kernel, widths never falling.
///
/// Stage i works on a map of 112/2^(i mod 5) squared; its first convolution strides, the others keep the width. Columns:
/// multiply-accumulates, parameters, Σ√(output elements) in millionths, and the largest map in elements.
struct RegNetSpace {
    static let macs = 0
    static let parameters = 1
    static let score = 2
    static let largestMap = 3

    var stages = 5
    var depths = 16
    var widths = 32
    var kernels: [Int64] = [3, 5, 7]
    /// Widths are multiples of this.
    var widthStep: Int64 = 16

    func graph() throws(GraphError) -> LayeredGraph {
        var builder = LayeredGraph.Builder(columns: [.sum, .sum, .sum, .maximum])
        for stage in 0..<stages {
            let side = Int64(112 >> (stage * 5 / stages))
            for before in 0..<(stage == 0 ? 1 : widths) {
                builder.openState()
                let input = stage == 0 ? 3 : Int64(before + 1) * widthStep
                for width in (stage == 0 ? 0 : before)..<widths {
                    let filters = Int64(width + 1) * widthStep
                    let elements = filters * side * side
                    let root = Int64((Double(elements).squareRoot() * 1_000_000).rounded())
                    for depth in 1...Int64(depths) {
                        for kernel in kernels {
                            let weights = kernel * kernel * filters * (input + (depth - 1) * filters)
                            builder.addEdge(
                                to: width, decision: 0,
                                values: CollectionOfFour(weights * side * side, weights, depth * root, elements))
                        }
                    }
                }
            }
            builder.endPosition(nextStates: widths)
        }
        return try builder.finish()
    }
}

/// Four values without an allocation.
struct CollectionOfFour: Sequence, IteratorProtocol {
    private var values: SIMD4<Int64>
    private var index = 0

    init(_ first: Int64, _ second: Int64, _ third: Int64, _ fourth: Int64) {
        values = SIMD4(first, second, third, fourth)
    }

    mutating func next() -> Int64? {
        guard index < 4 else { return nil }
        defer { index += 1 }
        return values[index]
    }
}
