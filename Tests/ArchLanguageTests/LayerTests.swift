import NetworkIR
import Testing

@testable import ArchLanguage

/// What each layer word and modifier means: the problem key of the line's first operation, by hand from the language's
/// description.
struct LayerTests {
    static let rows: [(input: String, line: String, key: String)] = [
        // Defaults of a convolution.
        ("3x32x32", "conv 3 8", "conv ic3 ih32 iw32 oc8 k3x3 s1x1 p1,1,1,1 d1x1 g1"),
        ("3x32x32", "conv 1x7 8", "conv ic3 ih32 iw32 oc8 k1x7 s1x1 p0,0,3,3 d1x1 g1"),
        ("3x32x32", "conv 3 8 /2", "conv ic3 ih32 iw32 oc8 k3x3 s2x2 p1,1,1,1 d1x1 g1"),
        ("3x32x32", "conv 3 8 /2x1", "conv ic3 ih32 iw32 oc8 k3x3 s2x1 p1,1,1,1 d1x1 g1"),
        ("3x32x32", "conv 3 8 pad 2", "conv ic3 ih32 iw32 oc8 k3x3 s1x1 p2,2,2,2 d1x1 g1"),
        ("3x32x32", "conv 3 8 pad 1,2,3,4", "conv ic3 ih32 iw32 oc8 k3x3 s1x1 p1,2,3,4 d1x1 g1"),
        ("3x32x32", "conv 3 8 valid", "conv ic3 ih32 iw32 oc8 k3x3 s1x1 p0,0,0,0 d1x1 g1"),
        // 'same' pads dilation·(kernel - 1) in all, the odd one at the end.
        ("3x32x32", "conv 4 8", "conv ic3 ih32 iw32 oc8 k4x4 s1x1 p1,2,1,2 d1x1 g1"),
        ("3x32x32", "conv 2 8 same", "conv ic3 ih32 iw32 oc8 k2x2 s1x1 p0,1,0,1 d1x1 g1"),
        ("3x32x32", "conv 3 8 dilate 3", "conv ic3 ih32 iw32 oc8 k3x3 s1x1 p3,3,3,3 d3x3 g1"),
        ("3x32x32", "conv 4 8 dilate 3x1", "conv ic3 ih32 iw32 oc8 k4x4 s1x1 p4,5,1,2 d3x1 g1"),
        ("6x32x32", "conv 3 8 groups 2", "conv ic6 ih32 iw32 oc8 k3x3 s1x1 p1,1,1,1 d1x1 g2"),
        ("6x32x32", "dwconv 5", "conv ic6 ih32 iw32 oc6 k5x5 s1x1 p2,2,2,2 d1x1 g6"),
        ("6x32x32", "dwconv 5 mult 3 /2 valid", "conv ic6 ih32 iw32 oc18 k5x5 s2x2 p0,0,0,0 d1x1 g6"),
        ("3x32x32", "deconv 4 8", "deconv ic3 ih32 iw32 oc8 k4x4 s1x1 p0,0,0,0 d1x1 g1 o0x0"),
        (
            "3x32x32", "deconv 3 9 /2 pad 1 outpad 1 groups 3",
            "deconv ic3 ih32 iw32 oc9 k3x3 s2x2 p1,1,1,1 d1x1 g3 o1x1"
        ),
        ("3x32x32", "deconv 3 8 dilate 2", "deconv ic3 ih32 iw32 oc8 k3x3 s1x1 p0,0,0,0 d2x2 g1 o0x0"),
        ("3x4x4", "fc 10", "fc ic3 ih4 iw4 oc10"),
        // A pool's stride is its kernel, its padding none.
        ("3x32x32", "maxpool 3", "maxpool ic3 ih32 iw32 k3x3 s3x3 p0,0,0,0 d1x1 floor"),
        ("3x32x32", "maxpool 3x2", "maxpool ic3 ih32 iw32 k3x2 s3x2 p0,0,0,0 d1x1 floor"),
        ("3x32x32", "maxpool 3 /2 pad 1 ceil", "maxpool ic3 ih32 iw32 k3x3 s2x2 p1,1,1,1 d1x1 ceil"),
        ("3x32x32", "avgpool 2", "avgpool ic3 ih32 iw32 k2x2 s2x2 p0,0,0,0 d1x1 floor padcount"),
        ("3x32x32", "avgpool 3 /1 pad 1 nopadcount", "avgpool ic3 ih32 iw32 k3x3 s1x1 p1,1,1,1 d1x1 floor nopadcount"),
        ("3x32x32", "gap", "gap ic3 ih32 iw32"),
        ("3x32x32", "adaptivepool 7", "adaptivepool ic3 ih32 iw32 to7x7"),
        ("3x32x32", "adaptivepool 7x1 max", "adaptivemaxpool ic3 ih32 iw32 to7x1"),
        ("3x32x32", "spp 6 3 2 1", "spp ic3 ih32 iw32 b6,3,2,1"),
        ("3x32x32", "spp 4", "spp ic3 ih32 iw32 b4"),
        ("4x8x8", "bn", "bn ic4 ih8 iw8"),
        ("4x8x8", "lrn 5", "lrn ic4 ih8 iw8 z5"),
        ("4x8x8", "groupnorm 2", "groupnorm ic4 ih8 iw8 g2"),
        ("4x8x8", "layernorm", "layernorm ic4 ih8 iw8"),
        ("4x8x8", "relu", "relu ic4 ih8 iw8"), ("4x8x8", "relu6", "relu6 ic4 ih8 iw8"),
        ("4x8x8", "leaky", "leaky ic4 ih8 iw8 a0.01"), ("4x8x8", "leaky 0.20", "leaky ic4 ih8 iw8 a0.2"),
        ("4x8x8", "sigmoid", "sigmoid ic4 ih8 iw8"), ("4x8x8", "tanh", "tanh ic4 ih8 iw8"),
        ("4x8x8", "silu", "silu ic4 ih8 iw8"), ("4x8x8", "hswish", "hswish ic4 ih8 iw8"),
        ("4x8x8", "hsigmoid", "hsigmoid ic4 ih8 iw8"), ("4x8x8", "gelu", "gelu ic4 ih8 iw8"),
        ("4x8x8", "elu", "elu ic4 ih8 iw8"), ("4x8x8", "softmax", "softmax ic4 ih8 iw8"),
        ("4x8x8", "prelu", "prelu ic4 ih8 iw8 channel"), ("4x8x8", "prelu shared", "prelu ic4 ih8 iw8 shared"),
        ("4x8x8", "prelu channel", "prelu ic4 ih8 iw8 channel"),
        ("4x8x8", "prelu element", "prelu ic4 ih8 iw8 element"),
        ("4x8x8", "dropout", "dropout ic4 ih8 iw8 a0.5"), ("4x8x8", "dropout 0.125", "dropout ic4 ih8 iw8 a0.125"),
        ("4x8x8", "upsample 2", "upsample ic4 ih8 iw8 u2x2 nearest"),
        ("4x8x8", "upsample 2x1 bilinear", "upsample ic4 ih8 iw8 u2x1 bilinear"),
        ("4x8x8", "pixelshuffle 2", "pixelshuffle ic4 ih8 iw8 u2"),
        ("4x8x8", "channelshuffle 2", "channelshuffle ic4 ih8 iw8 g2"),
        ("4x8x8", "flatten", "flatten ic4 ih8 iw8"),
        ("4x8x8", "slice 1 2", "slice ic4 ih8 iw8 f1 oc2"),
        ("2x8x8", "onehot 10", "onehot ic2 ih8 iw8 z10"),
        ("2x8x8", "embed 100 16", "embed ic2 ih8 iw8 z100 oc16"),
        ("4x1x1", "knn 1000 5", "knn ic4 ih1 iw1 r1000 z5"),
        ("4x8x8", "opaque 16 4x2", "opaque ic4 ih8 iw8 oc16 to4x2"),
    ]

