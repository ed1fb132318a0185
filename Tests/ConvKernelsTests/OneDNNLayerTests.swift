import NetworkIR
import Testing

@testable import ConvKernels

/// One problem a row, and the kernel family that its implementation's name starts with; nil where oneDNN has none.
private let rows: [(key: String, isSupported: Bool)] = [
    ("fc n1 ic256 ih1 iw1 oc100 f32 fwd", true),
    ("fc n4 ic256 ih1 iw1 oc100 f32 bwd_d", true),
    ("fc n4 ic256 ih1 iw1 oc100 f32 bwd_w", true),
    ("fc n2 ic255 ih1 iw1 oc33 bf16 fwd", true),
    ("fc n2 ic256 ih1 iw1 oc64 int8 fwd", true),
    ("conv n1 ic32 ih14 iw14 oc48 k3x3 s1x1 p1,1,1,1 d1x1 g1 bf16 fwd", true),
    ("conv n1 ic32 ih14 iw14 oc48 k3x3 s1x1 p1,1,1,1 d1x1 g1 bf16 bwd_d", true),
    ("conv n1 ic32 ih14 iw14 oc48 k3x3 s1x1 p1,1,1,1 d1x1 g1 bf16 bwd_w", true),
    ("conv n1 ic32 ih14 iw14 oc48 k3x3 s1x1 p1,1,1,1 d1x1 g1 int8 fwd", true),
    ("conv n1 ic32 ih14 iw14 oc32 k3x3 s2x2 p1,1,1,1 d1x1 g32 int8 fwd", true),
    ("deconv n1 ic16 ih7 iw7 oc8 k4x4 s2x2 p1,1,1,1 d1x1 g1 o0x0 bf16 fwd", true),
    ("conv n1 ic32 ih14 iw14 oc48 k3x3 s1x1 p1,1,1,1 d1x1 g1 f16 fwd", false),
    ("maxpool n2 ic32 ih15 iw15 k3x3 s2x2 p0,0,0,0 d1x1 floor f32 fwd", true),
    ("maxpool n1 ic17 ih14 iw14 k3x3 s2x2 p0,0,0,0 d1x1 ceil f32 fwd", true),
    ("maxpool n1 ic16 ih14 iw14 k3x3 s2x2 p1,1,1,1 d1x1 floor int8 fwd", true),
    ("maxpool n1 ic16 ih14 iw14 k3x3 s2x2 p1,1,1,1 d1x1 floor bf16 fwd", true),
    ("avgpool n1 ic16 ih14 iw14 k3x3 s2x2 p1,1,1,1 d1x1 floor padcount f32 fwd", true),
    ("avgpool n1 ic16 ih14 iw14 k3x3 s2x2 p1,1,1,1 d1x1 floor nopadcount f32 fwd", true),
    ("avgpool n1 ic16 ih14 iw14 k3x3 s2x2 p0,0,0,0 d1x1 ceil nopadcount f32 fwd", true),
    ("avgpool n1 ic16 ih14 iw14 k3x3 s2x2 p0,0,0,0 d1x1 ceil padcount f32 fwd", false),
    ("gap n2 ic40 ih7 iw7 f32 fwd", true),
    ("adaptivepool n1 ic16 ih14 iw14 to7x7 f32 fwd", true),
    ("adaptivemaxpool n1 ic16 ih12 iw8 to3x2 f32 fwd", true),
    ("adaptivepool n1 ic16 ih13 iw13 to6x6 f32 fwd", true),
    ("adaptivepool n1 ic16 ih14 iw14 to5x5 f32 fwd", false),
    ("spp n1 ic16 ih13 iw13 b6,3,2,1 f32 fwd", false),
    ("bn n2 ic24 ih9 iw7 f32 fwd", true),
    ("bn n1 ic32 ih9 iw7 bf16 fwd", true),
    ("lrn n1 ic32 ih9 iw9 z5 f32 fwd", true),
    ("groupnorm n1 ic32 ih9 iw9 g4 f32 fwd", false),
    ("layernorm n2 ic32 ih5 iw3 f32 fwd", true),
    ("relu n1 ic32 ih9 iw9 f32 fwd", true),
    ("relu6 n1 ic32 ih9 iw9 f32 fwd", true),
    ("leaky n1 ic32 ih9 iw9 a0.1 f32 fwd", true),
    ("sigmoid n1 ic32 ih9 iw9 f32 fwd", true),
    ("tanh n1 ic32 ih9 iw9 f32 fwd", true),
    ("silu n1 ic32 ih9 iw9 f32 fwd", true),
    ("hswish n1 ic32 ih9 iw9 f32 fwd", true),
    ("hsigmoid n1 ic32 ih9 iw9 f32 fwd", false),
    ("gelu n1 ic32 ih9 iw9 f32 fwd", true),
    ("elu n1 ic32 ih9 iw9 f32 fwd", true),
    ("elu n1 ic32 ih9 iw9 bf16 fwd", true),
    ("softmax n2 ic100 ih1 iw1 f32 fwd", true),
    ("softmax n1 ic21 ih5 iw6 f32 fwd", true),
    ("prelu n2 ic32 ih9 iw9 shared f32 fwd", true),
    ("prelu n2 ic32 ih9 iw9 channel f32 fwd", true),
    ("prelu n2 ic32 ih9 iw9 element f32 fwd", true),
    ("upsample n2 ic16 ih5 iw7 u2x2 nearest f32 fwd", true),
    ("upsample n1 ic16 ih5 iw7 u3x3 nearest f32 fwd", true),
    ("upsample n1 ic16 ih5 iw7 u4x2 nearest f32 fwd", true),
    ("upsample n1 ic16 ih5 iw7 u2x2 bilinear f32 fwd", true),
    ("upsample n1 ic3 ih5 iw7 u3x4 bilinear f32 fwd", true),
    ("pixelshuffle n2 ic36 ih5 iw7 u3 f32 fwd", true),
    ("channelshuffle n2 ic24 ih5 iw7 g3 f32 fwd", true),
    ("channelshuffle n1 ic24 ih5 iw7 g8 f32 fwd", true),
    ("onehot n1 ic2 ih5 iw7 z10 f32 fwd", false),
    ("embed n1 ic2 ih5 iw7 z10 oc4 f32 fwd", false),
    ("knn n1 ic64 ih1 iw1 r50 z5 f32 fwd", false),
    ("add n2 ic24,24 ih7,7 iw5,5 f32 fwd", true),
    ("add n1 ic24,24,24 ih7,7,7 iw5,5,5 f32 fwd", true),
    ("mul n2 ic24,24 ih7,7 iw5,5 f32 fwd", true),
    ("mul n2 ic24,24 ih7,1 iw5,1 f32 fwd", true),
    ("mul n2 ic24,24 ih1,7 iw1,5 f32 fwd", true),
    ("concat n2 ic24,8,3 ih7,7,7 iw5,5,5 f32 fwd", true),
    ("subsample n1 ic8 ih7 iw6 oc16 s2x2 f32 fwd", true),
    ("subsample n2 ic8 ih6 iw7 oc16 s2x2 f32 fwd", true),
    ("conv n1 ic16 ih14 iw14 oc24 k1x1 s1x1 p0,0,0,0 d1x1 g1 f32 fwd +silu", true),
    ("conv n2 ic16 ih14 iw14 oc32 k3x3 s1x1 p1,1,1,1 d1x1 g1 f32 fwd +hswish", true),
    ("conv n1 ic32 ih14 iw14 oc32 k3x3 s1x1 p1,1,1,1 d1x1 g32 f32 fwd +sigmoid", true),
    ("conv n1 ic16 ih14 iw14 oc16 k3x3 s1x1 p1,1,1,1 d1x1 g1 f32 fwd +gelu +tanh", true),
    ("conv n1 ic16 ih14 iw14 oc16 k3x3 s1x1 p1,1,1,1 d1x1 g1 f32 fwd +hsigmoid", false),
    ("fc n2 ic256 ih1 iw1 oc100 f32 fwd +sigmoid", true),
    ("add n1 ic32,32 ih9,9 iw9,9 f32 fwd +elu", true),
]

