import CDnnl
import KernelGeometry
import MachineProbe
import NetworkIR

/// Turns a network into calls, one layer (or fused group) after the other.
final class ExecutorBuilder {
    let library: OneDNNLibrary
    let network: Network
    let parameters: NetworkParameters
    let options: NetworkExecutorOptions
    let memory = ExecutorMemory()
    let input: OneDNNTensor

    private(set) var steps: [ExecutorStep] = []
    private(set) var calls: [ExecutorCall] = []
    private(set) var weights: [AlignedBuffer] = []
    /// Tensors that our own kernels read through pointers.
    private(set) var held: [OneDNNTensor] = []

    private let walk: ExecutorWalk<ExecutorValue>

    init(
        _ library: OneDNNLibrary, _ network: Network, _ parameters: NetworkParameters,
        _ options: NetworkExecutorOptions
    ) throws(KernelError) {
        self.library = library
        self.network = network
        self.parameters = parameters
        self.options = options
        let map = network.input
        input = try OneDNNTensor(
            library, try library.plainLayout([options.batch, map.channels, map.height, map.width]))
        walk = ExecutorWalk(network, options, input: ExecutorValue(tensor: input, map: map))
    }

    func build() throws(KernelError) {
        try walk.run { (index, group) throws(KernelError) in
            memory.release(before: index)
            return try kernel(index, group)
        }
    }

    /// The maps that leave the network.
    func results() throws(KernelError) -> [OneDNNTensor] {
        var tensors: [OneDNNTensor] = []
        for index in network.outputs {
            tensors.append(try fourAxes(try walk.map(.layer(index), for: index), for: index))
        }
        return tensors
    }

    // MARK: Values

    private func dimensions(_ map: FeatureMap) -> [Int] { [options.batch, map.channels, map.height, map.width] }

    private func channelsLast(_ map: FeatureMap) throws(KernelError) -> MemoryDescriptor {
        try library.layout(dimensions(map), dnnl_f32, dnnl_acdb)
    }

    /// The value in the layout that its reader wants: as it is, a copy made before, or a new copy by a reorder.
    private func tensor(
        _ source: Source, as layout: MemoryDescriptor, for reader: Int
    ) throws(KernelError) -> OneDNNTensor {
        let value = try walk.map(source, for: reader)
        let own = try value.isFlattened ? fourAxes(value, for: reader) : value.tensor
        if let match = ([own] + value.copies).first(where: { library.areEqual($0.layout, layout) }) { return match }
        let copy = try reordered(own, to: layout, of: value.map, until: walk.lastReader(of: source), for: reader)
        walk.change(source) { $0.copies.append(copy) }
        return copy
    }

    private func reordered(
        _ from: OneDNNTensor, to layout: MemoryDescriptor, of map: FeatureMap, until: Int, for reader: Int
    ) throws(KernelError) -> OneDNNTensor {
        let change = LayoutChange(
            map: map, batch: options.batch, from: library.mapLayout(of: from.layout, dimensions(map)),
            to: library.mapLayout(of: layout, dimensions(map)))
        return try reordered(from, to: layout, change, until: until, for: reader)
    }

    private func reordered(
        _ from: OneDNNTensor, to layout: MemoryDescriptor, _ change: LayoutChange, until: Int, for reader: Int
    ) throws(KernelError) -> OneDNNTensor {
        let copy = try OneDNNTensor(
            library, layout, in: try memory.take(bytes: library.bytes(of: layout), until: until))
        let primitive = try OneDNNPrimitive(try .reorder(library, from: from.layout, to: layout)) {
            (bytes) throws(KernelError) in try self.memory.take(bytes: bytes, until: reader)
        }
        add(primitive.bind([(DNNL_ARG_FROM, from), (DNNL_ARG_TO, copy)]), .reorder, [reader], nil, change: change)
        return copy
    }

