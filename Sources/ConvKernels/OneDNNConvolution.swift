import CDnnl
import KernelGeometry
import NetworkIR

/// A window as oneDNN takes it; it counts dilation from 0.
struct OneDNNWindow {
    var strides: [Int64]
    var dilations: [Int64]
    var leading: [Int64]
    var trailing: [Int64]

    /// - Throws: where a number is beyond the library's own 32 bits.
    init(_ window: Window) throws(OneDNNUnsupported) {
        let (stride, dilation, padding) = (window.stride, window.dilation, window.padding)
        let largest = [
            stride.height, stride.width, dilation.height, dilation.width, padding.top, padding.bottom,
            padding.left, padding.right, window.kernel.height, window.kernel.width,
        ].reduce(0, max)
        guard largest <= OneDNNLibrary.largestDimension else {
            throw OneDNNUnsupported(reason: "a window's number of \(largest) does not fit 32 bits")
        }
        strides = [Int64(window.stride.height), Int64(window.stride.width)]
        dilations = [Int64(window.dilation.height - 1), Int64(window.dilation.width - 1)]
        leading = [Int64(window.padding.top), Int64(window.padding.left)]
        trailing = [Int64(window.padding.bottom), Int64(window.padding.right)]
    }
}

extension OneDNNLayerBuilder {
    private func convolutionAlgorithm() throws -> dnnl_alg_kind_t {
        switch options.algorithm {
        case "direct": return dnnl_convolution_direct
        case "winograd":
            guard problem.precision != .int8 else {
                // Its results differ from the exact ones by more than any rounding of the result explains.
                throw OneDNNUnsupported(reason: "int8 Winograd rounds its transforms to eight bits")
            }
            return dnnl_convolution_winograd
        case "auto": return dnnl_convolution_auto
        default: throw OneDNNUnsupported(reason: "no such algorithm")
        }
    }

    /// The dimensions of the filters; a grouped convolution's have the groups in front.
    private func weightDimensions(_ g: ConvolutionGeometry) -> [Int] {
        let each = [g.outputChannelsPerGroup, g.inputChannelsPerGroup, g.kernelHeight, g.kernelWidth]
        return g.groups == 1 ? each : [g.groups] + each
    }

    func convolution(_ window: Window, groups: Int) throws -> OneDNNLayer {
        guard let g = try problem.windowGeometry() else { throw OneDNNUnsupported(reason: "no window") }
        let algorithm = try convolutionAlgorithm()
        let (input, output) = (problem.inputs[0], try problem.outputMap())
        var source = try options.sources?.first ?? any(dimensions(input), sourceType)
        var result = try options.result ?? any(dimensions(output), resultType)
        var weights = try any(weightDimensions(g), weightType)
        var bias = try library.layout([g.outputChannels], dnnl_f32, dnnl_a)
        var fusion = options.fusion
        if problem.precision == .int8 { fusion.scale = try problem.int8Scale() }
        let w = try OneDNNWindow(window)
        var descriptor = dnnl_convolution_desc_t()
        let forward = withUnsafePointer(to: &bias) { bias in
            functions.dnnl_dilated_convolution_forward_desc_init(
                &descriptor, problem.pass == .forward ? dnnl_forward_inference : dnnl_forward_training, algorithm,
                &source, &weights, options.hasBias ? bias : nil, &result, w.strides, w.dilations, w.leading, w.trailing)
        }
        try OneDNNLibrary.check(forward, "dnnl_dilated_convolution_forward_desc_init")
        let choice = try OneDNNKernelChoice(library, descriptor, fusion: fusion)
        if problem.pass == .forward { return try forwardLayer(choice, g) }
        switch problem.pass {
        case .backwardData:
            try OneDNNLibrary.check(
                functions.dnnl_dilated_convolution_backward_data_desc_init(
                    &descriptor, algorithm, &source, &weights, &result, w.strides, w.dilations, w.leading, w.trailing),
                "dnnl_dilated_convolution_backward_data_desc_init")
        case .backwardWeights, .forward:
            try OneDNNLibrary.check(
                functions.dnnl_dilated_convolution_backward_weights_desc_init(
                    &descriptor, algorithm, &source, &weights, nil, &result, w.strides, w.dilations, w.leading,
                    w.trailing), "dnnl_dilated_convolution_backward_weights_desc_init")
        }
        return try gradientLayer(
            try OneDNNKernelChoice(library, descriptor, hint: choice), weights: try plain(weightDimensions(g)))
    }

