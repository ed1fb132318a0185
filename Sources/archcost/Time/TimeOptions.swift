import ArgumentParser
import LatencyModel

/// Which times are asked for.
struct TimeOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("With '--time': threads of each kernel (1).", valueName: "number"))
    var threads: Int?

    @Option(
        name: .long,
        help: ArgumentHelp("With '--time': kernels of this backend, such as onednn or swift, only.", valueName: "name"))
    var backend: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "With '--time': auto, what the library takes by itself; best, the fastest known for each layer; or an algorithm's name (auto).",
            valueName: "name"))
    var algorithm: String?

    @Option(
        name: .long,
        help: ArgumentHelp("With '--time': a machine of the database instead of this one.", valueName: "fingerprint"))
    var machine: String?

    @OptionGroup var database: DatabaseOptions

    func validate() throws {
        if let threads, threads < 1 { throw ValidationError("'--threads' must be at least 1; got \(threads).") }
    }

    /// True where an option was given that only '--time' asks for.
    var isGiven: Bool {
        threads != nil || backend != nil || algorithm != nil || machine != nil || database.db != nil
    }

    var wish: TimeWish {
        TimeWish(algorithm: AlgorithmWish(algorithm ?? "auto"), backend: backend, threads: threads ?? 1)
    }
}
