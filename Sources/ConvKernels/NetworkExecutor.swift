import MachineProbe
import NetworkIR

/// How an executor may change a network, and which algorithms it takes.
public struct NetworkExecutorOptions: Sendable {
    public var batch = 1
    public var threads = 1
    /// A batch norm behind a convolution or a fully connected layer becomes part of its weights.
    public var foldsBatchNorm = true
    /// So does one behind a transposed convolution, which is slower for it: the bias takes a pass of its own.
    public var foldsIntoTransposed = false
    /// An activation becomes part of the kernel before it.
    public var fusesActivations = true
    /// A residual addition becomes part of the convolution before it, in place.
    public var fusesAdditions = true
    /// The algorithm of a convolution; `auto` is taken where the library has no such kernel.
    public var algorithm: @Sendable (Problem) -> String = { _ in "auto" }
    /// What single kernels are to be, by their main layer; it goes before `algorithm`.
    public var plan: [Int: PlannedKernel] = [:]

    public init() {}
}

/// What one kernel of an executor is to be.
public struct PlannedKernel: Hashable, Sendable {
    public var backend: String
    public var algorithm: String
    /// How its first map is to lie, for kernels that take any layout; nil for those whose algorithm decides.
    public var layout: MapLayout?

    public init(backend: String, algorithm: String, layout: MapLayout? = nil) {
        self.backend = backend
        self.algorithm = algorithm
        self.layout = layout
    }
}

/// One kernel that an executor runs.
public struct ExecutorStep: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
        /// Computes one layer, or several fused ones.
        case layer
        /// Changes the layout of a map between two kernels.
        case reorder
    }

    public var kind: Kind
    /// Indices into `Network.layers`: all that the kernel computes; of a reorder, the layer that needs it.
    public var layers: [Int]
    /// The library's own name of the kernel.
    public var implementationName: String
    /// The main layer's problem; nil for a reorder.
    public var problem: Problem?
    /// The algorithm that was asked for and had; nil for a reorder.
    public var algorithm: String?
    /// What a reorder changes; nil for a layer.
    public var change: LayoutChange?
}

/// Runs a whole network with oneDNN: layouts handed from kernel to kernel, batch norms folded, activations and residual
/// additions fused, reorders where two kernels disagree. What oneDNN has no kernel for runs with our own.
public final class NetworkExecutor: PreparedNetwork {
    public let network: Network
    public let options: NetworkExecutorOptions
    /// In the order in which they run.
    public let steps: [ExecutorStep]

    private let library: OneDNNLibrary
    private let calls: [ExecutorCall]
    private let input: OneDNNTensor
    private let results: [OneDNNTensor]
    private let weights: [AlignedBuffer]
    /// Maps between kernels, and what kernels need while they run.
    private let maps: ExecutorMemory
    private let held: [OneDNNTensor]

    /// Plans, allocates, packs the weights and compiles every kernel.
    ///
    /// - Throws: `libraryMissing`; `executor` with the layer that cannot be run; `notEnoughMemory`.
    public init(
        _ network: Network, _ parameters: NetworkParameters, _ options: NetworkExecutorOptions = .init()
    ) throws(KernelError) {
        let library = try OneDNNLibrary.shared.get()
        library.setThreads(options.threads)
        let builder = try ExecutorBuilder(library, network, parameters, options)
        try builder.build()
        self.network = network
        self.options = options
        self.library = library
        steps = builder.steps
        calls = builder.calls
        input = builder.input
        results = try builder.results()
        weights = builder.weights
        maps = builder.memory
        held = builder.held
    }

    public var implementationName: String { "onednn executor, \(steps.count) kernels, \(reorderCount) reorders" }

    public var footprint: KernelFootprint {
        func bytes(_ buffers: [AlignedBuffer]) -> Int { buffers.reduce(0) { $0 + $1.bytes } }
        return KernelFootprint(
            sourceBytes: input.buffer.bytes, weightBytes: bytes(weights), resultBytes: maps.bytes,
            scratchBytes: 0)
    }

    /// Sets the input images, plain NCHW.
    public func setInput(_ values: [Float]) throws(KernelError) {
        guard values.count == input.buffer.floats.count else {
            throw .operandMismatch(operand: 0, expected: input.buffer.floats.count, got: values.count)
        }
        _ = input.buffer.floats.update(fromContentsOf: values)
    }

    public func run() throws(KernelError) {
        library.setThreads(options.threads)
        for call in calls { try call.run() }
    }

    /// Runs once and returns the nanoseconds of each step, by the monotonic clock.
    public func runTimingSteps() throws(KernelError) -> [UInt64] {
        library.setThreads(options.threads)
        var times: [UInt64] = []
        times.reserveCapacity(calls.count)
        var earlier = monotonicNanoseconds()
        for call in calls {
            try call.run()
            let now = monotonicNanoseconds()
            times.append(now &- earlier)
            earlier = now
        }
        return times
    }

    /// The maps that leave the network, in the order of `network.outputs`, plain NCHW.
    public func outputs() throws(KernelError) -> [[Float]] {
        var outputs: [[Float]] = []
        for (index, tensor) in zip(network.outputs, results) {
            let map = network.layers[index].output
            let layout = try library.plainLayout([options.batch, map.channels, map.height, map.width])
            let plain = try OneDNNTensor(library, layout)
            try tensor.reorder(into: plain)
            outputs.append(Array(plain.buffer.floats))
        }
        return outputs
    }

    public var memory: WorkMemory {
        WorkMemory(sources: [input.buffer], parameters: weights, others: maps.all)
    }
}
