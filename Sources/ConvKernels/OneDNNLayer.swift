import CDnnl
import NetworkIR

/// One layer as oneDNN computes it: the kernel it chose, and what the kernel's arguments must look like.
struct OneDNNLayer {
    /// One argument of a kernel.
    struct Argument {
        /// The library's number of the argument.
        var number: Int32
        /// The layout that the kernel wants.
        var layout: MemoryDescriptor
        /// The same tensor in 32-bit floating point and plain order, as operands are handed in.
        var plain: MemoryDescriptor
    }

    var choice: OneDNNKernelChoice
    /// In the order of `Problem.operands()`.
    var operands: [Argument]
    var result: Argument
    /// For copies between views: how the kernel sees the source and the result, whose memory has the layouts above.
    var views: [MemoryDescriptor] = []
    /// The kernel leaves a part of its result alone, which must be zero before.
    var keepsZeros = false
}

/// What the caller fixes of a oneDNN layer; what it leaves open is the library's choice.
struct OneDNNLayerOptions {
    var algorithm = "auto"
    /// The layouts in which the sources already are.
    var sources: [MemoryDescriptor]?
    /// The layout that the result must have.
    var result: MemoryDescriptor?
    var fusion = OneDNNFusion()
    /// A bias as last operand (convolutions and fully connected layers).
    var hasBias = false
    var epsilon: Float = 0
}

/// Why oneDNN has no kernel for a problem; the caller knows the problem's key.
struct OneDNNUnsupported: Error {
    var reason: String
}

/// Describes one problem to oneDNN.
struct OneDNNLayerBuilder {
    let library: OneDNNLibrary
    let problem: Problem
    private(set) var options: OneDNNLayerOptions

    init(_ library: OneDNNLibrary, _ problem: Problem, _ options: OneDNNLayerOptions = OneDNNLayerOptions()) {
        self.library = library
        self.problem = problem
        self.options = options
    }

    var functions: archcost_dnnl_functions { library.functions }

    /// - Throws: `KernelError.unsupported` with the reason where the library has no such kernel.
    func layer() throws(KernelError) -> OneDNNLayer {
        do {
            try checkPrecision()
            return try withEpilogue().build()
        } catch let error as OneDNNUnsupported {
            throw unsupported(error.reason)
        } catch KernelError.callFailed(_, let status) where status == "unimplemented" {
            throw unsupported("the library has no such kernel for this processor, shape and precision")
        } catch {
            throw (error as? KernelError) ?? unsupported("\(error)")
        }
    }

    /// The functions that the problem applies to its results come after what is fused already.
    private func withEpilogue() throws -> OneDNNLayerBuilder {
        var builder = self
        for activation in problem.epilogue {
            guard let function = OneDNNFunction(activation), problem.precision != .int8 else {
                throw OneDNNUnsupported(reason: "oneDNN's kernels do not apply '\(activation.word)' to their results")
            }
            builder.options.fusion.steps.append(.pointwise(function))
        }
        return builder
    }

    private func unsupported(_ reason: String) -> KernelError {
        .unsupported(backend: "onednn", algorithm: options.algorithm, problem: problem.key, reason: reason)
    }

    private func checkPrecision() throws {
        switch problem.precision {
        case .f32, .bf16: break
        case .f16: throw OneDNNUnsupported(reason: "oneDNN 2.6 computes no f16 on processors")
        case .int8:
            let isMaximum = if case .pool(let pool) = problem.operation { pool.kind == .max } else { false }
            guard (problem.operation.sumsProducts || isMaximum) && problem.pass == .forward else {
                throw OneDNNUnsupported(reason: "int8 is for the forward pass of conv, deconv, fc and maxpool")
            }
        }
        if problem.pass != .forward && !problem.operation.sumsProducts {
            throw OneDNNUnsupported(reason: "backward passes are for conv, deconv and fc")
        }
    }

