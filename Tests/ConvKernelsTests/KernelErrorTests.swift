import NetworkIR
import Testing

@testable import ConvKernels

private let convolution = "conv n1 ic16 ih8 iw8 oc16 k3x3 s1x1 p1,1,1,1 d1x1 g1 f32 fwd"

/// Computes the right thing and then spoils it as told.
private final class SpoiledKernel: PreparedKernel {
    let kernel: any PreparedKernel
    let spoil: ([Float]) -> [Float]

    init(_ problem: Problem, _ spoil: @escaping ([Float]) -> [Float]) throws {
        kernel = try SwiftBackend().prepare(problem, algorithm: "direct", threads: 1)
        self.spoil = spoil
    }

    var implementationName: String { "spoiled" }
    var footprint: KernelFootprint { kernel.footprint }
    func load(_ operands: [[Float]]) throws(KernelError) { try kernel.load(operands) }
    func run() throws(KernelError) { try kernel.run() }
    func result() throws(KernelError) -> [Float] { spoil(try kernel.result()) }
    var memory: WorkMemory { WorkMemory(sources: [], parameters: [], others: []) }
}

struct KernelErrorTests {
    @Test func missingLibraryNamesItsPackage() {
        #expect(throws: KernelError.self) { try OneDNNLibrary(fileNames: ["libdnnl-that-is-not-there.so.2"]) }
        do throws(KernelError) {
            _ = try OneDNNLibrary(fileNames: ["libdnnl-that-is-not-there.so.2"])
        } catch {
            #expect(error.description.contains("apt-get install libdnnl2"), "\(error)")
            #expect(error.description.contains("libdnnl-that-is-not-there"), "\(error)")
        }
    }

    @Test func libraryWithoutTheFunctionsIsSaidToBeOne() {
        do throws(KernelError) {
            _ = try OneDNNLibrary(fileNames: ["libm.so.6"])
            Issue.record("libm is not oneDNN")
        } catch {
            #expect(error == .symbolMissing(symbol: "dnnl_version", library: "libm.so.6"))
        }
    }

    @Test(arguments: ["direct", "reference"])
    func moreMemoryThanThereIsIsRefused(algorithm: String) throws {
        let key = "conv n1 ic1000000 ih1000 iw1000 oc16 k1x1 s1x1 p0,0,0,0 d1x1 g1 f32 fwd"
        let problem = try #require(Problem(key: key))
        do throws(KernelError) {
            _ = try SwiftBackend().prepare(problem, algorithm: algorithm, threads: 1)
            Issue.record("prepared")
        } catch {
            guard case .notEnoughMemory(let needed, let available, key) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(needed >= 4_000_000_000_000)
            #expect(available > 0 && available < needed)
        }
    }

    @Test(.enabled(if: OneDNNBackend().availability().isAvailable))
    func oneDNNRefusesMoreMemoryThanThereIs() throws {
        let key = "conv n1 ic1000000 ih1000 iw1000 oc16 k1x1 s1x1 p0,0,0,0 d1x1 g1 f32 fwd"
        let problem = try #require(Problem(key: key))
        do throws(KernelError) {
            _ = try OneDNNBackend().prepare(problem, algorithm: "auto", threads: 1)
            Issue.record("prepared")
        } catch {
            guard case .notEnoughMemory = error else {
                Issue.record("\(error)")
                return
            }
        }
    }

