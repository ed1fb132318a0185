import ArchSearch
import BigInt
import NetworkIR
import SourceText
import Testing

@testable import ArchLanguage
@testable import SpaceExploration

/// Fronts over scores that are no whole numbers, against brute force that compares them exactly.
@Suite("ties between scores") struct TieTests {
    /// The entropy of a network as the number that it is the logarithm of.
    private func product(_ network: Network) -> BigUInt {
        network.layers.reduce(1) { product, layer in
            guard case .convolution(let convolution) = layer.operation else { return product }
            let kernel = convolution.window.kernel
            return product
                * BigUInt(kernel.height * kernel.width * network.inputs(of: layer)[0].channels / convolution.groups)
        }
    }

    /// Kernels and widths with many common factors; MACs and entropies of different points are often equal.
    @Test(arguments: [
        "input 6x8x8; conv 1|2|3 4|6|9|12; conv 2|4|6 6|8|12 x1|2; conv 1|3 4|8|9; fc 10",
        "input 8x6x6; conv 1|2|4 8|16|32 groups 1|2|4; conv 1|2|4 8|16|32 groups 1|2|4; conv 1|2|4 16 groups 1|2; fc 4",
        "input 12x4x4; conv 1|2|3 6|12 x1|2|3; conv 2|1|4 3|6|12 x0|1|2; conv 3|6 4; fc 2",
    ])
    func frontsOverEntropyAreExact(_ text: String) throws {
        let space = try DesignSpace(SourceFile(name: "test", text: text), name: "test")
        let score = try Score(parsing: "entropy")
        let points = try space.allPoints().map { point in
            (macs: try point.network.cost().total.macs.count, product: product(point.network))
        }
        var expected: [[String]] = []
        var best = BigUInt(0)
        for point in points.sorted(by: { ($0.macs, $1.product) < ($1.macs, $0.product) }) where point.product > best {
            best = point.product
            expected.append(["\(point.macs)", "\(point.product)"])
        }
        let request = SearchRequest(
            budgets: [], score: score, goal: .front(try ParetoAxis.parse("macs,score", score: score)))
        let outcome = try SpaceSearch(space, request).run()
        #expect(outcome.proof == .exact)
        let found = try outcome.candidates.map { ["\($0.cost.total.macs.count)", "\(product(try $0.network()))"] }
        #expect(found == expected)
        // Ranked too: all points of the greatest product come before any other.
        let ranking = try SpaceSearch(
            space, SearchRequest(budgets: [], score: score, goal: .best(points.count))
        ).run()
        let products = try ranking.candidates.map { product(try $0.network()) }
        #expect(products == points.map(\.product).sorted(by: >))
        let costs = zip(products, ranking.candidates.map(\.cost.total.timeComplexity.count)).map { ($0, $1) }
        #expect(zip(costs, costs.dropFirst()).allSatisfy { $0.0 > $1.0 || $0.1 <= $1.1 })
    }
}
