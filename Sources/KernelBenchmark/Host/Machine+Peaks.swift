import ConvKernels
import Foundation
import MachineProbe
import NetworkIR

extension Machine {
    /// This machine with its peaks measured now, for about `seconds`: arithmetic in each precision that a kernel here
    /// can use, and the bandwidth of each level of memory, of one core and of all that this process may use.
    public static func measured(seconds: Double = 3) -> Machine {
        var machine = Machine.host()
        let found = MachinePeaks.measure(seconds: seconds * 2 / 3)
        machine.peaks = [ComputePeak(precision: .f32, threads: 1, gflops: found.oneCoreGflops)]
        let isParallel = found.processorsUsed > 1
        if isParallel {
            machine.peaks.append(
                ComputePeak(precision: .f32, threads: found.processorsUsed, gflops: found.allCoresGflops))
        }
        for precision in [Precision.bf16, .int8] {
            for threads in isParallel ? [1, found.processorsUsed] : [1] {
                guard let rate = libraryPeakGops(precision, threads: threads, seconds: seconds / 12) else { continue }
                machine.peaks.append(ComputePeak(precision: precision, threads: threads, gflops: rate))
            }
        }
        for bandwidth in found.bandwidths {
            machine.bandwidths.append(
                BandwidthPeak(level: bandwidth.level, threads: 1, gigabytesPerSecond: bandwidth.oneCoreGBps))
            guard isParallel else { continue }
            machine.bandwidths.append(
                BandwidthPeak(
                    level: bandwidth.level, threads: found.processorsUsed, gigabytesPerSecond: bandwidth.allCoresGBps))
        }
        machine.probedAt = Date()
        return machine
    }

    /// The same machine with the higher of both measurements of each peak: neighbours only ever lower one.
    public func withPeaks(atLeast other: Machine) -> Machine {
        var machine = self
        for peak in other.peaks {
            let index = machine.peaks.firstIndex { $0.precision == peak.precision && $0.threads == peak.threads }
            guard let index else {
                machine.peaks.append(peak)
                continue
            }
            machine.peaks[index].gflops = max(machine.peaks[index].gflops, peak.gflops)
        }
        for peak in other.bandwidths {
            let index = machine.bandwidths.firstIndex { $0.level == peak.level && $0.threads == peak.threads }
            guard let index else {
                machine.bandwidths.append(peak)
                continue
            }
            machine.bandwidths[index].gigabytesPerSecond = max(
                machine.bandwidths[index].gigabytesPerSecond, peak.gigabytesPerSecond)
        }
        return machine
    }
}

extension HostEnvironment {
    /// The machine that this process runs on, with its clock estimated from a chain of dependent multiply-adds.
    public static let current = HostEnvironment { clockEstimateGHz(nanoseconds: 1_000_000) }
}
