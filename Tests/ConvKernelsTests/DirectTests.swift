import MachineProbe
import NetworkIR
import Testing

@testable import ConvKernels

/// A kernel of ours with each instruction set of this processor, against the reference.
private func verifyOwn(_ problem: Problem, _ algorithm: String = "direct", threads: Int = 1, seed: UInt64) throws {
    let operands = try problem.randomOperands(seed: seed)
    let expected = try referenceResult(problem, operands)
    for kernels in VectorDispatch.available {
        let kernel = try DirectKernel(problem, algorithm: algorithm, threads: threads, kernels)
        // Without fused steps a few roundings more; integers stay exact in both.
        let verdict = try verify(kernel, problem, algorithm: algorithm, operands: operands, expected: expected)
        // Of few results most may be zero by chance, or because few taps reach them.
        if case .mistrusted = verdict { continue }
        #expect(verdict.isPassed, "\(problem.key) \(kernel.implementationName) seed \(seed): \(verdict)")
    }
}

struct DirectTests {
    @Test(arguments: [(Pass.forward, 900), (.backwardData, 400)])
    func convolutionsEqualTheReference(pass: Pass, count: Int) throws {
        let seed: UInt64 = 20_260_011
        print("seed \(seed)")
        var random = RandomProblems(seed: seed)
        for _ in 0..<count { try verifyOwn(random.convolution(pass: pass), seed: seed) }
    }

    @Test(arguments: [(Pass.forward, 400), (.backwardData, 200)])
    func transposedConvolutionsEqualTheReference(pass: Pass, count: Int) throws {
        let seed: UInt64 = 20_260_012
        print("seed \(seed)")
        var random = RandomProblems(seed: seed)
        for _ in 0..<count { try verifyOwn(random.transposedConvolution(pass: pass), seed: seed) }
    }

    @Test func matricesOfColumnsEqualTheReference() throws {
        let seed: UInt64 = 20_260_015
        print("seed \(seed)")
        var random = RandomProblems(seed: seed)
        for _ in 0..<300 { try verifyOwn(random.convolution(), "im2col", seed: seed) }
    }

    /// Every function behind every kind of sum.
    @Test func functionsOfSumsEqualTheReference() throws {
        let seed: UInt64 = 20_260_018
        print("seed \(seed)")
        var random = RandomProblems(seed: seed)
        let functions: [Activation] = [.silu, .hardSwish, .sigmoid, .tanh, .gelu, .elu, .hardSigmoid]
        for round in 0..<140 {
            let function = functions[round % functions.count]
            let (problem, algorithm) =
                switch round % 3 {
                case 0: (random.convolution(), "direct")
                case 1: (random.depthwise(), "direct")
                default: (random.squareOfThree(), round % 2 == 0 ? "winograd-2x2" : "winograd-4x4")
                }
            try verifyOwn(problem.with(epilogue: [function]), algorithm, seed: seed)
        }
        let two = try #require(Problem(key: "fc n1 ic16 ih1 iw1 oc8 f32 fwd +silu +tanh"))
        #expect(DirectKernel.algorithms(for: two).isEmpty)
    }

    /// One filter a channel, or several.
    @Test func depthwiseConvolutionsEqualTheReference() throws {
        let seed: UInt64 = 20_260_016
        print("seed \(seed)")
        var random = RandomProblems(seed: seed)
        for _ in 0..<200 { try verifyOwn(random.depthwise(), seed: seed) }
    }

    /// Equal for F(2x2), within the derived bound for F(4x4).
    @Test(arguments: ["winograd-2x2", "winograd-4x4"])
    func winogradAgreesWithTheReference(algorithm: String) throws {
        let seed: UInt64 = 20_260_017
        print("seed \(seed)")
        var random = RandomProblems(seed: seed)
        for _ in 0..<150 { try verifyOwn(random.squareOfThree(), algorithm, seed: seed) }
    }

    /// Every width of a tile and every number of vectors, by rows of every length and channels around whole vectors.
    @Test func everyTailOfEveryTile() throws {
        for filters in [1, 15, 16, 17, 31, 32, 33, 47, 48, 49, 64, 65, 80] {
            for width in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 19, 27, 28, 29, 43] {
                let tail = "iw\(width) oc\(filters)"
                for key in [
                    "conv n1 ic17 ih2 \(tail) k1x1 s1x1 p0,0,0,0 d1x1 g1",
                    "conv n1 ic33 ih3 \(tail) k3x3 s1x1 p1,1,1,1 d1x1 g1",
                    "conv n1 ic2 ih3 \(tail) k3x3 s1x1 p1,1,1,1 d1x1 g1",
                ] {
                    let problem = try #require(Problem(key: key + " f32 fwd"), "\(key)")
                    try verifyOwn(problem, seed: 3)
                }
            }
        }
        for width in 1...44 {
            let key = "conv n1 ic33 ih4 iw\(width) oc33 k3x3 s1x1 p1,1,1,1 d1x1 g33 f32 fwd"
            try verifyOwn(try #require(Problem(key: key)), seed: 3)
        }
    }

