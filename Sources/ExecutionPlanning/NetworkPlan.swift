import ConvKernels
import LatencyModel
import NetworkIR

/// The way to run a network that takes the least time by what is known of its kernels and of changes of layout, beside what
/// the library would do by itself.
public struct NetworkPlan: Sendable {
    /// One kernel under the plan.
    public struct Step: Hashable, Sendable {
        /// The layers that it computes, the main one first.
        public var layers: [Int]
        public var problem: Problem?
        public var chosen: KernelChoices.Option
        /// nil where nothing like the kernel was ever timed; it is then left as the library has it, and in no sum.
        public var time: TimeEstimate?
        /// What the library would take.
        public var automatic: KernelChoices.Option
        public var automaticTime: TimeEstimate?
        /// What its maps have to wait for.
        public var reorders: [Reorder]
    }

    public struct Reorder: Hashable, Sendable {
        public var change: LayoutChange
        /// nil where no reorder was ever timed and the machine's memory is unknown.
        public var time: TimeEstimate?
    }

    public let steps: [Step]
    /// Nanoseconds of all kernels and reorders with a time.
    public let time: Double
    public let automaticTime: Double
    /// Reorders that the library's own choices lead to.
    public let automaticReorders: [Reorder]
    /// True where no other combination of the options takes less time.
    public let isExact: Bool

    public var reorders: [Reorder] { steps.flatMap(\.reorders) }

    /// The plan's time; nil where that of a kernel or a reorder is not known.
    public var knownTime: Double? {
        steps.allSatisfy { $0.time != nil } && reorders.allSatisfy { $0.time != nil } ? time : nil
    }

    /// The library's own time; nil where that of a kernel or a reorder is not known.
    public var knownAutomaticTime: Double? {
        steps.allSatisfy { $0.automaticTime != nil } && automaticReorders.allSatisfy { $0.time != nil }
            ? automaticTime : nil
    }

    /// The part of the library's own time that the plan saves.
    public var savedShare: Double { automaticTime > 0 ? 1 - time / automaticTime : 0 }

