import NetworkIR
import Testing

@testable import ConvKernels

/// Appends layers one after the other and keeps the running place.
private struct Chain {
    var network: Network
    var place: Source = .input

    init(_ input: FeatureMap) { network = Network(name: "test", input: input) }

    @discardableResult
    mutating func add(_ operation: NetworkIR.Operation, _ inputs: [Source]? = nil) throws -> Source {
        place = try network.append(operation, to: inputs ?? [place], name: "layer\(network.layers.count)")
        return place
    }

    mutating func convolution(_ kernel: Int, _ filters: Int, stride: Int = 1, groups: Int = 1, bias: Bool = true) throws
    {
        let window = Window(
            kernel: Extent(square: kernel), stride: Extent(square: stride), padding: Padding(all: kernel / 2))
        try add(.convolution(Convolution(filters: filters, window: window, groups: groups, bias: bias)))
    }

    func finished() -> Network {
        var network = network
        network.outputs = [network.layers.count - 1]
        return network
    }
}

/// The outputs of both executors against the reference, layer by layer.
@discardableResult
private func compare(
    _ network: Network, _ name: String, options: NetworkExecutorOptions = .init(), tolerance: Float = 0,
    seed: UInt64 = 5
) throws -> NetworkExecutor {
    // Our own kernels compute the same network, by algorithms of their own names.
    try compareOwn(network, name, options: options, tolerance: tolerance, seed: seed)
    return try compare(network, name, options: options, tolerance: tolerance, seed: seed) { network, parameters in
        try NetworkExecutor(network, parameters, options)
    }
}

@discardableResult
private func compareOwn(
    _ network: Network, _ name: String, options: NetworkExecutorOptions = .init(), tolerance: Float = 0,
    seed: UInt64 = 5
) throws -> SwiftNetworkExecutor {
    try compare(network, name, options: options, tolerance: tolerance, seed: seed) { network, parameters in
        try SwiftNetworkExecutor(network, parameters, options)
    }
}

private func compare<Prepared: PreparedNetwork>(
    _ network: Network, _ name: String, options: NetworkExecutorOptions, tolerance: Float, seed: UInt64,
    prepare: (Network, NetworkParameters) throws -> Prepared
) throws -> Prepared {
    let parameters = try NetworkParameters.random(network, values: .integers, seed: seed)
    let image = Problem(operation: .activation(.relu), inputs: [network.input], batch: options.batch)
    let input = try image.randomOperands(seed: seed)[0]
    let expected = try NetworkReference(of: network, parameters, input: input, batch: options.batch).outputs
    let executor = try prepare(network, parameters)
    try executor.setInput(input)
    // Twice: what is added in place must start afresh.
    try executor.run()
    try executor.run()
    for (result, reference) in zip(try executor.outputs(), expected) {
        let largest = reference.reduce(0) { max($0, abs($1)) }
        let difference = zip(result, reference).reduce(0) { max($0, abs($1.0 - $1.1)) }
        #expect(result.count == reference.count, "\(name)")
        #expect(largest > 0, "\(name): all zeros")
        #expect(difference <= tolerance * largest, "\(name): differs by \(difference) of \(largest), seed \(seed)")
    }
    return executor
}

@Suite(.enabled(if: OneDNNBackend().availability().isAvailable), .serialized)
struct NetworkExecutorTests {
    @Test func foldsAndFusesAConvolution() throws {
        var chain = Chain(FeatureMap(channels: 3, height: 12, width: 12))
        try chain.convolution(3, 16)
        try chain.add(.batchNorm)
        try chain.add(.activation(.relu))
        let network = chain.finished()
        let executor = try compare(network, "conv bn relu")
        #expect(executor.steps.filter { $0.kind == .layer }.map(\.layers) == [[0, 1, 2]])

        var options = NetworkExecutorOptions()
        options.foldsBatchNorm = false
        let unfolded = try compare(network, "conv, bn relu", options: options)
        #expect(unfolded.steps.filter { $0.kind == .layer }.map(\.layers) == [[0], [1, 2]])
        options.fusesActivations = false
        let plain = try compare(network, "conv, bn, relu", options: options)
        #expect(plain.steps.filter { $0.kind == .layer }.map(\.layers) == [[0], [1], [2]])
    }

