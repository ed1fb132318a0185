import NetworkIR
import Testing

struct ProblemKeyTests {
    private static func extent(_ random: inout SeededGenerator, _ range: ClosedRange<Int>) -> Extent {
        Extent(height: .random(in: range, using: &random), width: .random(in: range, using: &random))
    }

    private static func window(_ random: inout SeededGenerator) -> Window {
        Window(
            kernel: extent(&random, 1...7), stride: extent(&random, 1...3), dilation: extent(&random, 1...2),
            padding: Padding(
                top: .random(in: 0...3, using: &random), bottom: .random(in: 0...3, using: &random),
                left: .random(in: 0...3, using: &random), right: .random(in: 0...3, using: &random)))
    }

    /// A random operation of each kind in turn.
    private static func operation(_ kind: Int, _ random: inout SeededGenerator) -> Operation {
        let number = Int.random(in: 1...64, using: &random)
        let decimal = Decimal6(millionths: Int.random(in: 0...2_000_000, using: &random))
        switch kind {
        case 0:
            return .convolution(
                Convolution(
                    filters: 4 * number, window: window(&random), groups: [1, 2, 4][number % 3], bias: number % 2 == 0))
        case 1:
            return .transposedConvolution(
                TransposedConvolution(filters: number, window: window(&random), outputPadding: extent(&random, 0...1)))
        case 2: return .fullyConnected(outputs: number, bias: number % 2 == 0)
        case 3:
            return .pool(
                Pool(
                    kind: number % 2 == 0 ? .max : .average, window: window(&random),
                    rounding: number % 3 == 0 ? .ceil : .floor, countsPadding: number % 5 < 3))
        case 4: return .globalAveragePool
        case 5: return .adaptivePool(number % 2 == 0 ? .max : .average, size: extent(&random, 1...9))
        case 6: return .spatialPyramidPool(bins: (0...number % 4).map { $0 + 1 })
        case 7: return .batchNorm
        case 8: return .localResponseNorm(size: number)
        case 9: return .groupNorm(groups: [1, 2, 4][number % 3])
        case 10: return .layerNorm
        case 11: return .activation(Activation.plain[number % Activation.plain.count])
        case 12: return .activation(.leakyRelu(slope: decimal))
        case 13: return .prelu(SlopeSharing.allCases[number % 3])
        case 14: return .dropout(rate: decimal)
        case 15: return .upsample(factor: extent(&random, 1...4), Interpolation.allCases[number % 2])
        case 16: return .pixelShuffle(factor: 1 + number % 2)
        case 17: return .channelShuffle(groups: [1, 2, 4][number % 3])
        case 18: return .flatten
        case 19: return .oneHot(classes: number)
        case 20: return .embedding(classes: number, dimensions: number % 7 + 1)
        case 21: return .nearestNeighbours(references: number + 5, neighbours: number % 5 + 1)
        case 22: return .add
        case 23: return .multiply
        case 24: return .concatenate
        case 25: return .stridedIdentity(stride: extent(&random, 1...3), channels: 64 + number)
        default: return .channelSlice(first: number % 3, count: 1 + number % 2)
        }
    }

    @Test func keysReadBack() {
        var generator = SystemRandomNumberGenerator()
        let seed = UInt64.random(in: .min ... .max, using: &generator)
        var random = SeededGenerator(seed: seed)
        var counts = [Int](repeating: 0, count: 27)
        for round in 0..<8000 {
            let kind = round % 27
            let operation = Self.operation(kind, &random)
            let size = Self.extent(&random, 8...40)
            let map = FeatureMap(
                channels: 4 * .random(in: 1...16, using: &random), height: size.height, width: size.width)
            let isJoin = (22...24).contains(kind)
            let maps = Array(repeating: map, count: isJoin ? .random(in: 1...3, using: &random) : 1)
            // Some windows do not fit; their keys are none.
            guard (try? operation.output(of: maps)) != nil else { continue }
            counts[kind] += 1
            let problem = Problem(
                operation: operation, inputs: maps, batch: .random(in: 1...256, using: &random),
                precision: Precision.allCases[round % 4], pass: Pass.allCases[round % 3],
                epilogue: (0..<(round % 5 / 2)).map { Activation.plain[(round + $0) % Activation.plain.count] })
            #expect(Problem(key: problem.key) == problem, "seed \(seed): \(problem.key)")
        }
        #expect(counts.allSatisfy { $0 > 100 }, "seed \(seed): \(counts)")
    }

