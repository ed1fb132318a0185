import NetworkIR

extension DesignContext {
    /// A transposed convolution whose output pixels sum unequal numbers of products.
    ///
    /// They are equal in number if the stride divides the kernel and no output pixel lies off the dilated taps' grid.
    func checkerboard(at index: Int, _ found: inout DesignWarnings) throws(CountOverflow) {
        let layer = network.layers[index]
        guard case .transposedConvolution(let convolution) = layer.operation else { return }
        let window = convolution.window
        func isUneven(_ kernel: Int, _ stride: Int, _ dilation: Int) -> Bool {
            stride > 1 && (kernel % stride != 0 || greatestCommonDivisor(stride, dilation) != 1)
        }
        guard
            isUneven(window.kernel.height, window.stride.height, window.dilation.height)
                || isUneven(window.kernel.width, window.stride.width, window.dilation.width)
        else { return }
        // The resize makes the same map, and a convolution of the same kernel follows it.
        let input = network.inputs(of: layer)[0]
        let resized = FeatureMap(channels: input.channels, height: layer.output.height, width: layer.output.width)
        let plain = Operation.convolution(
            Convolution(
                filters: convolution.filters,
                window: Window(
                    kernel: window.kernel, padding: try Window.samePadding(kernel: window.kernel, dilation: .one)),
                groups: convolution.groups, bias: convolution.bias))
        let instead = try plain.cost(inputs: [resized], output: layer.output, under: conditions)
        let now = cost.layers[index]
        try found.note(
            .checkerboard(kernel: window.kernel, stride: window.stride), at: place(of: index),
            prices: [
                DesignPrice(metric: .macs, now: now.macs.count, instead: instead.macs.count),
                DesignPrice(metric: .params, now: now.params.count, instead: instead.params.count),
            ])
    }

    /// An even kernel at stride 1 that keeps its map by padding one edge more.
    func evenKernelShift(at index: Int, _ found: inout DesignWarnings) throws(CountOverflow) {
        let layer = network.layers[index]
        guard case .convolution(let convolution) = layer.operation else { return }
        let (window, input) = (convolution.window, network.inputs(of: layer)[0])
        let (pads, reach) = (window.padding, try window.reach())
        let shiftsRows =
            reach.height % 2 == 0 && window.stride.height == 1 && pads.top != pads.bottom
            && layer.output.height == input.height
        let shiftsColumns =
            reach.width % 2 == 0 && window.stride.width == 1 && pads.left != pads.right
            && layer.output.width == input.width
        guard shiftsRows || shiftsColumns else { return }
        try found.note(.evenKernelShift(kernel: window.kernel), at: place(of: index))
    }

    /// Windows that leap over positions of the input.
    func strideSkipsInput(at index: Int, _ found: inout DesignWarnings) throws(CountOverflow) {
        let layer = network.layers[index]
        let window: Window
        switch layer.operation {
        case .convolution(let convolution): window = convolution.window
        case .pool(let pool): window = pool.window
        default: return
        }
        let (input, reach) = (network.inputs(of: layer)[0], try window.reach())
        guard
            window.stride.height > reach.height && input.height > reach.height
                || window.stride.width > reach.width && input.width > reach.width
        else { return }
        var prices: [DesignPrice] = []
        if case .convolution = layer.operation {
            // A mean of stride x stride elements for each that the convolution reads now.
            let means = try checkedProduct(input.channels, layer.output.positions(), window.stride.area())
            let now = cost.layers[index].flops.count
            let instead = try checkedSum(now, checkedProduct(means, conditions.batch))
            prices = [DesignPrice(metric: .flops, now: now, instead: instead)]
        }
        try found.note(
            .strideSkipsInput(kernel: window.kernel, stride: window.stride), at: place(of: index), prices: prices)
    }

    /// A convolution with more than a quarter of its taps on padding.
    func paddingDominates(at index: Int, _ found: inout DesignWarnings) throws(CountOverflow) {
        let (layer, cost) = (network.layers[index], cost.layers[index])
        guard case .convolution(let convolution) = layer.operation else { return }
        let (all, valid) = (cost.macs.count, cost.validMACs.count)
        let wasted = all - valid
        guard wasted > all / 4 else { return }
        let map = network.inputs(of: layer)[0]
        try found.note(
            .paddingDominates(
                kernel: convolution.window.kernel, map: Extent(height: map.height, width: map.width),
                percent: Int(Double(wasted) / Double(all) * 100)),
            at: place(of: index), prices: [DesignPrice(metric: .macs, now: all, instead: valid)])
    }

    /// A convolution over positions all of which see the whole image already, whichever path they are reached by.
    func receptiveFieldExceedsInput(at index: Int, _ found: inout DesignWarnings) throws(CountOverflow) {
        let layer = network.layers[index]
        guard case .convolution(let convolution) = layer.operation, let source = producer(of: index) else { return }
        let kernel = convolution.window.kernel
        let image = network.input
        guard kernel.height > 1 || kernel.width > 1, !image.isVector, !network.layers[source].output.isVector else {
            return
        }
        let field = cost.receptiveFields[source].narrowestPath
        guard field.height > image.height, field.width > image.width else { return }
        try found.note(
            .receptiveFieldExceedsInput(input: Extent(height: image.height, width: image.width)), at: place(of: index),
            prices: [DesignPrice(metric: .macs, now: cost.layers[index].macs.count, instead: nil)])
    }

    /// A dense 5x5 or larger convolution that 3x3 ones would do for fewer products.
    func factorableKernel(at index: Int, _ found: inout DesignWarnings) throws(CountOverflow) {
        let layer = network.layers[index]
        guard case .convolution(let convolution) = layer.operation else { return }
        let (window, input) = (convolution.window, network.inputs(of: layer)[0])
        let side = window.kernel.height
        guard
            side >= 5, side % 2 == 1, window.kernel.width == side, window.stride == .one, window.dilation == .one,
            convolution.groups == 1, min(input.channels, convolution.filters) >= 16
        else { return }
        // Between the first and the last the channels are the fewer of both, as no information passes that is not there.
        let rounds = (side - 1) / 2
        let between = min(input.channels, convolution.filters)
        let outer = try checkedProduct(9, between, checkedSum(input.channels, convolution.filters))
        let inner = try checkedProduct(9, between, between, rounds - 2)
        let weights = try checkedSum(outer, inner)
        let bias = convolution.bias ? try checkedSum(convolution.filters, checkedProduct(between, rounds - 1)) : 0
        let macs = try checkedProduct(weights, layer.output.positions(), conditions.batch)
        let now = cost.layers[index]
        guard macs < now.macs.count else { return }
        try found.note(
            .factorableKernel(kernel: window.kernel), at: place(of: index),
            prices: [
                DesignPrice(metric: .macs, now: now.macs.count, instead: macs),
                DesignPrice(metric: .params, now: now.params.count, instead: try checkedSum(weights, bias)),
            ])
    }
}