    /// A bottleneck with a projection, and one without: both additions happen inside a convolution.
    @Test func fusesResidualAdditions() throws {
        for projectionFirst in [true, false] {
            var chain = Chain(FeatureMap(channels: 16, height: 8, width: 8))
            try chain.convolution(1, 16)
            for (round, width) in [16, 32, 32].enumerated() {
                let start = chain.place
                func project() throws -> Source {
                    guard round == 1 else { return start }
                    chain.place = start
                    try chain.convolution(1, width)
                    return try chain.add(.batchNorm)
                }
                var shortcut = start
                if projectionFirst { shortcut = try project() }
                chain.place = start
                try chain.convolution(3, width)
                try chain.add(.activation(.relu))
                try chain.convolution(1, width)
                let main = try chain.add(.batchNorm)
                if !projectionFirst { shortcut = try project() }
                try chain.add(.add, [main, shortcut])
                try chain.add(.activation(.relu))
            }
            let executor = try compare(chain.finished(), "projection first: \(projectionFirst)")
            let fused = executor.steps.filter { step in
                step.layers.contains { executor.network.layers[$0].operation == .add }
            }
            #expect(fused.count == 3)
            #expect(fused.allSatisfy { $0.layers.count >= 3 }, "\(fused)")
        }
    }

    /// An addition must not happen in place where the other map is read again, or leaves the network.
    @Test func keepsMapsThatAreStillRead() throws {
        var chain = Chain(FeatureMap(channels: 8, height: 6, width: 6))
        try chain.convolution(3, 8)
        let first = chain.place
        try chain.convolution(3, 8)
        try chain.add(.add, [chain.place, first])
        let sum = chain.place
        try chain.add(.concatenate, [sum, first])
        try compare(chain.finished(), "read again")
        var network = chain.finished()
        network.outputs = [0, 2, 3]
        try compare(network, "leaves the network")
    }

    @Test func classifierTakesTheMapAsItLies() throws {
        for algorithm in ["auto", "direct"] {
            var chain = Chain(FeatureMap(channels: 3, height: 17, width: 15))
            try chain.convolution(3, 24, stride: 2)
            try chain.add(.activation(.relu))
            try chain.add(.pool(Pool(kind: .max, window: Window(kernel: Extent(square: 2), stride: Extent(square: 2)))))
            try chain.add(.flatten)
            try chain.add(.fullyConnected(outputs: 40, bias: true))
            try chain.add(.activation(.relu))
            try chain.add(.dropout(rate: Decimal6(millionths: 500_000)))
            try chain.add(.fullyConnected(outputs: 10, bias: true))
            var options = NetworkExecutorOptions()
            options.algorithm = { _ in algorithm }
            options.batch = 2
            try compare(chain.finished(), "classifier \(algorithm)", options: options)
        }
    }

    @Test func flattenedMapsKeepTheirOrder() throws {
        var chain = Chain(FeatureMap(channels: 8, height: 5, width: 4))
        try chain.convolution(3, 16)
        try chain.add(.flatten)
        try chain.add(.activation(.relu))
        try compare(chain.finished(), "flatten relu")
    }

    /// Winograd works in blocked layouts, so reorders are needed, and counted.
    @Test func reordersBetweenLayouts() throws {
        var chain = Chain(FeatureMap(channels: 16, height: 14, width: 14))
        try chain.convolution(1, 32)
        try chain.convolution(3, 32)
        try chain.add(.pool(Pool(kind: .max, window: Window(kernel: Extent(square: 2), stride: Extent(square: 2)))))
        try chain.convolution(1, 16)
        var options = NetworkExecutorOptions()
        options.algorithm = { problem in
            if case .convolution(let convolution) = problem.operation, convolution.window.kernel.height == 3 {
                "winograd"
            } else {
                "direct"
            }
        }
        let executor = try compare(chain.finished(), "winograd", options: options, tolerance: 1e-4)
        #expect(executor.reorderCount >= 1)
    }

