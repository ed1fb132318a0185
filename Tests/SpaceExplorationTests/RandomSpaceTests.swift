import ArchSearch
import BigInt
import CostAnalysis
import Foundation
import NetworkIR
import SourceText
import Testing

@testable import ArchLanguage
@testable import SpaceExploration

/// The graph of a random space against laying out all its points one by one.
@Suite("random spaces") struct RandomSpaceTests {
    /// Longer runs: `ARCHCOST_RANDOM_SPACES=100000 swift test --filter RandomSpaceTests`.
    static let count = ProcessInfo.processInfo.environment["ARCHCOST_RANDOM_SPACES"].flatMap(Int.init) ?? 320

    @Test("every point is a path with the network's totals, and nothing else is", arguments: 0..<8)
    func paths(_ batch: Int) throws {
        var tried = 0
        for seed in 0..<(Self.count / 8) {
            let seed = UInt64(batch) << 32 + UInt64(seed)
            var writer = RandomSpace(seed: seed)
            let text = writer.text()
            // Many texts are wrong at their own point, by a name, a label or a shape; the search refuses those too.
            guard let space = try? DesignSpace(SourceFile(name: "test", text: text), name: "test"),
                (try? space.network()) != nil
            else { continue }
            tried += 1
            let points = try space.allPoints()
            let found = try SpaceGraphTests.totals(of: SpaceGraph(space, columns: SpaceGraphTests.columns))
            #expect(Set(found.keys) == Set(points.map(\.assignment)), "seed \(seed):\n\(text)")
            for (assignment, network) in points {
                let expected = try SpaceGraphTests.totals(of: network)
                let isEqual = found[assignment]?.prefix(8) == expected[...]
                #expect(isEqual, "seed \(seed), \(assignment): \(found[assignment] ?? []), \(expected):\n\(text)")
                if !isEqual { break }
            }
        }
        #expect(tried >= Self.count / 40)
    }

    @Test("budgets of MACs and of memory let through what keeps both, best first", arguments: 0..<4)
    func budgets(_ batch: Int) throws {
        for seed in 0..<(Self.count / 16) {
            let seed = UInt64(batch + 100) << 32 + UInt64(seed)
            var writer = RandomSpace(seed: seed)
            let text = writer.text()
            guard let space = try? DesignSpace(SourceFile(name: "test", text: text), name: "test"),
                (try? space.network()) != nil
            else { continue }
            let points = try space.allPoints().map {
                (assignment: $0.assignment, totals: try SpaceGraphTests.totals(of: $0.network))
            }
            guard points.count >= 4, points.count <= 400 else { continue }
            let macs = points.map(\.totals[1]).sorted()[points.count / 2]
            let kibibytes = points.map { ($0.totals[5] + 1023) / 1024 }.sorted()[points.count / 2]
            let request = SearchRequest(
                budgets: [try Budget(parsing: "\(macs)MACs"), try Budget(parsing: "\(kibibytes)KiB")],
                score: try Score(parsing: "activations"), goal: .best(points.count))
            let found = try SpaceSearch(space, request).run()
            #expect(found.proof == .exact)
            let fitting = points.filter { $0.totals[1] <= macs && $0.totals[5] <= kibibytes * 1024 }
            #expect(Set(found.candidates.map(\.assignment)) == Set(fitting.map(\.assignment)), "seed \(seed):\n\(text)")
            let scores = found.candidates.map { $0.cost.total.activations.count }
            #expect(scores == scores.sorted(by: >), "seed \(seed):\n\(text)")
        }
    }
}
