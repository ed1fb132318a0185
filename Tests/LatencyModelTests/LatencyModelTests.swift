import NetworkIR
import Testing

@testable import LatencyModel

@Suite struct LatencyModelTests {
    /// Every third shape is kept from the model.
    @Test func predictsShapesThatItHasNotSeen() throws {
        let known = convolutionShapes.enumerated().filter { $0.offset % 3 != 0 }.map(\.element)
        let model = LatencyModel(fitting: known.map { observation($0, idealTime($0)) })
        #expect(model.observationCount == known.count)
        var errors: [Double] = []
        for (index, problem) in convolutionShapes.enumerated() where index % 3 == 0 {
            let found = try #require(model.estimate(of: problem, backend: "onednn", algorithm: "auto", threads: 1))
            #expect(found.source == .predicted)
            #expect(found.low <= found.nanoseconds && found.nanoseconds <= found.high)
            errors.append(abs(found.nanoseconds / idealTime(problem) - 1))
        }
        #expect(errors.sorted()[errors.count / 2] < 0.02, "median of \(errors.sorted())")
    }

    @Test func fittingTwiceGivesTheSameNumbers() throws {
        let known = convolutionShapes.map { observation($0, idealTime($0)) }
        let problem = convolution(48, 28, filters: 80)
        let times = (0..<2).map { _ in
            LatencyModel(fitting: known).estimate(of: problem, backend: "onednn", algorithm: "auto", threads: 1)
        }
        #expect(times[0] != nil && times[0] == times[1])
    }

    @Test func doesNotGuessWhatWasNeverTimed() {
        let model = LatencyModel(fitting: convolutionShapes.map { observation($0, idealTime($0)) })
        let problem = convolution(64, 28, filters: 64)
        #expect(model.estimate(of: problem, backend: "onednn", algorithm: "auto", threads: 2) == nil)
        #expect(model.estimate(of: problem, backend: "swift", algorithm: "direct", threads: 1) == nil)
        #expect(model.estimate(of: relu(64, 56), backend: "onednn", algorithm: "auto", threads: 1) == nil)
        let depthwise = convolution(64, 28, filters: 64, groups: 64)
        #expect(model.estimate(of: depthwise, backend: "onednn", algorithm: "auto", threads: 1) == nil)
        #expect(model.algorithms(for: depthwise, threads: 1).isEmpty)
    }

