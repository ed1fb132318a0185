import CostAnalysis
import NetworkIR
import Testing

/// One operator on a 6x10x14 input (840 elements; joins take it twice), as each tool counted it when run on PyTorch 2.13.
private struct OperatorCount: CustomTestStringConvertible {
    var testDescription: String
    var operation: Operation
    var style: CallStyle
    /// fvcore, ptflops, thop, torchinfo, torch, calflops MACs, calflops FLOPs.
    var counts: [Int]

    init(_ name: String, _ operation: Operation, _ style: CallStyle, _ counts: [Int]) {
        testDescription = name
        self.operation = operation
        self.style = style
        self.counts = counts
    }
}

extension Window {
    fileprivate static func square(_ kernel: Int, stride: Int = 1, pad: Int = 0) -> Window {
        Window(
            kernel: Extent(square: kernel), stride: Extent(square: stride), padding: Padding(all: pad))
    }
}

private let slope = Decimal6(millionths: 10_000)

private let operatorCounts: [OperatorCount] = [
    OperatorCount(
        "conv bias", .convolution(Convolution(filters: 8, window: .square(3, pad: 1))), .module,
        [60480, 61600, 60480, 61600, 120960, 60480, 122080]),
    OperatorCount(
        "conv g", .convolution(Convolution(filters: 4, window: .square(3, pad: 1), groups: 2, bias: false)), .module,
        [15120, 15120, 15120, 15120, 30240, 15120, 30240]),
    OperatorCount(
        "deconv",
        .transposedConvolution(TransposedConvolution(filters: 8, window: .square(4, stride: 2, pad: 1), bias: false)),
        .module, [107520, 107520, 430080, 430080, 215040, 107520, 215040]),
    OperatorCount(
        "deconv bias", .transposedConvolution(TransposedConvolution(filters: 8, window: .square(4, stride: 2, pad: 1))),
        .module, [107520, 112000, 430080, 434560, 215040, 107520, 215320]),
    OperatorCount(
        "deconv g2 bias",
        .transposedConvolution(TransposedConvolution(filters: 8, window: .square(4, stride: 2, pad: 1), groups: 2)),
        .module, [53760, 58240, 215040, 219520, 107520, 26880, 53900]),
    OperatorCount(
        "fc", .fullyConnected(outputs: 7, bias: true), .module, [5880, 5887, 5880, 5887, 11760, 5880, 11760]),
    OperatorCount("bn", .batchNorm, .module, [1680, 1680, 3360, 12, 0, 0, 1680]),
    OperatorCount("gn", .groupNorm(groups: 3), .module, [4200, 1680, 0, 12, 0, 0, 4200]),
    OperatorCount("ln module", .layerNorm, .module, [4200, 840, 3360, 12, 0, 0, 4200]),
    OperatorCount("ln2d fn", .layerNorm, .function, [4200, 0, 0, 12, 0, 0, 4200]),
    OperatorCount("lrn", .localResponseNorm(size: 5), .module, [0, 3920, 0, 0, 0, 0, 3920]),
    OperatorCount("relu", .activation(.relu), .module, [0, 1680, 0, 0, 0, 0, 840]),
    OperatorCount("relu6", .activation(.relu6), .module, [0, 840, 0, 0, 0, 0, 0]),
    OperatorCount("leaky", .activation(.leakyRelu(slope: slope)), .module, [0, 840, 0, 0, 0, 0, 840]),
    OperatorCount("sigmoid", .activation(.sigmoid), .module, [0, 0, 0, 0, 0, 0, 0]),
    OperatorCount("tanh", .activation(.tanh), .module, [0, 0, 0, 0, 0, 0, 0]),
    OperatorCount("silu", .activation(.silu), .module, [0, 840, 0, 0, 0, 0, 840]),
    OperatorCount("hswish", .activation(.hardSwish), .module, [0, 0, 0, 0, 0, 0, 0]),
    OperatorCount("hsig", .activation(.hardSigmoid), .module, [0, 0, 0, 0, 0, 0, 0]),
    OperatorCount("gelu", .activation(.gelu), .module, [0, 1680, 0, 0, 0, 0, 840]),
    OperatorCount("elu", .activation(.elu), .module, [0, 1680, 0, 0, 0, 0, 840]),
    OperatorCount("softmax", .activation(.softmax), .module, [0, 840, 2380, 0, 0, 0, 840]),
    OperatorCount("F.relu", .activation(.relu), .function, [0, 840, 0, 0, 0, 0, 840]),
    OperatorCount("F.relu6", .activation(.relu6), .function, [0, 840, 0, 0, 0, 0, 840]),
    OperatorCount("F.leaky", .activation(.leakyRelu(slope: slope)), .function, [0, 0, 0, 0, 0, 0, 840]),
    OperatorCount("F.silu", .activation(.silu), .function, [0, 840, 0, 0, 0, 0, 840]),
    OperatorCount("F.gelu", .activation(.gelu), .function, [0, 840, 0, 0, 0, 0, 840]),
    OperatorCount("F.elu", .activation(.elu), .function, [0, 840, 0, 0, 0, 0, 840]),
    OperatorCount("F.hsw", .activation(.hardSwish), .function, [0, 0, 0, 0, 0, 0, 0]),
    OperatorCount("F.softmax", .activation(.softmax), .function, [0, 840, 0, 0, 0, 0, 840]),
    OperatorCount("prelu", .prelu(.channel), .module, [0, 1680, 840, 6, 0, 0, 840]),
    OperatorCount("dropout", .dropout(rate: Decimal6(millionths: 500_000)), .module, [0, 0, 0, 0, 0, 0, 0]),
    OperatorCount(
        "maxpool", .pool(Pool(kind: .max, window: .square(3, stride: 2, pad: 1))), .module, [0, 1680, 0, 0, 0, 0, 840]),
    OperatorCount(
        "avgpool", .pool(Pool(kind: .average, window: .square(3, stride: 2, pad: 1))), .module,
        [0, 1680, 210, 0, 0, 0, 840]),
    OperatorCount(
        "F.maxpool", .pool(Pool(kind: .max, window: .square(3, stride: 2, pad: 1))), .function,
        [0, 840, 0, 0, 0, 0, 840]),
    OperatorCount(
        "F.avg", .pool(Pool(kind: .average, window: .square(3, stride: 2, pad: 1))), .function,
        [0, 840, 0, 0, 0, 0, 840]),
    OperatorCount("adavg1", .globalAveragePool, .module, [840, 1680, 846, 0, 0, 0, 840]),
    OperatorCount("F.adavg", .globalAveragePool, .function, [840, 840, 0, 0, 0, 0, 840]),
    OperatorCount("mean", .globalAveragePool, .method, [0, 0, 0, 0, 0, 0, 0]),
    OperatorCount(
        "adavg 4x5", .adaptivePool(.average, size: Extent(height: 4, width: 5)), .module,
        [840, 1680, 960, 0, 0, 0, 840]),
    OperatorCount(
        "admax 4x5", .adaptivePool(.max, size: Extent(height: 4, width: 5)), .module, [0, 1680, 0, 0, 0, 0, 840]),
    OperatorCount("spp", .spatialPyramidPool(bins: [3, 2, 1]), .function, [0, 2520, 0, 0, 0, 0, 2520]),
    OperatorCount(
        "up near", .upsample(factor: Extent(square: 2), .nearest), .module, [3360, 6720, 3360, 0, 0, 0, 840]),
    OperatorCount(
        "up bil", .upsample(factor: Extent(square: 2), .bilinear), .module, [13440, 6720, 36960, 0, 0, 0, 840]),
    OperatorCount(
        "F.interp size bil", .upsample(factor: Extent(square: 2), .bilinear), .function, [13440, 3360, 0, 0, 0, 0, 560]),
    OperatorCount("chshuf", .channelShuffle(groups: 2), .module, [0, 0, 0, 0, 0, 0, 0]),
    OperatorCount("flatten", .flatten, .module, [0, 0, 0, 0, 0, 0, 0]),
    OperatorCount("x+x", .add, .module, [0, 0, 0, 0, 0, 0, 0]),
    OperatorCount("torch.add", .add, .function, [0, 840, 0, 0, 0, 0, 840]),
    OperatorCount("x*x", .multiply, .module, [0, 0, 0, 0, 0, 0, 0]),
    OperatorCount("torch.mul", .multiply, .function, [0, 840, 0, 0, 0, 0, 840]),
    OperatorCount("cat", .concatenate, .module, [0, 0, 0, 0, 0, 0, 0]),
]

@Test(arguments: operatorCounts)
private func numbersOfPeerToolsForOneOperator(expected: OperatorCount) throws {
    var net = NetworkBuilder("one", 6, 10, 14)
    let joins = [.add, .multiply, .concatenate].contains(expected.operation)
    try net.add(expected.operation, joins ? [.input, .input] : [.input], called: expected.style)
    let network = net.finished()
    let cost = try network.cost()
    var counts: [Int] = []
    for convention in Convention.allCases where convention != .heSun {
        counts += try network.counts(by: convention, cost: cost).map(\.value)
    }
    #expect(counts == expected.counts)
}
