import CDnnl
import NetworkIR

extension OneDNNLayerBuilder {
    private func vector(_ number: Int32) throws -> OneDNNLayer.Argument {
        let channels = problem.inputs[0].channels
        return try argument(number, try library.layout([channels], dnnl_f32, dnnl_a), [channels])
    }

    private static var learnedFlags: UInt32 { dnnl_use_scale.rawValue | dnnl_use_shift.rawValue }

    func batchNorm() throws -> OneDNNLayer {
        var source = try self.source()
        var descriptor = dnnl_batch_normalization_desc_t()
        try OneDNNLibrary.check(
            functions.dnnl_batch_normalization_forward_desc_init(
                &descriptor, dnnl_forward_inference, &source, options.epsilon,
                dnnl_use_global_stats.rawValue | Self.learnedFlags), "dnnl_batch_normalization_forward_desc_init")
        let parameters = [
            try vector(DNNL_ARG_MEAN), try vector(DNNL_ARG_VARIANCE), try vector(DNNL_ARG_SCALE),
            try vector(DNNL_ARG_SHIFT),
        ]
        return try oneSourceLayer(
            try OneDNNKernelChoice(library, descriptor, fusion: options.fusion), source, parameters: parameters)
    }

    func localResponseNorm(_ size: Int) throws -> OneDNNLayer {
        guard size % 2 == 1 else { throw OneDNNUnsupported(reason: "an even number of channels has no middle") }
        var source = try self.source()
        var descriptor = dnnl_lrn_desc_t()
        try OneDNNLibrary.check(
            functions.dnnl_lrn_forward_desc_init(
                &descriptor, dnnl_forward_inference, dnnl_lrn_across_channels, &source, Int64(size),
                ResponseNorm.alpha, ResponseNorm.beta, ResponseNorm.k), "dnnl_lrn_forward_desc_init")
        return try oneSourceLayer(try OneDNNKernelChoice(library, descriptor), source)
    }

    /// oneDNN normalises over the last axis, so the map is seen as batch, height, width, channels.
    func layerNorm() throws -> OneDNNLayer {
        let map = problem.inputs[0]
        let seen = [problem.batch, map.height, map.width, map.channels]
        if let given = options.sources?.first, !library.isChannelsLast(given) {
            throw OneDNNUnsupported(reason: "the source is not channels last")
        }
        var source = try library.layout(seen, sourceType, dnnl_abcd)
        var statistics = try library.layout([problem.batch, map.height, map.width], dnnl_f32, dnnl_abc)
        var descriptor = dnnl_layer_normalization_desc_t()
        try OneDNNLibrary.check(
            functions.dnnl_layer_normalization_forward_desc_init(
                &descriptor, dnnl_forward_inference, &source, &statistics, Float(ReferenceKernel.epsilon),
                Self.learnedFlags), "dnnl_layer_normalization_forward_desc_init")
        let choice = try OneDNNKernelChoice(library, descriptor)
        let positions = map.height * map.width
        let plain = try library.layout(
            seen, dnnl_f32, strides: [map.channels * positions, map.width, 1, positions])
        var layer = try oneSourceLayer(
            choice, source, parameters: [try vector(DNNL_ARG_SCALE), try vector(DNNL_ARG_SHIFT)])
        layer.operands[0].plain = plain
        layer.result.plain = plain
        return layer
    }

    func softmax() throws -> OneDNNLayer {
        var source = try self.source()
        var descriptor = dnnl_softmax_desc_t()
        try OneDNNLibrary.check(
            functions.dnnl_softmax_forward_desc_init(&descriptor, dnnl_forward_inference, &source, 1),
            "dnnl_softmax_forward_desc_init")
        return try oneSourceLayer(try OneDNNKernelChoice(library, descriptor), source)
    }
}
