import CDnnl
import KernelGeometry
import NetworkIR

extension OneDNNLayerBuilder {
    func pool(_ pool: Pool) throws -> OneDNNLayer {
        let (input, output, window) = (problem.inputs[0], try problem.outputMap(), pool.window)
        let reach = try window.reach()
        // What the last window needs beyond the map; more than the padding only where sizes were rounded up.
        let needed = [
            (output.height - 1) * window.stride.height + reach.height - input.height - window.padding.top,
            (output.width - 1) * window.stride.width + reach.width - input.width - window.padding.left,
        ]
        let given = [window.padding.bottom, window.padding.right]
        let overhangs = needed[0] > given[0] || needed[1] > given[1]
        if pool.kind == .average && pool.countsPadding && overhangs {
            throw OneDNNUnsupported(reason: "it would count positions beyond the padding in the mean's divisor")
        }
        if pool.kind == .average && window.dilation != .one {
            throw OneDNNUnsupported(reason: "means over dilated windows differ in their divisor")
        }
        let algorithm =
            switch (pool.kind, pool.countsPadding) {
            case (.max, _): dnnl_pooling_max
            case (.average, true): dnnl_pooling_avg_include_padding
            case (.average, false): dnnl_pooling_avg_exclude_padding
            }
        let w = try OneDNNWindow(window)
        var source = try self.source()
        var result = try resultLike(source)
        let trailing = pool.rounding == .ceil ? needed.map { max(0, $0) } : given
        var descriptor = dnnl_pooling_v2_desc_t()
        try OneDNNLibrary.check(
            functions.dnnl_pooling_v2_forward_desc_init(
                &descriptor, dnnl_forward_inference, algorithm, &source, &result,
                w.strides, [Int64(window.kernel.height), Int64(window.kernel.width)], w.dilations, w.leading,
                trailing.map(Int64.init)),
            "dnnl_pooling_v2_forward_desc_init")
        return try oneSourceLayer(try OneDNNKernelChoice(library, descriptor, fusion: options.fusion), source)
    }

    /// Possible where all cells of the grid are equally large and equally far apart.
    func adaptivePool(_ kind: PoolKind, _ size: Extent) throws -> OneDNNLayer {
        func axis(_ cells: Int, _ length: Int) throws(OneDNNUnsupported) -> (kernel: Int, stride: Int) {
            let ranges = (0..<cells).map { adaptiveRange($0, of: cells, over: length) }
            let step = cells > 1 ? ranges[1].lowerBound : length
            for (index, range) in ranges.enumerated()
            where range.count != ranges[0].count || range.lowerBound != index * step {
                throw OneDNNUnsupported(reason: "the cells of the grid differ in size")
            }
            return (ranges[0].count, max(step, 1))
        }
        let map = problem.inputs[0]
        guard size.height <= map.height, size.width <= map.width else {
            throw OneDNNUnsupported(reason: "the grid is finer than the map")
        }
        let (rows, columns) = (try axis(size.height, map.height), try axis(size.width, map.width))
        let window = Window(
            kernel: Extent(height: rows.kernel, width: columns.kernel),
            stride: Extent(height: rows.stride, width: columns.stride))
        return try pool(Pool(kind: kind, window: window, countsPadding: false))
    }

    func oneSourceLayer(
        _ choice: OneDNNKernelChoice, _ source: MemoryDescriptor, parameters: [OneDNNLayer.Argument] = []
    ) throws -> OneDNNLayer {
        let result = choice.layout(dnnl_query_dst_md) ?? source
        return OneDNNLayer(
            choice: choice, operands: [try sourceArgument(source)] + parameters, result: try resultArgument(result))
    }
}
