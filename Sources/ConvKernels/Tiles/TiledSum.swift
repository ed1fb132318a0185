import KernelGeometry
import NetworkIR

/// A convolution, a transposed one or a fully connected layer over blocked maps, planned once and run often.
struct TiledSum {
    let plan: TilePlan
    private let packing: [PackedTap]
    private let strides: WeightStrides
    private let kernels: VectorKernels

    /// - Throws: where a size does not fit 64 bits.
    init(
        _ geometry: ConvolutionGeometry, isGradient: Bool, style: TileSourceShape.Style, _ kernels: VectorKernels
    ) throws(CountOverflow) {
        let builder = try TilePlanBuilder(geometry, isGradient: isGradient, lanes: kernels.lanes, style: style)
        plan = builder.plan
        packing = builder.packing
        strides = builder.strides
        self.kernels = kernels
    }

    /// A forward convolution whose source has fewer channels than a vector has lanes and lies channels last.
    ///
    /// - Throws: where a size does not fit 64 bits.
    init(patchesOf window: ConvolutionGeometry, _ kernels: VectorKernels) throws(CountOverflow) {
        let patches = TilePatches(window: window)
        // What is left: a kernel of one column, whose channels are the run that a row of the window covers.
        var column = window
        column.inputChannels = try checkedProduct(window.kernelWidth, window.inputChannels)
        column.inputWidth = window.outputWidth
        (column.kernelWidth, column.strideWidth, column.dilationWidth, column.paddingLeft) = (1, 1, 1, 0)
        let builder = try TilePlanBuilder(column, lanes: kernels.lanes, style: .patches)
        var plan = builder.plan
        plan.slab?.patches = patches
        plan.sourceImage = try checkedProduct(window.inputPositions, window.inputChannels)
        self.plan = plan
        packing = builder.packing
        strides = builder.strides
        self.kernels = kernels
    }

    /// Packs plain weights.
    func pack(_ weights: UnsafePointer<Float>, into packed: UnsafeMutablePointer<Float>) {
        guard let window = plan.slab?.patches?.window else { return packInOrder(weights, into: packed) }
        // From channel, row, column to column, channel, row.
        let (rows, columns, channels) = (window.kernelHeight, window.kernelWidth, window.inputChannels)
        let ordered = (0..<(window.outputChannels * rows * columns * channels)).map { place in
            let (run, row) = (place / rows % (columns * channels), place % rows)
            let filter = place / (rows * columns * channels)
            return weights[((filter * channels + run % channels) * rows + row) * columns + run / channels]
        }
        ordered.withUnsafeBufferPointer { ordered in
            if let start = ordered.baseAddress { packInOrder(start, into: packed) }
        }
    }

    private func packInOrder(_ weights: UnsafePointer<Float>, into packed: UnsafeMutablePointer<Float>) {
        for tap in packing {
            tap.pack(weights, strides, outputChannels: plan.result.channels, into: packed)
        }
    }

    /// Floats of the slabs of all threads.
    func slabFloats(threads: Int) throws(CountOverflow) -> Int {
        try checkedProduct(slabStride, threads)
    }

    /// Each thread's slab on cache lines of its own.
    private var slabStride: Int { ((plan.slab?.elements ?? 0) + 63) / 64 * 64 }

    /// Runs all of it on the calling thread.
    func runAlone(_ operands: TileOperands, _ epilogue: TileEpilogue = TileEpilogue()) {
        kernels.sumTiles(
            plan, epilogue, operands, 0..<(plan.units.count * plan.source.batch), 0..<plan.groups.count)
    }

    func run(_ operands: TileOperands, _ epilogue: TileEpilogue, on team: KernelTeam) {
        let units = plan.units.count * plan.source.batch
        let groups = plan.groups.count
        guard team.threads > 1 else { return runAlone(operands, epilogue) }
        // Units share the weights; where they are few, threads share the source and each has its own weights.
        let parts = min(groups, units >= 4 * team.threads ? 1 : team.threads)
        team.run(units * parts) { item, thread in
            var operands = operands
            if let slab = operands.slab { operands.slab = slab + thread * slabStride }
            let (unit, part) = (item / parts, item % parts)
            kernels.sumTiles(
                plan, epilogue, operands, unit..<(unit + 1),
                (groups * part / parts)..<(groups * (part + 1) / parts))
        }
    }
}
