import NetworkIR

extension DesignContext {
    /// An indicator that an fc layer or a convolution multiplies with weights.
    func oneHotIntoFullyConnected(at index: Int, _ found: inout DesignWarnings) throws(CountOverflow) {
        let layer = network.layers[index]
        switch layer.operation {
        case .fullyConnected: break
        case .convolution(let convolution) where convolution.groups == 1: break
        default: return
        }
        guard
            let source = producerBehindViews(of: index),
            case .oneHot(let classes) = network.layers[source].operation
        else { return }
        // Of each indicator one product is left, and it is with one: at each tap a row of weights is read and added.
        let now = cost.layers[index]
        let rows = now.macs.count / classes
        let work = try layer.operation.work(inputs: network.inputs(of: layer), output: layer.output)
        let sums = try checkedSum(rows, checkedProduct(work.bias.count, conditions.batch))
        try found.note(
            .oneHotIntoFullyConnected(classes: classes), at: place(of: index),
            prices: [
                DesignPrice(metric: .macs, now: now.macs.count, instead: 0),
                DesignPrice(metric: .flops, now: now.flops.count, instead: sums),
            ])
    }

    /// An fc layer on a map that holds most of a large network's parameters.
    func wideFullyConnected(at index: Int, _ found: inout DesignWarnings) throws(CountOverflow) {
        guard case .fullyConnected(let outputs, let bias) = network.layers[index].operation else { return }
        let map = mapBehindViews(of: index)
        let (own, all) = (cost.layers[index].params.count, cost.total.params.count)
        guard own > 1_000_000, own > all / 2, !map.isVector else { return }
        let instead = try checkedSum(checkedProduct(map.channels, outputs), bias ? outputs : 0)
        try found.note(
            .wideFullyConnected(map: map, percent: Int(Double(own) / Double(all) * 100)), at: place(of: index),
            prices: [DesignPrice(metric: .params, now: own, instead: instead)])
    }

    /// Two fc layers in a row that one would replace without more weights.
    func linearPair(at index: Int, _ found: inout DesignWarnings) throws(CountOverflow) {
        guard
            case .fullyConnected(let outputs, let bias) = network.layers[index].operation,
            let source = producerBehindViews(of: index), readers[source].count == 1, !isOutput[source],
            case .fullyConnected = network.layers[source].operation
        else { return }
        let features = try network.inputs(of: network.layers[source])[0].elements()
        let now = try checkedSum(cost.layers[index].params.count, cost.layers[source].params.count)
        let instead = try checkedSum(checkedProduct(features, outputs), bias ? outputs : 0)
        // A narrow layer between two is a factored matrix and saves weights: that is meant.
        guard instead <= now else { return }
        try found.note(
            .linearPair, at: place(of: index),
            prices: [DesignPrice(metric: .params, now: now, instead: instead)])
    }

    /// An activation that is the identity on all values its predecessor can hand on.
    func redundantActivation(at index: Int, _ found: inout DesignWarnings) throws(CountOverflow) {
        let second = network.layers[index].operation.kind
        guard let source = producerBehindViews(of: index) else { return }
        let first = network.layers[source].operation.kind
        let isRedundant =
            switch second {
            case .relu, .leakyRelu, .prelu, .elu:
                [.relu, .relu6, .sigmoid, .hardSigmoid, .softmax].contains(first)
            case .relu6:
                [.relu6, .sigmoid, .hardSigmoid, .softmax].contains(first)
            default: false
            }
        guard isRedundant else { return }
        try found.note(
            .redundantActivation(second: second, first: first), at: place(of: index),
            prices: [DesignPrice(metric: .flops, now: cost.layers[index].flops.count, instead: 0)])
    }

    /// Scores of an fc layer that leave the network through a rectifier.
    func clippedLogits(at index: Int, _ found: inout DesignWarnings) throws(CountOverflow) {
        let kind = network.layers[index].operation.kind
        guard
            [.relu, .relu6].contains(kind), isOutput[index], readers[index].isEmpty,
            let source = producerBehindViews(of: index), network.layers[source].operation.kind == .fullyConnected
        else { return }
        try found.note(.clippedLogits(activation: kind), at: place(of: index))
    }

    /// A layer whose work nobody knows, and that is therefore not counted.
    func opaque(at index: Int, _ found: inout DesignWarnings) throws(CountOverflow) {
        guard network.layers[index].operation.isOpaque else { return }
        try found.note(
            .opaque, at: place(of: index),
            prices: [DesignPrice(metric: .traffic, now: cost.layers[index].traffic.count, instead: nil)])
    }

    /// A layer that nobody reads and that is no output.
    func deadEnd(at index: Int, _ found: inout DesignWarnings) throws(CountOverflow) {
        guard readers[index].isEmpty, !isOutput[index] else { return }
        try found.note(
            .deadEnd, at: place(of: index),
            prices: [DesignPrice(metric: .flops, now: cost.layers[index].flops.count, instead: 0)])
    }

    /// Labels that no statement reads, other than on the last layer, which is an output anyway.
    func deadLabels(_ found: inout DesignWarnings) throws(CountOverflow) {
        for label in network.labels where !label.isConsumed {
            let layer: Int? = if case .layer(let index) = label.source { index } else { nil }
            guard layer != network.layers.count - 1 else { continue }
            try found.note(
                .deadLabel(name: label.name),
                at: DesignPlace(layer: layer, name: label.name, line: label.line))
        }
    }
}
