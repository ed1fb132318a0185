import CDnnl
import NetworkIR

extension OneDNNLayerBuilder {
    func resampling(_ interpolation: Interpolation) throws -> OneDNNLayer {
        var source = try self.source()
        var result = try resultLike(source)
        var descriptor = dnnl_resampling_desc_t()
        try OneDNNLibrary.check(
            functions.dnnl_resampling_forward_desc_init(
                &descriptor, dnnl_forward_inference,
                interpolation == .nearest ? dnnl_resampling_nearest : dnnl_resampling_linear, nil, &source, &result),
            "dnnl_resampling_forward_desc_init")
        return try oneSourceLayer(try OneDNNKernelChoice(library, descriptor, fusion: options.fusion), source)
    }

    func shuffle(_ groups: Int) throws -> OneDNNLayer {
        var source = try self.source()
        var descriptor = dnnl_shuffle_desc_t()
        try OneDNNLibrary.check(
            functions.dnnl_shuffle_forward_desc_init(
                &descriptor, dnnl_forward_inference, &source, 1, Int64(problem.inputs[0].channels / groups)),
            "dnnl_shuffle_forward_desc_init")
        return try oneSourceLayer(try OneDNNKernelChoice(library, descriptor), source)
    }

    /// Sources of the rearrangements below must be channels last; the executor reorders others.
    private func requireChannelsLast() throws(OneDNNUnsupported) {
        if let given = options.sources?.first, !library.isChannelsLast(given) {
            throw OneDNNUnsupported(reason: "the source is not channels last")
        }
    }

    /// A copy between two views of six axes: channels, rows and columns inside a cell, rows and columns of cells.
    func pixelShuffle(_ r: Int) throws -> OneDNNLayer {
        try requireChannelsLast()
        let (map, output) = (problem.inputs[0], try problem.outputMap())
        let seen = [problem.batch, output.channels, r, r, map.height, map.width]
        let line = map.width * map.channels
        let from = try library.layout(
            seen, sourceType, strides: [map.height * line, r * r, r, 1, line, map.channels])
        let wide = output.width * output.channels
        let to = try library.layout(
            seen, sourceType,
            strides: [output.height * wide, 1, wide, output.channels, r * wide, r * output.channels])
        return try copy(from, to)
    }

    /// A copy of every `stride`-th position into the first channels; the others stay zero.
    func stridedIdentity(_ stride: Extent) throws -> OneDNNLayer {
        try requireChannelsLast()
        let (map, output) = (problem.inputs[0], try problem.outputMap())
        let seen = [problem.batch, map.channels, output.height, output.width]
        let line = map.width * map.channels
        // The library refuses axes that reach into one another, which rows left over at the end of an image make them.
        let image = max(map.height, output.height * stride.height) * line
        if problem.batch > 1 && image > map.height * line {
            throw OneDNNUnsupported(reason: "the stride does not divide the height of a batch of maps")
        }
        let from = try library.layout(
            seen, sourceType, strides: [image, 1, stride.height * line, stride.width * map.channels])
        let wide = output.width * output.channels
        let to = try library.layout(
            seen, sourceType, strides: [output.height * wide, 1, wide, output.channels])
        return try copy(from, to)
    }

    private func copy(_ from: MemoryDescriptor, _ to: MemoryDescriptor) throws -> OneDNNLayer {
        let choice = try OneDNNKernelChoice.reorder(library, from: from, to: to)
        let output = try problem.outputMap()
        var layer = OneDNNLayer(
            choice: choice,
            operands: [try sourceArgument(try channelsLast(problem.inputs[0], sourceType), number: DNNL_ARG_FROM)],
            result: try resultArgument(try channelsLast(output, resultType), number: DNNL_ARG_TO))
        layer.views = [from, to]
        layer.keepsZeros = true
        return layer
    }
}
