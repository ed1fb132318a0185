import ArgumentParser

/// How kernels and networks are timed by commands that time some on the way.
struct MeasuringOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("When measuring: seconds for one kernel or network at most (1).", valueName: "seconds"))
    var maxTime = 1.0

    @Flag(name: .customLong("allow-debug"), help: "When measuring: in a debug build too; what is kept is marked.")
    var allowsDebugBuild = false

    func validate() throws {
        guard maxTime > 0, maxTime <= 86_400 else {
            throw ValidationError("'--max-time' must be above 0 and at most a day of seconds; got \(maxTime).")
        }
    }
}
