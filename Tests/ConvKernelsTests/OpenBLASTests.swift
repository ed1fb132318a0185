import NetworkIR
import Testing

@testable import ConvKernels

@Suite(.enabled(if: OpenBLASBackend().availability().isAvailable), .serialized)
struct OpenBLASTests {
    @Test(arguments: [1, 2]) func convolutionsEqualTheReference(threads: Int) throws {
        let seed: UInt64 = 20_260_041
        print("seed \(seed)")
        var random = RandomProblems(seed: seed)
        for _ in 0..<100 {
            let problem = random.convolution()
            let verdict = try verify(
                problem, backend: OpenBLASBackend(), algorithm: "im2col", threads: threads, seed: seed)
            if case .failed = verdict { Issue.record("\(problem.key) seed \(seed): \(verdict)") }
        }
    }

    @Test func fullyConnectedLayersEqualTheReference() throws {
        for key in ["fc n1 ic300 ih1 iw1 oc70 f32 fwd", "fc n3 ic16 ih3 iw2 oc5 f32 fwd"] {
            let problem = try #require(Problem(key: key))
            #expect(OpenBLASBackend().algorithms(for: problem) == ["sgemm"])
            #expect(try verify(problem, backend: OpenBLASBackend(), algorithm: "sgemm").isPassed, "\(key)")
        }
    }

    @Test func offersForwardSumsOnly() throws {
        for key in [
            "maxpool n1 ic3 ih9 iw9 k3x3 s1x1 p0,0,0,0 d1x1 floor f32 fwd",
            "conv n1 ic4 ih8 iw8 oc4 k3x3 s1x1 p1,1,1,1 d1x1 g1 f32 bwd_d",
            "conv n1 ic4 ih8 iw8 oc4 k3x3 s1x1 p1,1,1,1 d1x1 g1 bf16 fwd",
        ] {
            let problem = try #require(Problem(key: key), "\(key)")
            #expect(OpenBLASBackend().algorithms(for: problem).isEmpty)
            #expect(throws: KernelError.unknownAlgorithm("im2col", backend: "openblas", known: [])) {
                try OpenBLASBackend().prepare(problem, algorithm: "im2col", threads: 1)
            }
        }
    }
}
