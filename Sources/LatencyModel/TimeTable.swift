import NetworkIR

/// Which algorithm a time is asked for.
public enum AlgorithmWish: Hashable, Sendable {
    /// What the library takes by itself: oneDNN's own choice, our kernels where it has none.
    case automatic
    /// The fastest that is known for each layer.
    case best
    case named(String)

    public init(_ text: String) {
        switch text {
        case "auto": self = .automatic
        case "best": self = .best
        default: self = .named(text)
        }
    }
}

/// What kernels run, and how.
public struct TimeWish: Hashable, Sendable {
    public var algorithm: AlgorithmWish
    /// nil: any.
    public var backend: String?
    public var threads: Int

    public init(algorithm: AlgorithmWish = .automatic, backend: String? = nil, threads: Int = 1) {
        self.algorithm = algorithm
        self.backend = backend
        self.threads = threads
    }
}

/// Times of kernels on a machine: measured where there is a measurement, else modelled.
public struct TimeTable: Sendable {
    /// Measurements of this machine.
    public var measured: [Problem: [KernelObservation]]
    /// The model of this machine; nil where too little was timed on it.
    public var model: LatencyModel?
    /// Another machine's times, scaled; nil where there is none.
    public var borrowed: BorrowedTimes?

    public init(
        measured: [Problem: [KernelObservation]], model: LatencyModel? = nil, borrowed: BorrowedTimes? = nil
    ) {
        self.measured = measured
        self.model = model
        self.borrowed = borrowed
    }

    /// The time of a kernel; nil where nothing like it was ever timed.
    public func time(of problem: Problem, _ wish: TimeWish) -> KernelTime? {
        measuredTime(of: problem, wish) ?? model.flatMap { modelledTime(of: problem, wish, by: $0, .predicted) }
            ?? borrowed.flatMap { borrowedTime(of: problem, wish, from: $0) }
    }

    /// The time of one kernel of a backend; nil where nothing like it was ever timed, or its output never compared with the
    /// reference's, unless it is the library's own choice.
    public func time(of problem: Problem, backend: String, algorithm: String, threads: Int) -> TimeEstimate? {
        let wish = TimeWish(algorithm: .named(algorithm), backend: backend, threads: threads)
        let measured = (measured[problem] ?? []).first {
            $0.backend == backend && $0.algorithm == algorithm && $0.threads == threads
        }
        if let measured { return measured.isVerified || algorithm == "auto" ? measured.estimate : nil }
        return time(of: problem, wish)?.estimate
    }

    /// What the model says of a kernel, measured or not.
    public func modelledTime(of problem: Problem, _ wish: TimeWish) -> KernelTime? {
        model.flatMap { modelledTime(of: problem, wish, by: $0, .predicted) }
    }

    /// True where the time of a problem is a measurement of this machine.
    public func isMeasured(_ problem: Problem, _ wish: TimeWish) -> Bool { measuredTime(of: problem, wish) != nil }

    private func measuredTime(of problem: Problem, _ wish: TimeWish) -> KernelTime? {
        let candidates = (measured[problem] ?? []).filter {
            $0.threads == wish.threads && (wish.backend == nil || $0.backend == wish.backend)
        }
        func time(_ observation: KernelObservation) -> KernelTime {
            KernelTime(
                estimate: observation.estimate, backend: observation.backend, algorithm: observation.algorithm)
        }
        switch wish.algorithm {
        case .automatic:
            return TimeTable.automatic(of: candidates.map { ($0.backend, $0.algorithm) }).flatMap { place in
                candidates.first { ($0.backend, $0.algorithm) == place }.map(time)
            }
        case .best:
            // A kernel whose output was not compared is no choice, but the library's own is.
            let allowed = candidates.filter { $0.isVerified || $0.algorithm == "auto" }
            return allowed.min { $0.nanoseconds < $1.nanoseconds }.map(time)
        case .named(let name):
            return candidates.filter { $0.algorithm == name }.min { $0.nanoseconds < $1.nanoseconds }.map(time)
        }
    }

