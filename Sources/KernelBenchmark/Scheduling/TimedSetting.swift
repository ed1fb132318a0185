import Foundation
import NetworkIR

/// One setting under way: its kernel, and what was sampled so far.
struct TimedSetting {
    let setting: KernelSetting
    let kernel: any TimedKernel
    let isVerified: Bool
    var sampling: SampledWork

    init(setting: KernelSetting, kernel: any TimedKernel, isVerified: Bool, clockBefore: Double?) {
        self.setting = setting
        self.kernel = kernel
        self.isVerified = isVerified
        sampling = SampledWork(kernel, cacheState: setting.cacheState, clockBefore: clockBefore)
    }

    /// What the samples amount to, and how far that may be believed.
    func measurement(
        _ rules: TimingRules, on machine: Machine, clockAfter: Double?, at date: Date, isDebugBuild: Bool
    ) -> KernelMeasurement {
        var measurement = KernelMeasurement(
            setting: setting, kernel: kernel.implementationName, measuredAt: date, status: .ok, isVerified: isVerified,
            summary: TimingSummary(samples: sampling.samples), samples: sampling.samples,
            flops: setting.problem.requiredFLOPs ?? 0,
            conditions: sampling.conditions(clockAfter: clockAfter, isDebugBuild: isDebugBuild))
        let peak = machine.peak(setting.problem.precision, threads: setting.threads)
        if let gflops = measurement.gflops, let peak { measurement.peakShare = gflops / peak }
        let doubt = Doubt(of: measurement, saving: kernel.multiplicationSaving, rules: rules)
        measurement.status = doubt?.status ?? .ok
        measurement.reason = doubt?.reason
        return measurement
    }
}
