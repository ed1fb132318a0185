import KernelBenchmark
import LatencyModel
import NetworkIR
import Persistence
import Reporting

/// What a result database knows of kernels' times on one machine.
struct TimeKnowledge {
    let store: ResultStore
    let machine: KernelBenchmark.Machine
    /// nil where nothing was ever measured on the machine.
    let identifier: MachineID?
    let wish: TimeWish

    /// - Parameter fingerprint: a machine of the store; nil: the one that this process runs on.
    init(_ store: ResultStore, machine fingerprint: String?, _ wish: TimeWish) throws {
        self.store = store
        self.wish = wish
        if wish.namesKernels { try KernelNames(store).check(wish) }
        let host = fingerprint == nil ? Machine.host() : nil
        let asked = fingerprint ?? host?.fingerprint ?? ""
        let known = try store.machine(fingerprint: asked)
        guard let machine = known ?? host else {
            let names = try store.machines().map { "\($0.fingerprint) (\($0.cpu))" }
            throw CommandFailure(
                "there is no machine '\(asked)' in '\(store.path)'; "
                    + (names.isEmpty ? "it knows none" : "it knows \(names.joined(separator: ", "))"))
        }
        self.machine = machine
        identifier = known == nil ? nil : try store.machineID(fingerprint: asked)
    }

    /// Times for problems: measured ones, and what it takes to tell the others'.
    ///
    /// - Parameter tell: is told what part of the problems was looked at.
    func table(for problems: [Problem], telling tell: (Double) -> Void = { _ in }) throws -> TimeTable {
        try table(for: problems, telling: tell) { !$0.isMeasured($1, wish) }
    }

    /// - Parameter isMissing: whether the measurements of a problem leave something open.
    func table(
        for problems: [Problem], telling tell: (Double) -> Void = { _ in },
        where isMissing: (TimeTable, Problem) -> Bool
    ) throws -> TimeTable {
        var table = TimeTable(measured: try measured(problems, on: identifier))
        var missing = problems.filter { isMissing(table, $0) }
        if missing.isEmpty { return table }
        if let identifier { table.model = try model(for: missing, on: identifier, of: machine) }
        // Of a large space that takes a while.
        var unknown: [Problem] = []
        for (index, problem) in missing.enumerated() {
            try Interruption.check("times were still looked up")
            if table.time(of: problem, wish) == nil { unknown.append(problem) }
            if index % 256 == 0 { tell(Double(index) / Double(missing.count)) }
        }
        missing = unknown
        if !missing.isEmpty { table.borrowed = try borrowed(for: missing, where: isMissing) }
        return table
    }

    /// All that was timed on the machine with this number of threads; empty where nothing was.
    func observations() throws -> [KernelObservation] {
        guard let identifier else { return [] }
        return try store.timedSettings(on: identifier, threads: wish.threads, cacheState: .coldWeights)
            .map(KernelObservation.init)
    }

    private func measured(_ problems: [Problem], on machine: MachineID?) throws -> [Problem: [KernelObservation]] {
        guard let machine else { return [:] }
        let settings = try store.timedSettings(
            of: problems, on: machine, threads: wish.threads, cacheState: .coldWeights)
        return settings.mapValues { $0.map(KernelObservation.init) }
    }

    /// The model that a calibration left, else one fitted to what was timed.
    private func model(
        for problems: [Problem], on machine: MachineID, of description: KernelBenchmark.Machine
    ) throws -> LatencyModel? {
        let kinds = LatencyModel.kinds(of: problems)
        if let stored = try store.latestModel(of: machine, threads: wish.threads, kinds: kinds),
            stored.name == LatencyModel.name
        {
            let parameters = stored.parameters.filter {
                wish.mayTake(backend: $0.backend, algorithm: $0.algorithm)
            }
            if !parameters.isEmpty {
                return LatencyModel(parameters: parameters, for: problems, measurements: stored.measurements)
            }
        }
        let settings = try store.timedSettings(on: machine, threads: wish.threads, cacheState: .coldWeights)
            .filter { wish.mayTake(backend: $0.backend, algorithm: $0.algorithm) }
        guard !settings.isEmpty else { return nil }
        return LatencyModel(
            fitting: settings.map(KernelObservation.init), for: problems, cacheBytes: description.nearCacheBytes)
    }