    private func modelledTime(
        of problem: Problem, _ wish: TimeWish, by model: LatencyModel, _ source: TimeSource
    ) -> KernelTime? {
        var offered = model.algorithms(for: problem, threads: wish.threads).filter {
            wish.backend == nil || $0.backend == wish.backend
        }
        switch wish.algorithm {
        case .automatic: offered = TimeTable.automatic(of: offered).map { [$0] } ?? []
        case .best: break
        case .named(let name): offered = offered.filter { $0.algorithm == name }
        }
        var best: KernelTime?
        for (backend, algorithm) in offered {
            let found = model.estimate(
                of: problem, backend: backend, algorithm: algorithm, threads: wish.threads, source: source)
            guard let found, best.map({ found.nanoseconds < $0.estimate.nanoseconds }) ?? true else { continue }
            best = KernelTime(estimate: found, backend: backend, algorithm: algorithm)
        }
        return best
    }

    private func borrowedTime(of problem: Problem, _ wish: TimeWish, from other: BorrowedTimes) -> KernelTime? {
        guard var time = TimeTable(measured: other.measured, model: other.model).time(of: problem, wish) else {
            return nil
        }
        time.estimate = other.scaled(time.estimate, of: problem)
        return time
    }

    /// oneDNN's own choice where it has one, else the first of our own kernels.
    private static func automatic(
        of offered: [(backend: String, algorithm: String)]
    ) -> (backend: String, algorithm: String)? {
        offered.first { $0.algorithm == "auto" } ?? offered.first { $0.backend == "swift" && $0.algorithm == "direct" }
    }
}

/// Another machine's times, brought to this one by the two machines' peaks.
public struct BorrowedTimes: Sendable {
    public var measured: [Problem: [KernelObservation]]
    public var model: LatencyModel?
    /// Arithmetic and memory of the machine that was measured, and of the one that is asked about.
    public var lender: MachineSpeed
    public var borrower: MachineSpeed

    public init(
        measured: [Problem: [KernelObservation]], model: LatencyModel?, lender: MachineSpeed, borrower: MachineSpeed
    ) {
        self.measured = measured
        self.model = model
        self.lender = lender
        self.borrower = borrower
    }

    /// What a machine's peaks do not tell may cost half as much again, or save a third.
    static let doubt = 1.5

    func scaled(_ estimate: TimeEstimate, of problem: Problem) -> TimeEstimate {
        let factor: Double
        if let work = KernelWork(problem, nearBytes: 1 << 20), lender.seconds(work) > 0 {
            factor = borrower.seconds(work) / lender.seconds(work)
        } else {
            factor = lender.gigaflops / borrower.gigaflops
        }
        return TimeEstimate(
            nanoseconds: estimate.nanoseconds * factor, low: estimate.low * factor / BorrowedTimes.doubt,
            high: estimate.high * factor * BorrowedTimes.doubt, source: .borrowed,
            modelKernels: estimate.modelKernels)
    }
}

/// The two peaks that bound every kernel (Williams, Waterman & Patterson, CACM 2009).
public struct MachineSpeed: Hashable, Sendable {
    public var gigaflops: Double
    public var gigabytesPerSecond: Double

    /// nil where a peak is not positive.
    public init?(gigaflops: Double, gigabytesPerSecond: Double) {
        guard gigaflops > 0, gigabytesPerSecond > 0 else { return nil }
        self.gigaflops = gigaflops
        self.gigabytesPerSecond = gigabytesPerSecond
    }

    /// The roofline's time, in billionths of a second.
    func seconds(_ work: KernelWork) -> Double { max(work.flops / gigaflops, work.bytes / gigabytesPerSecond) }

    /// The roofline's time of a problem, in nanoseconds; nil where a count leaves 64 bits.
    public func roofline(_ problem: Problem) -> Double? {
        KernelWork(problem, nearBytes: 1 << 20).map(seconds)
    }

    /// The time of a problem's arithmetic at the peak, in nanoseconds; nil where a count leaves 64 bits.
    public func arithmetic(_ problem: Problem) -> Double? {
        KernelWork(problem, nearBytes: 1 << 20).map { $0.flops / gigaflops }
    }
}
