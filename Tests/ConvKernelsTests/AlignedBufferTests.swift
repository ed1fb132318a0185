import NetworkIR
import Testing

@testable import ConvKernels

struct AlignedBufferTests {
    /// Below and above the size from which on buffers have pages of their own, and beyond the one up to which they move.
    static let sizes = [0, 1, 63, 64, 4096, 16 << 10, (16 << 10) + 1, 1_000_003, (64 << 20) + 5]

    @Test(arguments: sizes)
    func startsZeroedOnALine(bytes: Int) throws {
        let buffer = try AlignedBuffer(bytes: bytes)
        #expect(Int(bitPattern: buffer.start) % 64 == 0)
        let all = UnsafeRawBufferPointer(start: buffer.start, count: bytes + 64)
        #expect(all.allSatisfy { $0 == 0 })
    }

    @Test(arguments: sizes)
    func movingKeepsAddressAndContents(bytes: Int) throws {
        let buffer = try AlignedBuffer(bytes: bytes)
        let contents = UnsafeMutableRawBufferPointer(start: buffer.start, count: bytes)
        for index in contents.indices { contents[index] = UInt8(truncatingIfNeeded: index &* 31) }
        for _ in 0..<3 { buffer.moveToFreshPages() }
        #expect(contents.indices.allSatisfy { contents[$0] == UInt8(truncatingIfNeeded: $0 &* 31) })
    }

    @Test func aKernelComputesTheSameAfterMoving() throws {
        let problem = try #require(
            Problem(key: "conv n1 ic16 ih28 iw28 oc32 k3x3 s1x1 p1,1,1,1 d1x1 g1 f32 fwd"))
        for backend in KernelBackends.all where backend.availability().isAvailable {
            let algorithm = try #require(backend.algorithms(for: problem).first { $0 != "auto" })
            let kernel = try backend.prepare(problem, algorithm: algorithm, threads: 1)
            try kernel.load(try problem.randomOperands(seed: 7))
            try kernel.run()
            let before = try kernel.result()
            try kernel.moveAndRun()
            #expect(try kernel.result() == before, "\(backend.name)")
        }
    }

    @Test func moreThanThereIsIsRefused() {
        #expect(throws: KernelError.self) { try AlignedBuffer(bytes: .max) }
        #expect(throws: KernelError.self) { try AlignedBuffer(bytes: .max / 2) }
    }
}
