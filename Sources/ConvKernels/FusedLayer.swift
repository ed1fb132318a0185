import CDnnl
import NetworkIR

/// A layer with what its kernel computes besides, as the library is told of it.
struct FusedLayer {
    /// The main layer's problem; a fully connected one behind a flattening sees the map before it.
    let problem: Problem
    var options = OneDNNLayerOptions()
    /// The layer whose map the kernel adds to in place.
    private(set) var added: Int?

    /// nil where the library has no function for an activation.
    ///
    /// - Parameter count: how many steps of the group's tail the kernel computes.
    init?(_ layer: Layer, _ problem: Problem, _ group: FusionPlan.Group, tail count: Int, epsilon: Double) {
        self.problem = problem
        options.epsilon = Float(epsilon)
        options.hasBias = layer.operation.hasBias || group.batchNorm != nil
        for step in group.tail.prefix(count) {
            switch step {
            case .activation(_, let activation):
                guard let function = OneDNNFunction(activation) else { return nil }
                options.fusion.steps.append(.pointwise(function))
            case .add(_, let other):
                options.fusion.steps.append(.accumulate)
                added = other
            }
        }
    }

    /// The library's kernel by one algorithm; nil where it has none.
    ///
    /// - Parameter sources: the layouts of the layer's maps; the library's choice where nil.
    func kernel(
        _ library: OneDNNLibrary, algorithm: String, sources: [MemoryDescriptor]?
    ) throws(KernelError) -> OneDNNLayer? {
        var options = options
        options.algorithm = algorithm
        options.sources = sources
        do throws(KernelError) {
            return try OneDNNLayerBuilder(library, problem, options).layer()
        } catch .unsupported {
            return nil
        }
    }

    /// Layouts for all sources like that of the first; nil where that is not possible.
    func sources(_ library: OneDNNLibrary, like first: MemoryDescriptor) throws(KernelError) -> [MemoryDescriptor]? {
        var layouts = [first]
        for map in problem.inputs.dropFirst() {
            guard map == problem.inputs[0] || library.isChannelsLast(first) else { return nil }
            layouts.append(
                map == problem.inputs[0]
                    ? first
                    : try library.layout(
                        [problem.batch, map.channels, map.height, map.width], dnnl_f32, dnnl_acdb))
        }
        return layouts
    }

    /// True where the library has several algorithms.
    var choosesAlgorithm: Bool {
        switch problem.operation {
        case .convolution, .transposedConvolution: true
        default: false
        }
    }

    /// True where the algorithm brings its layouts with it; other layers take their maps as they lie.
    var choosesLayouts: Bool {
        if case .fullyConnected = problem.operation { return problem.inputs[0].isVector }
        return choosesAlgorithm
    }

    /// True where the kernel sees its sources with other axes than a map's: they must lie channels last.
    func seesRows(_ wanted: OneDNNLayer.Argument) -> Bool {
        if case .layerNorm = problem.operation { return true }
        return wanted.layout.ndims != 4
    }
}
