import NetworkIR
import Testing

@testable import ConvKernels

/// Every kernel of oneDNN that a problem has, against the reference.
private func verifyAll(_ problem: Problem, seed: UInt64) throws -> Int {
    let backend = OneDNNBackend()
    var count = 0
    for algorithm in backend.algorithms(for: problem) {
        let verdict = try verify(problem, backend: backend, algorithm: algorithm, seed: seed)
        #expect(verdict.isPassed, "\(problem.key) \(algorithm) seed \(seed): \(verdict)")
        count += 1
    }
    return count
}

@Suite(.enabled(if: OneDNNBackend().availability().isAvailable), .serialized)
struct OneDNNTests {
    @Test(arguments: [Pass.forward, .backwardData, .backwardWeights])
    func convolutionsEqualTheReference(pass: Pass) throws {
        let seed: UInt64 = 20_260_001
        print("seed \(seed)")
        var random = RandomProblems(seed: seed)
        var verified = 0
        for _ in 0..<100 { verified += try verifyAll(random.convolution(pass: pass), seed: seed) }
        #expect(verified >= 150)
    }

    @Test(arguments: [Pass.forward, .backwardData, .backwardWeights])
    func transposedConvolutionsEqualTheReference(pass: Pass) throws {
        let seed: UInt64 = 20_260_002
        print("seed \(seed)")
        var random = RandomProblems(seed: seed)
        var verified = 0
        for _ in 0..<60 { verified += try verifyAll(random.transposedConvolution(pass: pass), seed: seed) }
        #expect(verified >= 40)
    }

    @Test func winogradIsWithinItsTolerance() throws {
        var random = RandomProblems(seed: 20_260_003)
        for channels in [3, 16, 64, 128] {
            let problem = Problem(
                operation: .convolution(
                    Convolution(
                        filters: 32, window: Window(kernel: Extent(square: 3), padding: Padding(all: 1)), bias: false)),
                inputs: [random.map(channels: channels)])
            #expect(OneDNNBackend().algorithms(for: problem).contains("winograd"), "\(problem.key)")
            _ = try verifyAll(problem, seed: 3)
        }
    }
}