@Suite(.enabled(if: OneDNNBackend().availability().isAvailable), .serialized)
struct OneDNNLayerTests {
    @Test func everyLayerEqualsTheReferenceOrSaysWhyNot() throws {
        let backend = OneDNNBackend()
        for row in rows {
            let problem = try #require(Problem(key: row.key), "\(row.key)")
            let algorithms = backend.algorithms(for: problem)
            guard row.isSupported else {
                #expect(algorithms.isEmpty, "\(row.key): \(algorithms)")
                #expect(throws: KernelError.self, "\(row.key)") {
                    try backend.prepare(problem, algorithm: "auto", threads: 1)
                }
                continue
            }
            #expect(!algorithms.isEmpty, "\(row.key)")
            for algorithm in algorithms {
                let kernel = try backend.prepare(problem, algorithm: algorithm, threads: 1)
                print("\(row.key) \(algorithm): \(kernel.implementationName)")
                let verdict = try verify(problem, backend: backend, algorithm: algorithm)
                #expect(verdict.isPassed, "\(row.key) \(algorithm): \(verdict)")
            }
        }
    }

    @Test func randomPoolsEqualTheReference() throws {
        let seed: UInt64 = 20_260_004
        print("seed \(seed)")
        var random = RandomProblems(seed: seed)
        let backend = OneDNNBackend()
        var verified = 0
        for _ in 0..<150 {
            let problem = random.pool()
            for algorithm in backend.algorithms(for: problem) {
                let verdict = try verify(problem, backend: backend, algorithm: algorithm, seed: seed)
                #expect(verdict.isPassed, "\(problem.key): \(verdict)")
                verified += 1
            }
        }
        #expect(verified >= 80)
    }
}
