import Testing

@testable import ExecutionPlanning

/// Numbers from a seed, the same on every machine (Steele, Lea & Flood 2014, SplitMix64).
private struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension PlanningProblem {
    /// Kernels that read one or two of the maps before them, with two or three options each over three layouts.
    fileprivate static func random(kernels count: Int, seed: UInt64) -> PlanningProblem {
        var generator = SeededGenerator(state: seed)
        let kernels = (0..<count).map { index -> Kernel in
            let sources = (0..<Int.random(in: 1...2, using: &generator)).map { _ in
                Int.random(in: max(0, index - 3)...index, using: &generator)
            }
            let options = (0..<Int.random(in: 2...3, using: &generator)).map { _ in
                Option(
                    cost: Double(Int.random(in: 1...20, using: &generator)),
                    sources: sources.map { _ in Int.random(in: 0...2, using: &generator) },
                    result: Int.random(in: 0...2, using: &generator))
            }
            return Kernel(sources: sources, result: index + 1, options: options)
        }
        let prices = (0..<9 * (count + 1)).map { _ in Double(Int.random(in: 1...8, using: &generator)) }
        return PlanningProblem(kernels: kernels, given: [0: 0]) { prices[$0 * 9 + $1 * 3 + $2] }
    }

    /// The cheapest of all combinations, tried one by one.
    fileprivate var bruteForce: Double {
        var choices = [Int](repeating: 0, count: kernels.count)
        var best = Double.infinity
        while true {
            best = min(best, ExecutionPlan(of: self) { kernel, _ in choices[kernel] }.cost)
            guard let place = choices.indices.first(where: { choices[$0] + 1 < kernels[$0].options.count }) else {
                return best
            }
            for index in 0..<place { choices[index] = 0 }
            choices[place] += 1
        }
    }
}

@Suite struct PlanSearchTests {
    /// Layout 0 costs 10 a kernel, layout 1 costs 6, a reorder 3: one kernel is not worth two reorders, two are.
    private func chain(_ fast: [Bool], reorder: Double = 3) -> PlanningProblem {
        let kernels = fast.enumerated().map { index, isFast in
            PlanningProblem.Kernel(
                sources: [index], result: index + 1,
                options: [.init(cost: 10, sources: [0], result: 0)]
                    + (isFast ? [.init(cost: 6, sources: [1], result: 1)] : []))
        }
        return PlanningProblem(kernels: kernels, given: [0: 0]) { _, _, _ in reorder }
    }

    @Test func aReorderMustPay() {
        // There and back costs 6 and saves 4.
        let alone = PlanSearch(chain([false, true, false]))
        #expect(alone.isExact && alone.plan.cost == 30 && alone.plan.choices == [0, 0, 0] && alone.plan.reorders == [])
        // Two in a row save 8.
        let pair = PlanSearch(chain([false, true, true, false]))
        #expect(pair.plan.cost == 38 && pair.plan.choices == [0, 1, 1, 0])
        #expect(
            pair.plan.reorders == [
                .init(map: 1, kernel: 1, from: 0, to: 1, cost: 3), .init(map: 3, kernel: 3, from: 1, to: 0, cost: 3),
            ])
        // At the end there is no way back.
        #expect(PlanSearch(chain([false, true])).plan.cost == 19)
    }

    /// A map that two kernels want alike is brought there once.
    @Test func copiesAreShared() {
        let fork = PlanningProblem(
            kernels: [
                .init(sources: [0], result: 1, options: [.init(cost: 1, sources: [0], result: 0)]),
                .init(sources: [1], result: 2, options: [.init(cost: 1, sources: [1], result: 1)]),
                .init(sources: [1], result: 3, options: [.init(cost: 1, sources: [1], result: 1)]),
                .init(sources: [2, 3], result: 4, options: [.init(cost: 1, sources: [1, 1], result: 1)]),
            ], given: [0: 0]
        ) { _, _, _ in 5 }
        let found = PlanSearch(fork)
        #expect(found.plan.cost == 9 && found.plan.reorders == [.init(map: 1, kernel: 1, from: 0, to: 1, cost: 5)])
    }

    /// The best of one branch depends on the other: both end in the layout of their sum.
    @Test func branchesAgreeOnTheirSum() {
        let residual = PlanningProblem(
            kernels: [
                .init(
                    sources: [0], result: 1,
                    options: [.init(cost: 5, sources: [0], result: 0), .init(cost: 6, sources: [0], result: 1)]),
                .init(
                    sources: [1], result: 2,
                    options: [.init(cost: 9, sources: [0], result: 0), .init(cost: 4, sources: [1], result: 1)]),
                .init(
                    sources: [2, 1], result: 3,
                    options: [.init(cost: 1, sources: [0, 0], result: 0), .init(cost: 1, sources: [1, 1], result: 1)]),
            ], given: [0: 0]
        ) { _, _, _ in 2 }
        let found = PlanSearch(residual)
        #expect(found.plan.choices == [1, 1, 1] && found.plan.cost == 11 && found.plan.reorders == [])
    }

    @Test(arguments: 0..<60) func agreesWithTryingEverything(_ seed: Int) {
        let problem = PlanningProblem.random(kernels: 4 + seed % 5, seed: UInt64(seed))
        let found = PlanSearch(problem)
        #expect(found.isExact)
        #expect(found.plan.cost == problem.bruteForce, "seed \(seed)")
    }

    @Test func saysWhereItGaveUpProof() {
        let problem = PlanningProblem.random(kernels: 8, seed: 3)
        let short = PlanSearch(problem, limit: 1)
        #expect(!short.isExact && short.plan.cost >= problem.bruteForce)
    }

    @Test func nothingToPlan() {
        let none = PlanSearch(PlanningProblem(kernels: [], given: [:]) { _, _, _ in 0 })
        #expect(none.isExact && none.plan.cost == 0 && none.plan.choices == [])
    }
}
