import ArchLanguage
import ArchSearch
import NetworkIR
import SourceText
import Testing

@testable import SpaceExploration

@Suite("times as one more cost")
struct LayerTimesTests {
    /// A convolution takes 1 µs for each of its filters, all else nothing: of (3,8), (3,16), (1,8), (1,16) with budget
    /// 20 µs for two of them, (8, 8) alone keeps it.
    @Test("a budget of time bounds the sum of what was supplied")
    func budget() throws {
        let text = "input 3x8x8; conv 3|1 8|16 relu; conv 3 8|16; fc 10"
        let space = try DesignSpace(SourceFile(name: "test", text: text), name: "test")
        let times = LayerTimes { operation, _, _ in
            guard case .convolution(let convolution) = operation else { return 0 }
            return Int64(convolution.filters) * 1000
        }
        let request = SearchRequest(budgets: [try Budget(parsing: "20us")], times: times)
        let outcome = try SpaceSearch(space, request).run()
        #expect(outcome.candidates.count == 2)
        #expect(outcome.candidates.allSatisfy { $0.time == 16_000 })
        #expect(throws: RequestError.unsupportedMetric(.time)) {
            try SpaceSearch(space, SearchRequest(budgets: [try Budget(parsing: "20us")]))
        }
    }
}
