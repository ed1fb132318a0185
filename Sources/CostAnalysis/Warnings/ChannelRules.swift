import NetworkIR

extension DesignContext {
    /// A grouped convolution behind one of the same groups, where no layer between them mixes channels.
    func groupedWithoutShuffle(at index: Int, _ found: inout DesignWarnings) throws(CountOverflow) {
        guard
            case .convolution(let convolution) = network.layers[index].operation,
            isGrouped(index), let source = producerOfChannels(of: index),
            case .convolution(let other) = network.layers[source].operation, other.groups == convolution.groups,
            isGrouped(source)
        else { return }
        try found.note(.groupedWithoutShuffle(groups: convolution.groups), at: place(of: index))
    }

    /// Grouped, but not depth-wise: a depth-wise one leaves mixing to the 1x1 layer that belongs to it.
    private func isGrouped(_ index: Int) -> Bool {
        guard case .convolution(let convolution) = network.layers[index].operation else { return false }
        return convolution.groups > 1 && convolution.groups < network.inputs(of: network.layers[index])[0].channels
    }

    /// A hidden convolution whose filters are no multiple of 8.
    func raggedChannels(at index: Int, _ found: inout DesignWarnings) throws(CountOverflow) {
        let layer = network.layers[index]
        guard
            case .convolution(let convolution) = layer.operation, convolution.filters > 8,
            convolution.filters % 8 != 0, !layer.output.isVector, !leadsOut(index)
        else { return }
        try found.note(.raggedChannels, at: place(of: index))
    }

    /// True where only layers without weights stand between this layer and an output: the task sets its channels.
    private func leadsOut(_ index: Int) -> Bool {
        var current = index
        while !isOutput[current] {
            guard readers[current].count == 1, let next = readers[current].first else { return false }
            let operation = network.layers[next].operation
            guard operation.keepsChannelsApart || operation.handsOutput else { return false }
            current = next
        }
        return true
    }

    /// A bias that the batch norm behind it takes away again.
    func biasBeforeBatchNorm(at index: Int, _ found: inout DesignWarnings) throws(CountOverflow) {
        let layer = network.layers[index]
        guard layer.operation.withoutBias != layer.operation, layer.operation.isLearned, !isOutput[index] else {
            return
        }
        let next = readers[index]
        guard !next.isEmpty, next.allSatisfy({ network.layers[$0].operation == .batchNorm }) else { return }
        let plain = try layer.operation.withoutBias.work(inputs: network.inputs(of: layer), output: layer.output)
        try found.note(
            .biasBeforeBatchNorm, at: place(of: index),
            prices: [
                DesignPrice(metric: .params, now: cost.layers[index].params.count, instead: plain.params.count)
            ])
    }

    func localResponseNorm(at index: Int, _ found: inout DesignWarnings) throws(CountOverflow) {
        guard case .localResponseNorm = network.layers[index].operation else { return }
        let now = cost.layers[index]
        try found.note(
            .localResponseNorm, at: place(of: index),
            prices: [
                DesignPrice(metric: .flops, now: now.flops.count, instead: 0),
                DesignPrice(metric: .traffic, now: now.traffic.count, instead: 0),
            ])
    }

    /// Batch norms that `foldingBatchNorms` merges, with the network's cost before and after.
    func foldableBatchNorms(_ found: inout DesignWarnings) throws(CostError) {
        let folding = try network.foldingBatchNorms(under: conditions)
        let total = cost.total
        let prices = [
            DesignPrice(
                metric: .flops, now: total.flops.count, instead: total.flops.count - folding.saving.flops.count),
            DesignPrice(
                metric: .traffic, now: total.traffic.count,
                instead: total.traffic.count - folding.saving.traffic.count),
            DesignPrice(
                metric: .params, now: total.params.count, instead: total.params.count - folding.saving.params.count),
        ]
        for (position, norm) in folding.folded.enumerated() {
            do {
                // The prices are the whole network's, so that they stand there once.
                try found.note(.foldableBatchNorm, at: place(of: norm.index), prices: position == 0 ? prices : [])
            } catch {
                throw network.layers[norm.index].overflow
            }
        }
    }

    /// Batch norms behind any dropout.
    func dropoutBeforeBatchNorm(_ found: inout DesignWarnings) throws(CountOverflow) {
        var isBehindDropout = [Bool](repeating: false, count: network.layers.count)
        for (index, layer) in network.layers.enumerated() {
            let before = layer.inputs.contains { source in
                if case .layer(let source) = source { isBehindDropout[source] } else { false }
            }
            if layer.operation == .batchNorm, before {
                try found.note(.dropoutBeforeBatchNorm, at: place(of: index))
            }
            if case .dropout(let rate) = layer.operation, rate.millionths > 0 { isBehindDropout[index] = true }
            isBehindDropout[index] = isBehindDropout[index] || before
        }
    }
}

extension Operation {
    /// Changes only how a result is handed out.
    fileprivate var handsOutput: Bool {
        switch self {
        case .flatten, .pixelShuffle, .activation(.softmax): true
        default: false
        }
    }
}
