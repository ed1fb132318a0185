import KernelGeometry
import MachineProbe
import NetworkIR

/// Runs a whole network with our own kernels alone: every map in blocks of channels, batch norms folded, activations and
/// residual additions fused.
public final class SwiftNetworkExecutor: PreparedNetwork {
    public let network: Network
    public let options: NetworkExecutorOptions
    public let steps: [ExecutorStep]

    private let calls: [() -> Void]
    private let input: AlignedBuffer
    private let results: [SwiftExecutorMap]
    private let weights: [AlignedBuffer]
    private let scratch: AlignedBuffer?
    private let maps: ExecutorMemory
    /// Buffers besides `maps` that calls point into.
    private let held: [AlignedBuffer]

    /// Plans, allocates and packs the weights.
    ///
    /// - Throws: `executor` with the layer that cannot be run; `notEnoughMemory`.
    public init(
        _ network: Network, _ parameters: NetworkParameters, _ options: NetworkExecutorOptions = .init()
    ) throws(KernelError) {
        let builder = try SwiftExecutorBuilder(network, parameters, options)
        try builder.build()
        self.network = network
        self.options = options
        steps = builder.steps
        input = builder.input
        results = try builder.results()
        weights = builder.weights
        maps = builder.memory
        held = builder.held
        scratch = builder.scratchFloats > 0 ? try AlignedBuffer(floats: builder.scratchFloats) : nil
        let room = scratch?.elements
        calls = builder.calls.map { call in { call(room) } }
    }

    public var implementationName: String {
        "swift executor (\(VectorDispatch.best.name)), \(steps.count) kernels, \(reorderCount) reorders"
    }

    public var footprint: KernelFootprint {
        KernelFootprint(
            sourceBytes: input.bytes, weightBytes: weights.reduce(0) { $0 + $1.bytes }, resultBytes: maps.bytes,
            scratchBytes: scratch?.bytes ?? 0)
    }

    public func setInput(_ values: [Float]) throws(KernelError) {
        guard values.count == input.floats.count else {
            throw .operandMismatch(operand: 0, expected: input.floats.count, got: values.count)
        }
        _ = input.floats.update(fromContentsOf: values)
    }

    public func run() throws(KernelError) {
        for call in calls { call() }
    }

    public func runTimingSteps() throws(KernelError) -> [UInt64] {
        var times: [UInt64] = []
        times.reserveCapacity(calls.count)
        var earlier = monotonicNanoseconds()
        for call in calls {
            call()
            let now = monotonicNanoseconds()
            times.append(now &- earlier)
            earlier = now
        }
        return times
    }

    public func outputs() throws(KernelError) -> [[Float]] {
        results.map { map in
            let dimensions = map.dimensions
            let count = dimensions.reduce(1, &*)
            return [Float](unsafeUninitializedCapacity: count) { buffer, written in
                written = count
                if let start = buffer.baseAddress {
                    map.layout.unpack(dimensions, map.buffer.elements, into: start)
                }
            }
        }
    }

    public var memory: WorkMemory {
        WorkMemory(sources: [input], parameters: weights, others: (scratch.map { [$0] } ?? []) + maps.all + held)
    }
}

/// A map of an executor in memory.
struct SwiftExecutorMap: WalkedMap {
    var buffer: AlignedBuffer
    var layout: KernelLayout
    /// Images.
    var batch: Int
    var map: FeatureMap
    var isFlattened = false
    /// The same in other layouts, made for kernels that wanted them.
    var copies: [SwiftExecutorMap] = []

    /// Image, channel, height, width.
    var dimensions: [Int] { [batch, map.channels, map.height, map.width] }
}