    /// A bias behind oneDNN's transposed convolutions is a slow pass of its own, so a batch norm is not made one.
    @Test func nothingIsFoldedIntoTransposedConvolutions() throws {
        var chain = Chain(FeatureMap(channels: 16, height: 8, width: 8))
        let window = Window(kernel: Extent(square: 4), stride: Extent(square: 2), padding: Padding(all: 1))
        try chain.add(.transposedConvolution(TransposedConvolution(filters: 8, window: window, bias: false)))
        try chain.add(.batchNorm)
        try chain.add(.activation(.relu))
        try chain.convolution(3, 8)
        try chain.add(.batchNorm)
        #expect(KernelGrouping.kernels(of: chain.finished()) == [[0], [1, 2], [3, 4]])
        let executor = try compare(chain.finished(), "deconv, bn")
        #expect(executor.steps.filter { $0.kind == .layer }.map(\.layers) == [[0], [1, 2], [3, 4]])
    }

    /// Every operation of the language once, those that oneDNN lacks included.
    @Test func everyOperation() throws {
        let map = FeatureMap(channels: 16, height: 8, width: 8)
        let pool = Window(kernel: Extent(square: 3), stride: Extent(square: 2))
        let deconvolution = Window(
            kernel: Extent(square: 4), stride: Extent(square: 2), padding: Padding(all: 1))
        let operations: [(NetworkIR.Operation, Float)] = [
            (.transposedConvolution(TransposedConvolution(filters: 8, window: deconvolution)), 0),
            (.transposedConvolution(TransposedConvolution(filters: 8, window: deconvolution, groups: 4)), 0),
            (.pool(Pool(kind: .average, window: pool, rounding: .ceil)), 1e-6), (.globalAveragePool, 1e-6),
            (.adaptivePool(.average, size: Extent(square: 3)), 1e-6),
            (.adaptivePool(.max, size: Extent(square: 4)), 0), (.spatialPyramidPool(bins: [3, 2, 1]), 0),
            (.batchNorm, 0), (.localResponseNorm(size: 5), 1e-5), (.groupNorm(groups: 4), 1e-4), (.layerNorm, 1e-4),
            (.activation(.hardSigmoid), 1e-6), (.activation(.softmax), 1e-5), (.activation(.gelu), 1e-5),
            (.prelu(.channel), 0), (.prelu(.element), 0), (.upsample(factor: Extent(square: 2), .nearest), 0),
            (.upsample(factor: Extent(square: 2), .bilinear), 1e-6), (.pixelShuffle(factor: 2), 0),
            (.channelShuffle(groups: 4), 0), (.nearestNeighbours(references: 30, neighbours: 4), 0),
            (.stridedIdentity(stride: Extent(square: 2), channels: 32), 0), (.channelSlice(first: 3, count: 7), 0),
            (.convolution(Convolution(filters: 16, window: pool, groups: 16)), 0),
        ]
        for (operation, tolerance) in operations {
            var chain = Chain(map)
            try chain.convolution(3, 16)
            try chain.add(operation)
            let label = operation.keyWord
            try compare(chain.finished(), label, tolerance: tolerance)
            // And once more with something behind that reads its layout.
            guard chain.network.layers[1].output.height > 1 else { continue }
            try chain.convolution(1, 8)
            try compare(chain.finished(), "\(label), conv", tolerance: tolerance)
        }
    }

    @Test func joinsMaps() throws {
        var chain = Chain(FeatureMap(channels: 8, height: 7, width: 7))
        try chain.convolution(3, 12)
        let first = chain.place
        try chain.convolution(1, 20)
        let second = chain.place
        let joined = try chain.add(.concatenate, [first, second])
        try chain.add(.pool(Pool(kind: .max, window: Window(kernel: Extent(square: 7)))))
        try chain.convolution(1, 4)
        try chain.add(.activation(.relu))
        try chain.convolution(1, 32)
        try chain.add(.multiply, [joined, chain.place])
        try chain.convolution(1, 8)
        try chain.add(.add, [chain.place, .input])
        try compare(chain.finished(), "concat, squeeze and excite, add input")
    }

