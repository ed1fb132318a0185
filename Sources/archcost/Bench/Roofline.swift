import CostAnalysis
import KernelBenchmark
import NetworkIR

/// What bounds a kernel on a machine (Williams, Waterman & Patterson, CACM 2009).
struct Roofline {
    /// `memory` or `arithmetic`.
    var bound: String
    /// GFLOP/s that the machine allows at the kernel's intensity.
    var attainable: Double

    /// nil where the machine's peaks or the kernel's work are unknown.
    init?(_ problem: Problem, threads: Int, on machine: Machine) {
        let memory = machine.bandwidths.first { $0.level == "memory" && $0.threads == threads }
        guard
            let peak = machine.peak(problem.precision, threads: threads), let memory,
            let flops = problem.requiredFLOPs, flops > 0,
            let output = try? problem.operation.output(of: problem.inputs),
            let cost = try? problem.operation.cost(
                inputs: problem.inputs, output: output,
                under: CostConditions(batch: problem.batch, precision: problem.precision)),
            cost.traffic.count > 0
        else { return nil }
        let byMemory = memory.gigabytesPerSecond * Double(flops) / Double(cost.traffic.count)
        bound = byMemory < peak ? "memory" : "arithmetic"
        attainable = min(peak, byMemory)
    }
}
