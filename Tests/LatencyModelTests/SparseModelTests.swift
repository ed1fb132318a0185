import NetworkIR
import Testing

@testable import LatencyModel

/// Models of fewer kernels than a 95 % interval takes.
@Suite struct SparseModelTests {
    private struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 29
        }
    }

    private func estimate(_ model: LatencyModel, _ problem: Problem) -> TimeEstimate? {
        model.estimate(of: problem, backend: "onednn", algorithm: "auto", threads: 1)
    }

    /// Six kernels are hit exactly by as many prices, and say little of a seventh.
    @Test func sixKernelsClaimNoNarrowInterval() throws {
        let known = stride(from: 0, to: 120, by: 20).map { convolutionShapes[$0] }
        let model = LatencyModel(fitting: known.map { observation($0, idealTime($0)) })
        for problem in [known[2], convolution(48, 28, filters: 80)] {
            let found = try #require(estimate(model, problem))
            #expect(found.isSparse && found.modelKernels == 6)
            #expect(found.high / found.nanoseconds > 3.99 && found.nanoseconds / found.low > 3.99)
        }
        let again = LatencyModel(parameters: model.parameters, measurements: 6)
        #expect(estimate(again, known[2]) == estimate(model, known[2]))
    }

    /// Eighteen have no rank ⌈0.95 · 19⌉ = 19, nineteen have rank 19.
    @Test func nineteenKernelsAreEnough() throws {
        for (count, isSparse) in [(18, true), (19, false)] {
            let known = (0..<count).map { convolutionShapes[$0 * 6] }
            let model = LatencyModel(fitting: known.map { observation($0, idealTime($0)) })
            let found = try #require(estimate(model, convolutionShapes[3]))
            #expect(found.isSparse == isSparse && found.modelKernels == count)
        }
    }

    /// Times up to twice off the formula either way: of kernels never seen at least nine in ten lie in the interval.
    @Test(arguments: [6, 10, 18, 25]) func intervalsHold(_ count: Int) throws {
        var (held, all) = (0, 0)
        for seed in 1...12 as ClosedRange<UInt64> {
            var dice = Dice(state: seed)
            let shapes = convolutionShapes.shuffled(using: &dice)
            let times = shapes.map { idealTime($0) * exponential(Double.random(in: -0.69...0.69, using: &dice)) }
            let model = LatencyModel(
                fitting: zip(shapes, times).prefix(count).map { observation($0, $1) })
            for (problem, time) in zip(shapes, times).dropFirst(count) {
                let found = try #require(estimate(model, problem))
                all += 1
                if found.low <= time && time <= found.high { held += 1 }
            }
        }
        #expect(Double(held) >= 0.9 * Double(all), "\(held) of \(all), seeds 1 to 12")
    }

    /// Leaving out must be fitting without: the error that a fit tells of a kernel is that of a model which never saw it.
    @Test func errorsAreLeftOut() throws {
        let known = stride(from: 0, to: 120, by: 13).map { convolutionShapes[$0] }
        let times = known.enumerated().map { idealTime($1) * ($0 % 3 == 0 ? 1.4 : 0.8) }
        let model = LatencyModel(fitting: zip(known, times).map { observation($0, $1) })
        let errors = try known.indices.map { left in
            let others = known.indices.filter { $0 != left }
            let without = LatencyModel(fitting: others.map { observation(known[$0], times[$0]) })
            return abs(try #require(estimate(without, known[left])).nanoseconds / times[left] - 1)
        }
        let told = try #require(model.fitSummaries.first).errors
        #expect(told.count == errors.count)
        for (a, b) in zip(told, errors.sorted()) { #expect(abs(a - b) < 1e-9) }
    }
}
