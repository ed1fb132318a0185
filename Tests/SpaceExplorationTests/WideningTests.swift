import ArchLanguage
import NetworkIR
import SourceText
import Testing

@testable import SpaceExploration

@Suite("Widening") struct WideningTests {
    private func network(_ text: String) throws -> Network {
        try DesignSpace(SourceFile(name: "test.arch", text: text), name: "test").network()
    }

    private func groups(_ text: String) throws -> [[String]] {
        let network = try network(text)
        return WidthGroups(of: network).groups.map { $0.layers.map { network.layers[$0].name } }
    }

    @Test("a chain's layers are free, but for the last, which leaves the network")
    func chain() throws {
        #expect(
            try groups("input 3x32x32; conv 3 16 bn relu; conv 3 32; maxpool 2; fc 64; fc 10")
                == [["conv1"], ["conv2"], ["fc1"]])
    }

    @Test("a sum ties its operands, a depthwise convolution follows its input")
    func ties() throws {
        let text = "input 3x32x32; conv 3 16; residual { conv 1 64; dwconv 3; conv 1 16 }; conv 1 32; gap; fc 10"
        #expect(try groups(text) == [["conv1", "conv3"], ["conv2"], ["conv4"]])
        let network = try network(text)
        let group = try #require(WidthGroups(of: network).groups.first { $0.layers.count == 1 })
        let wide = try network.withFilters([group.layers[0]: 72])
        let depthwise = try #require(wide.layers.first { $0.operation.keyWord == "conv" && $0.output.channels == 72 })
        #expect(depthwise.output == FeatureMap(channels: 72, height: 32, width: 32))
        #expect(
            wide.layers.contains {
                if case .convolution(let convolution) = $0.operation { convolution.groups == 72 } else { false }
            })
        #expect(wide.layers.last?.output.channels == 10)
    }

    @Test("what counts its channels out keeps them")
    func pins() throws {
        // Option A appends zero channels; a shuffle into space takes four at a time.
        #expect(
            try groups(
                "input 3x8x8; conv 3 16; residual pad { conv 3 32 /2; conv 3 32 }; conv 3 48; pixelshuffle 2; conv 1 8"
            )
            .flatMap { $0 } == ["conv2"])
        // Both parts of a joined map may change; their reader's input follows.
        let joined = "input 3x8x8; branches concat { { conv 1 8 } { conv 3 16 } }; conv 1 24; gap; fc 10"
        #expect(WidthGroups(of: try network(joined)).groups.map(\.filters) == [8, 16, 24])
        let wide = try network(joined).withFilters([0: 16])
        #expect(wide.layers[2].output.channels == 32)
    }

    @Test("groups of channels stay equal")
    func grouped() throws {
        let network = try network("input 3x8x8; conv 1 32; conv 3 64 groups 8; conv 1 16; gap; fc 10")
        #expect(WidthGroups(of: network).groups.map(\.step) == [8, 8, 1])
    }

    /// Whole vectors of 16 filters take a microsecond each, and so do whole vectors of 16 input channels: 24 filters cost as
    /// much as 32, and the next step is a vector more.
    private func pricing(_ network: Network) -> Widening.Pricing {
        Widening.Pricing(
            kernels: network.layers.indices.filter { network.layers[$0].operation.takesTime }.map { [$0] }, batch: 1,
            precision: .f32
        ) { problem, _ in
            guard case .convolution(let convolution) = problem.operation else { return 0 }
            return 1000 * Double((convolution.filters + 15) / 16) * Double((problem.inputs[0].channels + 15) / 16)
        }
    }

    @Test("takes what is free, and tells of the cliff behind it")
    func free() throws {
        let network = try network("input 3x8x8; conv 3 24; conv 3 40; conv 3 48; gap; fc 10")
        let found = Widening(network, pricing(network), Widening.Limits(tolerance: 0.03, step: 8, most: 2))
        #expect(found.findings.map(\.free) == [32, 48, 48])
        #expect(found.findings.map(\.taken) == [32, 48, 48])
        // 24 to 40 filters: its own kernel from 2 to 3 µs, its reader's from 6 to 9.
        #expect(found.findings[0].cliff?.filters == 40)
        #expect(found.findings[0].cliff.map { abs($0.rise - 0.5) < 1e-12 } ?? false)
        // 2 + 2·3 + 3·3 µs, before and after.
        #expect(found.timeBefore == 17_000 && found.timeAfter == 17_000)
        #expect(found.network.layers.prefix(3).map(\.output.channels) == [32, 48, 48])
    }

    @Test("widths that are free alone may not be together")
    func together() throws {
        let network = try network("input 3x8x8; conv 1 16; conv 1 16; gap; fc 10")
        // A kernel takes as long as the product of its channels beyond 24 by 24.
        let pricing = Widening.Pricing(kernels: [[0], [1]], batch: 1, precision: .f32) { problem, _ in
            guard case .convolution(let convolution) = problem.operation else { return 0 }
            return max(576, Double(convolution.filters) * Double(problem.inputs[0].channels))
        }
        let found = Widening(network, pricing, Widening.Limits(tolerance: 0, step: 8, most: 3))
        #expect(found.findings.map(\.free) == [32, 32])
        #expect(found.findings.map(\.taken) == [32, 16])
    }

    @Test("without times nothing is widened")
    func unknown() throws {
        let network = try network("input 3x8x8; conv 3 24; conv 3 40; gap; fc 10")
        let pricing = Widening.Pricing(kernels: [[0], [1]], batch: 1, precision: .f32) { _, _ in nil }
        let found = Widening(network, pricing)
        #expect(found.findings.allSatisfy { $0.widths.isEmpty && $0.taken == $0.group.filters })
        let problems = Widening.problems(of: network, pricing, Widening.Limits(step: 8, most: 1.5))
        // conv1 at 24 and 32 with conv2 behind either, conv2 at 48 and 56.
        #expect(problems.count == 6)
    }
}
