import ArchLanguage
import CostAnalysis
import LatencyModel
import NetworkIR
import Reporting
import SourceText
import Testing

@testable import HTMLReport

@Suite struct NetworkPageTests {
    private func page(_ text: String, name: String = "n", ceilings: Ceilings? = nil) throws -> NetworkPage {
        let network = try DesignSpace(SourceFile(name: "n.arch", text: text), name: name).network()
        let cost = try network.cost()
        return NetworkPage(
            NetworkEstimate(network: network, cost: cost, file: "n.arch"),
            warnings: try network.designWarnings(cost: cost),
            memory: try network.memoryProfile(under: CostConditions()), text: text, ceilings: ceilings, timeNotes: [])
    }

    private let residual = "input 4x8x8\nconv 3 4\nresidual { conv 3 4; conv 3 4 }\ngap\n"

    /// Worked out by hand: 4x8x8 floats are 1024 bytes, a 3x3 convolution from 4 to 4 channels has 144 weights and 4 biases,
    /// 592 bytes. While a convolution runs, input and output are held, and inside of the block its input as well.
    @Test func memoryIsWhatIsHeldLayerByLayer() throws {
        let page = try page(residual)
        #expect(page.network.layers.map(\.name) == ["conv1", "conv2", "conv3", "add1", "gap1"])
        #expect(page.memory.map(\.maps.count) == [2048, 2048, 3072, 3072, 1040])
        #expect(page.memory.map(\.weights.count) == [592, 592, 592, 0, 0])
        #expect(page.memory.map { $0.maps.count + $0.weights.count }.max() == page.cost.peakMemory.count)
    }

    /// The map of the first convolution keeps the first lane until the sum, so that the block's own layers stand beside it.
    @Test func lanesAreKeptUntilTheLastReader() throws {
        let layout = GraphLayout(of: try page(residual).network)
        #expect(layout.lanes == [0, 1, 1, 0, 0])
        #expect(layout.width == 2)
        #expect(
            Set(layout.edges) == [
                GraphLayout.Edge(source: nil, target: 0, from: 0, to: 0),
                GraphLayout.Edge(source: 0, target: 1, from: 0, to: 1),
                GraphLayout.Edge(source: 1, target: 2, from: 1, to: 1),
                GraphLayout.Edge(source: 2, target: 3, from: 1, to: 0),
                GraphLayout.Edge(source: 0, target: 3, from: 0, to: 0),
                GraphLayout.Edge(source: 3, target: 4, from: 0, to: 0),
            ])
    }

    /// No two maps share a lane while both are held: an edge never passes through another layer's mark.
    @Test(arguments: [
        "input 4x8x8\nbranches concat { { conv 3 4 } { conv 1 4; conv 3 4 } { } }\nconv 1 4\n",
        "input 4x8x8\ndense x3 { conv 1 8; conv 3 4 }\ngap\n",
    ])
    func edgesPassNoOtherLayer(text: String) throws {
        let layout = GraphLayout(of: try page(text).network)
        for edge in layout.edges {
            let between = ((edge.source ?? -1) + 1)..<edge.target
            for row in between { #expect(layout.lanes[row] != edge.from, "\(edge)") }
        }
    }

    @Test func aNetworkNamedLikeAScriptIsShown() throws {
        let html = try page(residual + "# </script><script>alert(1)</script>\n", name: "<script>alert(2)</script>").page
            .html(with: VegaLibrary(script: "window.vega=1"), version: "1")
        #expect(!html.contains("<script>alert"))
        #expect(html.contains("<title>&lt;script&gt;alert(2)&lt;/script&gt;</title>"))
        #expect(html.contains("# &lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;"))
        #expect(html.contains("<html lang=\"en\">"))
    }

    @Test func withoutVegaThePageLinksIt() throws {
        let html = try page(residual).page.html(with: nil, version: "1")
        #expect(html.contains("<script src=\"https://cdn.jsdelivr.net/npm/vega@5\"></script>"))
        #expect(html.contains("script-src &#39;unsafe-inline&#39; &#39;unsafe-eval&#39; https://cdn.jsdelivr.net;"))
        let inlined = try page(residual).page.html(with: VegaLibrary(script: "window.vega=1"), version: "1")
        #expect(!inlined.contains("jsdelivr"))
        #expect(inlined.contains("<script>window.vega=1</script>"))
    }

    /// 100 GFLOP/s and 10 GB/s: the roof bends at 10 FLOP/byte.
    @Test func theRoofIsTheLesserOfBothCeilings() {
        let ceilings = Ceilings(machine: "m", peak: 100, bandwidth: 10)
        #expect(ceilings.ridge == 10)
        #expect(ceilings.attainable(at: 2) == 20)
        #expect(ceilings.attainable(at: 50) == 100)
        #expect(ceilings.roof(over: 1...40).map(\.gigaflops) == [10, 100, 100])
    }

    @Test func layersBeyondTheLimitAreSaidToBeLeftOut() throws {
        let page = try page("input 1x4x4\nconv 1 1 x2500\n")
        #expect(page.shown.count == 2000)
        #expect(
            page.limitNote(page.shown) == [
                "Of 2500 layers, the 2000 with the most operations are shown, which make 80 % of all; the totals count every layer."
            ])
    }
}
