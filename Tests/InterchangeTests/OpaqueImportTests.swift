import ArchLanguage
import CostAnalysis
import NetworkIR
import SourceText
import Testing

@testable import Interchange

@Suite("Nodes kept as opaque")
struct OpaqueImportTests {
    /// A convolution, then a node without a word, then a convolution.
    private func builder(_ operation: String, _ attributes: [Onnx_AttributeProto] = []) -> ModelBuilder {
        var builder = ModelBuilder(input: [1, 3, 8, 8])
        builder.weight("w", 4, 3, 1, 1)
        builder.weight("v", 5, 4, 1, 1)
        builder.node("Conv", ["x", "w"], ["a"])
        builder.node(operation, ["a"], ["b"], attributes)
        builder.node("Conv", ["b", "v"], ["y"])
        return builder
    }

    @Test("a node that keeps its map's shape: elements moved, one warning, and text that says it")
    func elementwise() throws {
        let model = try builder("Sin").imported("y", keepsOpaque: true)
        let map = FeatureMap(channels: 4, height: 8, width: 8)
        #expect(model.network.layers[1].operation == .opaque(map))
        let node = NodeName(operation: "Sin", name: "the_Sin_of_b")
        #expect(model.warnings == [.keptOpaque(node, reason: "there is no word for this operator")])
        #expect(
            model.warnings.first?.description
                == "Sin 'the_Sin_of_b' is kept as 'opaque', with the cost of the elements it moves: "
                + "there is no word for this operator")
        // 4·8·8 elements in and as many out, of four bytes; no operation is known.
        let cost = try model.network.cost().layers[1]
        #expect((cost.traffic.count, cost.flops.count, cost.params.count) == (2_048, 0, 0))
        let text = try model.languageText(file: "m.onnx")
        #expect(
            text == """
                # From m.onnx, ONNX operator set 17, opaque: Sin 'the_Sin_of_b'
                input 3x8x8
                with conv: nobias
                conv 1 4; opaque 4 8; conv 1 5

                """)
        let again = try DesignSpace(SourceFile(name: "again", text: text), name: "again").network()
        #expect(again.computesSame(as: model.network))
    }

    @Test(
        "a node whose shape the file notes",
        arguments: [[1, 4, 4, 2], [1, 6, 5], [1, 12], [2, 3], [1, 2, 2, 3, 4]])
    func noted(shape: [Int]) throws {
        var builder = builder("ReduceL2")
        builder.note("b", shape)
        let bytes = builder.bytes("b")
        let network = try ImportedModel(ModelBytes(bytes), name: "model", keepsOpaque: true).network
        guard case .opaque(let map) = network.layers[1].operation else {
            Issue.record("no opaque layer")
            return
        }
        #expect(try map.elements() == shape.reduce(1, *))
        if shape == [1, 4, 4, 2] { #expect(map == FeatureMap(channels: 4, height: 4, width: 2)) }
        if shape == [1, 6, 5] { #expect(map == FeatureMap(channels: 6, height: 5, width: 1)) }
    }

    @Test("a function that is no activation is kept where its result is needed")
    func putOff() throws {
        let network = try builder("Abs").imported("y", keepsOpaque: true).network
        #expect(network.layers.map(\.operation.isOpaque) == [false, true, false])
    }

    @Test("each output that is read is kept; what came of a node before it failed is dropped")
    func severalOutputs() throws {
        var builder = ModelBuilder(input: [1, 4, 8, 8])
        builder.node("TopK", ["x"], ["values", "places"])
        builder.note("values", [1, 4, 8, 2])
        builder.node("GlobalAveragePool", ["values"], ["y"])
        let one = try builder.imported("y", keepsOpaque: true)
        #expect(
            one.network.layers.map(\.operation) == [
                .opaque(FeatureMap(channels: 4, height: 8, width: 2)), .globalAveragePool,
            ])
        #expect(one.warnings.count == 1)
        var rest = ModelBuilder(input: [1, 4, 8, 8])
        rest.integers("starts", [0, 1])
        rest.integers("ends", [2, 4])
        rest.integers("axes", [1, 2])
        rest.node("Slice", ["x", "starts", "ends", "axes"], ["b"])
        rest.note("b", [1, 2, 3, 8])
        rest.node("GlobalAveragePool", ["b"], ["y"])
        // The channels are sliced before the rows turn out to have no word.
        let network = try rest.imported("y", keepsOpaque: true).network
        #expect(
            network.layers.map(\.operation) == [
                .opaque(FeatureMap(channels: 2, height: 3, width: 8)), .globalAveragePool,
            ])
    }

    @Test("without --opaque the node is refused; with it, what stands against it is said")
    func obstacles() throws {
        let node = NodeName(operation: "ReduceL2", name: "the_ReduceL2_of_b")
        let reason = "there is no word for this operator"
        #expect(throws: ImportError.inexpressible(node: node, reason: reason)) { try builder("ReduceL2").imported("y") }
        let unknown = ImportError.notKept(
            node: node, reason: reason,
            obstacle: "the file does not note the shape of its output 'b' (onnx.shape_inference.infer_shapes does)")
        #expect(throws: unknown) { try builder("ReduceL2").imported("y", keepsOpaque: true) }
        #expect(
            unknown.description
                == "ReduceL2 'the_ReduceL2_of_b' cannot be said in the language: there is no word for this operator; "
                + "'--opaque' cannot keep it, since the file does not note the shape of its output 'b' "
                + "(onnx.shape_inference.infer_shapes does)")
        var two = ModelBuilder(input: [1, 4, 8, 8])
        two.node("Sigmoid", ["x"], ["s"])
        two.node("Einsum", ["x", "s"], ["y"])
        #expect(
            throws: ImportError.notKept(
                node: NodeName(operation: "Einsum", name: "the_Einsum_of_y"), reason: reason,
                obstacle: "it reads 2 maps, and an opaque layer reads one")
        ) { try two.imported("y", keepsOpaque: true) }
    }

    @Test("neither format takes an opaque layer")
    func exports() throws {
        let network = try RoundTripTests.network(text: "input 3x8x8\nopaque 4 8x2")
        #expect {
            try ONNXModel(network, producerVersion: "test")
        } throws: { error in
            if case .inexpressible(_, "opaque", "ONNX", _)? = error as? ExportError { true } else { false }
        }
        #expect {
            try PyTorchModule(network, comment: "test")
        } throws: { error in
            if case .inexpressible(_, "opaque", "PyTorch", _)? = error as? ExportError { true } else { false }
        }
    }
}
