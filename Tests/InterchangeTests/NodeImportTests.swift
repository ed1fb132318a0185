import CostAnalysis
import NetworkIR
import Testing

@testable import Interchange

@Suite("ONNX operators")
struct NodeImportTests {
    private func operations(_ builder: ModelBuilder, _ output: String = "y") throws -> [NetworkIR.Operation] {
        try builder.imported(output).network.layers.map(\.operation)
    }

    private func conv(_ filters: Int, _ kernel: Int, pad: Int = 0, stride: Int = 1, groups: Int = 1, bias: Bool = true)
        -> NetworkIR.Operation
    {
        .convolution(
            Convolution(
                filters: filters,
                window: Window(
                    kernel: Extent(square: kernel), stride: Extent(square: stride), padding: Padding(all: pad)),
                groups: groups, bias: bias))
    }

    @Test("padding before a convolution is the convolution's")
    func foldedPadding() throws {
        var builder = ModelBuilder(input: [1, 3, 8, 8])
        builder.weight("w", 4, 3, 3, 3)
        builder.integers("pads", [0, 0, 1, 2, 0, 0, 3, 0])
        builder.node("Pad", ["x", "pads"], ["p"])
        builder.node("Conv", ["p", "w"], ["y"])
        let network = try builder.imported("y").network
        #expect(network.layers.count == 1)
        guard case .convolution(let convolution) = network.layers[0].operation else { return }
        #expect(convolution.window.padding == Padding(top: 1, bottom: 3, left: 2, right: 0))
        #expect(network.layers[0].output == FeatureMap(channels: 4, height: 10, width: 8))
    }

    @Test("SAME_UPPER puts the odd zero at the end", arguments: [("SAME_UPPER", 0, 1), ("SAME_LOWER", 1, 0)])
    func automaticPadding(rule: String, begin: Int, end: Int) throws {
        // 8 positions, kernel 3, stride 2: 4 outputs need (4 - 1)·2 + 3 = 9 positions, one more than there are.
        var builder = ModelBuilder(input: [1, 3, 8, 8])
        builder.weight("w", 4, 3, 3, 3)
        builder.node("Conv", ["x", "w"], ["y"], [.text("auto_pad", rule), .integers("strides", [2, 2])])
        guard case .convolution(let convolution) = try operations(builder).first else {
            Issue.record("no convolution")
            return
        }
        #expect(convolution.window.padding == Padding(top: begin, bottom: end, left: begin, right: end))
    }

    @Test("one-dimensional convolutions run along the height")
    func oneDimension() throws {
        var builder = ModelBuilder(input: [1, 8, 100])
        builder.weight("w", 16, 8, 5)
        builder.node("Conv", ["x", "w"], ["y"], [.integers("pads", [2, 2])])
        let network = try builder.imported("y").network
        #expect(network.input == FeatureMap(channels: 8, height: 100, width: 1))
        #expect(network.layers[0].output == FeatureMap(channels: 16, height: 100, width: 1))
        // 5 taps · 8 channels · 16 filters · 100 positions.
        #expect(try network.cost().total.macs.count == 64_000)
    }

