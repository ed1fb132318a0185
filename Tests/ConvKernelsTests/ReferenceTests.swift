import NetworkIR
import Testing

@testable import ConvKernels

/// The reference against numbers worked by hand (or published where said), operands and results in plain order.
private let rows: [(what: String, key: String, operands: [[Float]], result: [Float])] = [
    (
        "a 2x2 window over 3x3, by hand", "conv n1 ic1 ih3 iw3 oc1 k2x2 s1x1 p0,0,0,0 d1x1 g1 f32 fwd",
        [[1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 10, 100, 1000]], [5421, 6532, 8754, 9865]
    ),
    (
        "zeros around the map", "conv n1 ic1 ih2 iw2 oc1 k3x3 s1x1 p1,1,1,1 d1x1 g1 f32 fwd",
        [[1, 2, 3, 4], [1, 1, 1, 1, 1, 1, 1, 1, 1]], [10, 10, 10, 10]
    ),
    (
        "uneven padding: one row on top only", "conv n1 ic1 ih2 iw2 oc1 k2x1 s1x1 p1,0,0,0 d1x1 g1 f32 fwd",
        [[1, 2, 3, 4], [10, 1]], [1, 2, 13, 24]
    ),
    (
        "stride and dilation", "conv n1 ic1 ih1 iw7 oc1 k1x3 s1x2 p0,0,0,0 d1x2 g1 f32 fwd",
        [[1, 2, 3, 4, 5, 6, 7], [1, 10, 100]], [531, 753]
    ),
    (
        "two channels, two filters", "conv n1 ic2 ih1 iw1 oc2 k1x1 s1x1 p0,0,0,0 d1x1 g1 f32 fwd",
        [[3, 5], [1, 2, 10, 20]], [13, 130]
    ),
    (
        "two groups", "conv n1 ic2 ih1 iw1 oc2 k1x1 s1x1 p0,0,0,0 d1x1 g2 f32 fwd", [[3, 5], [2, 7]], [6, 35]
    ),
    (
        "input gradient scatters the filter", "conv n1 ic1 ih1 iw4 oc1 k1x2 s1x2 p0,0,0,0 d1x1 g1 f32 bwd_d",
        [[3, 5], [1, 10]], [3, 30, 5, 50]
    ),
    (
        "weight gradient", "conv n1 ic1 ih1 iw3 oc1 k1x2 s1x1 p0,0,0,0 d1x1 g1 f32 bwd_w", [[1, 2, 3], [10, 100]],
        [210, 320]
    ),
    (
        "transposed, stride 2: windows side by side",
        "deconv n1 ic1 ih1 iw2 oc1 k1x2 s1x2 p0,0,0,0 d1x1 g1 o0x0 f32 fwd", [[3, 5], [1, 10]], [3, 30, 5, 50]
    ),
    (
        "transposed, overlapping, cut by the padding, one column more",
        "deconv n1 ic1 ih1 iw2 oc1 k1x3 s1x2 p0,0,1,1 d1x1 g1 o0x1 f32 fwd", [[1, 2], [1, 10, 100]], [10, 102, 20, 200]
    ),
    (
        "transposed: two inputs, filters of each", "deconv n1 ic2 ih1 iw1 oc2 k1x1 s1x1 p0,0,0,0 d1x1 g1 o0x0 f32 fwd",
        [[3, 5], [1, 2, 10, 20]], [53, 106]
    ),
    ("inner product", "fc n2 ic2 ih1 iw1 oc2 f32 fwd", [[1, 2, 3, 4], [1, 10, 100, 1000]], [21, 2100, 43, 4300]),
    (
        "mean counts its padding", "avgpool n1 ic1 ih2 iw2 k2x2 s2x2 p1,1,1,1 d1x1 floor padcount f32 fwd",
        [[4, 8, 12, 16]], [1, 2, 3, 4]
    ),
    (
        "mean without its padding", "avgpool n1 ic1 ih2 iw2 k2x2 s2x2 p1,1,1,1 d1x1 floor nopadcount f32 fwd",
        [[4, 8, 12, 16]], [4, 8, 12, 16]
    ),
    (
        "a mean over a window that reaches over the end",
        "avgpool n1 ic1 ih1 iw3 k1x2 s1x2 p0,0,0,0 d1x1 ceil padcount f32 fwd",
        [[2, 4, 8]], [3, 8]
    ),
    (
        "largest, padding is not zero", "maxpool n1 ic1 ih1 iw2 k1x2 s1x2 p0,0,1,1 d1x1 floor f32 fwd", [[-3, -5]],
        [-3, -5]
    ),
    ("cells share columns", "adaptivepool n1 ic1 ih1 iw3 to1x2 f32 fwd", [[1, 3, 9]], [2, 6]),
    (
        "pyramid, level by level", "spp n1 ic2 ih2 iw2 b2,1 f32 fwd", [[1, 2, 3, 4, 5, 6, 7, 8]],
        [1, 2, 3, 4, 5, 6, 7, 8, 4, 8]
    ),
    (
        "batch norm", "bn n1 ic2 ih1 iw1 f32 fwd", [[7, 10], [1, 2], [4, 16], [3, 5], [100, 200]], [109, 210]
    ),
    ("relu6", "relu6 n1 ic4 ih1 iw1 f32 fwd", [[-1, 3, 6, 9]], [0, 3, 6, 6]),
    ("leaky", "leaky n1 ic2 ih1 iw1 a0.25 f32 fwd", [[-4, 4]], [-1, 4]),
    ("hard swish", "hswish n1 ic3 ih1 iw1 f32 fwd", [[-3, 3, 0]], [0, 3, 0]),
    ("hard sigmoid", "hsigmoid n1 ic3 ih1 iw1 f32 fwd", [[-3, 0, 3]], [0, 0.5, 1]),
    ("prelu by channel", "prelu n1 ic2 ih1 iw1 channel f32 fwd", [[-4, -4], [0.5, 0.25]], [-2, -1]),
    ("nearest", "upsample n1 ic1 ih1 iw2 u2x2 nearest f32 fwd", [[1, 2]], [1, 1, 2, 2, 1, 1, 2, 2]),
    (
        "bilinear, centres aligned (PyTorch's default)", "upsample n1 ic1 ih1 iw2 u1x2 bilinear f32 fwd", [[0, 4]],
        [0, 1, 3, 4]
    ),
    (
        "pixel shuffle (Shi et al. 2016)", "pixelshuffle n1 ic4 ih1 iw2 u2 f32 fwd", [[1, 2, 3, 4, 5, 6, 7, 8]],
        [1, 3, 2, 4, 5, 7, 6, 8]
    ),
    (
        "channel shuffle (Zhang et al. 2017)", "channelshuffle n1 ic6 ih1 iw1 g2 f32 fwd", [[1, 2, 3, 4, 5, 6]],
        [1, 4, 2, 5, 3, 6]
    ),
    ("one hot", "onehot n1 ic2 ih1 iw1 z3 f32 fwd", [[2, 0]], [0, 0, 1, 1, 0, 0]),
    ("embedding", "embed n1 ic2 ih1 iw1 z2 oc2 f32 fwd", [[1, 0], [5, 6, 7, 8]], [7, 8, 5, 6]),
    (
        "nearest neighbours, ties by number", "knn n1 ic2 ih1 iw1 r4 z3 f32 fwd",
        [[0, 0], [3, 4, 1, 0, 0, 1, 9, 9]], [1, 2, 0]
    ),
    ("sum of three", "add n1 ic1,1,1 ih1,1,1 iw2,2,2 f32 fwd", [[1, 2], [10, 20], [100, 200]], [111, 222]),
    ("a vector scales channels", "mul n1 ic2,2 ih1,1 iw2,1 f32 fwd", [[1, 2, 3, 4], [10, 100]], [10, 20, 300, 400]),
    ("joined", "concat n2 ic1,2 ih1,1 iw1,1 f32 fwd", [[1, 2], [3, 4, 5, 6]], [1, 3, 4, 2, 5, 6]),
    (
        "shortcut with zero channels (He et al. 2016, option A)", "subsample n1 ic1 ih3 iw3 oc2 s2x2 f32 fwd",
        [[1, 2, 3, 4, 5, 6, 7, 8, 9]], [1, 3, 7, 9, 0, 0, 0, 0]
    ),
    ("slice", "slice n1 ic3 ih1 iw1 f1 oc2 f32 fwd", [[1, 2, 3]], [2, 3]),
]

