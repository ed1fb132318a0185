import NetworkIR
import Testing

@testable import CostAnalysis

/// A small network, and what is to be found in it: nothing else may be.
private struct Case: CustomTestStringConvertible {
    var testDescription: String
    var expected: [DesignFinding]
    var build: @Sendable (inout NetworkBuilder) throws -> Void

    init(
        _ name: String, _ expected: [DesignFinding], _ build: @escaping @Sendable (inout NetworkBuilder) throws -> Void
    ) {
        testDescription = name
        self.expected = expected
        self.build = build
    }
}

private func window(_ kernel: Int, stride: Int = 1, pads: (Int, Int) = (0, 0)) -> Window {
    Window(
        kernel: Extent(square: kernel), stride: Extent(square: stride),
        padding: Padding(top: pads.0, bottom: pads.1, left: pads.0, right: pads.1))
}

private let cases: [Case] = [
    Case("deconv 3 /2", [.checkerboard(kernel: Extent(square: 3), stride: Extent(square: 2))]) { net in
        try net.deconv(3, 8, stride: 2, pad: 1)
    },
    Case("deconv 4 /2 is even", []) { try $0.deconv(4, 8, stride: 2, pad: 1) },
    Case("deconv 3 /1 is even", []) { try $0.deconv(3, 8, stride: 1, pad: 1) },
    Case("conv with bn", [.foldableBatchNorm]) { try $0.conv(3, 8, pad: 1, bn: true, .relu) },
    Case("bn before conv", []) { net in
        try net.pool(.max, 2)
        try net.add(.batchNorm)
        try net.conv(3, 8, pad: 1)
    },
    Case("conv 2 same", [.evenKernelShift(kernel: Extent(square: 2))]) { net in
        try net.add(.convolution(Convolution(filters: 8, window: window(2, pads: (0, 1)))))
    },
    Case("conv 2 pad 0, then pad 1", []) { net in
        try net.conv(2, 8, pad: 0)
        try net.conv(2, 8, pad: 1)
    },
    Case("conv 1 /2", [.strideSkipsInput(kernel: .one, stride: Extent(square: 2))]) { try $0.conv(1, 8, stride: 2) },
    Case("maxpool 2 /3", [.strideSkipsInput(kernel: Extent(square: 2), stride: Extent(square: 3))]) { net in
        try net.pool(.max, 2, stride: 3)
    },
    Case("conv 3 /3 reads all", []) { try $0.conv(3, 8, stride: 3) },
    Case(
        "conv 5 on 8x8",
        [.paddingDominates(kernel: Extent(square: 5), map: Extent(square: 8), percent: 27)]
    ) { net in
        try net.pool(.max, 4)
        try net.conv(5, 8, pad: 2)
    },
    Case("conv 3 on 8x8 pads 16 %", []) { net in
        try net.pool(.max, 4)
        try net.conv(3, 8, pad: 1)
    },
    Case("conv beyond the image", [.receptiveFieldExceedsInput(input: Extent(square: 32))]) { net in
        for _ in 0..<2 {
            try net.conv(7, 8, pad: 3)
            try net.pool(.max, 2)
        }
        // The input of the last sees 1 + 6 + 1 + 12 + 2 + 12 = 34 pixels.
        try net.conv(4, 8, pad: 0)
        try net.conv(2, 8, pad: 0)
    },
    Case("a shortcut keeps the field narrow", []) { net in
        try net.conv(7, 8, pad: 3)
        for _ in 0..<6 {
            let input = net.current
            try net.conv(7, 8, pad: 3)
            try net.add(.add, [input, net.current])
        }
    },
    Case("bias before bn", [.foldableBatchNorm, .biasBeforeBatchNorm]) {
        try $0.conv(3, 8, pad: 1, bias: true, bn: true)
    },
    Case("bias read by others too", []) { net in
        try net.conv(3, 8, pad: 1, bias: true)
        let biased = net.current
        try net.add(.batchNorm)
        try net.add(.add, [biased, net.current])
    },
    Case("onehot into fc", [.oneHotIntoFullyConnected(classes: 10)]) { net in
        try net.add(.oneHot(classes: 10))
        try net.add(.flatten)
        try net.fc(4)
    },
    Case("embed into fc", []) { net in
        try net.add(.embedding(classes: 10, dimensions: 2))
        try net.fc(4)
    },
    Case(
        "fc on a wide map",
        [.wideFullyConnected(map: FeatureMap(channels: 16, height: 32, width: 32), percent: 99)]
    ) { net in
        try net.conv(3, 16, pad: 1)
        try net.add(.flatten)
        try net.fc(100)
    },
    Case("fc on means", []) { net in
        try net.conv(3, 16, pad: 1)
        try net.add(.globalAveragePool)
        try net.fc(100)
    },
    Case("fc fc", [.linearPair]) { net in
        try net.fc(100)
        try net.fc(10)
    },
    Case("fc through a narrow fc is a factored matrix", []) { net in
        try net.fc(2)
        try net.fc(100)
    },
    Case("fc relu fc", []) { net in
        try net.fc(100, .relu)
        try net.fc(10)
    },
    Case("relu relu6 relu", [.redundantActivation(second: .relu, first: .relu6)]) { net in
        try net.add(.activation(.relu))
        try net.add(.activation(.relu6))
        try net.add(.activation(.relu))
    },
    Case("relu at the end of scores", [.clippedLogits(activation: .relu)]) { try $0.fc(10, .relu) },
    Case("grouped after grouped", [.groupedWithoutShuffle(groups: 2)]) { net in
        try net.conv(3, 8, pad: 1)
        try net.conv(3, 8, pad: 1, groups: 2, .relu)
        try net.conv(3, 8, pad: 1, groups: 2)
    },
    Case("grouped, shuffled, grouped; depth-wise twice", []) { net in
        try net.conv(3, 8, pad: 1)
        try net.conv(3, 8, pad: 1, groups: 2, .relu)
        try net.add(.channelShuffle(groups: 2))
        try net.conv(3, 8, pad: 1, groups: 2)
        try net.conv(3, 8, pad: 1, groups: 8)
        try net.conv(3, 8, pad: 1, groups: 8)
    },
    Case("58 filters inside, 21 at the end", [.raggedChannels]) { net in
        try net.conv(3, 58, pad: 1, .relu)
        try net.conv(3, 21, pad: 1)
        try net.add(.activation(.softmax))
    },
    Case("5x5 on many channels", [.factorableKernel(kernel: Extent(square: 5))]) { net in
        try net.conv(1, 32)
        try net.conv(5, 32, pad: 2)
    },
    Case("5x5 on an image, and depth-wise", []) { net in
        try net.conv(5, 32, pad: 2)
        try net.conv(5, 32, pad: 2, groups: 32)
    },
    Case("lrn", [.localResponseNorm]) { net in
        try net.conv(3, 8, pad: 1, .relu)
        try net.add(.localResponseNorm(size: 5))
    },
    Case("a layer that nobody knows", [.opaque]) { net in
        try net.conv(3, 8, pad: 1, .relu)
        try net.add(.opaque(FeatureMap(channels: 8, height: 16, width: 16)))
    },
    Case("dropout before bn", [.dropoutBeforeBatchNorm, .foldableBatchNorm]) { net in
        try net.add(.dropout(rate: Decimal6(millionths: 500_000)))
        try net.conv(3, 8, pad: 1, bn: true)
    },
]

