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

    /// On a map of 36x36: (4·64 + 3·4·128)·128 instead of 25·64·128 products a place are 24,576 more.
    @Test func aReplacementHasItsExactResidual() throws {
        let arguments = ["architectures/hesun-a.arch", "--budget", "1.0x±4%", "--trade", "depth:kernel", "--no-save"]
        let document = try search(arguments + ["--format", "json"]).document()
        let found = try candidates(document).first { $0["diff"] as? String == "stage2: (5,128) → (2,128) x4" }
        #expect(found?["residual"] as? Int == 24_576 * 36 * 36)
        let table = try search(arguments)
        #expect(
            table.output.contains(
                "Every replacement within the budgets, run after run, the nearest to the first budget first.\n"),
            "\(table.output)")
    }
}