    func transposedConvolution(_ convolution: TransposedConvolution) throws -> OneDNNLayer {
        guard options.algorithm == "auto" || options.algorithm == "direct" else {
            throw OneDNNUnsupported(reason: "transposed convolutions have 'auto' only")
        }
        guard let g = try problem.windowGeometry() else { throw OneDNNUnsupported(reason: "no window") }
        let (input, output) = (problem.inputs[0], try problem.outputMap())
        var source = try options.sources?.first ?? any(dimensions(input), sourceType)
        var result = try options.result ?? any(dimensions(output), resultType)
        // `g` is the convolution that is transposed: its input channels are our filters.
        let each = [g.inputChannelsPerGroup, g.outputChannelsPerGroup, g.kernelHeight, g.kernelWidth]
        var weights = try any(g.groups == 1 ? each : [g.groups] + each, weightType)
        var bias = try library.layout([g.inputChannels], dnnl_f32, dnnl_a)
        var fusion = options.fusion
        if problem.precision == .int8 { fusion.scale = try problem.int8Scale() }
        var w = try OneDNNWindow(convolution.window)
        // Rows that the output padding adds at the end are rows that the trailing padding does not cut off.
        w.trailing[0] -= Int64(convolution.outputPadding.height)
        w.trailing[1] -= Int64(convolution.outputPadding.width)
        var descriptor = dnnl_deconvolution_desc_t()
        let forward = withUnsafePointer(to: &bias) { bias in
            functions.dnnl_dilated_deconvolution_forward_desc_init(
                &descriptor, problem.pass == .forward ? dnnl_forward_inference : dnnl_forward_training,
                dnnl_deconvolution_direct, &source, &weights, options.hasBias ? bias : nil, &result, w.strides,
                w.dilations, w.leading, w.trailing)
        }
        try OneDNNLibrary.check(forward, "dnnl_dilated_deconvolution_forward_desc_init")
        let choice = try OneDNNKernelChoice(library, descriptor, fusion: fusion)
        let plainWeights = try transposedPlain(g)
        switch problem.pass {
        case .forward:
            var layer = try forwardLayer(choice, g)
            layer.operands[1].plain = plainWeights
            return layer
        case .backwardData:
            try OneDNNLibrary.check(
                functions.dnnl_dilated_deconvolution_backward_data_desc_init(
                    &descriptor, dnnl_deconvolution_direct, &source, &weights, &result, w.strides, w.dilations,
                    w.leading, w.trailing), "dnnl_dilated_deconvolution_backward_data_desc_init")
        case .backwardWeights:
            try OneDNNLibrary.check(
                functions.dnnl_dilated_deconvolution_backward_weights_desc_init(
                    &descriptor, dnnl_deconvolution_direct, &source, &weights, nil, &result, w.strides, w.dilations,
                    w.leading, w.trailing), "dnnl_dilated_deconvolution_backward_weights_desc_init")
        }
        return try gradientLayer(try OneDNNKernelChoice(library, descriptor, hint: choice), weights: plainWeights)
    }

    /// Filters kept as inputs, outputs of the group, height, width, seen in oneDNN's order (outputs before inputs).
    private func transposedPlain(_ g: ConvolutionGeometry) throws(KernelError) -> MemoryDescriptor {
        let (filters, inputs, area) = (g.inputChannelsPerGroup, g.outputChannelsPerGroup, g.kernelPositions)
        let each = [filters, inputs, g.kernelHeight, g.kernelWidth]
        let strides = [area, filters * area, g.kernelWidth, 1]
        return g.groups == 1
            ? try library.layout(each, dnnl_f32, strides: strides)
            : try library.layout([g.groups] + each, dnnl_f32, strides: [inputs * filters * area] + strides)
    }

    private func forwardLayer(_ choice: OneDNNKernelChoice, _ g: ConvolutionGeometry) throws -> OneDNNLayer {
        var operands = [
            try argument(DNNL_ARG_SRC_0, choice.layout(dnnl_query_src_md), dimensions(problem.inputs[0])),
            try argument(DNNL_ARG_WEIGHTS_0, choice.layout(dnnl_query_weights_md), weightDimensions(g)),
        ]
        if options.hasBias {
            let filters = try problem.outputMap().channels
            operands.append(try argument(DNNL_ARG_BIAS, choice.layout(dnnl_query_weights_md, 1), [filters]))
        }
        return OneDNNLayer(
            choice: choice, operands: operands, result: try resultArgument(choice.layout(dnnl_query_dst_md)))
    }

