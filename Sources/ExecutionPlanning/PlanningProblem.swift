/// What has to be decided before a network runs: for each kernel one of several ways to run it, where each way wants its
/// maps in certain memory layouts, and a map that lies otherwise is reordered first.
///
/// Kernels stand in the order in which they run. Costs are in one unit of time, the same for all.
public struct PlanningProblem: Sendable {
    /// A memory layout, by its place in a list that the caller keeps.
    public typealias Layout = Int

    /// A way to run a kernel.
    public struct Option: Hashable, Sendable {
        public var cost: Double
        /// The layout that each of the kernel's sources must have, in their order.
        public var sources: [Layout]
        /// The layout of what it writes.
        public var result: Layout

        public init(cost: Double, sources: [Layout], result: Layout) {
            self.cost = cost
            self.sources = sources
            self.result = result
        }
    }

    public struct Kernel: Sendable {
        /// The maps that it reads, by their number; one may stand twice.
        public var sources: [Int]
        /// The map that it writes; written once.
        public var result: Int
        /// At least one.
        public var options: [Option]

        public init(sources: [Int], result: Int, options: [Option]) {
            self.sources = sources
            self.result = result
            self.options = options
        }
    }

    public var kernels: [Kernel]
    /// Layouts of maps that nobody writes: the network's input.
    public var given: [Int: Layout]
    /// What it costs to bring a map from one layout into another.
    public var reorderCost: @Sendable (_ map: Int, _ from: Layout, _ to: Layout) -> Double

    /// - Precondition: every kernel has an option, each option a layout a source, and each source is given or written before.
    public init(
        kernels: [Kernel], given: [Int: Layout],
        reorderCost: @escaping @Sendable (_ map: Int, _ from: Layout, _ to: Layout) -> Double
    ) {
        var known = Set(given.keys)
        for kernel in kernels {
            precondition(!kernel.options.isEmpty, "a kernel without an option")
            precondition(kernel.options.allSatisfy { $0.sources.count == kernel.sources.count }, "a layout a source")
            precondition(kernel.sources.allSatisfy { known.contains($0) }, "a map is read before it is written")
            precondition(known.insert(kernel.result).inserted, "a map is written twice")
        }
        self.kernels = kernels
        self.given = given
        self.reorderCost = reorderCost
    }
}

/// One way through a planning problem.
public struct ExecutionPlan: Hashable, Sendable {
    /// A change of layout that a kernel waits for.
    public struct Reorder: Hashable, Sendable {
        public var map: Int
        /// The kernel that needs it first.
        public var kernel: Int
        public var from: PlanningProblem.Layout
        public var to: PlanningProblem.Layout
        public var cost: Double
    }

    /// The option of each kernel.
    public let choices: [Int]
    public let reorders: [Reorder]
    /// Kernels and reorders together.
    public let cost: Double

    /// What the choices come to: a map is brought into another layout once, by the first kernel that wants it so, from the
    /// layout in which it was written.
    ///
    /// - Parameter choose: the option of a kernel, told the layouts in which its sources were written.
    public init(
        of problem: PlanningProblem,
        choosing choose: (_ kernel: Int, _ written: [PlanningProblem.Layout]) -> Int
    ) {
        var written = problem.given
        var copies: Set<[Int]> = []
        var (choices, reorders, cost): ([Int], [Reorder], Double) = ([], [], 0)
        for (index, kernel) in problem.kernels.enumerated() {
            let choice = choose(index, kernel.sources.compactMap { written[$0] })
            let option = kernel.options[choice]
            choices.append(choice)
            cost += option.cost
            for (map, layout) in zip(kernel.sources, option.sources) {
                guard let own = written[map], own != layout, copies.insert([map, layout]).inserted else { continue }
                let price = problem.reorderCost(map, own, layout)
                reorders.append(Reorder(map: map, kernel: index, from: own, to: layout, cost: price))
                cost += price
            }
            written[kernel.result] = option.result
        }
        self.choices = choices
        self.reorders = reorders
        self.cost = cost
    }
}
