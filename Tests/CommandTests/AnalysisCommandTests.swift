import Foundation
import Testing

/// The analyses that `estimate`, `compare` and `check` offer beyond counts, as a user sees them.
@Suite struct AnalysisCommandTests {
    private func document(_ arguments: String...) throws -> [String: Any] {
        let outcome = try BuiltCommand.run(arguments + ["--format", "json"], input: "", environment: [:])
        #expect(outcome.status == 0, "\(outcome.error)")
        return try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    }

    private func first(_ document: [String: Any]) throws -> [String: Any] {
        try #require((document["networks"] as? [[String: Any]])?.first)
    }

    /// thop 0.1.1 prints 428834816 for the DCGAN generator, four times too much for its stride-2 layers.
    @Test func aConventionPrintsTheToolsNumberAndWhyItDiffers() throws {
        let network = try first(try document("estimate", "architectures/dcgan_g64.arch", "--convention", "thop"))
        let count = try #require((network["counts"] as? [[String: Any]])?.first)
        #expect(count["value"] as? Int == 428_834_816)
        #expect(count["ours"] as? Int == 104_628_224)
        let terms = try #require(count["terms"] as? [[String: Any]])
        #expect(terms.compactMap { $0["amount"] as? Int }.reduce(0, +) == 428_834_816 - 104_628_224)
        #expect(terms.contains { $0["term"] as? String == "transposed convolution" })
    }

    /// He & Sun's model B is 0.961 of A.
    @Test func compareIsRelativeToTheFirst() throws {
        let networks = try #require(
            try document("compare", "architectures/hesun-a.arch", "architectures/hesun-b.arch")["networks"]
                as? [[String: Any]])
        let relative = try #require(networks[1]["relative"] as? [String: Double])
        #expect(abs((relative["time_complexity"] ?? 0) - 0.9607529703375344) < 1e-15)
    }

    /// VGG-16 by hand: every layer but the first has as many backward-data as forward MACs; adam keeps two states of 4 bytes.
    @Test func trainingPricesThreePassesAndTheOptimizer() throws {
        let network = try first(try document("estimate", "architectures/vgg16.arch", "--train", "--optimizer", "adam"))
        let totals = try #require(network["totals"] as? [String: Int])
        #expect(totals["forward_macs"] == 15_470_264_320)
        #expect(totals["backward_weights_macs"] == 15_470_264_320)
        #expect(totals["backward_data_macs"] == 15_470_264_320 - 3 * 9 * 64 * 224 * 224)
        #expect(totals["optimizer_state"] == 138_357_544 * 8)
        #expect(totals["update_flops"] == 138_357_544 * 12)
    }

    /// torchvision's MobileNetV2 has 17056 channels behind convolutions, each with a norm: folding keeps one number of two.
    @Test func foldingSavesTheScalesOfTheNorms() throws {
        let network = try first(try document("estimate", "architectures/mobilenet_v2.arch", "--fold-bn"))
        let folding = try #require(network["folding"] as? [String: Any])
        #expect((folding["saved"] as? [String: Int])?["params"] == 17_056)
        #expect((folding["kept"] as? [Any])?.isEmpty == true)
        #expect((network["totals"] as? [String: Any])?["params"] as? Int == 3_504_872 - 17_056)
    }

    @Test func checkNamesReasonSourceSuggestionAndPrice() throws {
        let text = "input 64x8x8\ndeconv 3 32 /2 pad 1 outpad 1\n"
        let outcome = try BuiltCommand.run("check", "-", "--ignore", "receptive-field-exceeds-input", input: text)
        #expect(outcome.status == 0 && outcome.error.isEmpty)
        #expect(outcome.output.hasPrefix("-:2: warning: "), "\(outcome.output)")
        for part in ["[checkerboard]", "where: deconv1 (line 2)", "source: ", "instead: ", "price: "] {
            #expect(outcome.output.contains(part), "\(part) in \(outcome.output)")
        }
        let strict = try BuiltCommand.run(
            "check", "-", "--strict", "--ignore", "receptive-field-exceeds-input", input: text)
        #expect(strict.status == 1)
        #expect(strict.error == "error: 1 design warning, and '--strict' is given\n")
    }

    @Test(arguments: [
        ["estimate", "x", "--train", "--fold-bn"], ["estimate", "x", "--optimizer", "adam"],
        ["estimate", "x", "--convention", "fvcor"], ["estimate", "x", "--precision", "f64"],
        ["check", "x", "--ignore", "nothing"], ["format", "x", "--check", "--in-place"],
    ])
    func wrongUsageEndsWith64(_ arguments: [String]) throws {
        let outcome = try BuiltCommand.run(arguments, input: "", environment: [:])
        #expect(outcome.status == 64, "\(arguments)")
        #expect(outcome.error.contains("Usage: ") || outcome.error.contains("USAGE: "), "\(outcome.error)")
    }
}
