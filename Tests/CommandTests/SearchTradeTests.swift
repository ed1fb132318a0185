import Foundation
import Testing

/// He and Sun's trades around a network without choices.
@Suite struct SearchTradeTests {
    let search: SearchCommand

    init() throws { search = try SearchCommand() }

    /// The replacements by which He & Sun (CVPR 2015, table 1) come from model A to B, C, F, G and H.
    @Test(arguments: [
        ("B", "depth:kernel", "stage3: (3,256) x3 → (2,256) x6"),
        ("C", "depth:kernel", "stage2: (5,128) → (3,128) x2"),
        ("F", "depth:filters", "stage3: (3,256) x3 → (3,160) x5 + (3,256)"),
        ("G", "depth:filters", "stage3: (3,256) x3 → (3,128) x8 + (3,256)"),
        ("B", "all", "stage3: (3,256) x3 → (2,256) x6"), ("C", "all", "stage2: (5,128) → (3,128) x2"),
        ("F", "all", "stage3: (3,256) x3 → (3,160) x5 + (3,256)"),
        ("G", "all", "stage3: (3,256) x3 → (3,128) x8 + (3,256)"),
        ("H", "all", "stage2: (5,128) → (3,64) x3 + (3,128)"),
    ])
    func heAndSunsReplacementsAreListed(_ model: String, _ trade: String, _ replacement: String) throws {
        let document = try search(
            "architectures/hesun-a.arch", "--budget", "1.0x±4%", "--trade", trade, "--no-save", "--format", "json"
        ).document()
        #expect(document["exact"] as? Bool == true)
        let found = try candidates(document).filter { $0["diff"] as? String == replacement }
        #expect(found.count == 1, "model \(model): \(found.count)")
        let residual = try #require(found.first?["residual"] as? Int)
        let own = try #require((found.first?["totals"] as? [String: Any])?["time_complexity"] as? Int)
        #expect(abs(Double(residual)) <= 0.04 * Double(own - residual))
    }
}
