import CDnnl
import NetworkIR

extension OneDNNFunction {
    /// Nil for softmax, which sees all channels.
    init?(_ activation: Activation) {
        switch activation {
        case .relu: self.init(algorithm: dnnl_eltwise_relu)
        case .relu6: self.init(algorithm: dnnl_eltwise_clip, alpha: 0, beta: 6)
        case .leakyRelu(let slope): self.init(algorithm: dnnl_eltwise_relu, alpha: Float(slope.value))
        case .sigmoid: self.init(algorithm: dnnl_eltwise_logistic)
        case .tanh: self.init(algorithm: dnnl_eltwise_tanh)
        case .silu: self.init(algorithm: dnnl_eltwise_swish, alpha: 1)
        case .hardSwish: self.init(algorithm: dnnl_eltwise_hardswish)
        case .hardSigmoid: return nil
        case .gelu: self.init(algorithm: dnnl_eltwise_gelu_erf)
        case .elu: self.init(algorithm: dnnl_eltwise_elu, alpha: 1)
        case .softmax: return nil
        }
    }
}

extension OneDNNLayerBuilder {
    func pointwise(_ function: OneDNNFunction) throws -> OneDNNLayer {
        var source = try self.source()
        var descriptor = dnnl_eltwise_desc_t()
        try OneDNNLibrary.check(
            functions.dnnl_eltwise_forward_desc_init(
                &descriptor, dnnl_forward_inference, function.algorithm, &source, function.alpha, function.beta),
            "dnnl_eltwise_forward_desc_init")
        return try oneSourceLayer(try OneDNNKernelChoice(library, descriptor, fusion: options.fusion), source)
    }

    func prelu(_ sharing: SlopeSharing) throws -> OneDNNLayer {
        let slopeDimensions = sharing.slopeDimensions(of: problem.inputs[0])
        var source = try self.source()
        var slopes = try any(slopeDimensions, sourceType)
        var descriptor = dnnl_prelu_desc_t()
        try OneDNNLibrary.check(
            functions.dnnl_prelu_forward_desc_init(&descriptor, dnnl_forward_inference, &source, &slopes),
            "dnnl_prelu_forward_desc_init")
        let choice = try OneDNNKernelChoice(library, descriptor)
        let parameter = try argument(DNNL_ARG_WEIGHTS_0, choice.layout(dnnl_query_weights_md), slopeDimensions)
        return try oneSourceLayer(choice, source, parameters: [parameter])
    }

    /// The sum or product of maps; two by a binary kernel, more by the library's sum.
    func binary() throws -> OneDNNLayer {
        let count = problem.inputs.count
        if count == 1 { throw OneDNNUnsupported(reason: "one map is its own sum or product") }
        let isSum = problem.operation == .add
        if count > 2 {
            guard isSum else { throw OneDNNUnsupported(reason: "a product of more than two maps is several kernels") }
            return try sum()
        }
        // The library broadcasts its second source only.
        let order = problem.inputs[0].isVector && !problem.inputs[1].isVector ? [1, 0] : [0, 1]
        var (first, second) = (try source(order[0]), try source(order[1]))
        var result = try resultLike(first)
        var descriptor = dnnl_binary_desc_t()
        try OneDNNLibrary.check(
            functions.dnnl_binary_desc_init(
                &descriptor, isSum ? dnnl_binary_add : dnnl_binary_mul, &first, &second, &result),
            "dnnl_binary_desc_init")
        let choice = try OneDNNKernelChoice(library, descriptor, fusion: options.fusion)
        var operands: [OneDNNLayer.Argument] = []
        for index in 0..<2 {
            operands.append(
                try sourceArgument(
                    index == order[0] ? first : second, index,
                    number: index == order[0] ? DNNL_ARG_SRC_0 : DNNL_ARG_SRC_1))
        }
        return OneDNNLayer(
            choice: choice, operands: operands, result: try resultArgument(choice.layout(dnnl_query_dst_md)))
    }

    private func sources() throws(KernelError) -> [MemoryDescriptor] {
        var layouts: [MemoryDescriptor] = []
        for index in problem.inputs.indices { layouts.append(try source(index)) }
        return layouts
    }

    private func manySources(_ choice: OneDNNKernelChoice, _ layouts: [MemoryDescriptor]) throws -> OneDNNLayer {
        var operands: [OneDNNLayer.Argument] = []
        for (index, layout) in layouts.enumerated() {
            operands.append(try sourceArgument(layout, index, number: DNNL_ARG_MULTIPLE_SRC + Int32(index)))
        }
        return OneDNNLayer(
            choice: choice, operands: operands, result: try resultArgument(choice.layout(dnnl_query_dst_md)))
    }

    private func sum() throws -> OneDNNLayer {
        let layouts = try sources()
        var result = try resultLike(layouts[0])
        let ones = [Float](repeating: 1, count: layouts.count)
        let choice = try OneDNNKernelChoice(library, "dnnl_sum_primitive_desc_create") { handle, attributes in
            functions.dnnl_sum_primitive_desc_create(
                &handle, &result, Int32(layouts.count), ones, layouts, attributes, library.engine)
        }
        return try manySources(choice, layouts)
    }

    func concatenation() throws -> OneDNNLayer {
        let layouts = try sources()
        var result = try resultLike(layouts[0])
        let choice = try OneDNNKernelChoice(library, "dnnl_concat_primitive_desc_create") { handle, attributes in
            functions.dnnl_concat_primitive_desc_create(
                &handle, &result, Int32(layouts.count), 1, layouts, attributes, library.engine)
        }
        return try manySources(choice, layouts)
    }
}
