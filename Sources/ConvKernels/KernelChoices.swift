import CDnnl
import NetworkIR

/// All ways in which the executor could run each kernel of a network on this machine, with the memory layouts that each of
/// them reads and writes.
///
/// It follows the executor's building step by step, and allocates nothing.
public struct KernelChoices: Sendable {
    /// A way to run one kernel.
    public struct Option: Hashable, Sendable {
        public var backend: String
        public var algorithm: String
        /// The library's own name of the kernel.
        public var implementationName: String
        /// One a source of the kernel, in their order.
        public var sources: [MapLayout]
        public var result: MapLayout
        /// True for what the executor takes unasked, by the layout in which the first source lies where several are.
        public var isAutomatic: Bool
        /// What to ask of the executor for this.
        public var planned: PlannedKernel
    }

    public struct Kernel: Hashable, Sendable {
        /// The layers that it computes, the main one first.
        public var layers: [Int]
        /// nil for a copy of a part of a map.
        public var problem: Problem?
        /// Maps that it reads, by their place in `maps`; the one that it adds to in place is the last.
        public var sources: [Int]
        /// The map that it writes.
        public var result: Int
        /// Not empty; different kernels only.
        public var options: [Option]
    }

    /// In the order in which they run.
    public private(set) var kernels: [Kernel] = []
    /// All maps that kernels hand on; the network's input is the first.
    public private(set) var maps: [FeatureMap]
    public let batch: Int
    /// How the input lies.
    public let input = MapLayout.plain

    private let network: Network
    private let options: NetworkExecutorOptions
    private let epsilon: Double

    /// A map as a later layer finds it.
    private struct Value: WalkedMap {
        /// Its place in `maps`.
        var place: Int
        var map: FeatureMap
        var isFlattened = false
    }

    /// - Parameter epsilon: of batch norms; no time depends on it.
    /// - Throws: `libraryMissing`; `executor` with the layer that cannot be run.
    public init(
        of network: Network, _ options: NetworkExecutorOptions = .init(), epsilon: Double = 1e-5
    ) throws(KernelError) {
        self.network = network
        self.options = options
        self.epsilon = epsilon
        batch = options.batch
        maps = [network.input]
        let library = try OneDNNLibrary.shared.get()
        let walk = ExecutorWalk(network, options, input: Value(place: 0, map: network.input))
        try walk.run { (index, group) throws(KernelError) in
            let kernel = try kernel(index, group, walk, library)
            let output = network.layers[kernel.layers.last ?? index].output
            maps.append(output)
            kernels.append(kernel)
            return (kernel.layers, Value(place: kernel.result, map: output))
        }
    }

    private func dimensions(_ map: FeatureMap) -> [Int] { [batch, map.channels, map.height, map.width] }

    /// A layer with what is fused into it, and all options for it.
    private func kernel(
        _ index: Int, _ group: FusionPlan.Group, _ walk: ExecutorWalk<Value>, _ library: OneDNNLibrary
    ) throws(KernelError) -> Kernel {
        let layer = network.layers[index]
        var inputs: [Value] = []
        for source in layer.inputs { inputs.append(try walk.map(source, for: index)) }
        let problem = network.problem(of: layer, batch: batch)
        var kernel = Kernel(
            layers: [index], problem: problem, sources: inputs.map(\.place), result: maps.count, options: [])
        guard let problem else {
            kernel.options = [try sliceOption(index, inputs, library)]
            return kernel
        }
        let seen = try walk.problem(of: index)
        for count in (0...group.tail.count).reversed() {
            guard let fused = FusedLayer(layer, seen, group, tail: count, epsilon: epsilon) else { continue }
            let found = try options(fused, inputs, library)
            if found.isEmpty { continue }
            kernel.layers = group.layers(count)
            kernel.options = found
            if let added = fused.added { kernel.sources.append(try walk.map(.layer(added), for: index).place) }
            break
        }
        if kernel.layers == group.layers(group.tail.count) {
            kernel.options += try ownOptions(layer, seen, group, inputs, among: kernel.options, library)
        }
        kernel.problem = problem.with(epilogue: network.epilogue(of: kernel.layers))
        if kernel.options.isEmpty {
            throw .executor(layer: layer.name, reason: "oneDNN has no kernel for '\(problem.key)'")
        }
        return kernel
    }

    /// A slice is a copy of some channels of a map with channels adjacent.
    private func sliceOption(
        _ index: Int, _ inputs: [Value], _ library: OneDNNLibrary
    ) throws(KernelError) -> Option {
        var sources: [MapLayout] = []
        for value in inputs {
            sources.append(value.isFlattened ? .plain : try channelsLastName(value.map, library))
        }
        return Option(
            backend: "onednn", algorithm: "auto", implementationName: "reorder", sources: sources,
            result: try channelsLastName(network.layers[index].output, library), isAutomatic: true,
            planned: PlannedKernel(backend: "onednn", algorithm: "auto"))
    }

