import ArgumentParser
import KernelBenchmark
import Reporting

/// `archcost machine`: what this machine is, and the most it can do.
struct ShowMachine: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "machine", abstract: "Describe this machine: processor, caches, memory, measured peaks, roofline.")

    @OptionGroup var output: OutputOptions

    func run() throws {
        let machine = Machine.host()
        try output.print(MachineReport.reports(machine), json: MachineReport.json(machine))
    }
}