    /// Keys by hand, in the order of the language's description.
    @Test(arguments: [
        "conv n1 ic64 ih56 iw56 oc64 k3x3 s1x1 p1,1,1,1 d1x1 g1 f32 fwd",
        "deconv n2 ic100 ih1 iw1 oc512 k4x4 s1x1 p0,0,0,0 d1x1 g1 o0x0 bf16 bwd_d",
        "fc n1 ic4096 ih1 iw1 oc1000 f32 fwd", "maxpool n1 ic64 ih112 iw112 k3x3 s2x2 p1,1,1,1 d1x1 floor f32 fwd",
        "avgpool n8 ic64 ih112 iw112 k3x3 s2x2 p1,1,1,1 d1x1 ceil nopadcount int8 fwd",
        "concat n1 ic64,32,32 ih8,8,8 iw8,8,8 f16 bwd_w", "mul n1 ic64,64 ih8,1 iw8,1 f32 fwd",
        "leaky n1 ic4 ih8 iw8 a0.01 f32 fwd", "spp n1 ic256 ih13 iw13 b6,3,2,1 f32 fwd",
        "subsample n1 ic16 ih32 iw32 oc32 s2x2 f32 fwd",
        "conv n1 ic16 ih56 iw56 oc96 k1x1 s1x1 p0,0,0,0 d1x1 g1 f32 fwd +silu",
        "fc n1 ic4096 ih1 iw1 oc1000 f32 fwd +hswish +sigmoid",
    ])
    func handWrittenKeys(key: String) {
        #expect(Problem(key: key)?.key == key)
    }

    @Test(arguments: [
        "", "conv", "conv n1 ic64 ih56 iw56 oc64 k3x3 s1x1 p1,1,1,1 d1x1 g1 f32",
        "conv n0 ic64 ih56 iw56 oc64 k3x3 s1x1 p1,1,1,1 d1x1 g1 f32 fwd",
        "conv n1 ic64 ih56 iw56 oc64 k3x3 s1x1 p1,1,1,1 d1x1 g1 f32 fwd more",
        "conv  n1 ic64 ih56 iw56 oc64 k3x3 s1x1 p1,1,1,1 d1x1 g1 f32 fwd",
        "conv n1 ic064 ih56 iw56 oc64 k3x3 s1x1 p1,1,1,1 d1x1 g1 f32 fwd",
        "conv n1 ic64 ih56 iw56 oc64 k3x3 s1x1 p1,1,1 d1x1 g1 f32 fwd",
        "conv n1 ic64 ih56 iw56 oc64 k3x3 s1x1 p1,1,1,1 d1x1 g5 f32 fwd",
        "conv n1 ic64 ih2 iw2 oc64 k9x9 s1x1 p1,1,1,1 d1x1 g1 f32 fwd",
        "conv n1 ic+64 ih56 iw56 oc64 k3x3 s1x1 p1,1,1,1 d1x1 g1 f32 fwd",
        "Conv n1 ic64 ih56 iw56 oc64 k3x3 s1x1 p1,1,1,1 d1x1 g1 f32 fwd", "relu n1 ic64,64 ih8,8 iw8,8 f32 fwd",
        "relu n1 ic64 ih8 iw8 f64 fwd", "leaky n1 ic4 ih8 iw8 a0.010 f32 fwd",
        "fc n1 ic64 ih1 iw1 oc10 f32 fwd +relu", "fc n1 ic64 ih1 iw1 oc10 f32 fwd silu",
        "fc n1 ic64 ih1 iw1 oc10 f32 fwd +silu more", "fc n1 ic64 ih1 iw1 oc10 f32 bwd_d +silu",
        "maxpool n1 ic64 ih112 iw112 k3x3 s2x2 p1,1,1,1 d1x1 floor f32 fwd +silu",
        "deconv n2 ic100 ih1 iw1 oc512 k4x4 s1x1 p0,0,0,0 d1x1 g1 o0x0 f32 fwd +silu",
        "fc n1 ic99999999999999999999 ih1 iw1 oc1000 f32 fwd", "spp n1 ic256 ih13 iw13 b f32 fwd",
    ])
    func noKeys(key: String) {
        #expect(Problem(key: key) == nil)
    }

