import ArgumentParser
import KernelBenchmark
import Reporting

/// `archcost machine`: what this machine is, and the most it can do.
struct ShowMachine: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "machine", abstract: "Describe this machine: processor, caches, memory, measured peaks, roofline.")

    @Flag(name: .long, help: "Do not measure peaks, which takes about three seconds.")
    var quick = false

    @OptionGroup var output: OutputOptions

    func run() throws {
        HostThreads.bind()
        let machine = quick ? Machine.host() : Machine.measured()
        try output.print(MachineReport.reports(machine), json: MachineReport.json(machine))
    }
}