    /// The value with its shape as the network sees it; a flattened one is brought into plain order first.
    private func fourAxes(_ value: ExecutorValue, for reader: Int) throws(KernelError) -> OneDNNTensor {
        guard value.isFlattened else { return value.tensor }
        let plain = try library.plainLayout(dimensions(value.map))
        let inOrder =
            library.areEqual(value.tensor.layout, plain)
            ? value.tensor : try reordered(value.tensor, to: plain, of: value.map, until: Int.max, for: reader)
        let vector = FeatureMap(
            channels: value.map.channels * value.map.height * value.map.width, height: 1, width: 1)
        return try OneDNNTensor(library, try channelsLast(vector), in: inOrder.buffer)
    }

    private func slice(_ index: Int, first: Int, count: Int) throws(KernelError) -> ExecutorValue {
        let (source, output) = (network.layers[index].inputs[0], network.layers[index].output)
        let map = network.map(of: source)
        let whole = try tensor(source, as: try channelsLast(map), for: index)
        let part = try library.part(of: whole.layout, dimensions: dimensions(output), offsets: [0, first, 0, 0])
        let view = try OneDNNTensor(library, part, in: whole.buffer)
        let change = LayoutChange(map: output, batch: options.batch, from: .channelsLast, to: .channelsLast)
        let copy = try reordered(
            view, to: try channelsLast(output), change, until: walk.lastReader(of: .layer(index)), for: index)
        return ExecutorValue(tensor: copy, map: output)
    }

    // MARK: Kernels

    private func kernel(
        _ index: Int, _ group: FusionPlan.Group
    ) throws(KernelError) -> (layers: [Int], result: ExecutorValue) {
        if case .channelSlice(let first, let count) = network.layers[index].operation {
            return ([index], try slice(index, first: first, count: count))
        }
        if let planned = options.plan[index], planned.backend == SwiftBackend().name,
            let value = try own(index, group, planned)
        {
            return (group.layers(group.tail.count), value)
        }
        for count in (0...group.tail.count).reversed() {
            if let value = try library(index, group, tail: count) { return (group.layers(count), value) }
        }
        let alone = FusionPlan.Group(main: index, tail: [])
        let direct = PlannedKernel(backend: SwiftBackend().name, algorithm: "direct", layout: .channelsLast)
        if let value = try own(index, alone, direct) { return ([index], value) }
        throw .executor(
            layer: network.layers[index].name,
            reason: "oneDNN has no kernel for '\(try walk.problem(of: index).key)'")
    }

    /// Builds the group with the first steps of its tail; nil where the library has no such kernel.
    private func library(
        _ index: Int, _ group: FusionPlan.Group, tail count: Int
    ) throws(KernelError) -> ExecutorValue? {
        let layer = network.layers[index]
        let problem = try walk.problem(of: index)
        guard
            let fused = FusedLayer(layer, problem, group, tail: count, epsilon: parameters.epsilon),
            let (built, algorithm) = try layout(index, fused, network.epilogue(of: group.layers(count)))
        else { return nil }

        var arguments: [(Int32, OneDNNTensor)] = []
        for (place, source) in layer.inputs.enumerated() {
            let wanted = built.operands[place]
            arguments.append((wanted.number, try sourceTensor(source, wanted, fused, place, for: index)))
        }
        let learned = group.batchNorm.map { parameters.folded(layer.operation, index, batchNorm: $0) }
        let numbers = learned ?? parameters.layers[index]
        let values = numbers.operands + (fused.options.hasBias ? [numbers.bias ?? []] : [])
        for (operand, elements) in zip(built.operands.dropFirst(layer.inputs.count), values) {
            arguments.append((operand.number, try weight(elements, operand, problem)))
        }
        let last = group.last(count)
        let result: OneDNNTensor
        if let added = fused.added {
            result = try tensor(.layer(added), as: built.result.layout, for: index)
            memory.extend(result.buffer, until: walk.lastReader(of: .layer(last)))
        } else {
            result = try OneDNNTensor(
                library, built.result.layout,
                in: try room(library.bytes(of: built.result.layout), zeros: built.keepsZeros, of: last))
        }
        arguments.append((built.result.number, result))
        if built.views.count == 2 {
            arguments[0].1 = try OneDNNTensor(library, built.views[0], in: arguments[0].1.buffer)
            arguments[1].1 = try OneDNNTensor(library, built.views[1], in: result.buffer)
        }
        // Kernels run one after the other, so that what one needs while it runs is in the caches for the next.
        let primitive = try OneDNNPrimitive(built.choice) { (bytes) throws(KernelError) in
            try self.memory.take(bytes: bytes, until: index)
        }
        let call = primitive.bind(arguments)
        add(call, .layer, group.layers(count), problem, algorithm: algorithm)
        return try value(of: last, built.result.layout, result)
    }

