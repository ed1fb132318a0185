import NetworkIR
import Testing

@testable import ConvKernels

struct KernelBackendsTests {
    /// What the command line accepts as an algorithm is what some problem can be computed with, and no less.
    @Test func namesCoverWhatIsOffered() throws {
        let seed: UInt64 = 20_260_061
        print("seed \(seed)")
        var random = RandomProblems(seed: seed)
        var problems: [Problem] = []
        for pass in [Pass.forward, .backwardData, .backwardWeights] {
            for precision in [Precision.f32, .bf16, .int8] {
                for _ in 0..<5 {
                    problems.append(random.convolution(pass: pass, precision: precision))
                    problems.append(random.transposedConvolution(pass: pass))
                }
            }
        }
        for _ in 0..<10 {
            problems.append(random.squareOfThree())
            problems.append(random.depthwise())
        }
        for key in [
            "conv n1 ic64 ih56 iw56 oc64 k3x3 s1x1 p1,1,1,1 d1x1 g1 f32 fwd",
            "fc n1 ic300 ih1 iw1 oc70 f32 fwd", "relu n1 ic3 ih4 iw4 f32 fwd", "knn n1 ic4 ih1 iw1 r9 z2 f32 fwd",
            "maxpool n1 ic3 ih9 iw9 k3x3 s1x1 p0,0,0,0 d1x1 floor f32 fwd",
        ] {
            problems.append(try #require(Problem(key: key), "\(key)"))
        }
        for backend in KernelBackends.all {
            var offered: Set<String> = []
            for problem in problems {
                let algorithms = backend.algorithms(for: problem)
                #expect(Set(algorithms).count == algorithms.count, "\(backend.name): \(problem.key)")
                offered.formUnion(algorithms)
            }
            guard backend.availability().isAvailable else {
                #expect(offered.isEmpty, "\(backend.name) is missing and offers \(offered)")
                continue
            }
            #expect(offered == Set(backend.algorithmNames), "\(backend.name), seed \(seed)")
            #expect(backend.algorithmNames == backend.algorithmNames.sorted(), "\(backend.name)")
        }
    }
}
