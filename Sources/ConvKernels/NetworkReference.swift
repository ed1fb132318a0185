import NetworkIR
import ReferenceKernels

/// Computes a network layer by layer with the reference loops, in plain layouts: what an executor must agree with.
///
/// - Parameters:
///   - input: the batch of input images, NCHW.
///   - batch: images.
/// - Returns: the maps of `network.outputs`, in that order.
public func referenceOutputs(
    of network: Network, _ parameters: NetworkParameters, input: [Float], batch: Int = 1
) throws(KernelError) -> [[Float]] {
    var maps: [[Float]] = []
    for (index, layer) in network.layers.enumerated() {
        guard !layer.operation.isOpaque else {
            throw .executor(layer: layer.name, reason: "nobody knows what an opaque layer computes")
        }
        let sources = layer.inputs.map { source in
            switch source {
            case .input: input
            case .layer(let index): maps[index]
            }
        }
        let problem = Problem(operation: layer.operation, inputs: network.inputs(of: layer), batch: batch)
        maps.append(
            try referenceMap(problem, sources, parameters.layers[index], epsilon: parameters.epsilon))
    }
    return network.outputs.map { maps[$0] }
}

private func referenceMap(
    _ problem: Problem, _ sources: [[Float]], _ parameters: LayerParameters, epsilon: Double
) throws(KernelError) -> [Float] {
    let plan = try ReferencePlan(problem, epsilon: epsilon)
    var buffers: [AlignedBuffer] = []
    for values in sources + parameters.operands {
        let buffer = try AlignedBuffer(floats: values.count)
        _ = buffer.floats.update(fromContentsOf: values)
        buffers.append(buffer)
    }
    let output = try problem.outputMap()
    let positions = output.height * output.width
    let result = try AlignedBuffer(floats: problem.batch * output.channels * positions)
    // Pointers do not keep what they point to, and an array may go right after its last use.
    return withExtendedLifetime((buffers, result)) {
        plan.run(buffers.map { UnsafePointer($0.elements) }, result.floats)
        if let bias = parameters.bias {
            for place in result.floats.indices { result.floats[place] += bias[place / positions % output.channels] }
        }
        return Array(result.floats)
    }
}
