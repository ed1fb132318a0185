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
    private let walk: ExecutorWalk<SwiftExecutorMap>

    init(
        _ network: Network, _ parameters: NetworkParameters, _ options: NetworkExecutorOptions
    ) throws(KernelError) {
        self.network = network
        self.parameters = parameters
        self.options = options
        let map = network.input
        let problem = Problem(operation: .activation(.relu), inputs: [map], batch: options.batch)
        input = try AlignedBuffer(floats: try problem.resultDimensions().reduce(1, &*))
        walk = ExecutorWalk(
            network, options,
            input: SwiftExecutorMap(buffer: input, layout: .plain, batch: options.batch, map: map))
    }

    func build() throws(KernelError) {
        try walk.run { (index, group) throws(KernelError) in
            memory.release(before: index)
            return try kernel(index, group)
        }
    }

    /// The maps that leave the network.
    func results() throws(KernelError) -> [SwiftExecutorMap] {
        var results: [SwiftExecutorMap] = []
        for index in network.outputs {
            let value = try walk.map(.layer(index), for: index)
            results.append(value.isFlattened ? try flattened(value, for: index) : value)
        }
        return results
    }

    // MARK: Maps

    /// A map in the layout that its reader wants. Kernels agree on one; only the network's input is brought there, before
    /// the layer that first wants it so.
    private func map(
        _ source: Source, as layout: KernelLayout, for reader: Int
    ) throws(KernelError) -> SwiftExecutorMap {
        let value = try walk.map(source, for: reader)
        if let known = ([value] + value.copies).first(where: { $0.layout == layout }) { return known }
        let problem = Problem(operation: .activation(.relu), inputs: [value.map], batch: options.batch)
        let dimensions = value.dimensions
        let copy = SwiftExecutorMap(
            buffer: try AlignedBuffer(floats: try layout.elements(dimensions, problem)), layout: layout,
            batch: options.batch, map: value.map)
        let (from, to) = (value.buffer.elements, copy.buffer.elements)
        let change = LayoutChange(map: value.map, batch: options.batch, from: value.layout.name, to: layout.name)
        add(ExecutorStep(kind: .reorder, layers: [reader], implementationName: "swift:reorder", change: change)) { _ in
            layout.pack(dimensions, from, into: to)
        }
        held.append(copy.buffer)
        walk.change(source) { $0.copies.append(copy) }
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

    private func kernel(
        _ index: Int, _ group: FusionPlan.Group
    ) throws(KernelError) -> (layers: [Int], result: SwiftExecutorMap) {
        let layer = network.layers[index]
        let group = layer.operation.sumsProducts ? group.forOwnKernels : FusionPlan.Group(main: index, tail: [])
        let layers = group.layers(group.tail.count)
        let problem = try walk.problem(of: index).with(epilogue: network.epilogue(of: layers))
        var choice = DirectChoice(
            team: .shared(threads: options.threads), algorithm: algorithm(problem))
        choice.hasBias = layer.operation.hasBias || group.batchNorm != nil
        choice.mayTakeChannelsLast = layer.inputs == [.input]
        var added: [SwiftExecutorMap] = []
        for step in group.tail {
            switch step {
            case .activation(_, let activation): choice.function = activation.pointwise
            case .add(_, let other):
                choice.addsMap = true
                added.append(try walk.map(.layer(other), for: index))
            }
        }
        let direct = try DirectSteps(problem, kernels, choice)
        let isFullyConnected = if case .fullyConnected = layer.operation { true } else { false }
        var sources: [SwiftExecutorMap] = []
        for source in layer.inputs {
            let value = try walk.map(source, for: index)
            // A fully connected layer takes a map as it lies.
            sources.append(
                value.isFlattened && !isFullyConnected
                    ? try flattened(value, for: index) : try map(source, as: direct.sourceLayout, for: index))
        }
        let result = try result(of: group.last(group.tail.count), direct, problem)
        try add(direct, problem, layers, sources + added, learned(group, layer), result)
        return (layers, result)
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
            buffer: direct.keepsZeros
                ? try memory.takeZeros(bytes: floats * 4)
                : try memory.take(bytes: floats * 4, until: walk.lastReader(of: .layer(layer))),
            layout: direct.resultLayout, batch: options.batch, map: map)
    }

    private func add(
        _ direct: DirectSteps, _ problem: Problem, _ layers: [Int], _ sources: [SwiftExecutorMap],
        _ learned: [[Float]], _ result: SwiftExecutorMap
    ) throws(KernelError) {
        let packed = try direct.packed(learned, of: problem)
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