    @Test func rejectsAnInputOfTheWrongSize() throws {
        var chain = Chain(FeatureMap(channels: 3, height: 4, width: 4))
        try chain.convolution(3, 4)
        let network = chain.finished()
        let executor = try NetworkExecutor(
            network, try NetworkParameters.random(network, values: .scaled, seed: 1))
        #expect(throws: KernelError.operandMismatch(operand: 0, expected: 48, got: 3)) {
            try executor.setInput([1, 2, 3])
        }
    }
}

struct SwiftNetworkExecutorTests {
    /// No library takes part: a bottleneck with a projection, its batch norms folded, its addition fused, two images.
    @Test(arguments: [1, 2]) func bottleneck(threads: Int) throws {
        var chain = Chain(FeatureMap(channels: 3, height: 33, width: 30))
        try chain.convolution(7, 32, stride: 2)
        try chain.add(.batchNorm)
        try chain.add(.activation(.relu))
        let window = Window(kernel: Extent(square: 3), stride: Extent(square: 2), padding: Padding(all: 1))
        let start = try chain.add(.pool(Pool(kind: .max, window: window)))
        try chain.convolution(1, 64)
        let shortcut = try chain.add(.batchNorm)
        chain.place = start
        try chain.convolution(1, 16)
        try chain.add(.activation(.relu6))
        try chain.convolution(3, 16, groups: 16)
        try chain.add(.activation(.silu))
        try chain.convolution(1, 64)
        let main = try chain.add(.batchNorm)
        try chain.add(.add, [main, shortcut])
        try chain.add(.activation(.relu))
        try chain.add(.globalAveragePool)
        try chain.add(.flatten)
        try chain.add(.fullyConnected(outputs: 21, bias: true))
        var options = NetworkExecutorOptions()
        (options.batch, options.threads) = (2, threads)
        let executor = try compareOwn(chain.finished(), "bottleneck", options: options, tolerance: 1e-5)
        let kernels = executor.steps.filter { $0.kind == .layer }
        #expect(kernels.count == 8)
        #expect(kernels.allSatisfy { $0.implementationName.hasPrefix("swift:") })
        // The image is brought into the first layer's layout, and nothing else is.
        #expect(executor.reorderCount == 1)
    }

    @Test func winogradInsideANetwork() throws {
        var chain = Chain(FeatureMap(channels: 40, height: 19, width: 14))
        try chain.convolution(3, 48)
        try chain.add(.batchNorm)
        try chain.add(.activation(.relu))
        try chain.convolution(3, 40)
        try chain.add(.add, [chain.place, .input])
        for algorithm in ["winograd-2x2", "winograd-4x4"] {
            var options = NetworkExecutorOptions()
            options.algorithm = { _ in algorithm }
            let executor = try compareOwn(chain.finished(), algorithm, options: options, tolerance: 1e-4)
            #expect(executor.steps.filter { $0.implementationName.contains("winograd") }.count == 2)
        }
    }

    @Test func rejectsAnInputOfTheWrongSize() throws {
        var chain = Chain(FeatureMap(channels: 3, height: 4, width: 4))
        try chain.convolution(3, 4)
        let network = chain.finished()
        let executor = try SwiftNetworkExecutor(
            network, try NetworkParameters.random(network, values: .scaled, seed: 1))
        #expect(throws: KernelError.operandMismatch(operand: 0, expected: 48, got: 3)) {
            try executor.setInput([1, 2, 3])
        }
    }

    /// Channels that no run writes stay zero where maps share memory with others that are needed no more.
    @Test func zeroChannelsAreNobodyElses() throws {
        var chain = Chain(FeatureMap(channels: 3, height: 16, width: 16))
        try chain.convolution(3, 32)
        try chain.convolution(3, 32)
        // Half as large as the first map, which nobody reads any more.
        try chain.add(.stridedIdentity(stride: Extent(square: 2), channels: 64))
        try compare(chain.finished(), "zero channels", tolerance: 1e-4)
    }
}