    @Test func winogradIsOfferedOnlyWhereItExists() {
        let known = convolutionShapes.flatMap {
            [observation($0, idealTime($0)), observation($0, idealTime($0) / 2, algorithm: "winograd")]
        }
        let model = LatencyModel(fitting: known)
        #expect(
            model.algorithms(for: convolution(64, 28, filters: 64), threads: 1).map(\.algorithm) == [
                "auto", "winograd",
            ])
        #expect(
            model.algorithms(for: convolution(64, 28, filters: 64, stride: 2), threads: 1).map(\.algorithm) == ["auto"])
    }

    /// A sigmoid was never timed, but moving and touching maps was.
    @Test func operationsThatStreamStandInForEachOther() throws {
        let known = [8, 16, 32, 64].flatMap { size in
            [16, 64, 256].map { observation(relu($0, size), 500 + Double($0 * size * size) * 8 / 20) }
        }
        let sigmoid = Problem(
            operation: .activation(.sigmoid), inputs: [FeatureMap(channels: 32, height: 28, width: 28)])
        let found = try #require(
            LatencyModel(fitting: known).estimate(of: sigmoid, backend: "onednn", algorithm: "auto", threads: 1))
        let ideal = 500 + Double(32 * 28 * 28) * 8 / 20
        #expect(abs(found.nanoseconds / ideal - 1) < 0.2, "\(found)")
    }

    /// No kernel with a function at its end was timed: then the function costs what it costs alone, and no interval is narrow.
    @Test func aFunctionThatWasNeverFusedIsNotForNothing() throws {
        let sigmoids = [8, 16, 32, 56].flatMap { size in
            [16, 64, 256].map { channels in
                observation(
                    Problem(
                        operation: .activation(.sigmoid),
                        inputs: [FeatureMap(channels: channels, height: size, width: size)]),
                    Double(channels * size * size))
            }
        }
        let plain = convolutionShapes.map { observation($0, idealTime($0)) }
        let ending = convolution(48, 28, filters: 80).with(epilogue: [.sigmoid])
        func time(_ problem: Problem, _ known: [KernelObservation]) -> TimeEstimate? {
            let model = LatencyModel(fitting: known)
            let again = LatencyModel(parameters: model.parameters, measurements: known.count)
            let found = model.estimate(of: problem, backend: "onednn", algorithm: "auto", threads: 1)
            let second = again.estimate(of: problem, backend: "onednn", algorithm: "auto", threads: 1)
            #expect(found?.modelKernels == second?.modelKernels)
            return found
        }
        #expect(time(ending, plain) == nil)
        let without = try #require(time(ending.with(epilogue: []), plain))
        let found = try #require(time(ending, plain + sigmoids))
        // A nanosecond for each of 80 · 28 · 28 outputs.
        let alone = 80.0 * 28 * 28
        #expect(abs((found.nanoseconds - without.nanoseconds) / alone - 1) < 0.1, "\(found), \(without)")
        #expect(found.low <= without.nanoseconds && found.high >= without.nanoseconds + 2 * alone && found.isSparse)
        // Once such kernels were timed their price counts.
        let fused = convolutionShapes.prefix(40).map {
            observation($0.with(epilogue: [.sigmoid]), idealTime($0) + 100_000)
        }
        #expect(try #require(time(ending, plain + fused)).isSparse == false)
    }

    /// Nothing was timed that takes so little: what starting a kernel takes nobody knows.
    @Test func whatIsSmallerThanAllThatWasTimedMayTakeAsMuch() throws {
        let known = convolutionShapes.map { observation($0, idealTime($0)) }
        let least = try #require(known.map(\.nanoseconds).min())
        let model = LatencyModel(fitting: known)
        let tiny = try #require(
            model.estimate(of: convolution(3, 4, filters: 8), backend: "onednn", algorithm: "auto", threads: 1))
        #expect(tiny.nanoseconds < least && tiny.high >= least, "\(tiny), \(least)")
        let again = LatencyModel(parameters: model.parameters, measurements: known.count)
        let second = again.estimate(of: convolution(3, 4, filters: 8), backend: "onednn", algorithm: "auto", threads: 1)
        #expect(abs(try #require(second).high / tiny.high - 1) < 1e-9)
    }

    /// A PReLU with a slope a channel moves its map; for one with a single slope oneDNN has a loop a hundred times as long, of
    /// which other operations tell nothing, and which tells nothing of them.
    @Test func onePReLUIsNotToldFromTheOther() throws {
        func prelu(_ sharing: SlopeSharing, _ size: Int) -> Problem {
            Problem(operation: .prelu(sharing), inputs: [FeatureMap(channels: 32, height: size, width: size)])
        }
        let relus = [8, 16, 32, 64].flatMap { size in
            [16, 64, 256].map { observation(relu($0, size), 500 + Double($0 * size * size) * 8 / 20) }
        }
        func time(_ problem: Problem, _ known: [KernelObservation]) -> Double? {
            LatencyModel(fitting: known).estimate(of: problem, backend: "onednn", algorithm: "auto", threads: 1)?
                .nanoseconds
        }
        let ideal = 500 + Double(32 * 28 * 28) * 8 / 20
        let streamed = try #require(time(prelu(.channel, 28), relus))
        #expect(abs(streamed / ideal - 1) < 0.2)
        #expect(time(prelu(.shared, 28), relus) == nil)
        let slow = [8, 12, 16, 20, 24, 32, 40].map { size in
            observation(prelu(.shared, size), 27 * Double(32 * size * size))
        }
        let looped = try #require(time(prelu(.shared, 28), slow))
        #expect(abs(looped / (27 * Double(32 * 28 * 28)) - 1) < 0.05)
        #expect(time(prelu(.channel, 28), slow) == nil)
    }
}

@Suite struct LatencyParameterTests {
    /// A model with a field: times that a formula of prices does not hit, but neighbours tell of.
    static let model = LatencyModel(
        fitting: convolutionShapes.map { problem in
            let channels = Double(problem.inputs[0].channels)
            return observation(problem, idealTime(problem) * (channels > 100 ? 1.3 : 0.9))
        })

    @Test func aModelIsMadeOfItsParametersAgain() throws {
        let rows = Self.model.parameters
        let again = LatencyModel(parameters: rows.reversed(), measurements: Self.model.observationCount)
        #expect(again.observationCount == convolutionShapes.count)
        for problem in [convolution(48, 28, filters: 80), convolution(200, 14, filters: 100)] {
            let (first, second) = try (
                #require(Self.model.estimate(of: problem, backend: "onednn", algorithm: "auto", threads: 1)),
                #require(again.estimate(of: problem, backend: "onednn", algorithm: "auto", threads: 1))
            )
            #expect(abs(first.nanoseconds / second.nanoseconds - 1) < 1e-9)
            #expect(abs(first.high / second.high - 1) < 1e-9)
        }
    }

    /// The ideal machine computes 200 FLOP/ns, so a FLOP costs 0.005 ns.
    @Test func parametersAreReadable() throws {
        let model = LatencyModel(fitting: convolutionShapes.map { observation($0, idealTime($0)) })
        let arithmetic = try #require(model.parameters.first { $0.name == "arithmetic" })
        #expect(arithmetic.kind == "conv" && arithmetic.unit == "ns/FLOP")
        #expect(abs(arithmetic.value / 0.005 - 1) < 0.05, "\(arithmetic)")
        #expect(LatencyModel(parameters: [], measurements: 0).parameters.isEmpty)
    }
}
