import CostAnalysis
import NetworkIR
import Testing

/// One operator on a 6x10x14 input (840 elements), worked by hand from the formulas of docs/cost-model.md.
private struct OperatorRow: CustomTestStringConvertible {
    var testDescription: String
    var operation: Operation
    var macs: Int
    var validMACs: Int
    var flops: Int
    var params: Int
    var activations: Int
    /// Elements moved: inputs, weights, output.
    var moved: Int

    init(
        _ name: String, _ operation: Operation, macs: Int = 0, valid: Int? = nil, flops: Int, params: Int = 0,
        activations: Int = 0, moved: Int
    ) {
        testDescription = name
        self.operation = operation
        self.macs = macs
        validMACs = valid ?? macs
        self.flops = flops
        self.params = params
        self.activations = activations
        self.moved = moved
    }
}

private func window(_ kernel: Int, stride: Int = 1, pad: Int = 0) -> Window {
    Window(kernel: Extent(square: kernel), stride: Extent(square: stride), padding: Padding(all: pad))
}

private let rows: [OperatorRow] = [
    OperatorRow(
        "conv 3 8", .convolution(Convolution(filters: 8, window: window(3, pad: 1))), macs: 60_480,
        valid: 28 * 40 * 48, flops: 122_080, params: 440, activations: 1_120, moved: 840 + 440 + 1_120),
    OperatorRow(
        "conv 3 4 groups 2 nobias",
        .convolution(Convolution(filters: 4, window: window(3, pad: 1), groups: 2, bias: false)), macs: 15_120,
        valid: 28 * 40 * 12, flops: 30_240, params: 108, activations: 560, moved: 840 + 108 + 560),
    OperatorRow(
        "deconv 4 8 /2 pad 1",
        .transposedConvolution(TransposedConvolution(filters: 8, window: window(4, stride: 2, pad: 1))),
        macs: 107_520, valid: 38 * 54 * 48, flops: 219_520, params: 776, activations: 4_480,
        moved: 840 + 776 + 4_480),
    OperatorRow(
        "fc 7", .fullyConnected(outputs: 7, bias: true), macs: 5_880, flops: 11_767, params: 5_887, activations: 7,
        moved: 840 + 5_887 + 7),
    OperatorRow(
        "maxpool 3 /2", .pool(Pool(kind: .max, window: window(3, stride: 2, pad: 1))), flops: 1_680, moved: 1_050),
    OperatorRow(
        "avgpool 3 /2", .pool(Pool(kind: .average, window: window(3, stride: 2, pad: 1))), flops: 1_890, moved: 1_050),
    OperatorRow("gap", .globalAveragePool, flops: 840, moved: 846),
    OperatorRow(
        "adaptivepool 4x5", .adaptivePool(.average, size: Extent(height: 4, width: 5)), flops: 6 * 12 * 18,
        moved: 840 + 120),
    OperatorRow(
        "adaptivepool 4x5 max", .adaptivePool(.max, size: Extent(height: 4, width: 5)), flops: 6 * (12 * 18 - 20),
        moved: 840 + 120),
    OperatorRow(
        "spp 3 2 1", .spatialPyramidPool(bins: [3, 2, 1]), flops: 6 * (183 + 136 + 139), moved: 840 + 6 * 14),
    OperatorRow("bn", .batchNorm, flops: 1_680, params: 12, moved: 1_692),
    OperatorRow("lrn 5", .localResponseNorm(size: 5), flops: 840 * 9, moved: 1_680),
    OperatorRow("groupnorm 3", .groupNorm(groups: 3), flops: 840 * 7 + 12, params: 12, moved: 1_692),
    OperatorRow("layernorm", .layerNorm, flops: 840 * 7 + 560, params: 12, moved: 1_692),
    OperatorRow("relu", .activation(.relu), flops: 840, moved: 1_680),
    OperatorRow("relu6", .activation(.relu6), flops: 1_680, moved: 1_680),
    OperatorRow("leaky", .activation(.leakyRelu(slope: Decimal6(millionths: 1))), flops: 1_680, moved: 1_680),
    OperatorRow("sigmoid", .activation(.sigmoid), flops: 2_520, moved: 1_680),
    OperatorRow("tanh", .activation(.tanh), flops: 840, moved: 1_680),
    OperatorRow("silu", .activation(.silu), flops: 3_360, moved: 1_680),
    OperatorRow("hsigmoid", .activation(.hardSigmoid), flops: 3_360, moved: 1_680),
    OperatorRow("hswish", .activation(.hardSwish), flops: 4_200, moved: 1_680),
    OperatorRow("gelu", .activation(.gelu), flops: 4_200, moved: 1_680),
    OperatorRow("elu", .activation(.elu), flops: 2_520, moved: 1_680),
    OperatorRow("softmax", .activation(.softmax), flops: 28 * 140, moved: 1_680),
    OperatorRow("prelu shared", .prelu(.shared), flops: 1_680, params: 1, moved: 1_681),
    OperatorRow("prelu", .prelu(.channel), flops: 1_680, params: 6, moved: 1_686),
    OperatorRow("prelu element", .prelu(.element), flops: 1_680, params: 840, moved: 2_520),
    OperatorRow("dropout", .dropout(rate: Decimal6(millionths: 500_000)), flops: 0, moved: 0),
    OperatorRow("flatten", .flatten, flops: 0, moved: 0),
    OperatorRow("slice", .channelSlice(first: 2, count: 3), flops: 0, moved: 0),
    OperatorRow("upsample 2", .upsample(factor: Extent(square: 2), .nearest), flops: 0, moved: 4_200),
    OperatorRow("upsample 2 bilinear", .upsample(factor: Extent(square: 2), .bilinear), flops: 23_520, moved: 4_200),
    OperatorRow("channelshuffle 2", .channelShuffle(groups: 2), flops: 0, moved: 1_680),
    OperatorRow("onehot 3", .oneHot(classes: 3), flops: 0, moved: 840 + 2_520),
    // Ten rows are read at most once each; of ten thousand only those that 840 look-ups can name.
    OperatorRow("embed 10 4", .embedding(classes: 10, dimensions: 4), flops: 0, params: 40, moved: 840 + 40 + 3_360),
    OperatorRow(
        "embed 10000 4", .embedding(classes: 10_000, dimensions: 4), flops: 0, params: 40_000,
        moved: 840 + 3_360 + 3_360),
    OperatorRow(
        "knn 100 5", .nearestNeighbours(references: 100, neighbours: 5), macs: 84_000,
        flops: 168_000 + 84_000 + 100, moved: 840 + 84_000 + 5),
    OperatorRow(
        "subsample 2", .stridedIdentity(stride: Extent(square: 2), channels: 8), flops: 0, moved: 840 + 280),
]