    @Test("ConvNeXt's block: channels last, layer norm written out, GELU by erf, linear layers as 1x1 convolutions")
    func channelsLast() throws {
        var builder = ModelBuilder(input: [1, 8, 6, 6], opset: 13)
        builder.weight("dw", 8, 1, 7, 7)
        builder.weight("dwb", 8)
        builder.node("Conv", ["x", "dw", "dwb"], ["a"], [.integers("pads", [3, 3, 3, 3]), .integer("group", 8)])
        builder.node("Transpose", ["a"], ["t"], [.integers("perm", [0, 2, 3, 1])])
        builder.node("ReduceMean", ["t"], ["mean"], [.integers("axes", [-1])])
        builder.node("Sub", ["t", "mean"], ["d"])
        builder.real("two", 2)
        builder.node("Pow", ["d", "two"], ["sq"])
        builder.node("ReduceMean", ["sq"], ["var"], [.integers("axes", [-1])])
        builder.real("eps", 1e-6)
        builder.node("Add", ["var", "eps"], ["ve"])
        builder.node("Sqrt", ["ve"], ["sd"])
        builder.node("Div", ["d", "sd"], ["n"])
        builder.weight("g", 8)
        builder.weight("b", 8)
        builder.node("Mul", ["n", "g"], ["ng"])
        builder.node("Add", ["ng", "b"], ["nb"])
        builder.weight("w1", 8, 32)
        builder.weight("b1", 32)
        builder.node("MatMul", ["nb", "w1"], ["h"])
        builder.node("Add", ["b1", "h"], ["hb"])
        builder.real("root2", 1.4142135)
        builder.real("one", 1)
        builder.real("half", 0.5)
        builder.node("Div", ["hb", "root2"], ["e0"])
        builder.node("Erf", ["e0"], ["e1"])
        builder.node("Add", ["e1", "one"], ["e2"])
        builder.node("Mul", ["hb", "e2"], ["e3"])
        builder.node("Mul", ["e3", "half"], ["gelu"])
        builder.weight("w2", 32, 8)
        builder.weight("b2", 8)
        builder.node("MatMul", ["gelu", "w2"], ["o"])
        builder.node("Add", ["b2", "o"], ["ob"])
        builder.node("Transpose", ["ob"], ["ot"], [.integers("perm", [0, 3, 1, 2])])
        builder.node("Add", ["x", "ot"], ["y"])
        #expect(
            try operations(builder) == [
                conv(8, 7, pad: 3, groups: 8), .layerNorm, conv(32, 1), .activation(.gelu), conv(8, 1), .add,
            ])
    }

    @Test("group normalisation as PyTorch exports it")
    func groupNorm() throws {
        var builder = ModelBuilder(input: [1, 8, 4, 4])
        builder.integers("groups", [0, 2, -1])
        builder.node("Reshape", ["x", "groups"], ["r"])
        builder.weight("ones", 2)
        builder.weight("zeros", 2)
        builder.node("InstanceNormalization", ["r", "ones", "zeros"], ["i"])
        builder.node("Shape", ["x"], ["shape"])
        builder.node("Reshape", ["i", "shape"], ["b"])
        builder.weight("scale", 8, 1, 1)
        builder.weight("shift", 8, 1, 1)
        builder.node("Mul", ["b", "scale"], ["s"])
        builder.node("Add", ["s", "shift"], ["y"])
        #expect(try operations(builder) == [.groupNorm(groups: 2)])
    }

    @Test("a gate multiplies; SiLU does not count as one")
    func gate() throws {
        var builder = ModelBuilder(input: [1, 8, 4, 4])
        builder.node("Sigmoid", ["x"], ["s"])
        builder.node("Mul", ["x", "s"], ["silu"])
        builder.node("GlobalAveragePool", ["silu"], ["g"])
        builder.node("Sigmoid", ["g"], ["gate"])
        builder.node("Mul", ["silu", "gate"], ["y"])
        #expect(
            try operations(builder) == [
                .activation(.silu), .globalAveragePool, .activation(.sigmoid), .multiply,
            ])
    }

    @Test("halves by shape arithmetic, as older exporters split")
    func shapeArithmetic() throws {
        var builder = ModelBuilder(input: [1, 8, 4, 4], opset: 11)
        builder.node("Shape", ["x"], ["shape"])
        builder.integers("i1", [1])
        builder.node("Gather", ["shape", "i1"], ["c"])
        builder.integers("two", [2])
        builder.node("Div", ["c", "two"], ["half"])
        builder.integers("zero", [0])
        builder.node("Slice", ["x", "zero", "half", "i1"], ["a"])
        builder.node("Slice", ["x", "half", "c", "i1"], ["b"])
        builder.node("Concat", ["b", "a"], ["y"], [.integer("axis", 1)])
        // Layers stand in the order of their nodes; the swap is in what the join reads.
        #expect(
            try operations(builder) == [
                .channelSlice(first: 0, count: 4), .channelSlice(first: 4, count: 4), .concatenate,
            ])
        #expect(try builder.imported("y").network.layers.last?.inputs == [.layer(1), .layer(0)])
    }

    @Test("a shortcut without weights: every other position, channels of zeros")
    func paddedShortcut() throws {
        var builder = ModelBuilder(input: [1, 8, 4, 4], opset: 11)
        builder.weight("w", 16, 8, 3, 3)
        builder.node(
            "Conv", ["x", "w"], ["c"], [.integers("pads", [1, 1, 1, 1]), .integers("strides", [2, 2])])
        builder.integers("starts", [0, 0])
        builder.integers("ends", [Int(Int32.max), Int(Int32.max)])
        builder.integers("axes", [2, 3])
        builder.integers("steps", [2, 2])
        builder.node("Slice", ["x", "starts", "ends", "axes", "steps"], ["s"])
        builder.integers("pads", [0, 4, 0, 0, 0, 4, 0, 0])
        builder.node("Pad", ["s", "pads"], ["p"])
        builder.node("Add", ["c", "p"], ["y"])
        let model = try builder.imported("y")
        #expect(
            model.network.layers.map(\.operation) == [
                conv(16, 3, pad: 1, stride: 2, bias: false),
                .stridedIdentity(stride: Extent(square: 2), channels: 16), .add,
            ])
        #expect(try model.languageText(file: "f").contains("residual pad"))
    }

    @Test("images by the batch are one image each")
    func batch() throws {
        var builder = ModelBuilder(input: [16, 8, 4, 4])
        builder.integers("flat", [16, -1])
        builder.node("Reshape", ["x", "flat"], ["r"])
        builder.weight("w", 10, 128)
        builder.node("Gemm", ["r", "w"], ["y"], [.integer("transB", 1)])
        #expect(try builder.imported("y").network.layers[0].output == FeatureMap(channels: 10, height: 1, width: 1))
    }

    @Test("an open size is asked for; an open batch is 1")
    func openSizes() throws {
        var builder = ModelBuilder(dims: [.dimParam("N"), .dimValue(3), .dimParam("H"), .dimParam("W")])
        builder.node("Relu", ["x"], ["y"])
        #expect(throws: ImportError.dynamicInput(name: "x", dims: ["N", "3", "H", "W"])) { try builder.imported("y") }
        let given = FeatureMap(channels: 3, height: 20, width: 30)
        let model = try ImportedModel(ModelBytes(builder.bytes("y")), name: "m", input: given)
        #expect(model.network.input == given)
    }

    @Test("per-channel factors become a batch norm, with a warning")
    func layerScale() throws {
        var builder = ModelBuilder(input: [1, 8, 4, 4])
        builder.weight("scale", 8, 1, 1)
        builder.node("Mul", ["x", "scale"], ["y"])
        let model = try builder.imported("y")
        #expect(model.network.layers.map(\.operation) == [.batchNorm])
        #expect(model.warnings.count == 1)
    }

    @Test(
        "what has no word is refused by node and operator", arguments: ["Einsum", "NonMaxSuppression", "Loop", "Mish"])
    func refusals(operation: String) throws {
        var builder = ModelBuilder(input: [1, 8, 4, 4])
        builder.node(operation, ["x"], ["m"])
        builder.node("GlobalAveragePool", ["m"], ["y"])
        #expect {
            try builder.imported("y")
        } throws: { error in
            guard case .inexpressible(let node, _) = error as? ImportError else { return false }
            return node == NodeName(operation: operation, name: "the_\(operation)_of_m")
        }
    }

    @Test("several inputs are refused by name")
    func severalInputs() throws {
        var builder = ModelBuilder(input: [1, 8, 4, 4])
        builder.input("z", [1, 8, 4, 4])
        builder.node("Add", ["x", "z"], ["y"])
        #expect(throws: ImportError.severalInputs(["x", "z"])) { try builder.imported("y") }
    }
}