    /// What a kernel computes besides is part of its key only where it takes time: the functions, not the bounds.
    @Test func fusedFunctionsAreWork() throws {
        let map = FeatureMap(channels: 8, height: 4, width: 4)
        let convolution = Operation.convolution(Convolution(filters: 4, window: Window(kernel: .one)))
        let layers = [
            Layer(name: "a", operation: convolution, inputs: [.input], output: map),
            Layer(name: "b", operation: .batchNorm, inputs: [.layer(0)], output: map),
            Layer(name: "c", operation: .activation(.relu6), inputs: [.layer(1)], output: map),
            Layer(name: "d", operation: .activation(.gelu), inputs: [.layer(2)], output: map),
        ]
        let network = Network(name: "test", input: map, layers: layers, outputs: [3])
        let kernel = try #require(network.problem(ofKernel: [0, 1, 2, 3]))
        #expect(kernel.key == "conv n1 ic8 ih4 iw4 oc4 k1x1 s1x1 p0,0,0,0 d1x1 g1 f32 fwd +gelu")
        #expect(kernel.with(epilogue: []) == network.problem(of: layers[0]))
        #expect(network.problem(ofKernel: []) == nil)
    }

    @Test func equalWorkHasOneKey() {
        let map = FeatureMap(channels: 8, height: 4, width: 4)
        let window = Window(kernel: Extent(square: 3))
        let withBias = Problem(operation: .convolution(Convolution(filters: 4, window: window)), inputs: [map])
        let without = Problem(
            operation: .convolution(Convolution(filters: 4, window: window, bias: false)), inputs: [map])
        #expect(withBias == without)
        let counting = Pool(kind: .max, window: window, countsPadding: true)
        let notCounting = Pool(kind: .max, window: window, countsPadding: false)
        #expect(
            Problem(operation: .pool(counting), inputs: [map]) == Problem(operation: .pool(notCounting), inputs: [map]))
    }

    @Test(arguments: [
        ("", "it starts with an operation's word, such as 'conv'"),
        ("con n1 ic64 ih56 iw56 f32 fwd", "'con' is no operation's word; one is 'conv'"),
        ("conv n1 ic64 ih56", "it ends where 'iw' with whole numbers from 1 on, with commas between them must follow"),
        ("conv n1 ih56 iw56", "'ih56' stands where 'ic' with whole numbers from 1 on, with commas between them must"),
        ("conv n0 ic64 ih56 iw56", "'n0' stands where 'n' with a whole number from 1 on must"),
        (
            "conv n1 ic64 ih56 iw56 oc64 k3 s1x1 p1,1,1,1 d1x1 g1 f32 fwd",
            "'k3' stands where 'k' with a height and a width from 1 on, as 'k1x1' must"
        ),
        (
            "conv n1 ic64 ih56 iw56 oc64 k3x3 s1x1 p1,1 d1x1 g1 f32 fwd",
            "'p1,1' stands where 'p' with 4 whole numbers from 0 on, with commas between them must"
        ),
        ("relu n1 ic64 ih8 iw8 f64 fwd", "'f64' stands where 'f32' or 'bf16' or 'f16' or 'int8' must"),
        (
            "relu n1  ic64 ih8 iw8 f32 fwd",
            "two spaces stand before 'ic' with whole numbers from 1 on, with commas between them"
        ),
        ("relu n1 ic64 ih8 iw8 f32 fwd more", "'more' stands where an activation, such as '+silu', or nothing must"),
        (
            "conv n1 ic64 ih56 iw56 oc64 k3x3 s1x1 p1,1,1,1 d1x1 g5 f32 fwd",
            "'groups' must divide the input channels; 64 is not divisible by 5"
        ),
        ("concat n1 ic8,8 ih8 iw8,8 f32 fwd", "'ic', 'ih' and 'iw' have a number for each input, but not equally many"),
        ("relu n1 ic064 ih8 iw8 f32 fwd", "as a key it is written 'relu n1 ic64 ih8 iw8 f32 fwd'"),
    ])
    func whatKeepsALineFromBeingAKey(key: String, reason: String) {
        #expect(throws: ProblemKeyError(reason: reason)) { try Problem(parsingKey: key) }
    }
}
