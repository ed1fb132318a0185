public import NetworkIR

/// Filters that a machine computes in nearly the same time: a network with more of them, and how far each layer could go.
public struct Widening: Sendable {
    /// How a network's time is told.
    public struct Pricing: Sendable {
        /// The layers of each kernel, its main layer first.
        public var kernels: [[Int]]
        /// Nanoseconds of a kernel that has become another one, beside what it was; nil where nobody knows.
        public var time: @Sendable (_ problem: Problem, _ before: Problem) -> Double?
        public var batch: Int
        public var precision: Precision

        public init(
            kernels: [[Int]], batch: Int, precision: Precision,
            time: @escaping @Sendable (_ problem: Problem, _ before: Problem) -> Double?
        ) {
            self.kernels = kernels
            self.time = time
            self.batch = batch
            self.precision = precision
        }
    }

    /// Which widths are looked at.
    public struct Limits: Hashable, Sendable {
        /// What may be added to the time, as a part.
        public var tolerance: Double
        /// Numbers of filters are multiples of this.
        public var step: Int
        /// At most so many times the present number.
        public var most: Double

        public init(tolerance: Double = 0.03, step: Int = 8, most: Double = 2) {
            self.tolerance = tolerance
            self.step = step
            self.most = most
        }
    }

    /// One width and the time of all kernels that it changes: its own layers, those that read its maps, and what lies
    /// between.
    public struct Width: Hashable, Sendable {
        public var filters: Int
        /// Nanoseconds.
        public var time: Double
    }

    /// Layers that change together, alone in an otherwise unchanged network.
    public struct Finding: Hashable, Sendable {
        public var group: WidthGroups.Group
        /// False where no multiple of the step lies above the present width and within the most.
        public var hasCandidates: Bool
        /// The present one first; empty where no time is known or nothing is to be timed.
        public var widths: [Width]
        /// The largest width for at most the tolerance more time; the present one where there is none.
        public var free: Int
        /// The first width above the free one, and its time over the present.
        public var cliff: (filters: Int, rise: Double)? {
            guard let present = widths.first, let next = widths.first(where: { $0.filters > free }) else { return nil }
            return (next.filters, next.time / present.time - 1)
        }
        /// What the widened network has.
        public var taken: Int
    }

    public private(set) var findings: [Finding] = []
    public private(set) var network: Network
    /// Nanoseconds of all kernels with a time, before and after.
    public private(set) var timeBefore = 0.0
    public private(set) var timeAfter = 0.0

    private let before: [Problem?]
    private let pricing: Pricing
    private let limits: Limits

    /// Every kernel that a network of some width would have, for those who want to time them first.
    public static func problems(of network: Network, _ pricing: Pricing, _ limits: Limits) -> [Problem] {
        let search = Widening(unsearched: network, pricing, limits)
        var problems: [Problem] = []
        var seen: Set<Problem> = []
        for group in WidthGroups(of: network).groups {
            for width in [group.filters] + search.candidates(group) {
                guard let kernels = search.kernels(group, width, in: network) else { continue }
                for problem in kernels.compactMap({ $0 }) where seen.insert(problem).inserted {
                    problems.append(problem)
                }
            }
        }
        return problems
    }

    /// Looks at each group alone, then takes them together in the network's order, each as wide as its kernels and the
    /// whole network stay within the tolerance.
    public init(_ network: Network, _ pricing: Pricing, _ limits: Limits = Limits()) {
        self.init(unsearched: network, pricing, limits)
        let start = before
        timeBefore = time(start)
        var current = start
        var total = timeBefore
        for group in WidthGroups(of: network).groups {
            let candidates = candidates(group)
            var finding = Finding(
                group: group, hasCandidates: !candidates.isEmpty, widths: [], free: group.filters, taken: group.filters)
            let largest = candidates.last.flatMap { kernels(group, $0, in: network) }
            let places = largest.map { changed($0, start) } ?? []
            guard let present = time(start, at: places) else {
                findings.append(finding)
                continue
            }
            finding.widths = [Width(filters: group.filters, time: present)]
            for width in candidates {
                guard let kernels = kernels(group, width, in: network), let time = time(kernels, at: places) else {
                    continue
                }
                finding.widths.append(Width(filters: width, time: time))
            }
            let within = finding.widths.filter { $0.time <= present * (1 + limits.tolerance) }
            finding.free = within.map(\.filters).max() ?? group.filters
            for width in within.map(\.filters).sorted(by: >) where width > group.filters {
                guard let kernels = kernels(group, width, in: self.network), let own = time(kernels, at: places),
                    own <= present * (1 + limits.tolerance),
                    let change = difference(kernels, current), total + change <= timeBefore * (1 + limits.tolerance),
                    let widened = try? self.network.withFilters(Self.filters(group, width))
                else { continue }
                (finding.taken, current, self.network) = (width, kernels, widened)
                total += change
                break
            }
            findings.append(finding)
        }
        timeAfter = time(current)
    }

    private init(unsearched network: Network, _ pricing: Pricing, _ limits: Limits) {
        self.network = network
        self.pricing = pricing
        self.limits = limits
        before = Self.problems(network, pricing)
    }

    private static func problems(_ network: Network, _ pricing: Pricing) -> [Problem?] {
        pricing.kernels.map { kernel in
            network.problem(ofKernel: kernel, batch: pricing.batch, precision: pricing.precision)
        }
    }

    private static func filters(_ group: WidthGroups.Group, _ width: Int) -> [Int: Int] {
        Dictionary(group.layers.map { ($0, width) }, uniquingKeysWith: { first, _ in first })
    }

    /// Widths above the present one, ascending.
    private func candidates(_ group: WidthGroups.Group) -> [Int] {
        let step = max(1, group.step % limits.step == 0 ? group.step : limits.step * group.step)
        let most = Double(group.filters) * limits.most
        let first = (group.filters / step + 1) * step
        guard Double(first) <= most else { return [] }
        return Array(stride(from: first, through: Int(most), by: step))
    }

    /// The kernels of a network with another width; nil where its shapes do not allow it.
    private func kernels(_ group: WidthGroups.Group, _ width: Int, in network: Network) -> [Problem?]? {
        (try? network.withFilters(Self.filters(group, width))).map { Self.problems($0, pricing) }
    }

    private func changed(_ kernels: [Problem?], _ others: [Problem?]) -> [Int] {
        kernels.indices.filter { kernels[$0] != others[$0] }
    }

    /// The time of some kernels; nil where one has none.
    private func time(_ kernels: [Problem?], at places: [Int]) -> Double? {
        guard !places.isEmpty else { return nil }
        var sum = 0.0
        for place in places {
            guard let problem = kernels[place], let own = before[place] else { continue }
            guard let time = pricing.time(problem, own) else { return nil }
            sum += time
        }
        return sum
    }

    /// The time of all kernels that have one.
    private func time(_ kernels: [Problem?]) -> Double {
        zip(kernels, before).reduce(0) { sum, pair in
            guard let problem = pair.0, let own = pair.1 else { return sum }
            return sum + (pricing.time(problem, own) ?? 0)
        }
    }

    private func difference(_ kernels: [Problem?], _ others: [Problem?]) -> Double? {
        let places = changed(kernels, others)
        guard let after = time(kernels, at: places), let now = time(others, at: places) else { return nil }
        return after - now
    }
}