    /// The layer as the library would compute it, by the algorithm and in the layouts that are wanted of it or else the best,
    /// and that algorithm; nil where it has no kernel.
    private func layout(
        _ index: Int, _ fused: FusedLayer, _ epilogue: [Activation]
    ) throws(KernelError) -> (OneDNNLayer, String)? {
        let planned = options.plan[index]
        var candidates: [[MemoryDescriptor]?] = [nil]
        var algorithms = ["auto"]
        if fused.choosesAlgorithm {
            let wanted = planned?.algorithm ?? options.algorithm(fused.problem.with(epilogue: epilogue))
            if wanted != "auto" { algorithms.insert(wanted, at: 0) }
        }
        if !fused.choosesLayouts {
            // As the plan says or the first source lies, else channels last.
            let first = try walk.map(network.layers[index].inputs[0], for: index)
            let isReshaped = first.isFlattened && fused.problem.operation.keyWord != "fc"
            let likes = [
                planned?.layout.flatMap { library.descriptor(of: $0, dimensions(fused.problem.inputs[0])) },
                isReshaped ? nil : first.tensor.layout,
            ]
            candidates = []
            for like in likes.compactMap({ $0 }) { candidates.append(try fused.sources(library, like: like)) }
            candidates.append(nil)
        }
        for sources in candidates {
            for algorithm in algorithms {
                if let kernel = try fused.kernel(library, algorithm: algorithm, sources: sources) {
                    return (kernel, algorithm)
                }
            }
        }
        return nil
    }

    private func sourceTensor(
        _ source: Source, _ wanted: OneDNNLayer.Argument, _ fused: FusedLayer, _ place: Int, for index: Int
    ) throws(KernelError) -> OneDNNTensor {
        if fused.seesRows(wanted) {
            // The same memory with other axes: batch and features, or channels as the last axis.
            let rows = try tensor(source, as: try channelsLast(fused.problem.inputs[place]), for: index)
            return try OneDNNTensor(library, wanted.layout, in: rows.buffer)
        }
        let value = try walk.map(source, for: index)
        if value.isFlattened, case .fullyConnected = fused.problem.operation {
            // The layer takes the map as it lies; its weights are packed in the same order.
            if library.areEqual(value.tensor.layout, wanted.layout) { return value.tensor }
            return try reordered(value.tensor, to: wanted.layout, of: value.map, until: index, for: index)
        }
        return try tensor(source, as: wanted.layout, for: index)
    }

    /// Memory for a layer's map.
    private func room(_ bytes: Int, zeros: Bool, of layer: Int) throws(KernelError) -> AlignedBuffer {
        try zeros
            ? memory.takeZeros(bytes: bytes) : memory.take(bytes: bytes, until: walk.lastReader(of: .layer(layer)))
    }

    private func weight(
        _ elements: [Float], _ operand: OneDNNLayer.Argument, _ problem: Problem
    ) throws(KernelError) -> OneDNNTensor {
        let plain = library.bytes(of: operand.plain)
        guard elements.count * 4 == plain else {
            throw .operandMismatch(operand: Int(operand.number), expected: plain / 4, got: elements.count)
        }
        try problem.reserve(bytes: plain &+ library.bytes(of: operand.layout))
        let from = try OneDNNTensor(library, operand.plain)
        _ = from.buffer.floats.update(fromContentsOf: elements)
        let packed = try OneDNNTensor(library, operand.layout)
        try from.reorder(into: packed)
        weights.append(packed.buffer)
        return packed
    }

