/// How far the whole benchmark is, and what it has warned of.
struct BenchmarkProgress {
    let settings: Int
    let start: Int
    private(set) var finished = 0
    private var told: Set<BenchmarkWarning> = []
    private var toldOfBusyMachine = false

    init(settings: Int, start: Int) {
        self.settings = settings
        self.start = start
    }

    mutating func finishOne() { finished += 1 }

    /// The warning as an event, if it says something new: the load is told once, whatever its later values.
    mutating func event(_ warning: BenchmarkWarning) -> BenchmarkEvent? {
        if case .busyMachine = warning {
            guard !toldOfBusyMachine else { return nil }
            toldOfBusyMachine = true
        }
        return told.insert(warning).inserted ? .warning(warning) : nil
    }

    /// The event for this moment, given the shares done of the settings under way.
    func event(underWay: some Sequence<Double>, now: Int) -> BenchmarkEvent {
        let fraction = settings == 0 ? 1 : (Double(finished) + underWay.reduce(0, +)) / Double(settings)
        let elapsed = Double(now - start) / 1e9
        // Right at the start the first group's preparation says nothing about the rest.
        let left = fraction >= 0.02 ? elapsed * (1 - fraction) / fraction : nil
        return .progress(fraction: fraction, secondsLeft: left)
    }
}
