import ArchLanguage
import ArchSearch
import CostAnalysis
import NetworkIR
import SourceText
import Testing

@testable import SpaceExploration

@Suite("He and Sun's trades")
struct ConstrainedTimeTests {
    /// Model A of He & Sun, "Convolutional Neural Networks at Constrained Time Cost", CVPR 2015, table 1.
    static let modelA = """
        input 3x224x224
        with conv: relu
        stage stage1 { conv 7 64 /2 valid; maxpool 3 }
        stage stage2 { conv 5 128; maxpool 2 }
        stage stage3 { conv 3 256 x3 }
        spp 6 3 2 1; fc 4096 relu x2; fc 1000
        """

    private func space(_ text: String = modelA) throws -> DesignSpace {
        try DesignSpace(SourceFile(name: "a.arch", text: text), name: "a")
    }

    /// Time complexities relative to A by the paper's equation, worked by hand from map sizes 36 and 18: stage 2 costs
    /// s²·64·128·36², stage 3 costs (128·256 + 2·256²)·9·18² in A.
    @Test(
        "the paper's replacements are listed",
        arguments: [
            ("B", Trade.depthKernel, "stage3: (3,256) x3 → (2,256) x6"),
            ("C", .depthKernel, "stage2: (5,128) → (3,128) x2"),
            ("E, its second stage", .depthKernel, "stage2: (5,128) → (2,128) x4"),
            ("F", .depthFilters, "stage3: (3,256) x3 → (3,160) x5 + (3,256)"),
            ("G", .depthFilters, "stage3: (3,256) x3 → (3,128) x8 + (3,256)"),
            ("H", .all, "stage2: (5,128) → (3,64) x3 + (3,128)"),
        ])
    func replacements(_ model: String, _ trade: Trade, _ replacement: String) throws {
        let request = SearchRequest(budgets: [try Budget(parsing: "1.0x±4%")])
        let outcome = try TradeSearch.run(trade, around: try space(), widthStep: 8, request)
        #expect(outcome.candidates.contains { $0.difference == replacement }, "model \(model)")
        #expect(outcome.proof == .exact)
    }

    @Test("F and G cost what A does, to the last multiply-accumulate")
    func exactTrades() throws {
        let request = SearchRequest(budgets: [try Budget(parsing: "1.0x±0%")])
        let outcome = try TradeSearch.run(.depthFilters, around: try space(), widthStep: 8, request)
        #expect(
            outcome.candidates.map(\.difference) == [
                "stage3: (3,256) x3 → (3,128) x10", "stage3: (3,256) x3 → (3,128) x8 + (3,256)",
                "stage3: (3,256) x3 → (3,160) x5 + (3,256)",
            ])
    }

    @Test("the space around a file has the file itself as its first point, and each network once")
    func around() throws {
        let original = try space()
        let around = try ConstrainedTimeSpace(around: original, widthStep: 64)
        let first = try around.space.network()
        let network = try original.network()
        #expect(try first.cost().total == network.cost().total)
        #expect(first.layers.map(\.operation) == network.layers.map(\.operation))
        #expect(around.runCount == 2)
        #expect(around.replacement([]).isEmpty)
    }

    @Test("the stride of a pool may move into the convolution behind it")
    func delay() throws {
        let around = try ConstrainedTimeSpace(around: try space(), widthStep: 64)
        let delayed = try around.space.network(["delay1": 1])
        // The pool keeps 107x107 of 109x109; the convolution's stride of 3 makes 36x36 of it.
        #expect(delayed.layers.contains { $0.output.height == 107 && $0.output.channels == 64 })
        #expect(delayed.layers.contains { $0.output.height == 36 && $0.output.channels == 128 })
        #expect(
            around.replacement([Decision(name: "delay1", value: 1)])
                == "stage2: (5,128) → (5,128), stride moved behind the pool")
    }

    @Test("a stride before or behind its pool is one candidate where neither score nor budget tells")
    func twins() throws {
        let around = try ConstrainedTimeSpace(around: try space(), widthStep: 64)
        #expect(around.delayChoices == ["delay1", "delay2"])
        let request = SearchRequest(budgets: [try Budget(parsing: "1.0x")], goal: .best(40))
        let search = try SpaceSearch(
            around.space, request, twinChoices: around.delayChoices, describe: { around.replacement($0) })
        let outcome = try search.run()
        #expect(outcome.leavesOutTwins)
        #expect(outcome.candidates.count == 40)
        #expect(Set(outcome.candidates.map(\.difference)).count == 40)
        #expect(!outcome.candidates.contains { $0.difference.contains("moved behind") })
    }

    @Test("a file without a run is refused, and so is a trade over choices")
    func refusals() throws {
        let none = try space("input 3x8x8; residual { conv 3 3 }; fc 10")
        #expect(throws: ConstrainedTimeError.noRuns) { try ConstrainedTimeSpace(around: none, widthStep: 8) }
        let open = try space("input 3x8x8; conv 3|5 8; fc 10")
        #expect(throws: ConstrainedTimeError.hasChoices("conv1.kernel")) { try open.requireNoChoices() }
    }
}
