import Foundation
import KernelBenchmark
import NetworkIR
import Testing

private func problem(_ filters: Int) -> Problem {
    Problem(
        operation: .convolution(Convolution(filters: filters, window: Window(kernel: .one))),
        inputs: [FeatureMap(channels: 8, height: 4, width: 4)])
}

private let relu = Problem(operation: .activation(.relu), inputs: [FeatureMap(channels: 8, height: 4, width: 4)])

private let catalogue = KernelCatalogue(backends: [
    KernelCatalogue.Backend(name: "lib", version: "2") { problem in
        if case .convolution = problem.operation { ["auto", "direct", "winograd"] } else { ["auto"] }
    },
    KernelCatalogue.Backend(name: "own", version: "1") { problem in
        if case .convolution = problem.operation { ["direct", "reference"] } else { ["reference"] }
    },
    KernelCatalogue.Backend(name: "gone", version: "", obstacle: "libgone is missing") { _ in [] },
])

@Suite struct PlanTests {
    @Test func everyAlgorithmButTheReferenceIsPlanned() throws {
        let plan = try BenchmarkPlan(BenchmarkWish(problems: [problem(8), relu]), catalogue: catalogue)
        #expect(
            plan.settings.map { "\($0.backend)/\($0.algorithm)" } == [
                "lib/auto", "lib/direct", "lib/winograd", "own/direct", "lib/auto",
            ])
        #expect(plan.obstacles == ["libgone is missing"])
        #expect(plan.unsupported == [])
    }

    @Test func namesChoose() throws {
        let wish = BenchmarkWish(
            problems: [problem(8), relu], backends: ["own"], algorithms: ["reference"], threads: [1, 2],
            cacheStates: [.coldWeights, .warm])
        let plan = try BenchmarkPlan(wish, catalogue: catalogue)
        #expect(plan.settings.count == 2 * 2 * 2)
        #expect(plan.settings.prefix(2).map(\.cacheState) == [.coldWeights, .warm])
        #expect(plan.obstacles == [])
    }

    @Test func equalProblemsAreMeasuredOnce() throws {
        let plan = try BenchmarkPlan(
            BenchmarkWish(problems: [problem(8), problem(8)], algorithms: ["auto"]), catalogue: catalogue)
        #expect(plan.settings.count == 1)
    }

    /// The reference alone is no kernel; a choice of algorithms is no gap.
    @Test func whatABackendHasNoKernelForIsNamed() throws {
        let sigmoid = Problem(
            operation: .activation(.sigmoid), inputs: [FeatureMap(channels: 8, height: 4, width: 4)])
        let plan = try BenchmarkPlan(
            BenchmarkWish(problems: [problem(8), relu, sigmoid, relu], algorithms: ["auto", "winograd"]),
            catalogue: catalogue)
        #expect(plan.gaps.map(\.backend) == ["own"] && plan.gaps.map(\.problems) == [[relu, sigmoid]])
        #expect(
            plan.gaps.map(\.description) == ["own has no kernel for '\(relu.key)' and 1 more: it has no such kernel"])
    }

    @Test func problemsWithoutAKernelAreListed() throws {
        let plan = try BenchmarkPlan(
            BenchmarkWish(problems: [problem(8), relu], algorithms: ["winograd"]), catalogue: catalogue)
        #expect(plan.settings.count == 1)
        #expect(plan.unsupported == [relu])
    }

    @Test(
        arguments: [
            (["lub"], nil, BenchmarkPlanError.unknownBackend("lub", known: ["lib", "own", "gone"])),
            (["gone"], nil, .unavailable("libgone is missing")),
            (nil, ["wino"], .unknownAlgorithm("wino", known: ["auto", "direct", "reference", "winograd"])),
        ] as [([String]?, [String]?, BenchmarkPlanError)])
    func wrongNamesAreNamed(backends: [String]?, algorithms: [String]?, expected: BenchmarkPlanError) {
        let wish = BenchmarkWish(problems: [problem(8)], backends: backends, algorithms: algorithms)
        #expect(throws: expected) { try BenchmarkPlan(wish, catalogue: catalogue) }
    }
}

