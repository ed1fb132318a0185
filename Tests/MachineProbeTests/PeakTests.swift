import Testing

@testable import MachineProbe

struct PeakTests {
    /// No time is asserted: only that something was measured, for every level.
    @Test func peaksAreMeasured() {
        for kernels in VectorDispatch.available {
            let peaks = MachinePeaks.measure(seconds: 0.05, kernels: kernels)
            #expect(peaks.oneCoreGflops > 0 && peaks.oneCoreGflops.isFinite, "\(kernels.name)")
            #expect(peaks.allCoresGflops > 0 && peaks.clockGHz > 0, "\(kernels.name)")
            #expect(peaks.bandwidths.map(\.level).last == "memory")
            #expect(peaks.bandwidths.allSatisfy { $0.oneCoreGBps > 0 && $0.allCoresGBps > 0 }, "\(kernels.name)")
        }
    }

    @Test func lastVectorKernelsRunAnywhere() {
        #expect(VectorDispatch.available.last?.name == "baseline")
    }
}
