import NetworkIR

/// The backends that can run, and what they offer.
public struct KernelCatalogue: Sendable {
    public struct Backend: Sendable {
        public var name: String
        public var version: String
        /// nil where the backend can run, else what is missing and how to get it.
        public var obstacle: String?
        /// Algorithms for a problem, the backend's own choice first.
        public var algorithms: @Sendable (Problem) -> [String]
        /// Why there are none for a problem, as half a sentence.
        public var reasonAgainst: @Sendable (Problem) -> String

        public init(
            name: String, version: String, obstacle: String? = nil,
            algorithms: @escaping @Sendable (Problem) -> [String],
            reasonAgainst: @escaping @Sendable (Problem) -> String = { _ in "it has no such kernel" }
        ) {
            self.name = name
            self.version = version
            self.obstacle = obstacle
            self.algorithms = algorithms
            self.reasonAgainst = reasonAgainst
        }
    }

    public var backends: [Backend]

    public init(backends: [Backend]) { self.backends = backends }
}

/// What a user wants to have measured.
public struct BenchmarkWish: Hashable, Sendable {
    public var problems: [Problem]
    /// Names; nil: every backend that can run.
    public var backends: [String]?
    /// Names; nil: every algorithm but `reference`, which only verifies the others.
    public var algorithms: [String]?
    public var threads: [Int]
    public var cacheStates: [CacheState]

    public init(
        problems: [Problem], backends: [String]? = nil, algorithms: [String]? = nil, threads: [Int] = [1],
        cacheStates: [CacheState] = [.coldWeights]
    ) {
        self.problems = problems
        self.backends = backends
        self.algorithms = algorithms
        self.threads = threads
        self.cacheStates = cacheStates
    }
}

/// A wish turned into settings that can be measured.
public struct BenchmarkPlan: Hashable, Sendable {
    /// Distinct, a problem's settings together, its cache states side by side.
    public var settings: [KernelSetting]
    /// Problems that no chosen backend has a chosen algorithm for.
    public var unsupported: [Problem]
    /// What chosen backends have no kernel for, by backend and reason.
    public var gaps: [KernelGap]
    /// Backends that cannot run here and were not asked for by name: what is missing.
    public var obstacles: [String]

    /// - Throws: a backend or algorithm that does not exist, or a backend asked for by name that cannot run.
    public init(_ wish: BenchmarkWish, catalogue: KernelCatalogue) throws(BenchmarkPlanError) {
        let backends = try BenchmarkPlan.backends(wish, catalogue)
        obstacles = wish.backends == nil ? catalogue.backends.compactMap(\.obstacle) : []
        settings = []
        unsupported = []
        gaps = []
        var seen: Set<KernelSetting> = []
        var offered: Set<String> = []
        for problem in wish.problems {
            var isSupported = false
            for backend in backends {
                let names = backend.algorithms(problem)
                offered.formUnion(names)
                if names.allSatisfy({ $0 == "reference" }) { note(problem, backend) }
                for algorithm in names where wish.algorithms?.contains(algorithm) ?? (algorithm != "reference") {
                    isSupported = true
                    for threads in wish.threads {
                        for cacheState in wish.cacheStates {
                            let setting = KernelSetting(
                                problem: problem, backend: backend.name, backendVersion: backend.version,
                                algorithm: algorithm, threads: threads, cacheState: cacheState)
                            if seen.insert(setting).inserted { settings.append(setting) }
                        }
                    }
                }
            }
            if !isSupported, !unsupported.contains(problem) { unsupported.append(problem) }
        }
        if let unknown = wish.algorithms?.first(where: { !offered.contains($0) }) {
            throw .unknownAlgorithm(unknown, known: offered.sorted())
        }
    }

    private mutating func note(_ problem: Problem, _ backend: KernelCatalogue.Backend) {
        if gaps.contains(where: { $0.backend == backend.name && $0.problems.contains(problem) }) { return }
        let reason = backend.reasonAgainst(problem)
        if let index = gaps.firstIndex(where: { $0.backend == backend.name && $0.reason == reason }) {
            gaps[index].problems.append(problem)
        } else {
            gaps.append(KernelGap(backend: backend.name, problems: [problem], reason: reason))
        }
    }

    private static func backends(
        _ wish: BenchmarkWish, _ catalogue: KernelCatalogue
    ) throws(BenchmarkPlanError) -> [KernelCatalogue.Backend] {
        guard let names = wish.backends else { return catalogue.backends.filter { $0.obstacle == nil } }
        var chosen: [KernelCatalogue.Backend] = []
        for name in names {
            guard let backend = catalogue.backends.first(where: { $0.name == name }) else {
                throw .unknownBackend(name, known: catalogue.backends.map(\.name))
            }
            if let obstacle = backend.obstacle { throw .unavailable(obstacle) }
            chosen.append(backend)
        }
        return chosen
    }
}

/// Problems that a backend has no kernel for.
public struct KernelGap: Hashable, Sendable {
    public var backend: String
    /// Distinct, at least one.
    public var problems: [Problem]
    /// Half a sentence.
    public var reason: String
}

extension KernelGap: CustomStringConvertible {
    public var description: String {
        let others = problems.count > 1 ? " and \(problems.count - 1) more" : ""
        return "\(backend) has no kernel for '\(problems[0].key)'\(others): \(reason)"
    }
}

/// Why a wish cannot be planned.
public enum BenchmarkPlanError: Error, Hashable, Sendable {
    case unknownBackend(String, known: [String])
    case unknownAlgorithm(String, known: [String])
    /// A backend that was asked for by name cannot run.
    case unavailable(String)
}

extension BenchmarkPlanError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknownBackend(let name, let known):
            "there is no backend '\(name)'; there are \(known.joined(separator: ", "))"
        case .unknownAlgorithm(let name, let known):
            known.isEmpty
                ? "no backend has a kernel for these problems"
                : "no backend has an algorithm '\(name)' for these problems; they have \(known.joined(separator: ", "))"
        case .unavailable(let reason): reason
        }
    }
}