/// Functions at points whose values are in tables.
private let published: [(key: String, operands: [[Float]], result: [Float])] = [
    ("sigmoid n1 ic2 ih1 iw1 f32 fwd", [[0, 1]], [0.5, 0.7310586]),
    ("tanh n1 ic1 ih1 iw1 f32 fwd", [[1]], [0.7615942]),
    ("silu n1 ic1 ih1 iw1 f32 fwd", [[1]], [0.7310586]),
    ("gelu n1 ic1 ih1 iw1 f32 fwd", [[1]], [0.8413447]),
    ("elu n1 ic1 ih1 iw1 f32 fwd", [[-1]], [-0.6321206]),
    ("softmax n1 ic2 ih1 iw1 f32 fwd", [[0, 1]], [0.26894143, 0.7310586]),
    // 3 / (1 + 10^-4 / 1 · 9)^(3/4)
    ("lrn n1 ic1 ih1 iw1 z1 f32 fwd", [[3]], [2.9979766]),
    // mean 2, variance 1
    ("layernorm n1 ic2 ih1 iw1 f32 fwd", [[1, 3], [2, 2], [10, 20]], [8.00001, 21.99999]),
    (
        "groupnorm n1 ic2 ih1 iw2 g2 f32 fwd", [[1, 3, 5, 9], [1, 10], [0, 0]],
        [-0.999995, 0.999995, -9.99999, 9.99999]
    ),
]