    /// Our own kernels for a layer with all that is fused into it.
    ///
    /// Convolutions, transposed ones and fully connected layers are left to the library where it runs several threads: its
    /// threads and ours would wait for each other at every change from one to the other.
    private func ownOptions(
        _ layer: Layer, _ problem: Problem, _ group: FusionPlan.Group, _ inputs: [Value], among known: [Option],
        _ library: OneDNNLibrary
    ) throws(KernelError) -> [Option] {
        let isSum = problem.operation.sumsProducts
        if isSum, options.threads > 1 || known.isEmpty { return [] }
        let isBlocked = isSum || OwnLayer.takesBlocks(problem.operation)
        var found: [Option] = []
        for algorithm in DirectKernel.algorithms(for: problem) {
            // Where the library has none, the executor takes ours with all channels of a position adjacent.
            for layout in isSum ? [nil] : isBlocked && !known.isEmpty ? [nil, MapLayout.channelsLast] : [.channelsLast]
            {
                let own = try OwnLayer(
                    library, layer, problem, group, algorithm: algorithm, isBlocked: layout != .channelsLast)
                guard let own else { continue }
                found.append(option(own, algorithm, layout, problem, inputs, library, isAutomatic: known.isEmpty))
                if !known.isEmpty { break }
            }
        }
        return found
    }

    private func option(
        _ own: OwnLayer, _ algorithm: String, _ layout: MapLayout?, _ problem: Problem, _ inputs: [Value],
        _ library: OneDNNLibrary, isAutomatic: Bool
    ) -> Option {
        var sources: [MapLayout] = []
        for (value, (wanted, map)) in zip(inputs, zip(own.sources, problem.inputs)) {
            let isWhole = problem.operation.keyWord == "fc" && !map.isVector
            sources.append(
                value.isFlattened && !isWhole ? .plain : library.mapLayout(of: wanted, dimensions(map)))
        }
        let output = (try? problem.outputMap()) ?? problem.inputs[0]
        let result = library.mapLayout(of: own.result, dimensions(output))
        if own.added != nil { sources.append(result) }
        let backend = SwiftBackend().name
        return Option(
            backend: backend, algorithm: algorithm, implementationName: "swift:\(own.steps.name)", sources: sources,
            result: result, isAutomatic: isAutomatic,
            planned: PlannedKernel(backend: backend, algorithm: algorithm, layout: layout))
    }

    private func options(
        _ fused: FusedLayer, _ inputs: [Value], _ library: OneDNNLibrary
    ) throws(KernelError) -> [Option] {
        var found: [Option] = []
        func add(_ built: OneDNNLayer, _ algorithm: String, like layout: MapLayout?) throws(KernelError) {
            let option = try option(built, algorithm, fused, inputs, library, like: layout)
            // The library's own choice is often one of those that can be named.
            let isKnown = found.contains {
                $0.implementationName == option.implementationName && $0.sources == option.sources
                    && $0.result == option.result
            }
            if !isKnown { found.append(option) }
        }
        if fused.choosesLayouts {
            let names = fused.choosesAlgorithm ? OneDNNBackend().algorithms(for: fused.problem) : ["auto"]
            for name in names {
                if let built = try fused.kernel(library, algorithm: name, sources: nil) {
                    try add(built, name, like: nil)
                }
            }
            return found
        }
        let first = fused.problem.inputs[0]
        for layout in layouts(of: inputs[0].place) {
            guard let like = library.descriptor(of: layout, dimensions(first)),
                let sources = try fused.sources(library, like: like),
                let built = try fused.kernel(library, algorithm: "auto", sources: sources)
            else { continue }
            try add(built, "auto", like: layout)
        }
        if found.isEmpty, let built = try fused.kernel(library, algorithm: "auto", sources: nil) {
            try add(built, "auto", like: nil)
        }
        return found
    }

    /// The layouts that a map may be written in, and that its neighbours may want; channels last first.
    private func layouts(of map: Int) -> [MapLayout] {
        var layouts: [MapLayout] = [.channelsLast, .blocks16]
        let written = kernels.first { $0.result == map }?.options.map(\.result) ?? [input]
        for layout in written where !layouts.contains(layout) { layouts.append(layout) }
        return layouts
    }

    private func option(
        _ built: OneDNNLayer, _ algorithm: String, _ fused: FusedLayer, _ inputs: [Value], _ library: OneDNNLibrary,
        like layout: MapLayout?
    ) throws(KernelError) -> Option {
        var sources: [MapLayout] = []
        for (place, value) in inputs.enumerated() {
            let (wanted, map) = (built.operands[place], fused.problem.inputs[place])
            let isWhole = fused.problem.operation.keyWord == "fc" && !map.isVector
            if value.isFlattened, !isWhole {
                sources.append(.plain)
            } else if fused.seesRows(wanted) {
                sources.append(try channelsLastName(map, library))
            } else {
                sources.append(library.mapLayout(of: wanted.layout, dimensions(map)))
            }
        }
        let output: FeatureMap = try fused.problem.outputMap()
        let isMap = built.result.layout.ndims == 4 && !fused.seesRows(built.result)
        let result =
            isMap
            ? library.mapLayout(of: built.result.layout, dimensions(output)) : try channelsLastName(output, library)
        if fused.added != nil { sources.append(result) }
        return Option(
            backend: "onednn", algorithm: algorithm, implementationName: built.choice.name, sources: sources,
            result: result, isAutomatic: algorithm == "auto",
            planned: PlannedKernel(backend: "onednn", algorithm: algorithm, layout: layout))
    }

    /// What channels last is called for a map: a 1x1 map lies alike either way.
    private func channelsLastName(_ map: FeatureMap, _ library: OneDNNLibrary) throws(KernelError) -> MapLayout {
        library.mapLayout(of: try library.layout(dimensions(map), dnnl_f32, dnnl_acdb), dimensions(map))
    }
}
