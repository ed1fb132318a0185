import ArchLanguage
import ConvKernels
import Foundation
import LatencyModel
import NetworkIR
import SourceText
import Testing

@testable import ExecutionPlanning

/// Plans against the executor that carries them out.
@Suite(.enabled(if: OneDNNBackend().availability().isAvailable), .serialized)
struct NetworkPlanTests {
    private func network(_ name: String) throws -> Network {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let path = root.appendingPathComponent("architectures/\(name).arch")
        return try network(text: String(contentsOf: path, encoding: .utf8))
    }

    private func network(text: String) throws -> Network {
        try DesignSpace(SourceFile(name: "test.arch", text: text), name: "test").network([:])
    }

    /// A time for every kernel that there is, between 50 and 150 µs, made of the seed; nothing depends on their sense.
    private func times(_ choices: KernelChoices, seed: UInt64) -> TimeTable {
        var state = seed
        var measured: [Problem: [KernelObservation]] = [:]
        for kernel in choices.kernels {
            guard let problem = kernel.problem, measured[problem] == nil else { continue }
            for option in kernel.options {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let time = 50_000 + Double(state >> 33) / Double(1 << 31) * 100_000
                measured[problem, default: []].append(
                    KernelObservation(
                        problem: problem, backend: option.backend, algorithm: option.algorithm, threads: 1,
                        nanoseconds: time, low: time, high: time))
            }
        }
        return TimeTable(measured: measured)
    }

    private func plan(_ network: Network, seed: UInt64, reorders gigabytesPerSecond: Double = 20) throws -> NetworkPlan
    {
        let choices = try KernelChoices(of: network)
        return NetworkPlan(
            choices, by: times(choices, seed: seed),
            reorders: ReorderTimes([:], gigabytesPerSecond: gigabytesPerSecond), threads: 1)
    }

    private func text(_ change: LayoutChange) -> String { "\(change.map) \(change.from)>\(change.to)" }

    /// Slices copy a part of a map and change no layout.
    private func changes(_ executor: NetworkExecutor) -> [String] {
        executor.steps.compactMap(\.change).filter { $0.from != $0.to }.map(text)
    }

    private func executor(_ network: Network, _ plan: NetworkPlan?) throws -> NetworkExecutor {
        var options = NetworkExecutorOptions()
        options.plan = plan?.choices ?? [:]
        return try NetworkExecutor(
            network, try NetworkParameters.random(network, values: .integers, seed: 5), options)
    }

