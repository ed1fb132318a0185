import CostAnalysis
import NetworkIR
import Testing

@Test func totalsAndSubtotalsAreSumsOfRows() throws {
    let network = try ReferenceNetworks.resnet50()
    let cost = try network.cost(under: CostConditions(batch: 3, precision: .f16))
    let sum = try cost.layers.reduce(LayerCost.zero) { try $0.adding($1) }
    #expect(sum == cost.total)
    for grouping in [Grouping.stage, .kind] {
        let subtotals = cost.subtotals(by: grouping, of: network)
        #expect(try subtotals.reduce(LayerCost.zero) { try $0.adding($1.cost) } == cost.total)
        #expect(subtotals.reduce(0) { $0 + $1.layerCount } == network.layers.count)
    }
    let stages = cost.subtotals(by: .stage, of: network)
    #expect(stages.map(\.name) == [nil, "conv2", "conv3", "conv4", "conv5"])
    #expect(stages.map(\.cost.depth) == [1, 10, 13, 19, 10])
    let kinds = cost.subtotals(by: .kind, of: network)
    #expect(kinds.map(\.name) == ["conv", "bn", "relu", "maxpool", "add", "gap", "flatten", "fc"])
}

/// Worked by hand: 2x4x4 images of four-byte elements, every number in elements.
@Test func peakMemoryFollowsLiveMaps() throws {
    var net = NetworkBuilder("skip", 2, 4, 4)
    let first = try net.add(.activation(.relu))  // 32 in, 32 out: 64
    try net.conv(1, 4)  // holds 32 for the skip, 64 out, 8 weights: 104; input (32) is gone
    try net.conv(1, 2)  // 32 + 64 + 32 out + 8 weights: 136
    try net.add(.add, [first, net.current])  // 32 + 32 + 32: 96
    let cost = try net.finished().cost()
    #expect(cost.peakMemory.count == 4 * 136)
    #expect(cost.peakLayer == 2)
    #expect(try net.finished().cost(under: CostConditions(batch: 5)).peakMemory.count == 4 * (5 * 128 + 8))
}

@Test func viewsShareTheirSourcesMemory() throws {
    var net = NetworkBuilder("views", 4, 2, 2)
    let map = try net.add(.activation(.relu))  // 16 + 16: 32
    try net.add(.channelSlice(first: 0, count: 2))
    try net.add(.dropout(rate: Decimal6(millionths: 100_000)))
    let half = try net.add(.activation(.relu))  // the whole 16 that the view keeps alive + 8: 24
    try net.add(.channelSlice(first: 2, count: 2), [map])
    try net.add(.concatenate, [half, net.current])  // 16 + 8 + 16: 40
    #expect(try net.finished().cost().peakMemory.count == 4 * 40)
}

@Test func outputsLiveToTheEndAndUnreadMapsDoNot() throws {
    var net = NetworkBuilder("outputs", 1, 2, 2)
    let early = try net.add(.activation(.relu))
    net.current = early
    try net.add(.activation(.tanh))
    try net.add(.activation(.tanh), [early])
    // Two kept: relu 4, tanh 4 of the last layer. The first tanh is never read and no output.
    #expect(try net.finished(alsoOutputs: [early]).cost().peakMemory.count == 4 * 8)
    #expect(try net.finished(alsoOutputs: [early, .layer(1)]).cost().peakMemory.count == 4 * 12)
}

@Test func overflowNamesTheLayer() throws {
    var net = NetworkBuilder("wide", 1 << 20, 1 << 19, 1 << 18)
    try net.add(.activation(.relu), name: "fits")
    try net.conv(3, 1 << 30, pad: 1)
    let network = net.finished()
    #expect(throws: CostError.overflow(layer: "conv1", line: 2)) { try network.cost() }
    #expect(throws: CostError.emptyBatch(0)) { try network.cost(under: CostConditions(batch: 0)) }
    // Each layer fits 64 bits, their sum does not.
    var sum = NetworkBuilder("sum", 1 << 20, 1 << 20, 1 << 20)
    for _ in 0..<9 { try sum.add(.activation(.relu)) }
    let many = sum.finished()
    #expect(throws: CostError.overflow(layer: "relu0", line: 1)) {
        try many.cost(under: CostConditions(batch: 8))
    }
    #expect(throws: CostError.self) { try many.cost() }
}

@Test func aNetworkWithoutLayersCostsNothing() throws {
    let cost = try Network(name: "empty", input: FeatureMap(channels: 3, height: 2, width: 2)).cost()
    #expect(cost.total == .zero)
    #expect(cost.peakMemory.count == 48)
    #expect(cost.total.intensity == nil)
}

@Test func hundredThousandLayersArePriced() throws {
    var net = NetworkBuilder("deep", 4, 8, 8)
    for index in 0..<50_000 {
        try net.conv(3, 4, stride: index % 100 == 0 ? 2 : 1, pad: 1)
        try net.add(.upsample(factor: Extent(square: index % 100 == 0 ? 2 : 1), .bilinear))
    }
    let network = net.finished()
    let cost = try network.cost()
    #expect(cost.total.depth == 50_000)
    #expect(cost.layers.count == 100_000)
    #expect(try network.counts(by: .thop, cost: cost).allSatisfy { $0.value > cost.total.macs.count })
}

@Test func ratiosAreRelativeToTheOther() throws {
    let (small, large) = (try ReferenceNetworks.resnet18().cost(), try ReferenceNetworks.resnet50().cost())
    let ratio = try #require(large.ratio(of: .timeComplexity, relativeTo: small))
    #expect(abs(ratio - 2.2537) < 0.0001)
    #expect(small.ratio(of: .depth, relativeTo: small) == 1)
    let empty = try Network(name: "empty", input: FeatureMap(channels: 3, height: 2, width: 2)).cost()
    #expect(small.ratio(of: .macs, relativeTo: empty) == nil)
    #expect(CostMetric.allCases.allSatisfy { small[$0] != nil })
}
