import MachineProbe
import NetworkIR
import Testing

@testable import ConvKernels

/// `direct` with each instruction set of this processor, against the reference.
private func verifyDirect(_ problem: Problem, seed: UInt64) throws {
    let operands = try problem.randomOperands(seed: seed)
    let expected = try referenceResult(problem, operands)
    for kernels in VectorDispatch.available {
        let kernel = try DirectKernel(problem, kernels)
        // Without fused steps a few roundings more; integers stay exact in both.
        let verdict = try verify(kernel, problem, algorithm: "direct", operands: operands, expected: expected)
        #expect(verdict.isPassed, "\(problem.key) \(kernel.implementationName) seed \(seed): \(verdict)")
    }
}

struct DirectTests {
    @Test(arguments: [Pass.forward, .backwardData])
    func convolutionsEqualTheReference(pass: Pass) throws {
        let seed: UInt64 = 20_260_011
        print("seed \(seed)")
        var random = RandomProblems(seed: seed)
        for _ in 0..<150 { try verifyDirect(random.convolution(pass: pass), seed: seed) }
    }

    @Test(arguments: [Pass.forward, .backwardData])
    func transposedConvolutionsEqualTheReference(pass: Pass) throws {
        let seed: UInt64 = 20_260_012
        print("seed \(seed)")
        var random = RandomProblems(seed: seed)
        for _ in 0..<100 { try verifyDirect(random.transposedConvolution(pass: pass), seed: seed) }
    }

    @Test func poolsEqualTheReference() throws {
        let seed: UInt64 = 20_260_013
        print("seed \(seed)")
        var random = RandomProblems(seed: seed)
        for _ in 0..<150 { try verifyDirect(random.pool(), seed: seed) }
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
        ]
        for head in heads {
            let problem = try #require(Problem(key: head + " f32 fwd"), "\(head)")
            #expect(SwiftBackend().algorithms(for: problem) == ["direct", "reference"], "\(head)")
            try verifyDirect(problem, seed: 7)
        }
    }
}
