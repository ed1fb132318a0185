import NetworkIR
import Testing

@testable import ConvKernels

struct CachePreparationTests {
    /// Caches so small, and so large, that the same problems' maps are far and near, with weights that count and that do not.
    @Test(arguments: [(4 << 10, 64 << 10), (1 << 20, 4 << 20), (64 << 20, 64 << 20)])
    func aKernelComputesTheSame(nearBytes: Int, farBytes: Int) throws {
        let caches = CachePreparation(nearBytes: nearBytes, farBytes: farBytes)
        for key in [
            "conv n1 ic16 ih28 iw28 oc32 k3x3 s1x1 p1,1,1,1 d1x1 g1 f32 fwd", "fc n1 ic512 ih1 iw1 oc1000 f32 fwd",
            "maxpool n1 ic16 ih20 iw20 k2x2 s2x2 p0,0,0,0 d1x1 floor f32 fwd",
        ] {
            let problem = try #require(Problem(key: key))
            for backend in KernelBackends.all where backend.availability().isAvailable {
                guard let algorithm = backend.algorithms(for: problem).first else { continue }
                let kernel = try backend.prepare(problem, algorithm: algorithm, threads: 1)
                try kernel.load(try problem.randomOperands(seed: 7))
                try kernel.run()
                let before = try kernel.result()
                for _ in 0..<3 {
                    try caches.makeReady(kernel)
                    #expect(try kernel.result() == before, "\(key) \(backend.name)")
                    try kernel.run()
                    #expect(try kernel.result() == before, "\(key) \(backend.name)")
                }
            }
        }
    }

    @Test func fillsCachesOfAnySize() throws {
        let problem = try #require(Problem(key: "fc n1 ic64 ih1 iw1 oc64 f32 fwd"))
        let kernel = try SwiftBackend().prepare(problem, algorithm: "direct", threads: 1)
        for bytes in [0, 1, 63, 4097, .max] {
            try CachePreparation(nearBytes: bytes, farBytes: bytes).makeReady(kernel)
        }
    }
}