@Suite struct AlgorithmChoiceTests {
    func timed(
        _ problem: Problem, _ algorithm: String, _ median: Int, backend: String = "lib", threads: Int = 1,
        cacheState: CacheState = .coldWeights, status: MeasurementStatus = .ok, isVerified: Bool = true
    ) -> KernelMeasurement {
        KernelMeasurement(
            setting: KernelSetting(
                problem: problem, backend: backend, backendVersion: "2", algorithm: algorithm, threads: threads,
                cacheState: cacheState),
            kernel: "", measuredAt: Date(timeIntervalSince1970: 0), status: status,
            reason: status.isUsable ? nil : "too short", isVerified: isVerified,
            summary: TimingSummary(
                count: 1, minimum: median, median: median, intervalLow: median, intervalHigh: median,
                medianAbsoluteDeviation: 0))
    }

    /// Two layers share a problem: auto 100 + 100 + 50, best 60 + 60 + 50: 80 of 250 saved.
    @Test func savingsByHand() {
        let layers = [
            TimedLayer(name: "a", problem: problem(8)), TimedLayer(name: "b", problem: problem(8)),
            TimedLayer(name: "c", problem: relu), TimedLayer(name: "d", problem: problem(99)),
        ]
        let choice = AlgorithmChoice(
            of: layers,
            from: [
                timed(problem(8), "auto", 100), timed(problem(8), "winograd", 60),
                timed(problem(8), "direct", 70, backend: "own"), timed(relu, "auto", 50),
                // None of these may be chosen.
                timed(problem(8), "fast", 1, isVerified: false), timed(problem(8), "fast", 2, threads: 2),
                timed(problem(8), "fast", 3, cacheState: .warm), timed(problem(8), "fast", 4, status: .mistrusted),
                timed(problem(99), "auto", 5, status: .mistrusted),
            ],
            automaticBackend: "lib", threads: 1, cacheState: .coldWeights)
        #expect(choice.rows.map(\.best.setting.algorithm) == ["winograd", "winograd", "auto"])
        #expect(choice.automaticTotal == 250)
        #expect(choice.bestTotal == 170)
        #expect(abs(choice.savedShare - 80.0 / 250) < 1e-12)
        #expect(choice.unmeasured.map(\.layer.name) == ["d"])
        #expect(choice.unmeasured.map(\.reason) == ["too short"])
    }

    /// What the library has no kernel for runs on our own in a network, and counts so here; what it was doubted of does not.
    @Test func ourOwnKernelStandsInForOneThatTheLibraryLacks() {
        let layers = [
            TimedLayer(name: "a", problem: problem(8)), TimedLayer(name: "b", problem: relu),
            TimedLayer(name: "c", problem: problem(99)),
        ]
        let choice = AlgorithmChoice(
            of: layers,
            from: [
                timed(problem(8), "auto", 100), timed(relu, "direct", 40, backend: "swift"),
                timed(problem(99), "auto", 5, status: .mistrusted), timed(problem(99), "direct", 7, backend: "swift"),
            ],
            automaticBackend: "lib", threads: 1, cacheState: .coldWeights)
        #expect(choice.rows.map(\.layer.name) == ["a", "b"])
        #expect(choice.automaticTotal == 140 && choice.bestTotal == 140)
        #expect(choice.unmeasured.map(\.layer.name) == ["c"])
    }

    @Test func theLibrarysOwnChoiceWinsATie() {
        let choice = AlgorithmChoice(
            of: [TimedLayer(name: "a", problem: relu)],
            from: [timed(relu, "auto", 50), timed(relu, "direct", 50)], automaticBackend: "lib", threads: 1,
            cacheState: .coldWeights)
        #expect(choice.rows.map(\.best.setting.algorithm) == ["auto"])
        #expect(choice.savedShare == 0)
    }

    @Test func nothingMeasuredSavesNothing() {
        let choice = AlgorithmChoice(of: [], from: [], automaticBackend: "lib", threads: 1, cacheState: .warm)
        #expect(choice.savedShare == 0)
    }
}
