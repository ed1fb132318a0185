import KernelGeometry
import MachineProbe
import NetworkIR

/// Turns a network into calls of our own kernels, one layer (or fused group) after the other.
final class SwiftExecutorBuilder {
    typealias Call = (_ scratch: UnsafeMutablePointer<Float>?) -> Void

    let memory = ExecutorMemory()
    /// The images in plain order.
    let input: AlignedBuffer
    private(set) var steps: [ExecutorStep] = []
    private(set) var calls: [Call] = []
    private(set) var weights: [AlignedBuffer] = []
    private(set) var held: [AlignedBuffer] = []
    /// The most that any kernel needs.
    private(set) var scratchFloats = 0

    private let network: Network
    private let parameters: NetworkParameters
    private let options: NetworkExecutorOptions
    private let kernels = VectorDispatch.best
    private let plan: FusionPlan
    private let lastReaders: [Int]
    private var values: [Source: SwiftExecutorMap] = [:]
    /// The network's input in the layouts that were asked for.
    private var inputCopies: [KernelLayout: SwiftExecutorMap] = [:]
    private var isDone: [Bool]

    init(
        _ network: Network, _ parameters: NetworkParameters, _ options: NetworkExecutorOptions
    ) throws(KernelError) {
        self.network = network
        self.parameters = parameters
        self.options = options
        plan = FusionPlan(network, options)
        lastReaders = plan.lastReaders()
        isDone = [Bool](repeating: false, count: network.layers.count)
        let map = network.input
        let problem = Problem(operation: .activation(.relu), inputs: [map], batch: options.batch)
        input = try AlignedBuffer(floats: try problem.resultDimensions().reduce(1, &*))
    }

    func build() throws(KernelError) {
        for index in network.layers.indices where !isDone[index] {
            memory.release(before: index)
            do throws(KernelError) {
                try build(index)
            } catch .unsupported(_, _, _, let reason) {
                throw .executor(layer: network.layers[index].name, reason: reason)
            }
        }
    }

    /// The maps that leave the network.
    func results() throws(KernelError) -> [SwiftExecutorMap] {
        var results: [SwiftExecutorMap] = []
        for index in network.outputs {
            var value = try value(.layer(index), for: index)
            if value.isFlattened { value = try flattened(value, for: index) }
            results.append(value)
        }
        return results
    }

    private func build(_ index: Int) throws(KernelError) {
        let layer = network.layers[index]
        isDone[index] = true
        switch layer.operation {
        case .dropout:
            values[.layer(index)] = try value(layer.inputs[0], for: index)
        case .flatten:
            var value = try value(layer.inputs[0], for: index)
            value.isFlattened = value.isFlattened || !value.map.isVector
            values[.layer(index)] = value
        case .opaque:
            throw .executor(layer: layer.name, reason: "nobody knows what an opaque layer computes")
        default:
            try kernel(index)
        }
    }

    // MARK: Maps

    private func value(_ source: Source, for reader: Int) throws(KernelError) -> SwiftExecutorMap {
        if case .input = source { return try inputCopy(.blocked(lanes: kernels.lanes), for: reader) }
        guard let value = values[source] else {
            throw .executor(layer: network.layers[reader].name, reason: "its input was never computed")
        }
        return value
    }

    /// The input in a kernel's layout, brought there before the kernel that first wants it so.
    private func inputCopy(_ layout: KernelLayout, for reader: Int) throws(KernelError) -> SwiftExecutorMap {
        if let known = inputCopies[layout] { return known }
        let map = network.input
        let problem = Problem(operation: .activation(.relu), inputs: [map], batch: options.batch)
        let dimensions = [options.batch, map.channels, map.height, map.width]
        let copy = SwiftExecutorMap(
            buffer: try AlignedBuffer(floats: try layout.elements(dimensions, problem)), layout: layout,
            batch: options.batch, map: map)
        let (from, to) = (input.elements, copy.buffer.elements)
        let change = LayoutChange(map: map, batch: options.batch, from: .plain, to: layout.name)
        add(ExecutorStep(kind: .reorder, layers: [reader], implementationName: "swift:reorder", change: change)) { _ in
            layout.pack(dimensions, from, into: to)
        }
        held.append(copy.buffer)
        inputCopies[layout] = copy
        return copy
    }

    /// A flattened map as the vector that the network sees, in plain order.
    private func flattened(_ value: SwiftExecutorMap, for reader: Int) throws(KernelError) -> SwiftExecutorMap {
        let map = value.map
        let vector = FeatureMap(channels: map.channels * map.height * map.width, height: 1, width: 1)
        let layout = KernelLayout.blocked(lanes: kernels.lanes)
        let problem = Problem(operation: .activation(.relu), inputs: [vector], batch: options.batch)
        let floats = try layout.elements([options.batch, vector.channels, 1, 1], problem)
        let copy = SwiftExecutorMap(
            buffer: try AlignedBuffer(floats: floats), layout: layout, batch: options.batch, map: vector)
        held.append(copy.buffer)
        let dimensions = [1, map.channels, map.height, map.width]
        let image = try value.layout.elements(dimensions, problem)
        let (from, to, batch) = (value.buffer.elements, copy.buffer.elements, options.batch)
        // Channels, rows, columns of each image in plain order; a vector in blocks is in plain order, but for its end.
        let change = LayoutChange(map: map, batch: options.batch, from: value.layout.name, to: .plain)
        add(ExecutorStep(kind: .reorder, layers: [reader], implementationName: "swift:flatten", change: change)) { _ in
            for number in 0..<batch {
                value.layout.unpack(dimensions, from + number * image, into: to + number * (floats / batch))
            }
        }
        return copy
    }

