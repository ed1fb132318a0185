import CDnnl
import KernelGeometry
import MachineProbe
import NetworkIR

/// A layer, with what its kernel computes besides, as our own kernels compute it among oneDNN's: how its maps must lie, in
/// the library's terms.
///
/// A map in blocks of channels lies alike for both, but for the lanes behind the last channel: oneDNN wants zeros there, and
/// ours leave anything. So ours write blocks only where every lane is a channel.
struct OwnLayer {
    let steps: DirectSteps
    /// One a source of the layer, and last that of the map that is added.
    let sources: [MemoryDescriptor]
    let result: MemoryDescriptor
    /// Bytes of the result, unused lanes included.
    let resultBytes: Int
    /// The layer whose map is added to the sum.
    let added: Int?

    /// nil where our kernels cannot take the layer's maps as oneDNN's write them, or compute what is fused into it.
    ///
    /// - Parameters:
    ///   - problem: the layer's; of a fully connected one behind a flattening, with the map before it.
    ///   - isBlocked: false for maps with all channels of a position adjacent, which sums of products do not offer.
    /// - Throws: `sizeOverflow`; `unsupported` where the problem's shapes do not fit.
    init?(
        _ library: OneDNNLibrary, _ layer: Layer, _ problem: Problem, _ group: FusionPlan.Group, algorithm: String,
        isBlocked: Bool = true
    ) throws(KernelError) {
        guard DirectKernel.canRun(problem), group.tail.count == group.forOwnKernels.tail.count else { return nil }
        let isSum = problem.operation.sumsProducts
        if isSum ? !isBlocked : !group.isAlone { return nil }
        let kernels = VectorDispatch.best
        var choice = DirectChoice(team: .shared(threads: 1), algorithm: algorithm)
        choice.isBlocked = isBlocked
        var added: Int?
        choice.hasBias = isSum && (layer.operation.hasBias || group.batchNorm != nil)
        for step in group.tail {
            switch step {
            case .activation(_, let activation): choice.function = activation.pointwise
            case .add(_, let other): (choice.addsMap, added) = (true, other)
            }
        }
        let steps = try DirectSteps(problem, kernels, choice)
        let output = try problem.outputMap()
        guard let result = steps.resultLayout.descriptor(library, output, problem.batch, isWritten: true) else {
            return nil
        }
        var sources: [MemoryDescriptor] = []
        for map in problem.inputs {
            // Other operations than sums work on whole vectors, unused lanes included.
            guard
                let source = steps.sourceLayout.descriptor(library, map, problem.batch, isWritten: !isSum)
            else { return nil }
            sources.append(source)
        }
        if added != nil { sources.append(result) }
        self.steps = steps
        self.sources = sources
        self.result = result
        self.added = added
        resultBytes =
            try steps.resultLayout.elements(
                [problem.batch, output.channels, output.height, output.width], problem) * MemoryLayout<Float>.stride
    }

    /// True for operations other than sums of products that our kernels compute in blocks of channels without copies.
    static func takesBlocks(_ operation: Operation) -> Bool {
        switch operation {
        case .pool, .globalAveragePool, .adaptivePool, .add, .multiply, .upsample, .batchNorm, .concatenate: true
        case .activation(let activation): activation.pointwise != nil
        default: false
        }
    }
}

extension FusionPlan.Group {
    /// What our own kernels compute of it: an addition, then one function.
    var forOwnKernels: FusionPlan.Group {
        var group = self
        var kept: [FusionPlan.Step] = []
        scan: for step in tail {
            switch (step, kept.last) {
            case (.activation(_, let activation), nil), (.activation(_, let activation), .add):
                guard activation.pointwise != nil else { break scan }
            case (.add, nil): break
            default: break scan
            }
            kept.append(step)
        }
        group.tail = kept
        return group
    }
}

extension KernelLayout {
    /// The same layout as oneDNN describes it; nil where it has none.
    ///
    /// - Parameter isWritten: every lane of the map must be a channel, for whoever reads it may use all of them.
    fileprivate func descriptor(
        _ library: OneDNNLibrary, _ map: FeatureMap, _ batch: Int, isWritten: Bool
    ) -> MemoryDescriptor? {
        let dimensions = [batch, map.channels, map.height, map.width]
        guard case .blocked(let lanes) = self else { return library.descriptor(of: name, dimensions) }
        let isFull = map.channels % lanes == 0
        // The blocks of one image that is a vector lie as the vector does; behind its end there is room for a block.
        if map.isVector, isFull || batch == 1 { return try? library.layout(dimensions, dnnl_f32, dnnl_acdb) }
        guard isFull || !isWritten else { return nil }
        return library.descriptor(of: name, dimensions)
    }
}