@Test(arguments: rows)
private func costOfOneOperator(expected: OperatorRow) throws {
    let input = FeatureMap(channels: 6, height: 10, width: 14)
    let output = try expected.operation.output(of: [input])
    let cost = try expected.operation.cost(inputs: [input], output: output)
    #expect(cost.macs.count == expected.macs)
    #expect(cost.validMACs.count == expected.validMACs)
    #expect(cost.flops.count == expected.flops)
    #expect(cost.params.count == expected.params)
    #expect(cost.activations.count == expected.activations)
    #expect(cost.traffic.count == 4 * expected.moved)
}

@Test func pixelShuffleMovesAndComputesNothing() throws {
    let input = FeatureMap(channels: 8, height: 3, width: 5)
    let operation = Operation.pixelShuffle(factor: 2)
    let cost = try operation.cost(inputs: [input], output: operation.output(of: [input]))
    #expect(cost.flops == .zero)
    #expect(cost.traffic.count == 2 * 120 * 4)
}

@Test func joinsCostOneOperationAnElementForEachFurtherMap() throws {
    let map = FeatureMap(channels: 6, height: 10, width: 14)
    let gate = FeatureMap(channels: 6, height: 1, width: 1)
    func cost(_ operation: Operation, _ inputs: [FeatureMap]) throws -> LayerCost {
        try operation.cost(inputs: inputs, output: operation.output(of: inputs))
    }
    #expect(try cost(.add, [map, map, map]).flops.count == 1_680)
    #expect(try cost(.multiply, [map, gate]).flops.count == 840)
    #expect(try cost(.multiply, [map, gate]).traffic.count == 4 * (840 + 6 + 840))
    #expect(try cost(.concatenate, [map, map]).flops.count == 0)
    #expect(try cost(.concatenate, [map, map]).traffic.count == 4 * 3_360)
    #expect(try cost(.add, [map]).flops.count == 0)
}

@Test func batchAndPrecisionScaleWhatTheyShould() throws {
    let input = FeatureMap(channels: 6, height: 10, width: 14)
    let operation = Operation.convolution(Convolution(filters: 8, window: window(3, pad: 1)))
    let output = try operation.output(of: [input])
    let one = try operation.cost(inputs: [input], output: output)
    let four = try operation.cost(
        inputs: [input], output: output, under: CostConditions(batch: 4, precision: .bf16))
    #expect(four.macs.count == 4 * one.macs.count)
    #expect(four.flops.count == 4 * one.flops.count)
    #expect(four.activations.count == 4 * one.activations.count)
    #expect(four.params == one.params)
    #expect(four.depth == 1)
    // The weights are read once for the whole batch.
    #expect(four.traffic.count == 2 * (4 * (840 + 1_120) + 440))
}