    // MARK: Kernels

    private func kernel(_ index: Int) throws(KernelError) {
        let layer = network.layers[index]
        let group =
            layer.operation.sumsProducts ? plan.group(of: index).forOwnKernels : FusionPlan.Group(main: index, tail: [])
        let isFullyConnected = if case .fullyConnected = layer.operation { true } else { false }
        // A fully connected layer takes a map as it lies; its weights are packed in the same order.
        var sources: [SwiftExecutorMap] = []
        for source in layer.inputs {
            // Asked for below in the layout that the kernel wants.
            if source == .input { continue }
            let value = try value(source, for: index)
            sources.append(value.isFlattened && !isFullyConnected ? try flattened(value, for: index) : value)
        }
        let maps =
            isFullyConnected && layer.inputs[0] != .input ? [sources[0].map] : network.inputs(of: layer)
        let problem = Problem(operation: layer.operation, inputs: maps, batch: options.batch)
        var choice = DirectChoice(
            team: .shared(threads: options.threads), algorithm: algorithm(problem))
        choice.hasBias = layer.operation.hasBias || group.batchNorm != nil
        choice.mayTakeChannelsLast = layer.inputs == [.input]
        for step in group.tail {
            switch step {
            case .activation(_, let activation): choice.function = activation.pointwise
            case .add(_, let other):
                choice.addsMap = true
                sources.append(try value(.layer(other), for: index))
            }
        }
        let direct = try DirectSteps(problem, kernels, choice)
        for (place, source) in layer.inputs.enumerated() where source == .input {
            sources.insert(try inputCopy(direct.sourceLayout, for: index), at: place)
        }
        let layers = group.layers(group.tail.count)
        let result = try result(of: group.last(group.tail.count), direct, problem)
        try add(direct, problem, layers, sources, learned(group, layer), result)
        for layer in layers { isDone[layer] = true }
        values[.layer(group.last(group.tail.count))] = result
    }

    private func learned(_ group: FusionPlan.Group, _ layer: Layer) -> [[Float]] {
        let own = parameters.layers[group.main]
        let numbers = group.batchNorm.map { parameters.folded(layer.operation, group.main, batchNorm: $0) } ?? own
        return numbers.operands + (numbers.bias.map { [$0] } ?? [])
    }

    private func algorithm(_ problem: Problem) -> String {
        let wanted = options.algorithm(problem)
        let known = DirectKernel.algorithms(for: problem)
        if wanted == "auto" { return DirectKernel.automatic(problem) }
        return known.contains(wanted) ? wanted : "direct"
    }

    private func result(
        of layer: Int, _ direct: DirectSteps, _ problem: Problem
    ) throws(KernelError) -> SwiftExecutorMap {
        let map = network.layers[layer].output
        let floats = try direct.resultLayout.elements([options.batch, map.channels, map.height, map.width], problem)
        return SwiftExecutorMap(
            buffer: try memory.take(bytes: floats * 4, until: direct.keepsZeros ? Int.max : lastReaders[layer]),
            layout: direct.resultLayout, batch: options.batch, map: map)
    }

    private func add(
        _ direct: DirectSteps, _ problem: Problem, _ layers: [Int], _ sources: [SwiftExecutorMap],
        _ learned: [[Float]], _ result: SwiftExecutorMap
    ) throws(KernelError) {
        var bytes = 0
        for count in direct.parameterFloats { bytes = bytes &+ count &* 4 }
        try problem.reserve(bytes: bytes)
        var packed: [AlignedBuffer] = []
        for count in direct.parameterFloats { packed.append(try AlignedBuffer(floats: count)) }
        direct.pack(learned, packed.map(\.elements))
        weights += packed
        scratchFloats = max(scratchFloats, direct.scratchFloats)
        let from = sources.map { UnsafePointer($0.buffer.elements) }
        let numbers = packed.map { UnsafePointer($0.elements) }
        let to = result.buffer.elements
        let step = ExecutorStep(
            kind: .layer, layers: layers, implementationName: "swift:\(direct.name):\(kernels.name)", problem: problem,
            algorithm: algorithm(problem))
        add(step) { scratch in direct.run(from, numbers, scratch, to) }
    }

    private func add(_ step: ExecutorStep, _ call: @escaping Call) {
        calls.append(call)
        steps.append(step)
    }
}