    /// What to ask of the executor: kernels of which the plan is not what the library does anyway.
    public var choices: [Int: PlannedKernel] {
        Dictionary(
            steps.compactMap { step in step.layers.first.map { ($0, step.chosen.planned) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// - Parameters:
    ///   - table: times of kernels, under the same number of threads.
    ///   - reorders: times of changes of layout.
    public init(_ choices: KernelChoices, by table: TimeTable, reorders: ReorderTimes, threads: Int) {
        let batch = choices.batch
        let maps = choices.maps
        let offers = choices.kernels.map { kernel in
            // A slice takes what bringing it from one place to another takes.
            let copy = LayoutChange(map: maps[kernel.result], batch: batch, from: .channelsLast, to: .channelsLast)
            return Offer(kernel, copying: reorders.time(of: copy), table, threads: threads)
        }
        let layouts = Layouts(choices)
        let names = layouts.names
        func change(_ map: Int, _ from: Int, _ to: Int) -> LayoutChange {
            LayoutChange(map: maps[map], batch: batch, from: names[from], to: names[to])
        }
        let problem = PlanningProblem(
            kernels: zip(choices.kernels, offers).map { kernel, offer in
                .init(
                    sources: kernel.sources, result: kernel.result,
                    options: offer.options.map { option, time in
                        .init(
                            cost: time?.nanoseconds ?? 0, sources: option.sources.map { layouts.number($0) },
                            result: layouts.number(option.result))
                    })
            }, given: [0: layouts.number(choices.input)]
        ) { map, from, to in
            let change = LayoutChange(map: maps[map], batch: batch, from: names[from], to: names[to])
            // Of reorders that nothing is known of, fewer are better.
            return reorders.time(of: change)?.nanoseconds ?? 1
        }
        let search = PlanSearch(problem)
        let automatic = ExecutionPlan(of: problem) { kernel, written in
            let offered = problem.kernels[kernel].options
            let own = offers[kernel].automatic
            return own.first { offered[$0].sources.first == written.first } ?? own.first ?? 0
        }
        // Doubt goes to the library: the plan differs where it gains more than the intervals of what differs leave open.
        let isGain = automatic.cost - search.plan.cost > doubt(search.plan, automatic, choices.kernels, offers)
        let best = isGain ? search.plan : automatic
        func known(_ reorder: ExecutionPlan.Reorder) -> Reorder {
            let change = change(reorder.map, reorder.from, reorder.to)
            return Reorder(change: change, time: reorders.time(of: change))
        }
        let waits = Dictionary(grouping: best.reorders, by: \.kernel)
        steps = choices.kernels.indices.map { index in
            let (chosen, time) = offers[index].options[best.choices[index]]
            let (usual, usualTime) = offers[index].options[automatic.choices[index]]
            return Step(
                layers: choices.kernels[index].layers, problem: choices.kernels[index].problem, chosen: chosen,
                time: time, automatic: usual, automaticTime: usualTime, reorders: (waits[index] ?? []).map(known))
        }
        time = best.cost
        automaticTime = automatic.cost
        automaticReorders = automatic.reorders.map(known)
        isExact = search.isExact
    }
}

/// The half width of the 95 % interval of what one plan takes less than another: errors of different kernels are
/// independent, that of a kernel which runs several times adds up, and what both do alike is left out.
private func doubt(
    _ plan: ExecutionPlan, _ other: ExecutionPlan, _ kernels: [KernelChoices.Kernel], _ offers: [Offer]
) -> Double {
    struct Timed: Hashable {
        var problem: Problem?
        var backend: String
        var algorithm: String
    }
    var halves: [Timed: Double] = [:]
    for (place, (mine, theirs)) in zip(plan.choices, other.choices).enumerated() where mine != theirs {
        for option in [mine, theirs] {
            let (chosen, time) = offers[place].options[option]
            let kernel = Timed(problem: kernels[place].problem, backend: chosen.backend, algorithm: chosen.algorithm)
            if let time { halves[kernel, default: 0] += (time.high - time.low) / 2 }
        }
    }
    // In an order of its own, so that the sum does not depend on the dictionary's.
    return halves.values.map { $0 * $0 }.sorted().reduce(0, +).squareRoot()
}

/// The options of a kernel that may be taken, with their times.
private struct Offer {
    var options: [(option: KernelChoices.Option, time: TimeEstimate?)] = []
    /// Places of what the library does by itself.
    var automatic: [Int] = []

    /// Options without a time are left out, and, where one of the times is not a measurement, those whose interval overlaps
    /// that of the library's own, or that a model of few kernels tells: the difference may be the model's error, and a plan
    /// must not be slower.
    init(_ kernel: KernelChoices.Kernel, copying: TimeEstimate?, _ table: TimeTable, threads: Int) {
        let timed = kernel.options.map { option in
            guard let problem = kernel.problem else { return (option: option, time: copying) }
            return (
                option: option,
                time: table.time(
                    of: problem, backend: option.backend, algorithm: option.algorithm, threads: threads)
            )
        }
        options = timed.filter(\.option.isAutomatic)
        automatic = Array(options.indices)
        if let own = options.compactMap(\.time).min(by: { $0.nanoseconds < $1.nanoseconds }) {
            options += timed.filter { option, time in
                guard !option.isAutomatic, let time else { return false }
                return time.source == .measured && own.source == .measured
                    || !time.isSparse && !own.isSparse && time.high < own.low
            }
        }
        if options.isEmpty, let first = timed.first { (options, automatic) = ([first], [0]) }
    }
}

/// Numbers for the layouts of one network, in the order in which they are met.
private struct Layouts {
    private(set) var names: [MapLayout] = []
    private var numbers: [MapLayout: Int] = [:]

    init(_ choices: KernelChoices) {
        let options = choices.kernels.flatMap(\.options)
        for layout in [choices.input] + options.flatMap({ $0.sources + [$0.result] }) where numbers[layout] == nil {
            numbers[layout] = names.count
            names.append(layout)
        }
    }

    func number(_ layout: MapLayout) -> Int { numbers[layout] ?? 0 }
}
