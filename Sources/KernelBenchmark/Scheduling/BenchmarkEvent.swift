/// What a benchmark tells while it goes on; nothing is printed here.
public enum BenchmarkEvent: Hashable, Sendable {
    /// Before anything else: how many settings will be measured, and how many were measured before.
    case planned(settings: Int, known: Int)
    /// A setting is being prepared and verified.
    case preparing(KernelSetting)
    /// How much of the whole is done, 0 to 1, and the seconds that the rest will take, where that can be said.
    case progress(fraction: Double, secondsLeft: Double?)
    /// A setting is done and kept.
    case finished(KernelMeasurement)
    case warning(BenchmarkWarning)
    /// The user interrupted; what was finished is kept.
    case interrupted(unfinished: Int)
}

/// What makes a benchmark's numbers worth a second look.
public enum BenchmarkWarning: Hashable, Sendable {
    /// The program was built without optimisation.
    case debugBuild
    /// Other processes measure at the same time, into the same database.
    case otherBenchmarks(processes: [Int32])
    /// Others kept this many processors busy during a round.
    case busyMachine(neighbourLoad: Double)
}

extension BenchmarkWarning: CustomStringConvertible {
    public var description: String {
        switch self {
        case .debugBuild:
            "this is a debug build: its times are not those of a release build, and are marked as such"
        case .otherBenchmarks(let processes):
            "another bench (process \(processes.map(String.init).joined(separator: ", "))) measures into the same "
                + "database; both disturb each other's times"
        case .busyMachine(let load):
            "other programs keep \(tenths(load)) processors busy; times will be noisy"
        }
    }

    private func tenths(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