    @Test func everyLayerMeansItsProblem() throws {
        for row in LayerTests.rows {
            let network = try network("input \(row.input)\n\(row.line)")
            #expect(network.layers.count == 1, "\(row.line)")
            #expect(network.key(0) == row.key, "\(row.line)")
        }
    }

    @Test func everyLayerWordIsInTheTable() {
        let words = Set(LayerTests.rows.map { String($0.line.prefix { $0 != " " }) })
        #expect(words == Set(LayerWord.allCases.map(\.rawValue)))
    }

    /// Convolution, then norm, then activation, whatever the order of the words.
    @Test(arguments: ["conv 3 8 bn relu", "conv 3 8 relu bn", "conv 3 8 nobias relu bn"])
    func partsComeInOrder(line: String) throws {
        #expect(try network("input 3x8x8\n\(line)").lines == ["conv1 8x8x8", "bn1 8x8x8", "relu1 8x8x8"])
    }

    @Test(arguments: [
        ("conv 3 8", true), ("conv 3 8 nobias", false), ("dwconv 3", true), ("deconv 2 8", true), ("fc 10", true),
        ("fc 10 nobias", false), ("conv 3 8 bn", true),
    ])
    func biasIsTheDefault(line: String, hasBias: Bool) throws {
        let operation = try network("input 3x8x8\n\(line)").layers[0].operation
        #expect((operation == operation.withoutBias) == !hasBias)
    }

    @Test func modifiersMayBringActivationsWithNumbers() throws {
        let net = try network("input 3x8x8\nconv 3 8 leaky 0.1; conv 3 8 prelu shared; fc 4 bn softmax")
        #expect(
            net.lines.map { $0.prefix { $0 != " " } } == [
                "conv1", "leaky1", "conv2", "prelu1", "fc1", "bn1", "softmax1",
            ])
        #expect(net.layers[1].operation == .activation(.leakyRelu(slope: Decimal6(millionths: 100_000))))
        #expect(net.layers[3].operation == .prelu(.shared))
    }
}
