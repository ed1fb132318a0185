import Foundation
import KernelBenchmark
import Reporting

extension RunDescription {
    /// This invocation.
    static func current() -> RunDescription {
        var load = 0.0
        let isLoadKnown = getloadavg(&load, 1) == 1
        return RunDescription(
            commandLine: CommandLine.arguments.joined(separator: " "), version: ArchCostVersion.text, startedAt: Date(),
            load: isLoadKnown ? load : nil, governor: Machine.hostGovernor, isDebugBuild: BuildConfiguration.isDebug)
    }
}
