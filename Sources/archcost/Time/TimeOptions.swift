import ArgumentParser
import LatencyModel

/// Which kernels' times are asked for, and of which machine.
struct TimeOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("For times: kernels of this backend only, such as onednn or swift.", valueName: "name"))
    var backend: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "For times: auto, what the library takes by itself; best, the fastest known for each layer; or an algorithm's name (auto).",
            valueName: "name"))
    var algorithm: String?

    @Option(
        name: .long,
        help: ArgumentHelp("For times: a machine of the database instead of this one.", valueName: "fingerprint"))
    var machine: String?

    /// True where an option was given.
    var isGiven: Bool { backend != nil || algorithm != nil || machine != nil }

    func wish(threads: Int) -> TimeWish {
        TimeWish(algorithm: AlgorithmWish(algorithm ?? "auto"), backend: backend, threads: threads)
    }
}

/// How many threads a kernel runs on.
struct KernelThreadOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("For times: threads of each kernel (1).", valueName: "number"))
    var threads: Int?

    func validate() throws {
        if let threads, threads < 1 { throw ValidationError("'--threads' must be at least 1; got \(threads).") }
    }
}