/// Warnings of a network on a 4x32x32 input.
private func warnings(_ build: (inout NetworkBuilder) throws -> Void) throws -> [DesignWarning] {
    var net = NetworkBuilder("case", 4, 32, 32)
    try build(&net)
    let network = net.finished()
    return try network.designWarnings(cost: network.cost())
}

@Test(arguments: cases)
private func findsWhatIsThere(expected: Case) throws {
    let found = try warnings(expected.build)
    #expect(Set(found.map(\.finding)) == Set(expected.expected))
    for warning in found {
        #expect(!warning.places.isEmpty)
        #expect(warning.places.allSatisfy { $0.line > 0 })
        #expect(!warning.reason.isEmpty && !warning.source.isEmpty && !warning.suggestion.isEmpty)
    }
}

@Test func everyKindHasACase() {
    // Dead ends and labels need a graph of their own; see below.
    let kinds = Set(cases.flatMap { $0.expected.map(\.kind) } + [.deadEnd, .deadLabel])
    #expect(kinds == Set(DesignWarningKind.allCases))
}

@Test func deadEndsAndLabelsAreFound() throws {
    var net = NetworkBuilder("dead", 4, 8, 8)
    try net.conv(3, 8, pad: 1)
    let start = net.current
    try net.add(.activation(.relu))
    try net.add(.activation(.tanh), [start])
    var network = net.finished()
    network.labels = [
        Label(name: "used", source: start, isConsumed: true, line: 1),
        Label(name: "lost", source: start, line: 1),
        Label(name: "result", source: .layer(2), line: 3),
        Label(name: "image", source: .input, line: 4),
    ]
    let found = try network.designWarnings(cost: network.cost())
    #expect(found.map(\.finding) == [.deadLabel(name: "image"), .deadLabel(name: "lost"), .deadEnd])
    #expect(found[2].places == [DesignPlace(layer: 1, name: "relu1", line: 2)])
    #expect(found[2].prices == [DesignPrice(metric: .flops, now: 512, instead: 0)])
    #expect(found[0].places == [DesignPlace(layer: nil, name: "image", line: 4)])
}

