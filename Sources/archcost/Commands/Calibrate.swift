import ArgumentParser
import KernelBenchmark
import LatencyModel
import Persistence
import Reporting

/// `archcost calibrate`: learns how long kernels take on this machine.
struct Calibrate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calibrate",
        abstract: "Time a designed set of kernels on this machine, and fit the model that predicts the others.",
        discussion: """
            The kernels are spread evenly over the shapes that networks use, kind by kind; what was timed before is not timed
            again, so a second run goes on where the first one ended. Before a kernel is timed its time is predicted: 'archcost
            accuracy' tells how good that was. With '--minutes 0' the model is fitted to what is known.

            Examples:
              archcost calibrate
              archcost calibrate --minutes 2 --threads 2
            """)

    @Option(
        name: .long,
        help: "How long to time kernels; the round that is under way then is finished, which takes some seconds more.")
    var minutes = 10.0

    @Option(name: .long, help: "Threads of each kernel.")
    var threads = 1

    @Flag(
        name: .customLong("allow-debug"),
        help: "Time in a debug build too; what is kept is marked and not learned from.")
    var allowsDebugBuild = false

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard minutes >= 0, minutes <= 10_080 else {
            throw ValidationError("'--minutes' must be 0 to 10080, a week; got \(minutes).")
        }
        if threads < 1 { throw ValidationError("'--threads' must be at least 1; got \(threads).") }
        try HostThreads.check(threads, option: "--threads")
    }

    func run() throws {
        HostThreads.bind()
        Interruption.watch()
        try OutputFile(path: output.output).check()
        let store = try database.open(.readWrite)
        defer { store.close() }
        let job = CalibrationJob(
            store: store, seconds: minutes * 60, threads: threads, allowsDebugBuild: allowsDebugBuild)
        let result = try job.run()
        let report = CalibrationReport.report(result.model)
        try output.print([report], json: report.json)
        if result.isInterrupted { throw ExitCode(ExitStatus.interrupted) }
    }
}