    /// Sums long enough for several parts, and maps large enough for several units.
    @Test func partsAndUnits() throws {
        for key in [
            "conv n2 ic200 ih7 iw9 oc40 k3x3 s1x1 p1,1,1,1 d1x1 g1",
            "conv n1 ic130 ih5 iw5 oc50 k5x5 s1x1 p2,2,2,2 d1x1 g1",
            "conv n1 ic700 ih4 iw5 oc70 k1x1 s1x1 p0,0,0,0 d1x1 g1",
            "conv n1 ic64 ih90 iw60 oc20 k3x3 s1x1 p1,1,1,1 d1x1 g1",
            "conv n1 ic96 ih70 iw70 oc20 k3x3 s2x2 p1,1,1,1 d1x1 g1",
            "conv n1 ic128 ih66 iw61 oc33 k1x1 s2x2 p0,0,0,0 d1x1 g1",
            "conv n1 ic3 ih230 iw226 oc20 k7x7 s2x2 p3,3,3,3 d1x1 g1",
            "conv n1 ic1 ih9 iw9 oc4 k11x11 s1x1 p5,5,5,5 d1x1 g1",
        ] {
            let problem = try #require(Problem(key: key + " f32 fwd"), "\(key)")
            try verifyOwn(problem, seed: 4)
            try verifyOwn(problem, "im2col", seed: 4)
        }
        let wide = try #require(Problem(key: "conv n1 ic64 ih50 iw61 oc72 k3x3 s1x1 p1,1,1,1 d1x1 g1 f32 fwd"))
        try verifyOwn(wide, "winograd-4x4", seed: 4)
        try verifyOwn(wide, "winograd-2x2", seed: 4)
    }

    /// More threads than work, and than processors.
    @Test(arguments: [2, 3])
    func threadsComputeTheSame(threads: Int) throws {
        let seed: UInt64 = 20_260_018
        print("seed \(seed)")
        var random = RandomProblems(seed: seed)
        for _ in 0..<60 { try verifyOwn(random.convolution(), threads: threads, seed: seed) }
        for _ in 0..<20 { try verifyOwn(random.transposedConvolution(), threads: threads, seed: seed) }
        for _ in 0..<20 { try verifyOwn(random.depthwise(), threads: threads, seed: seed) }
        for _ in 0..<20 { try verifyOwn(random.squareOfThree(), "winograd-4x4", threads: threads, seed: seed) }
        let large = try #require(Problem(key: "conv n1 ic64 ih90 iw60 oc80 k3x3 s1x1 p1,1,1,1 d1x1 g1 f32 fwd"))
        for algorithm in ["direct", "im2col", "winograd-2x2"] {
            try verifyOwn(large, algorithm, threads: threads, seed: seed)
        }
    }

    @Test func poolsEqualTheReference() throws {
        let seed: UInt64 = 20_260_013
        print("seed \(seed)")
        var random = RandomProblems(seed: seed)
        for _ in 0..<150 { try verifyOwn(random.pool(), seed: seed) }
    }

    /// Every word of the language that takes time; channels below, at and beside whole vectors.
    @Test func everyOperationEqualsTheReference() throws {
        let heads = [
            "fc n1 ic300 ih1 iw1 oc70", "fc n3 ic16 ih1 iw1 oc5", "gap n2 ic40 ih7 iw7",
            "adaptivepool n1 ic17 ih14 iw13 to5x3", "adaptivemaxpool n1 ic5 ih9 iw8 to3x2",
            "spp n2 ic24 ih13 iw13 b6,3,2,1", "bn n2 ic21 ih9 iw7", "lrn n1 ic40 ih5 iw5 z5", "lrn n1 ic3 ih5 iw5 z4",
            "groupnorm n2 ic36 ih9 iw9 g4", "layernorm n2 ic35 ih5 iw3", "layernorm n1 ic7 ih2 iw3",
            "relu n1 ic7 ih5 iw3",
            "relu6 n1 ic32 ih9 iw9", "leaky n1 ic32 ih9 iw9 a0.1", "sigmoid n1 ic3 ih9 iw9", "tanh n1 ic32 ih9 iw9",
            "silu n1 ic32 ih9 iw9", "hswish n1 ic32 ih9 iw9", "hsigmoid n1 ic32 ih9 iw9", "gelu n1 ic32 ih9 iw9",
            "elu n1 ic32 ih9 iw9", "softmax n2 ic100 ih1 iw1", "softmax n1 ic21 ih5 iw6", "softmax n1 ic3 ih2 iw2",
            "prelu n2 ic33 ih9 iw9 shared", "prelu n2 ic33 ih9 iw9 channel", "prelu n2 ic33 ih9 iw9 element",
            "prelu n2 ic3 ih2 iw9 element", "upsample n2 ic19 ih5 iw7 u2x3 nearest",
            "upsample n2 ic19 ih5 iw7 u3x2 bilinear", "upsample n1 ic3 ih5 iw7 u4x4 bilinear",
            "pixelshuffle n2 ic36 ih5 iw7 u3", "channelshuffle n2 ic24 ih5 iw7 g3", "onehot n1 ic2 ih5 iw7 z10",
            "embed n2 ic3 ih5 iw7 z10 oc4", "knn n2 ic70 ih1 iw1 r50 z5", "knn n1 ic7 ih3 iw2 r20 z20",
            "add n2 ic24,24 ih7,7 iw5,5", "add n1 ic9,9,9 ih7,7,7 iw5,5,5", "mul n2 ic24,24 ih7,7 iw5,5",
            "mul n2 ic23,23 ih7,1 iw5,1", "mul n2 ic23,23 ih1,7 iw1,5", "mul n1 ic8,8,8 ih1,7,7 iw1,5,5",
            "concat n2 ic24,8,3 ih7,7,7 iw5,5,5", "subsample n2 ic8 ih7 iw6 oc16 s2x2",
            "slice n2 ic40 ih5 iw7 f3 oc29",
        ]
        for head in heads {
            let problem = try #require(Problem(key: head + " f32 fwd"), "\(head)")
            #expect(SwiftBackend().algorithms(for: problem) == ["direct", "reference"], "\(head)")
            try verifyOwn(problem, seed: 7)
        }
    }
}
