import CostAnalysis
import NetworkIR
import Testing

/// Networks of a few layers whose receptive fields are published or worked by hand.
private func field(
    of input: (Int, Int, Int) = (1, 512, 512), _ build: (inout NetworkBuilder) throws -> Void
) throws -> Extent {
    var net = NetworkBuilder("field", input.0, input.1, input.2)
    try build(&net)
    return try net.finished().cost().receptiveFieldSize
}

@Test func windowsGrowByTheJump() throws {
    // VGG-16's last convolution and pool: 196 and 212 (Araujo et al., Distill 2019, table of VGG_16).
    let vgg = try ReferenceNetworks.vgg16()
    let fields = try vgg.cost().receptiveFields
    let lastPool = try #require(vgg.layers.lastIndex { $0.operation.kind == .maxPool })
    #expect(fields[lastPool].windows == Extent(square: 212))
    #expect(fields[lastPool - 1].windows == Extent(square: 196))
    // AlexNet's last pool: 195 (the same).
    let alexnet = try ReferenceNetworks.alexnet()
    let pool = try #require(alexnet.layers.lastIndex { $0.operation.kind == .maxPool })
    #expect(try alexnet.cost().receptiveFields[pool].windows == Extent(square: 195))
}

@Test func dilationWidensTheReach() throws {
    let size = try field { net in
        try net.conv(3, 1, pad: 1)
        try net.conv(3, 1, pad: 2, dilation: 2)
        try net.conv(3, 1, pad: 4, dilation: 4)
    }
    #expect(size == Extent(square: 15))
}

@Test func globalOperationsSeeTheWholeInput() throws {
    let size = try field(of: (1, 20, 30)) { net in
        try net.conv(3, 4)
        try net.add(.globalAveragePool)
        try net.fc(10)
    }
    #expect(size == Extent(height: 20, width: 30))
    #expect(try ReferenceNetworks.resnet50().cost().receptiveField == 224)
}

@Test func upsamplingDividesTheJump() throws {
    // Nearest by 2, then 3 taps: elements j-1, j, j+1 come of 2 pixels. Four taps more may reach 4.
    #expect(
        try field { net in
            try net.add(.upsample(factor: Extent(square: 2), .nearest))
            try net.conv(3, 1, pad: 1)
        } == Extent(square: 2))
    #expect(
        try field { net in
            try net.add(.upsample(factor: Extent(square: 2), .nearest))
            try net.conv(4, 1)
        } == Extent(square: 3))
    // A bilinear sample lies between two pixels.
    #expect(
        try field { net in try net.add(.upsample(factor: Extent(square: 2), .bilinear)) } == Extent(square: 2))
}

@Test func transposedConvolutionsReadFewPixels() throws {
    // 4 taps at stride 2: two pixels. 3 taps: one or two. Kernel equal to stride: one.
    #expect(try field { try $0.deconv(4, 1, stride: 2, pad: 1) } == Extent(square: 2))
    #expect(try field { try $0.deconv(3, 1, stride: 2, pad: 1) } == Extent(square: 2))
    #expect(try field { try $0.deconv(2, 1, stride: 2, pad: 0) } == Extent(square: 1))
    // Stride 2 and back: (1 + 2) pixels at jump 2, halved, then 3 taps of jump 1.
    #expect(
        try field { net in
            try net.conv(3, 1, stride: 2, pad: 1)
            try net.deconv(2, 1, stride: 2, pad: 0)
            try net.conv(3, 1, pad: 1)
        } == Extent(square: 5))
}

@Test func branchesTakeTheLargest() throws {
    let size = try field { net in
        let input = net.current
        try net.conv(1, 4)
        let narrow = net.current
        net.current = input
        try net.conv(5, 4, pad: 2)
        try net.add(.concatenate, [narrow, net.current])
        try net.conv(3, 4, pad: 1)
    }
    #expect(size == Extent(square: 7))
}

/// Worked out with Python's `fractions`: the size grows by two jumps, then the jump by the stride.
@Test func brokenStepsStayExact() throws {
    let wide = try field(of: (1, 1, 1)) { net in
        for _ in 0..<16 { try net.conv(3, 1, stride: 11, pad: 1) }
    }
    #expect(wide == Extent(square: 9_189_945_972_714_433))
    let fifthsOfThirds = try field(of: (1, 1, 1)) { net in
        for _ in 0..<40 {
            try net.deconv(3, 1, stride: 3, pad: 1)
            try net.conv(3, 1, stride: 5, pad: 1)
        }
    }
    #expect(fifthsOfThirds == Extent(square: 748_083_343))
    let eleventhsOfSevenths = try field(of: (1, 1, 1)) { net in
        for _ in 0..<40 {
            try net.deconv(3, 1, stride: 7, pad: 1)
            try net.conv(3, 1, stride: 11, pad: 1)
        }
    }
    #expect(eleventhsOfSevenths == Extent(square: 35_543_142))
}

@Test func stepsThatOutgrowNumbersAreRefused() {
    // The 19th layer reaches 1 + 2·(11¹⁹ - 1)/10 pixels, more than 2⁶³.
    #expect(throws: CostError.receptiveFieldOverflow(layer: "conv19", line: 20)) {
        try field(of: (1, 1, 1)) { net in
            for _ in 0..<20 { try net.conv(3, 1, stride: 11, pad: 1) }
        }
    }
}
