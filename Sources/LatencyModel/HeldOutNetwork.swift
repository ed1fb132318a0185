import NetworkIR

/// A network as a sum of kernels.
public struct TimedNetwork: Sendable {
    public var name: String
    /// The problem of each kernel that runs, in order; one problem may stand several times.
    public var problems: [Problem]

    public init(name: String, problems: [Problem]) {
        self.name = name
        self.problems = problems
    }
}

/// How well a network is predicted by a model that has seen none of its kernels.
public struct HeldOutNetwork: Hashable, Sendable {
    public var name: String
    /// Nanoseconds: the sum of its measured kernels.
    public var measured: Double
    public var predicted: TimeEstimate
    /// What arithmetic at a fixed rate says, and the roofline, both at the rates that fit the other networks' kernels best.
    public var byArithmetic: Double
    public var byRoofline: Double
    /// One a distinct kernel.
    public var kernels: [HeldOutKernel]

    /// The prediction over the measurement, less one.
    public var error: Double { predicted.nanoseconds / measured - 1 }
    public var arithmeticError: Double { byArithmetic / measured - 1 }
    public var rooflineError: Double { byRoofline / measured - 1 }
    /// True where the interval holds the measurement.
    public var isCovered: Bool { predicted.low <= measured && measured <= predicted.high }
}

/// A kernel's prediction beside its measurement.
public struct HeldOutKernel: Hashable, Sendable {
    public var problem: Problem
    public var measured: Double
    public var predicted: TimeEstimate

    public var error: Double { predicted.nanoseconds / measured - 1 }
    public var isCovered: Bool { predicted.low <= measured && measured <= predicted.high }
}

extension LatencyModel {
    /// Predicts each network from the measurements of all kernels that it does not have.
    ///
    /// - Parameter observations: of one number of threads.
    /// - Returns: an entry a network; kernels that were not measured, or cannot be predicted, are in no sum. Networks none of
    ///   whose kernels were measured are left out.
    public static func heldOut(
        _ networks: [TimedNetwork], from observations: [KernelObservation], _ wish: TimeWish, speed: MachineSpeed,
        cacheBytes: Int
    ) -> [HeldOutNetwork] {
        let measured = TimeTable(measured: Dictionary(grouping: observations, by: \.problem))
        return networks.compactMap { network in
            let own = Set(network.problems)
            let others = observations.filter { !own.contains($0.problem) }
            let model = LatencyModel(fitting: others, for: network.problems, cacheBytes: cacheBytes)
            let rates = BaselineRates(others, measured, wish, speed)
            return HeldOutNetwork(
                network, measured: measured, predicted: TimeTable(measured: [:], model: model), wish, rates)
        }
    }
}

extension HeldOutNetwork {
    fileprivate init?(
        _ network: TimedNetwork, measured: TimeTable, predicted: TimeTable, _ wish: TimeWish, _ rates: BaselineRates
    ) {
        var counts: [Problem: Int] = [:]
        for problem in network.problems { counts[problem, default: 0] += 1 }
        var sum = 0.0
        var prediction = IntervalSum()
        (name, byArithmetic, byRoofline, kernels) = (network.name, 0, 0, [])
        for problem in network.problems {
            guard
                let count = counts.removeValue(forKey: problem),
                let known = measured.time(of: problem, wish)?.estimate,
                let found = predicted.time(of: problem, wish)?.estimate
            else { continue }
            kernels.append(HeldOutKernel(problem: problem, measured: known.nanoseconds, predicted: found))
            let times = Double(count)
            sum += times * known.nanoseconds
            prediction.add(problem, found, times: times)
            byArithmetic += times * rates.arithmetic(problem)
            byRoofline += times * rates.roofline(problem)
        }
        guard sum > 0 else { return nil }
        self.measured = sum
        self.predicted = prediction.estimate(.predicted)
    }
}

/// The two formulas that predictions are held against, each scaled to fit the same measurements as the model.
private struct BaselineRates {
    private let speed: MachineSpeed
    private var arithmeticFactor = 1.0
    private var rooflineFactor = 1.0

    init(_ observations: [KernelObservation], _ measured: TimeTable, _ wish: TimeWish, _ speed: MachineSpeed) {
        self.speed = speed
        var (time, arithmetic, roofline) = (0.0, 0.0, 0.0)
        var seen: Set<Problem> = []
        for problem in observations.map(\.problem) where seen.insert(problem).inserted {
            guard let known = measured.time(of: problem, wish)?.estimate.nanoseconds else { continue }
            time += known
            arithmetic += self.arithmetic(problem)
            roofline += self.roofline(problem)
        }
        if arithmetic > 0, roofline > 0 { (arithmeticFactor, rooflineFactor) = (time / arithmetic, time / roofline) }
    }

    func arithmetic(_ problem: Problem) -> Double { (speed.arithmetic(problem) ?? 0) * arithmeticFactor }
    func roofline(_ problem: Problem) -> Double { (speed.roofline(problem) ?? 0) * rooflineFactor }
}