    /// Sizes at the edge of 64 bits end in an error, never in a trap.
    @Test(arguments: [
        "conv n1 ic3000000000 ih2000000000 iw1 oc1 k1x1 s1x1 p0,0,0,0 d1x1 g1 f32 fwd",
        "conv n1000000000 ic3000000000 ih3 iw1 oc1 k1x1 s1x1 p0,0,0,0 d1x1 g1 f32 fwd",
        "fc n9000000000000000000 ic2 ih1 iw1 oc2 f32 fwd", "relu n1 ic4000000000 ih1000000000 iw2 f32 fwd",
        "conv n1 ic1 ih3 iw3 oc1 k1x1 s1x1 p4000000000000000000,0,0,0 d1x1 g1 f32 fwd",
        "maxpool n1 ic1 ih3 iw3 k3x3 s1x1 p0,0,0,0 d1x1 floor f16 fwd",
        "gap n1 ic3000000000 ih3000000000 iw1 f32 fwd",
    ])
    func hugeSizesAreErrors(key: String) throws {
        // The key may itself be refused, where the output's size overflows.
        guard let problem = Problem(key: key) else { return }
        for backend in [SwiftBackend() as any KernelBackend, OneDNNBackend()] {
            for algorithm in ["direct", "reference", "auto", "winograd"] {
                #expect(throws: KernelError.self, "\(backend.name) \(algorithm)") {
                    try backend.prepare(problem, algorithm: algorithm, threads: 1)
                }
            }
        }
    }

    /// Small maps under windows with numbers up to 2^63-1: each is computed rightly, or refused, and none traps.
    @Test func extremeWindowsAreComputedOrRefused() throws {
        let seed: UInt64 = 20_260_031
        print("seed \(seed)")
        var random = RandomProblems(seed: seed)
        let extremes = [1, 1, 2, 2, 3, 5, 65_537, 2_147_483_647, 2_147_483_648, 1 << 40, 1 << 62, Int.max - 1, Int.max]
        func extent(_ largest: Int) -> Extent {
            let values = extremes.filter { $0 <= largest }
            return Extent(height: random.pick(values), width: random.pick(values))
        }
        // In between they would only fill the memory.
        func edge() -> Int { random.pick([0, 0, 0, 1, 2, 1 << 40, 1 << 62, Int.max - 1]) }
        var computed = 0
        for _ in 0..<2000 {
            let window = Window(
                kernel: extent(5), stride: extent(.max), dilation: extent(.max),
                padding: Padding(top: edge(), bottom: edge(), left: edge(), right: edge()))
            let operation: NetworkIR.Operation =
                switch random.pick(0...2) {
                case 0: .convolution(Convolution(filters: 2, window: window, bias: false))
                case 1: .transposedConvolution(TransposedConvolution(filters: 2, window: window, bias: false))
                default: .pool(Pool(kind: random.pick(PoolKind.allCases), window: window))
                }
            let map = FeatureMap(channels: 2, height: random.pick(1...4), width: random.pick(1...4))
            // More than a few elements, but not more than there is memory, would only take long.
            guard let output = try? operation.output(of: [map]), let elements = try? output.elements(),
                elements < 100_000 || elements > 1 << 36
            else { continue }
            let problem = Problem(operation: operation, inputs: [map])
            for backend in [SwiftBackend() as any KernelBackend, OneDNNBackend()] {
                for algorithm in ["auto", "direct"] {
                    do throws(KernelError) {
                        let verdict = try verify(problem, backend: backend, algorithm: algorithm)
                        if case .failed = verdict { Issue.record("\(problem.key) \(backend.name): \(verdict)") }
                        computed += 1
                    } catch {
                        continue
                    }
                }
            }
        }
        #expect(computed > 40)
    }

    @Test func unknownAlgorithmsAreNamed() throws {
        let problem = try #require(Problem(key: convolution))
        #expect(
            throws: KernelError.unknownAlgorithm(
                "fft", backend: "swift", known: ["direct", "im2col", "winograd-4x4", "winograd-2x2", "reference"])
        ) {
            try SwiftBackend().prepare(problem, algorithm: "fft", threads: 1)
        }
    }

    @Test func operandsAreCounted() throws {
        let problem = try #require(Problem(key: convolution))
        for algorithm in ["direct", "reference"] {
            let kernel = try SwiftBackend().prepare(problem, algorithm: algorithm, threads: 1)
            #expect(throws: KernelError.operandCountMismatch(expected: 2, got: 1)) { try kernel.load([[1]]) }
            #expect(throws: KernelError.operandMismatch(operand: 0, expected: 1024, got: 1)) {
                try kernel.load([[1], [1]])
            }
        }
    }

    @Test func oneWrongElementFailsVerification() throws {
        let problem = try #require(Problem(key: convolution))
        let operands = try problem.randomOperands(seed: 9)
        let expected = try referenceResult(problem, operands)
        let spoils: [(String, ([Float]) -> [Float])] = [
            (
                "off by one",
                {
                    var a = $0; a[77] += 1; return a
                }
            ),
            (
                "missing",
                {
                    var a = $0; a[77] = .nan; return a
                }
            ),
            (
                "swapped",
                {
                    var a = $0; a.swapAt(0, a.firstIndex { value in value != a[0] } ?? 0); return a
                }
            ),
            ("zeroed", { $0.map { _ in 0 } }),
        ]
        for (what, spoil) in spoils {
            let kernel = try SpoiledKernel(problem, spoil)
            let verdict = try verify(kernel, problem, algorithm: "direct", operands: operands, expected: expected)
            #expect(!verdict.isPassed, "\(what)")
        }
        let honest = try SpoiledKernel(problem) { $0 }
        #expect(try verify(honest, problem, algorithm: "direct", operands: operands, expected: expected).isPassed)
    }

    @Test func mostlyZerosAreMistrusted() throws {
        let problem = try #require(Problem(key: convolution))
        var operands = try problem.randomOperands(seed: 9)
        operands[1] = operands[1].map { _ in 0 }
        let expected = try referenceResult(problem, operands)
        let kernel = try SwiftBackend().prepare(problem, algorithm: "direct", threads: 1)
        let verdict = try verify(kernel, problem, algorithm: "direct", operands: operands, expected: expected)
        #expect(verdict == .mistrusted(zeroShare: 1, expectedZeroShare: 0))
    }

    @Test func verificationIntegersAreSmallAndVaried() throws {
        for (key, amplitude) in [
            (convolution, 4), ("fc n1 ic2000000 ih1 iw1 oc1 f32 fwd", 2), ("fc n1 ic8000000 ih1 iw1 oc1 f32 fwd", 1),
        ] {
            let problem = try #require(Problem(key: key))
            #expect(try problem.verificationAmplitude() == amplitude, "\(key)")
            let values = try problem.randomOperands(seed: 3)[0].prefix(10_000)
            #expect(values.max() == Float(amplitude) && values.min() == Float(-amplitude), "\(key)")
            let mean = values.reduce(0) { $0 + Double($1) } / Double(values.count)
            #expect(abs(mean) < 0.3, "\(key)")
        }
    }
}

@Suite(.enabled(if: OneDNNBackend().availability().isAvailable), .serialized)
struct BatchNormComparisonTests {
    @Test(arguments: [
        convolution, "conv n2 ic32 ih9 iw9 oc32 k3x3 s2x2 p1,1,1,1 d1x1 g32 f32 fwd",
        "fc n3 ic100 ih1 iw1 oc50 f32 fwd",
        "deconv n1 ic8 ih5 iw5 oc12 k4x4 s2x2 p1,1,1,1 d1x1 g4 o0x0 f32 fwd",
    ])
    func mergedEqualsSeparate(key: String) throws {
        let problem = try #require(Problem(key: key))
        let comparison = try BatchNormComparison.prepare(problem)
        #expect(comparison.relativeDifference <= comparison.tolerance)
        #expect(comparison.separate.steps.count { $0.kind == .layer } == 2)
        #expect(comparison.merged.steps.count { $0.kind == .layer } == 1)
    }

    @Test func onlyForwardSumsCanBeMerged() throws {
        let problem = try #require(Problem(key: "relu n1 ic8 ih2 iw2 f32 fwd"))
        #expect(throws: KernelError.self) { try BatchNormComparison.prepare(problem) }
    }
}
