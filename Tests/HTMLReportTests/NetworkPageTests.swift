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
        let layout = try page(residual).graph
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
        let layout = try page(text).graph
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

    /// Runs are all layers, in order, none of two stages; their sums are the network's and the peak is its peak.
    @Test func largeNetworksAreDrawnInRuns() throws {
        let page = try page(
            "input 1x8x8\nstage a { conv 1 1 x2500 }\nstage b { residual { conv 3 8; conv 3 1 } x1100 }\ngap\n")
        let (network, runs) = (page.network, page.runs)
        #expect(network.layers.count == 5801)
        #expect(runs.all.count <= 2000 && runs.longest < 5)
        #expect(runs.all.flatMap(Array.init) == Array(network.layers.indices))
        for run in runs.all { #expect(Set(run.map { network.layers[$0].stage }).count == 1) }
        for (index, run) in runs.position.enumerated() { #expect(runs.all[run].contains(index)) }
        #expect(page.costs.reduce(0) { $0 + $1.macs.count } == page.cost.total.macs.count)
        #expect(runs.all.map { page.mostHeld(in: $0).held }.max() == page.cost.peakMemory.count)
        // Each run reads the one before it, so that the picture is one connected line with its shortcuts.
        let edges = Set(page.graph.edges.map { [$0.source ?? -1, $0.target] })
        for row in runs.all.indices { #expect(edges.contains([row - 1, row])) }
        #expect(
            page.runNote == [
                "Of 5,801 layers up to \(runs.longest) that follow each other share a bar, a point and a node, which is "
                    + "\(FormattedNumber.counted(runs.all.count, "run")): sums, and of memory the most, so that the peak stays."
            ])
        #expect(try self.page(residual).runNote.isEmpty)
    }

    /// More stages than bars: runs go over their borders.
    @Test func stagesAloneMayBeTooMany() throws {
        let text = "input 1x4x4\n" + (0..<2500).map { "stage s\($0) { conv 1 1 }\n" }.joined()
        let runs = try page(text).runs
        #expect(runs.all.count == 1250)
        #expect(runs.longest == 2)
    }

    /// Without stages colours are kinds, and their sums stand where those of stages would.
    @Test func aNetworkWithoutStagesIsColouredByKind() throws {
        let page = try page("input 4x8x8\nconv 3 4\nrelu\nconv 3 4\ngap\n")
        #expect(page.groups.grouping == .kind)
        #expect(page.groups.colour == [0, 1, 0, 2])
        #expect(page.groups.legend.map(\.label) == ["conv", "relu", "gap"])
        #expect(page.stagesSection.heading == "Kinds")
        #expect(try self.page("input 4x8x8\nstage a { conv 3 4 }\ngap\n").groups.colour == [0, 7])
    }

    @Test(arguments: [
        (0, "B", 1), (1023, "B", 1), (1024, "KiB", 1024), (5 << 20, "MiB", 1 << 20), (Int.max, "EiB", 1 << 60),
    ])
    func memoryHasAUnitThatFits(most: Int, name: String, bytes: Int) {
        let unit = MemoryUnit(for: most)
        #expect(unit.name == name && unit.bytes == bytes)
    }
}
