import NetworkIR

extension GraphImporter {
    /// Instance normalisation is group normalisation with groups of one channel; PyTorch's group normalisation is exported
    /// as an instance normalisation of reshaped groups, its scale and shift behind it.
    mutating func instanceNorm(_ node: Onnx_NodeProto) throws(NodeProblem) {
        var value = try unpadded(map(node))
        let map = network.map(of: value.source)
        if let arrangement = value.view.arrangement(of: map, batch: batch), arrangement != .flat {
            return try channelLayer(.groupNorm(groups: map.channels), node)
        }
        // Groups, then everything in them in order.
        guard value.view.rank == 3, let groups = value.view.dims[1].first,
            value.view.dims[1].count == 1, groups.axis == .channel, groups.stride * groups.size == map.channels
        else { throw .inexpressible("it normalises neither channels nor groups of channels") }
        value.source = try emit(.groupNorm(groups: groups.size), to: [value.source])
        if case .layer(let index) = value.source { openNorms[index] = OpenNorm(wantsScale: true, wantsShift: true) }
        define(node, value)
    }

    mutating func groupNorm(_ node: Onnx_NodeProto, _ attributes: Attributes) throws(NodeProblem) {
        guard let groups = attributes.integer("num_groups"), groups >= 1 else {
            throw .inexpressible("its number of groups is missing")
        }
        try channelLayer(.groupNorm(groups: groups), node)
    }

    /// Over the last dimension, where that is the channels.
    mutating func layerNorm(_ node: Onnx_NodeProto, _ attributes: Attributes) throws(NodeProblem) {
        guard node.output.dropFirst().allSatisfy({ readers(of: $0) == 0 }) else {
            throw .inexpressible("its mean or deviation is read")
        }
        var value = try unpadded(map(node))
        let rank = value.view.rank
        let axis = attributes.integer("axis") ?? -1
        let dimension = axis < 0 ? axis + rank : axis
        let map = network.map(of: value.source)
        guard (0..<rank).contains(dimension), value.view.channelDimension(of: map) == dimension,
            value.view.dims[(dimension + 1)...].allSatisfy(\.isEmpty) || node.domain == NormalisationPatterns.domain
        else { throw .inexpressible("it does not normalise over the channels of each position") }
        value.source = try emit(.layerNorm, to: [value.source])
        if node.input.count < 2, case .layer(let index) = value.source {
            openNorms[index] = OpenNorm(wantsScale: true, wantsShift: true)
        }
        define(node, value)
    }
}