    /// The executor runs the kernels and makes the changes of layout that the plan speaks of, no others.
    @Test(arguments: [
        "resnet18", "squeezenet1_1", "googlenet", "mobilenet_v2", "mobilenet_v3_small", "densenet121",
        "shufflenet_v2_x1_0", "efficientnet_b0", "regnet_y_400mf", "srresnet_x4", "hesun-a", "lenet5",
    ])
    func theExecutorDoesWhatThePlanSays(_ name: String) throws {
        let network = try network(name)
        for seed in 1...2 as ClosedRange<UInt64> {
            let plan = try plan(network, seed: seed)
            #expect(plan.isExact, "\(name), seed \(seed)")
            #expect(plan.time <= plan.automaticTime)
            let automatic = try executor(network, nil)
            #expect(changes(automatic) == plan.automaticReorders.map { text($0.change) }, "\(name)")
            let planned = try executor(network, plan)
            #expect(changes(planned) == plan.reorders.map { text($0.change) }, "\(name), seed \(seed)")
            let kernels = planned.steps.filter { $0.kind == .layer }
            #expect(kernels.map(\.layers) == plan.steps.filter { $0.problem != nil }.map(\.layers), "\(name)")
            #expect(
                kernels.map(\.algorithm) == plan.steps.filter { $0.problem != nil }.map(\.chosen.algorithm),
                "\(name), seed \(seed)")
        }
    }

    /// Residual sums, a concatenation, a squeeze, pools and a flattening, in whatever layouts the plan puts them.
    @Test(arguments: 1...12) func whatAPlanComputesIsRight(_ seed: Int) throws {
        let network = try network(
            text: """
                input 3x20x20
                with conv: bn relu
                conv 3 32
                residual { conv 3 32; conv 3 32 linear }
                relu
                residual { conv 1 16; conv 3 16; conv 1 48 linear }
                branches concat { { conv 3 16 } { maxpool 3 /1 pad 1; conv 1 32 } { conv 1 16; conv 3 32 x2 } }
                branches mul { { } { gap; conv 1 8; conv 1 80 linear; sigmoid } }
                maxpool 2
                conv 3 32 /2
                fc 24 relu
                fc 10
                """)
        // Free reorders make the plan wander; dear ones keep it where it is.
        let plan = try plan(network, seed: UInt64(seed), reorders: seed % 2 == 0 ? 1e6 : 5)
        let input = try Problem(operation: .activation(.relu), inputs: [network.input]).randomOperands(seed: 3)[0]
        let parameters = try NetworkParameters.random(network, values: .scaled, seed: 5)
        let expected = try NetworkReference(of: network, parameters, input: input).outputs
        var options = NetworkExecutorOptions()
        options.plan = plan.choices
        let executor = try NetworkExecutor(network, parameters, options)
        #expect(changes(executor) == plan.reorders.map { text($0.change) }, "seed \(seed)")
        try executor.setInput(input)
        try executor.run()
        try executor.run()
        for (result, reference) in zip(try executor.outputs(), expected) {
            let largest = reference.reduce(0) { max($0, abs($1)) }
            let difference = zip(result, reference).reduce(0) { max($0, abs($1.0 - $1.1)) }
            #expect(largest > 0 && difference <= 1e-3 * largest, "seed \(seed): \(difference) of \(largest)")
        }
    }

    /// Winograd at half the time for two convolutions in a row is taken, and a gain within the intervals is not.
    @Test func takesWhatIsShownToBeFaster() throws {
        let network = try network(text: "input 64x28x28\nconv 3 64 relu x2\n")
        let choices = try KernelChoices(of: network)
        let problem = try #require(choices.kernels.first?.problem)
        func plan(winograd: Double, half: Double) -> NetworkPlan {
            let table = TimeTable(
                measured: [
                    problem: [("auto", 1_000_000.0), ("winograd", winograd)].map {
                        KernelObservation(
                            problem: problem, backend: "onednn", algorithm: $0, threads: 1, nanoseconds: $1,
                            low: $1 - half, high: $1 + half)
                    }
                ])
            return NetworkPlan(
                choices, by: table, reorders: ReorderTimes([:], gigabytesPerSecond: 20), threads: 1)
        }
        let twice = plan(winograd: 500_000, half: 1000)
        #expect(twice.steps.map(\.chosen.algorithm) == ["winograd", "winograd"])
        // Two maps of 200,704 bytes, read and written at 20 GB/s.
        #expect(twice.reorders.count == 1 && abs(twice.time - (1_000_000 + 20_070.4)) < 1)
        #expect(abs(twice.automaticTime - (2_000_000 + 20_070.4)) < 1)
        // Twice 30,000 are saved; the doubt is √(60,000² + 60,000²) = 84,853.
        let doubtful = plan(winograd: 970_000, half: 30_000)
        #expect(doubtful.steps.map(\.chosen.algorithm) == ["auto", "auto"] && doubtful.savedShare == 0)
        let clear = plan(winograd: 950_000, half: 30_000)
        #expect(clear.steps.map(\.chosen.algorithm) == ["winograd", "winograd"])
    }

    /// Winograd was never timed for the problem, and a model says a tenth of the library's time: six kernels stand behind it, or
    /// thirty.
    @Test func aModelOfFewKernelsChoosesNothing() throws {
        let network = try network(text: "input 64x28x28\nconv 3 64 relu\n")
        let choices = try KernelChoices(of: network)
        let problem = try #require(choices.kernels.first?.problem)
        func observation(_ problem: Problem, _ algorithm: String, _ time: Double) -> KernelObservation {
            KernelObservation(
                problem: problem, backend: "onednn", algorithm: algorithm, threads: 1, nanoseconds: time,
                low: time, high: time)
        }
        func algorithm(_ kernels: Int) throws -> String? {
            let known = (1...kernels).map { index in
                let window = Window(kernel: Extent(square: 3), padding: Padding(all: 1))
                let other = Problem(
                    operation: .convolution(Convolution(filters: 16 * index, window: window)),
                    inputs: [FeatureMap(channels: 64, height: 28, width: 28)])
                return observation(other, "winograd", 1000 * Double(index))
            }
            let table = TimeTable(
                measured: [problem: [observation(problem, "auto", 1_000_000)]], model: LatencyModel(fitting: known))
            let plan = NetworkPlan(choices, by: table, reorders: ReorderTimes([:], gigabytesPerSecond: 20), threads: 1)
            return plan.steps.first?.chosen.algorithm
        }
        #expect(try algorithm(6) == "auto")
        #expect(try algorithm(30) == "winograd")
    }
}