    /// What a layer has written, with a map's axes.
    private func value(
        of last: Int, _ layout: MemoryDescriptor, _ result: OneDNNTensor
    ) throws(KernelError) -> ExecutorValue {
        let map = network.layers[last].output
        var hasOwnAxes = layout.ndims != 4
        if case .layerNorm = network.layers[last].operation { hasOwnAxes = true }
        let tensor = hasOwnAxes ? try OneDNNTensor(library, try channelsLast(map), in: result.buffer) : result
        return ExecutorValue(tensor: tensor, map: map)
    }

    private func add(
        _ call: OneDNNCall, _ kind: ExecutorStep.Kind, _ layers: [Int], _ problem: Problem?,
        algorithm: String? = nil, change: LayoutChange? = nil
    ) {
        calls.append(.library(call))
        steps.append(
            ExecutorStep(
                kind: kind, layers: layers, implementationName: call.name,
                problem: problem?.with(epilogue: network.epilogue(of: layers)), algorithm: algorithm,
                change: change))
    }

    /// Runs a group with our own kernels; nil where they cannot.
    private func own(
        _ index: Int, _ group: FusionPlan.Group, _ planned: PlannedKernel
    ) throws(KernelError) -> ExecutorValue? {
        let layer = network.layers[index]
        let problem = try walk.problem(of: index)
        let own = try OwnLayer(
            library, layer, problem, group, algorithm: planned.algorithm, isBlocked: planned.layout != .channelsLast)
        guard let own else { return nil }
        var sources: [OneDNNTensor] = []
        for (place, source) in layer.inputs.enumerated() {
            sources.append(try ownSource(source, as: own.sources[place], problem, for: index))
        }
        if let added = own.added, let layout = own.sources.last {
            sources.append(try tensor(.layer(added), as: layout, for: index))
        }
        let learned = group.batchNorm.map { parameters.folded(layer.operation, index, batchNorm: $0) }
        let numbers = learned ?? parameters.layers[index]
        let packed = try own.steps.packed(numbers.operands + (numbers.bias.map { [$0] } ?? []), of: problem)
        weights += packed
        let scratchBytes = own.steps.scratchFloats * MemoryLayout<Float>.stride
        let room = scratchBytes > 0 ? try memory.take(bytes: scratchBytes, until: index) : nil
        let last = group.last(group.tail.count)
        let result = try OneDNNTensor(
            library, own.result, in: try self.room(own.resultBytes, zeros: own.steps.keepsZeros, of: last))
        let (from, values) = (
            sources.map { UnsafePointer($0.buffer.elements) }, packed.map { UnsafePointer($0.elements) }
        )
        let run = own.steps.run
        calls.append(.own { run(from, values, room?.elements, result.buffer.elements) })
        // The closure holds pointers; the buffers live as long as the executor.
        held += sources
        steps.append(
            ExecutorStep(
                kind: .layer, layers: group.layers(group.tail.count), implementationName: "swift:\(own.steps.name)",
                problem: problem.with(epilogue: network.epilogue(of: group.layers(group.tail.count))),
                algorithm: planned.algorithm))
        return try value(of: last, own.result, result)
    }

    /// A map as one of our own kernels wants it; a fully connected layer takes one behind a flattening as it lies.
    private func ownSource(
        _ source: Source, as layout: MemoryDescriptor, _ problem: Problem, for index: Int
    ) throws(KernelError) -> OneDNNTensor {
        let value = try walk.map(source, for: index)
        guard value.isFlattened, case .fullyConnected = problem.operation else {
            return try tensor(source, as: layout, for: index)
        }
        if library.areEqual(value.tensor.layout, layout) { return value.tensor }
        return try reordered(value.tensor, to: layout, of: value.map, until: index, for: index)
    }
}
