import NetworkIR
import Testing

@testable import CostAnalysis

/// A step's multiply-accumulates as torch.utils.flop_counter counts `model(x).sum().backward()`, per image, and for two
/// images the bytes that autograd's saved-tensor hooks see, learned numbers aside (PyTorch 2.13).
private struct MeasuredStep: CustomTestStringConvertible {
    var testDescription: String
    var network: @Sendable () throws -> Network
    var macs: Int
    var keptByTwoImages: Int?
}

@Test(arguments: [
    MeasuredStep(
        testDescription: "resnet18", network: ReferenceNetworks.resnet18, macs: 5_324_206_080,
        keptByTwoImages: 44_398_080),
    MeasuredStep(
        testDescription: "alexnet", network: ReferenceNetworks.alexnet, macs: 2_072_288_640,
        // PyTorch's has two dropouts more, with two masks of floats and an output, and keeps the map before the adaptive
        // pool only to know its size.
        keptByTwoImages: 7_482_368 - (73_728 + 2 * 32_768) - 73_728),
    MeasuredStep(testDescription: "vgg16", network: ReferenceNetworks.vgg16, macs: 46_324_088_832),
])
private func trainingStepsAgreeWithPyTorch(expected: MeasuredStep) throws {
    let network = try expected.network()
    let step = try network.trainingCost(under: CostConditions(batch: 2))
    let passes = [step.total.forward, step.total.backwardData, step.total.backwardWeights]
    #expect(passes.reduce(0) { $0 + $1.macs.count } == 2 * expected.macs)
    if let kept = expected.keptByTwoImages { #expect(step.total.kept.count == kept) }
    #expect(try step.layers.reduce(TrainingLayerCost.zero) { try $0.adding($1) } == step.total)
    for grouping in [Grouping.stage, .kind] {
        let subtotals = step.subtotals(by: grouping, of: network)
        #expect(try subtotals.reduce(TrainingLayerCost.zero) { try $0.adding($1.cost) } == step.total)
        #expect(subtotals.reduce(0) { $0 + $1.layerCount } == network.layers.count)
    }
    // The first convolution hands no gradient on to the image.
    #expect(step.layers[0].backwardData == .zero)
    #expect(step.layers[0].backwardWeights.macs == step.layers[0].forward.macs)
}

@Test(arguments: [
    (Optimizer.sgd, false, 2, 0), (.sgd, true, 4, 0), (.momentum, false, 4, 1), (.momentum, true, 6, 1),
    (.adam, false, 12, 2), (.adam, true, 14, 2), (.adamw, false, 12, 2), (.adamw, true, 13, 2),
])
func updatesCostOperationsAndState(optimizer: Optimizer, decay: Bool, operations: Int, states: Int) throws {
    let network = try ReferenceNetworks.lenet5()
    let step = try network.trainingCost(optimizer: optimizer, weightDecay: decay)
    #expect(step.total.update.count == 61_706 * operations)
    #expect(step.total.optimizerState.count == 61_706 * states * 4)
    #expect(step.total.gradients.count == 61_706 * 4)
    // Below 32 bits the states and a copy of the weights stay in 32.
    let half = try network.trainingCost(
        under: CostConditions(precision: .bf16), optimizer: optimizer, weightDecay: decay)
    #expect(half.total.gradients.count == 61_706 * 2)
    #expect(half.total.optimizerState.count == 61_706 * (states + 1) * 4)
}

@Test func gradientsStopWhereNothingIsLearned() throws {
    // The relu and the pool before the only convolution need no gradient and keep nothing; nor does a branch that no
    // output depends on.
    var net = NetworkBuilder("tail", 2, 8, 8)
    try net.add(.activation(.tanh))
    try net.pool(.max, 2)
    let pooled = net.current
    try net.conv(1, 4)
    try net.add(.activation(.relu))
    let end = net.current
    net.current = pooled
    try net.conv(3, 4)
    net.current = end
    let step = try net.finished().trainingCost()
    #expect(step.layers.map(\.backwardData.flops.count) == [0, 0, 0, 64, 0])
    #expect(step.layers.map(\.backwardWeights.macs.count) == [0, 0, 128, 0, 0])
    // The pool's output is kept for the convolution, the relu's for itself.
    #expect(step.layers.map(\.kept.count) == [0, 4 * 32, 0, 4 * 64, 0])
    #expect(step.layers[4].gradients == .zero)
}

@Test func readersGradientsAreSummed() throws {
    // A residual sum: the map is read twice, so that its gradient takes one addition an element.
    var net = NetworkBuilder("fork", 3, 4, 4)
    try net.conv(1, 8)
    let skip = try net.add(.activation(.relu))
    try net.conv(3, 8, pad: 1)
    try net.add(.add, [skip, net.current])
    let step = try net.finished().trainingCost()
    #expect(step.layers[1].backwardData.flops.count == 128 + 128)
    #expect(step.layers[3].backwardData == .zero)
}

@Test func statisticsAndMasksAreKept() throws {
    var net = NetworkBuilder("masks", 1, 6, 6)
    try net.conv(3, 4, pad: 1)
    try net.add(.batchNorm)
    try net.add(.dropout(rate: Decimal6(millionths: 500_000)))
    try net.pool(.max, 2)
    try net.conv(1, 2)
    let step = try net.finished().trainingCost(under: CostConditions(batch: 2))
    let map = 2 * 4 * 36
    #expect(
        step.layers.map(\.kept.count) == [
            4 * (2 * 36 + map),  // the image, and the output for the batch norm
            4 * 8,  // a mean and a deviation a channel
            map,  // a byte an element
            2 * 4 * 9 * 8 + 4 * 2 * 4 * 9,  // an index, and the output for the convolution
            0,
        ])
    // Batch statistics: seven an element and ten a channel; dropout a comparison and a product.
    #expect(step.layers[1].forward.flops.count == 7 * map + 40)
    #expect(step.layers[2].forward.flops.count == 2 * map)
    #expect(step.layers[1].backwardData.flops.count == 4 * map + 12)
    #expect(step.layers[1].backwardWeights.flops.count == 5 * map)
}

@Test func nothingIsLearnedBehindAVote() throws {
    var net = NetworkBuilder("knn", 1, 4, 4)
    try net.conv(3, 2)
    try net.add(.nearestNeighbours(references: 10, neighbours: 3))
    let step = try net.finished().trainingCost()
    #expect(step.total.backwardData == .zero)
    #expect(step.total.backwardWeights == .zero)
    #expect(step.total.kept == .zero)
    #expect(step.total.optimizerState == .zero)
}

@Test func tablesLearnFromIntegersWithoutPassingAGradient() throws {
    var net = NetworkBuilder("embed", 1, 1, 5)
    try net.add(.embedding(classes: 100, dimensions: 8))
    try net.fc(3)
    let step = try net.finished().trainingCost()
    #expect(step.layers[0].backwardData == .zero)
    #expect(step.layers[0].backwardWeights.flops.count == 40)
    #expect(step.layers[1].backwardData.macs.count == 120)
    #expect(step.layers[0].gradients.count == 4 * 800)
}
