import ArchLanguage
import ArchSearch
import LongWork
import SourceText
import Testing

@testable import SpaceExploration

/// Lists longer than anybody reads: how they end.
@Suite("long lists") struct LongListTests {
    /// 64·64 points.
    private func search(_ options: SearchOptions, top: Int) throws -> SpaceSearch {
        let text = "input 3x8x8; conv 3 8..512:8; conv 3 8..512:8; fc 10"
        let space = try DesignSpace(SourceFile(name: "test", text: text), name: "test")
        return try SpaceSearch(space, SearchRequest(budgets: [], goal: .best(top), options: options))
    }

    @Test func theMemoryLimitEndsAList() throws {
        let cut = try search(SearchOptions(memoryLimit: 4 << 20), top: 3000).run()
        #expect(cut.candidates.count == 1024 && cut.listLimit == 1024 && cut.proof == .exact)
        let whole = try search(SearchOptions(), top: 3000).run()
        #expect(whole.candidates.count == 3000 && whole.listLimit == nil)
        #expect(whole.candidates.prefix(1024).map(\.decisions) == cut.candidates.map(\.decisions))
        // A list that ends by itself is not cut.
        let all = try search(SearchOptions(), top: 10_000).run()
        #expect(all.candidates.count == 4096 && all.listLimit == nil)
    }

    @Test func theWishToStopCutsWhatIsFound() throws {
        let options = SearchOptions()
        let found = try search(options, top: 3000).run()
        #expect(!found.isTooLongNow)
        options.cancellation.cancel()
        #expect(found.isTooLongNow)
        let shown = found.cutShort
        #expect(shown.candidates.count == 1024 && shown.proof == .cancelled && !shown.isTooLongNow)
    }
}
