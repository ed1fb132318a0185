import CostAnalysis
import NetworkIR
import Testing

@Test func resnet50FoldsEveryNorm() throws {
    let network = try ReferenceNetworks.resnet50()
    let folding = try network.foldingBatchNorms()
    #expect(folding.folded.count == 53)
    #expect(folding.kept.isEmpty)
    // The ONNX exporter folds too: its ResNet-50 has 25,530,472 parameters, 26,560 channels' worth fewer.
    let (before, after) = (try network.cost().total, try folding.network.cost().total)
    #expect(after.params.count == 25_530_472)
    #expect(after.macs == before.macs)
    #expect(before.params.count - after.params.count == folding.saving.params.count)
    #expect(before.flops.count - after.flops.count == folding.saving.flops.count)
    #expect(before.traffic.count - after.traffic.count == folding.saving.traffic.count)
    #expect(folding.network.layers.count == network.layers.count - 53)
    #expect(folding.network.outputs == [folding.network.layers.count - 1])
}

/// One convolution of 4 channels at 6x6 without a bias: the norm's 8 numbers become a bias of 4, its 2·144 operations the
/// bias's 144, and 2·144 + 8 elements moved become 4.
@Test func savingsOfOneNorm() throws {
    var net = NetworkBuilder("one", 3, 6, 6)
    try net.conv(3, 4, pad: 1, bn: true, .relu)
    let folding = try net.finished().foldingBatchNorms()
    let saving = try #require(folding.folded.first).saving
    #expect(saving.params.count == 4)
    #expect(saving.flops.count == 144)
    #expect(saving.traffic.count == 4 * (288 + 4))
    let kinds = folding.network.layers.map(\.operation.kind)
    #expect(kinds == [.convolution, .relu])
    #expect(folding.network.layers[1].inputs == [.layer(0)])
}

@Test func normsInARowBehindFcAndDeconvFold() throws {
    var net = NetworkBuilder("row", 3, 4, 4)
    try net.deconv(2, 8, stride: 2, pad: 0, bias: true)
    try net.add(.batchNorm)
    try net.add(.batchNorm)
    try net.fc(10)
    try net.add(.batchNorm)
    let network = net.finished()
    let folding = try network.foldingBatchNorms()
    #expect(folding.folded.map(\.into) == [0, 0, 3])
    #expect(folding.kept.isEmpty)
    #expect(folding.network.layers.map(\.operation.kind) == [.transposedConvolution, .fullyConnected])
    #expect(folding.network.outputs == [1])
    // Biases were there before, so that all of each norm is saved.
    #expect(folding.saving.params.count == 16 + 16 + 20)
}

@Test func normsThatStaySayWhy() throws {
    var net = NetworkBuilder("kept", 4, 8, 8)
    try net.add(.batchNorm, name: "first")
    try net.add(.activation(.relu), name: "relu")
    try net.conv(3, 4, pad: 1)
    let shared = net.current
    try net.add(.batchNorm, name: "second")
    try net.add(.concatenate, [shared, net.current], name: "join")
    try net.add(.batchNorm, name: "third")
    try net.add(.activation(.relu), name: "relu2")
    try net.conv(1, 8)
    let output = net.current
    try net.add(.batchNorm, name: "fourth")
    try net.pool(.max, 2)
    try net.add(.batchNorm, name: "fifth")
    let network = net.finished(alsoOutputs: [output])
    let folding = try network.foldingBatchNorms()
    #expect(folding.folded.isEmpty)
    #expect(
        folding.kept.map(\.reason) == [
            .readsInput,
            .shared(layer: "conv2", readers: ["join"]),
            .standsBefore(layer: "conv7", behind: "join", kind: .concatenate),
            .isOutput(layer: "conv7"),
            .follows(layer: "maxpool9", kind: .maxPool),
        ])
    #expect(folding.network.layers == network.layers)
}
