import CDnnl
import Testing

@testable import ConvKernels

/// Where the stack stood in its page at each call of the function that stands for the library's.
nonisolated(unsafe) private var places: [Int] = []

@Suite(.enabled(if: OneDNNBackend().availability().isAvailable), .serialized)
struct StackPlaceTests {
    /// What kernels put aside on the stack is to straddle the same lines whoever calls, and wherever the system began it.
    @Test func isTheSameForEveryCaller() throws {
        let library = try OneDNNLibrary.shared.get()
        var table = library.functions
        table.dnnl_primitive_execute = { _, _, _, _ in
            var local = 0
            withUnsafePointer(to: &local) { places.append(Int(bitPattern: $0) % 4096) }
            return dnnl_success
        }
        for depth in 0..<40 {
            // Each frame moves the stack by another multiple of 16 bytes.
            withUnsafeTemporaryAllocation(byteCount: 16 * depth + 1, alignment: 16) { room in
                room[0] = 1
                let status = archcost_dnnl_execute(&table, library.engine, library.stream, 0, nil)
                #expect(status == dnnl_success)
            }
        }
        #expect(places.count == 40)
        #expect(Set(places).count == 1)
    }
}