    private func build() throws -> OneDNNLayer {
        switch problem.operation {
        case .convolution(let convolution):
            return try self.convolution(convolution.window, groups: convolution.groups)
        case .transposedConvolution(let convolution):
            return try transposedConvolution(convolution)
        case .fullyConnected: return try innerProduct()
        case .pool(let pool): return try self.pool(pool)
        case .globalAveragePool:
            let map = problem.inputs[0]
            let kernel = Extent(height: map.height, width: map.width)
            return try self.pool(Pool(kind: .average, window: Window(kernel: kernel), countsPadding: false))
        case .adaptivePool(let kind, let size): return try adaptivePool(kind, size)
        case .batchNorm: return try batchNorm()
        case .localResponseNorm(let size): return try localResponseNorm(size)
        case .layerNorm: return try layerNorm()
        case .activation(.softmax): return try softmax()
        case .activation(let activation):
            guard let function = OneDNNFunction(activation) else {
                throw OneDNNUnsupported(reason: "oneDNN 2.6 has no hard sigmoid")
            }
            return try pointwise(function)
        case .prelu(let sharing): return try prelu(sharing)
        case .upsample(_, let interpolation): return try resampling(interpolation)
        case .channelShuffle(let groups): return try shuffle(groups)
        case .pixelShuffle(let factor): return try pixelShuffle(factor)
        case .stridedIdentity(let stride, _): return try stridedIdentity(stride)
        case .add, .multiply: return try binary()
        case .concatenate: return try concatenation()
        case .spatialPyramidPool:
            throw OneDNNUnsupported(reason: "a pyramid is several pools; time each as adaptivemaxpool")
        case .groupNorm: throw OneDNNUnsupported(reason: "oneDNN 2.6 has no group normalisation")
        case .oneHot, .embedding: throw OneDNNUnsupported(reason: "oneDNN has no table look-up")
        case .nearestNeighbours: throw OneDNNUnsupported(reason: "oneDNN has no nearest-neighbour search")
        case .dropout, .flatten, .channelSlice: throw OneDNNUnsupported(reason: "the operation takes no time")
        case .opaque: throw OneDNNUnsupported(reason: "nobody knows what an opaque operation computes")
        }
    }
}

// What every operation shares.
extension OneDNNLayerBuilder {
    /// The type of the maps that the layer reads.
    var sourceType: dnnl_data_type_t {
        switch problem.precision {
        case .f32, .f16: dnnl_f32
        case .bf16: dnnl_bf16
        case .int8: dnnl_u8
        }
    }

    var weightType: dnnl_data_type_t { problem.precision == .int8 ? dnnl_s8 : sourceType }

    var resultType: dnnl_data_type_t {
        problem.precision == .int8 && problem.operation.sumsProducts ? dnnl_s8 : sourceType
    }

    func dimensions(_ map: FeatureMap) -> [Int] { [problem.batch, map.channels, map.height, map.width] }

    func any(_ dimensions: [Int], _ type: dnnl_data_type_t) throws(KernelError) -> MemoryDescriptor {
        try library.layout(dimensions, type, dnnl_format_tag_any)
    }

    func plain(_ dimensions: [Int]) throws(KernelError) -> MemoryDescriptor { try library.plainLayout(dimensions) }

    func channelsLast(_ map: FeatureMap, _ type: dnnl_data_type_t) throws(KernelError) -> MemoryDescriptor {
        try library.layout(dimensions(map), type, dnnl_acdb)
    }

    /// The layout in which source `index` is; channels last (the direct convolution's own) where nobody has said.
    func source(_ index: Int = 0) throws(KernelError) -> MemoryDescriptor {
        if let sources = options.sources { return sources[index] }
        return try channelsLast(problem.inputs[index], sourceType)
    }

    /// The layout of the result where the operation keeps its source's kind of layout.
    func resultLike(_ source: MemoryDescriptor) throws(KernelError) -> MemoryDescriptor {
        if let result = options.result { return result }
        let map = try problem.outputMap()
        return try library.isChannelsLast(source) || options.sources == nil
            ? channelsLast(map, resultType) : any(dimensions(map), resultType)
    }

    func argument(
        _ number: Int32, _ layout: MemoryDescriptor?, _ dimensions: [Int]
    ) throws -> OneDNNLayer.Argument {
        guard let layout else { throw OneDNNUnsupported(reason: "the kernel does not say its layouts") }
        return OneDNNLayer.Argument(number: number, layout: layout, plain: try plain(dimensions))
    }

    func sourceArgument(_ layout: MemoryDescriptor, _ index: Int = 0, number: Int32 = DNNL_ARG_SRC_0) throws
        -> OneDNNLayer.Argument
    {
        try argument(number, layout, dimensions(problem.inputs[index]))
    }

    func resultArgument(_ layout: MemoryDescriptor?, number: Int32 = DNNL_ARG_DST_0) throws -> OneDNNLayer.Argument {
        try argument(number, layout, dimensions(try problem.outputMap()))
    }
}

extension OneDNNLibrary {
    /// True where channels are adjacent in memory and nothing is blocked.
    func isChannelsLast(_ layout: MemoryDescriptor) -> Bool {
        guard layout.format_kind == dnnl_blocked, layout.ndims >= 2 else { return false }
        let blocking = layout.format_desc.blocking
        return blocking.inner_nblks == 0 && blocking.strides.1 == 1
    }
}