struct ReferenceTests {
    @Test func numbersWorkedByHand() throws {
        for row in rows {
            let problem = try #require(Problem(key: row.key), "\(row.what)")
            #expect(try referenceResult(problem, row.operands) == row.result, "\(row.what)")
        }
    }

    @Test func publishedFunctionValues() throws {
        for row in published {
            let problem = try #require(Problem(key: row.key), "\(row.key)")
            let result = try referenceResult(problem, row.operands)
            for (value, expected) in zip(result, row.result) {
                #expect(abs(value - expected) <= 2e-6 * max(1, abs(expected)), "\(row.key): \(value)")
            }
        }
    }

    /// Σ out · conv(in, w) = Σ in · gradient(out, w) = Σ w · gradient(in, out), for any three of them.
    @Test func gradientsAreAdjoint() throws {
        let seed: UInt64 = 20_260_021
        print("seed \(seed)")
        var random = RandomProblems(seed: seed)
        for _ in 0..<60 {
            let forward = random.convolution()
            func with(_ pass: Pass) -> Problem {
                Problem(operation: forward.operation, inputs: forward.inputs, batch: forward.batch, pass: pass)
            }
            let operands = try forward.randomOperands(seed: seed)
            let output = try with(.backwardWeights).randomOperands(seed: seed ^ 1)[1]
            let byOutput = dot(try referenceResult(forward, operands), output)
            let byInput = dot(try referenceResult(with(.backwardData), [output, operands[1]]), operands[0])
            let byWeights = dot(try referenceResult(with(.backwardWeights), [operands[0], output]), operands[1])
            #expect(byOutput == byInput && byOutput == byWeights, "\(forward.key)")
        }
    }

    /// A grouped convolution is one convolution for each slice of its channels.
    @Test func groupsAreSlices() throws {
        var random = RandomProblems(seed: 20_260_022)
        var checked = 0
        while checked < 30 {
            let problem = random.convolution()
            guard case .convolution(var convolution) = problem.operation, convolution.groups > 1 else { continue }
            checked += 1
            let (map, groups) = (problem.inputs[0], convolution.groups)
            let operands = try problem.randomOperands(seed: UInt64(checked))
            let whole = try referenceResult(problem, operands)
            convolution.filters /= groups
            convolution.groups = 1
            let part = Problem(
                operation: .convolution(convolution),
                inputs: [FeatureMap(channels: map.channels / groups, height: map.height, width: map.width)])
            let (sourceSize, weightSize) = (
                part.inputs[0].channels * map.height * map.width, operands[1].count / groups
            )
            var joined: [Float] = []
            for image in 0..<problem.batch {
                for group in 0..<groups {
                    let source = (image * groups + group) * sourceSize
                    joined += try referenceResult(
                        part,
                        [
                            Array(operands[0][source..<(source + sourceSize)]),
                            Array(operands[1][(group * weightSize)..<((group + 1) * weightSize)]),
                        ])
                }
            }
            #expect(joined == whole, "\(problem.key)")
        }
    }
}

struct ReferenceInterruptionTests {
    /// 2 filters of 3 channels and 4 taps are 24 questions; it is not asked again once it has said true.
    @Test(arguments: ["fwd", "bwd_d", "bwd_w"])
    func theLoopsStopAtTheNextTap(pass: String) throws {
        let key = "conv n1 ic3 ih5 iw5 oc2 k2x2 s1x1 p0,0,0,0 d1x1 g1 f32 \(pass)"
        let problem = try #require(Problem(key: key))
        let operands = try problem.randomOperands(seed: 1)
        var asked = 0
        _ = try referenceResult(problem, operands) {
            asked += 1
            return false
        }
        #expect(asked >= 24)
        var askedBefore = 0
        #expect(throws: KernelError.interrupted(problem: key)) {
            _ = try referenceResult(problem, operands) {
                askedBefore += 1
                return askedBefore >= 5
            }
        }
        // The loops' fifth question, and those of the callers above them.
        #expect(askedBefore >= 5 && askedBefore < 10)
    }
}

private func dot(_ a: [Float], _ b: [Float]) -> Double {
    zip(a, b).reduce(0) { $0 + Double($1.0) * Double($1.1) }
}