    /// The operands of a backward pass of anything with weights, `weights` being their plain layout.
    private func gradientLayer(_ choice: OneDNNKernelChoice, weights: MemoryDescriptor) throws -> OneDNNLayer {
        let gradient = try argument(
            DNNL_ARG_DIFF_DST_0, choice.layout(dnnl_query_diff_dst_md), dimensions(try problem.outputMap()))
        let map = dimensions(problem.inputs[0])
        if problem.pass == .backwardData {
            var filters = try argument(DNNL_ARG_WEIGHTS_0, choice.layout(dnnl_query_weights_md), [1])
            filters.plain = weights
            return OneDNNLayer(
                choice: choice, operands: [gradient, filters],
                result: try argument(DNNL_ARG_DIFF_SRC_0, choice.layout(dnnl_query_diff_src_md), map))
        }
        var result = try argument(DNNL_ARG_DIFF_WEIGHTS_0, choice.layout(dnnl_query_diff_weights_md), [1])
        result.plain = weights
        return OneDNNLayer(
            choice: choice,
            operands: [try argument(DNNL_ARG_SRC_0, choice.layout(dnnl_query_src_md), map), gradient], result: result)
    }

    func innerProduct() throws -> OneDNNLayer {
        let map = problem.inputs[0]
        let outputs = try problem.outputMap().channels
        let shape = map.isVector ? [map.channels] : [map.channels, map.height, map.width]
        var source = try options.sources?.first ?? any([problem.batch] + shape, sourceType)
        var weights = try any([outputs] + shape, weightType)
        var bias = try library.layout([outputs], dnnl_f32, dnnl_a)
        var result = try any([problem.batch, outputs], resultType)
        var fusion = options.fusion
        if problem.precision == .int8 { fusion.scale = try problem.int8Scale() }
        var descriptor = dnnl_inner_product_desc_t()
        let forward = withUnsafePointer(to: &bias) { bias in
            functions.dnnl_inner_product_forward_desc_init(
                &descriptor, problem.pass == .forward ? dnnl_forward_inference : dnnl_forward_training, &source,
                &weights, options.hasBias ? bias : nil, &result)
        }
        try OneDNNLibrary.check(forward, "dnnl_inner_product_forward_desc_init")
        var choice = try OneDNNKernelChoice(library, descriptor, fusion: fusion)
        let plainResult = try plain([problem.batch, outputs])
        var layer: OneDNNLayer
        switch problem.pass {
        case .forward:
            var operands = [
                try argument(DNNL_ARG_SRC_0, choice.layout(dnnl_query_src_md), [problem.batch] + shape),
                try argument(DNNL_ARG_WEIGHTS_0, choice.layout(dnnl_query_weights_md), [outputs] + shape),
            ]
            if options.hasBias {
                operands.append(try argument(DNNL_ARG_BIAS, choice.layout(dnnl_query_weights_md, 1), [outputs]))
            }
            layer = OneDNNLayer(
                choice: choice, operands: operands, result: try resultArgument(choice.layout(dnnl_query_dst_md)))
            layer.result.plain = plainResult
            return layer
        case .backwardData:
            try OneDNNLibrary.check(
                functions.dnnl_inner_product_backward_data_desc_init(&descriptor, &source, &weights, &result),
                "dnnl_inner_product_backward_data_desc_init")
        case .backwardWeights:
            try OneDNNLibrary.check(
                functions.dnnl_inner_product_backward_weights_desc_init(
                    &descriptor, &source, &weights, nil, &result), "dnnl_inner_product_backward_weights_desc_init")
        }
        choice = try OneDNNKernelChoice(library, descriptor, hint: choice)
        layer = try gradientLayer(choice, weights: try plain([outputs] + shape))
        let gradient = problem.pass == .backwardData ? 0 : 1
        layer.operands[gradient].plain = plainResult
        let plainSource = try plain([problem.batch] + shape)
        if problem.pass == .backwardData {
            layer.result.plain = plainSource
        } else {
            layer.operands[0].plain = plainSource
        }
        return layer
    }
}