/// `deconv 3 8 /2 pad 1 outpad 1` on 4x32x32: 4·32²·8·9 products; at 64x64 after a resize 4·64²·8·9.
@Test func checkerboardsPriceTheResize() throws {
    var net = NetworkBuilder("case", 4, 32, 32)
    try net.deconv(3, 8, stride: 2, pad: 1, outputPadding: 1, bias: true)
    let network = net.finished()
    let warning = try #require(try network.designWarnings(cost: network.cost()).first)
    #expect(
        warning.prices == [
            DesignPrice(metric: .macs, now: 294_912, instead: 1_179_648),
            DesignPrice(metric: .params, now: 296, instead: 296),
        ])
}

@Test func equalFindingsAreOneWarning() throws {
    let found = try warnings { net in
        for _ in 0..<3 { try net.conv(1, 8, stride: 2, bn: true) }
    }
    #expect(found.map(\.kind) == [.strideSkipsInput, .foldableBatchNorm])
    #expect(found.map(\.places.count) == [3, 3])
    // 4·16²·8 + 8·8²·8 + ... products; each convolution's own operations and four a mean behind them.
    let flops = 2 * (4 * 8 * 256 + 8 * 8 * 64 + 8 * 8 * 16)
    let means = 4 * (4 * 256 + 8 * 64 + 8 * 16)
    #expect(found[0].prices == [DesignPrice(metric: .flops, now: flops, instead: flops + means)])
}

@Test func goodNetworksHaveShortLists() throws {
    func kinds(_ network: Network) throws -> [DesignWarningKind] {
        try network.designWarnings(cost: network.cost()).map(\.kind)
    }
    #expect(try kinds(ReferenceNetworks.vgg16()) == [.wideFullyConnected])
    #expect(try kinds(ReferenceNetworks.resnet50()) == [.foldableBatchNorm, .strideSkipsInput])
    #expect(try kinds(ReferenceNetworks.lenet5()) == [])
    #expect(try kinds(ReferenceNetworks.unetBilinear()) == [.foldableBatchNorm])
}