    /// The machine's peaks; nil where it is another one and they are not known.
    var speed: MachineSpeed? {
        machine.speed(threads: wish.threads)
            ?? (machine.fingerprint == Machine.host().fingerprint ? HostPeaks.speed(threads: wish.threads) : nil)
    }

    /// The times of the machine that most was measured on, with both machines' peaks.
    ///
    /// - Parameter isMissing: whether the measurements of a problem leave something open: only then is a model fitted, which
    ///   takes longer than all else.
    private func borrowed(
        for problems: [Problem], where isMissing: (TimeTable, Problem) -> Bool
    ) throws -> BorrowedTimes? {
        guard
            let lender = try store.busiestMachine(), lender.fingerprint != machine.fingerprint,
            let identifier = try store.machineID(fingerprint: lender.fingerprint),
            let lenderSpeed = lender.speed(threads: wish.threads),
            let speed
        else { return nil }
        let timed = TimeTable(measured: try measured(problems, on: identifier))
        let open = problems.filter { isMissing(timed, $0) }
        return BorrowedTimes(
            measured: timed.measured, model: try open.isEmpty ? nil : model(for: open, on: identifier, of: lender),
            lender: lenderSpeed, borrower: speed)
    }

    /// What is to be said where times are borrowed.
    static let borrowedNote =
        "Borrowed times were measured on another machine and scaled by both machines' peaks; measure your own with "
        + "'archcost bench'."

    /// What is to be said of the stored model where kernels were timed after it was fitted.
    func staleness() throws -> String? {
        guard
            let identifier, let stored = try store.latestModel(of: identifier, threads: wish.threads, kinds: []),
            try store.hasMeasurements(on: identifier, after: stored.fittedAt)
        else { return nil }
        return "Kernels were timed after the latency model was fitted; 'archcost calibrate --minutes 0' fits it anew."
    }
}

extension KernelBenchmark.Machine {
    /// The cache of one core that maps may stay in; 1 MiB where unknown.
    var nearCacheBytes: Int { caches.first { $0.name == "L2" }?.bytes ?? 1 << 20 }

    /// Its peaks for single precision; nil where one was not measured.
    func speed(threads: Int) -> MachineSpeed? {
        guard
            let peak = peak(.f32, threads: threads),
            let memory = bandwidths.first(where: { $0.level == "memory" && $0.threads == threads })
        else { return nil }
        return MachineSpeed(gigaflops: peak, gigabytesPerSecond: memory.gigabytesPerSecond)
    }
}

extension TimeWish {
    /// True where it names a backend or an algorithm.
    fileprivate var namesKernels: Bool {
        if case .named = algorithm { return true }
        return backend != nil
    }

    /// False for kernels that could not answer it.
    fileprivate func mayTake(backend: String, algorithm: String) -> Bool {
        guard self.backend == nil || self.backend == backend else { return false }
        switch self.algorithm {
        case .automatic: return algorithm == "auto" || backend == "swift" && algorithm == "direct"
        case .best: return true
        case .named(let name): return algorithm == name
        }
    }
}

extension KernelObservation {
    init(_ setting: TimedKernelSetting) {
        self.init(
            problem: setting.problem, backend: setting.backend, algorithm: setting.algorithm, threads: setting.threads,
            nanoseconds: Double(setting.median), low: Double(setting.intervalLow), high: Double(setting.intervalHigh),
            isVerified: setting.isVerified)
    }
}

extension NetworkEstimate {
    /// The kernels that the network runs, without those that are fused into others.
    func kernels() -> (groups: [[Int]], problems: [Problem]) {
        let groups = WholeNetwork.kernels(of: network)
        let conditions = cost.conditions
        let problems = groups.compactMap { group in
            network.problem(ofKernel: group, batch: conditions.batch, precision: conditions.precision)
        }
        return (groups, problems)
    }

    /// Adds the times of its layers.
    mutating func addTimes(from knowledge: TimeKnowledge) throws {
        let (groups, problems) = kernels()
        let table = try knowledge.table(for: problems)
        let layers = NetworkTimes(
            of: network, kernels: groups, batch: cost.conditions.batch, precision: cost.conditions.precision, by: table,
            knowledge.wish)
        var notes: [String] = []
        if layers.count(.borrowed) > 0 { notes.append(TimeKnowledge.borrowedNote) }
        if layers.count(.predicted) > 0, let staleness = try knowledge.staleness() { notes.append(staleness) }
        times = (layers, notes)
    }
}
