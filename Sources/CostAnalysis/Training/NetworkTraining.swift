import NetworkIR

extension Network {
    /// Prices one training step: forward pass, backward pass and update, for each layer and in all.
    ///
    /// A gradient flows from the outputs to everything learned and no further: the network's input gets none, so that the
    /// first layers with learned numbers need no backward-data pass. The loss is not part of the network and not priced.
    /// Where several layers read a map, their gradients are summed; that is the work of the layer that made it.
    /// - Throws: the layer whose count, or at which the running total, leaves 64 bits.
    public func trainingCost(
        under conditions: CostConditions = CostConditions(), optimizer: Optimizer = .sgd, weightDecay: Bool = false
    ) throws(CostError) -> TrainingCost {
        guard conditions.batch >= 1 else { throw .emptyBatch(conditions.batch) }
        let flow = GradientFlow(of: self)
        let kept = try KeptMaps(of: self, flow: flow, conditions: conditions)
        var rows: [TrainingLayerCost] = []
        rows.reserveCapacity(layers.count)
        var total = TrainingLayerCost.zero
        for (index, layer) in layers.enumerated() {
            do {
                var row = try row(
                    of: index, flow: flow, conditions: conditions, optimizer: optimizer, decay: weightDecay)
                row.kept = kept.bytes[index]
                total = try total.adding(row)
                rows.append(row)
            } catch {
                throw layer.overflow
            }
        }
        return TrainingCost(
            conditions: conditions, optimizer: optimizer, weightDecay: weightDecay, layers: rows, total: total)
    }

    private func row(
        of index: Int, flow: GradientFlow, conditions: CostConditions, optimizer: Optimizer, decay: Bool
    ) throws(CountOverflow) -> TrainingLayerCost {
        let (layer, batch) = (layers[index], conditions.batch)
        let (operation, maps) = (layer.operation, inputs(of: layer))
        let work = try operation.work(inputs: maps, output: layer.output)
        var row = TrainingLayerCost.zero
        if let input = maps.first {
            row.forward = try operation.trainingForward(of: work, input: input, batch: batch)
        }
        row.weights = try Bytes(of: Elements(work.params.count), in: conditions.precision)
        guard flow.reachesOutput[index] else { return row }
        let backward = try operation.backward(of: work, inputs: maps, output: layer.output, batch: batch)
        if flow.wantsData(of: layer) { row.backwardData = backward.data }
        if flow.carriesGradient[index], flow.gradientReaders[index] > 1 {
            let sums = try checkedProduct(layer.output.elements(), flow.gradientReaders[index] - 1, batch)
            row.backwardData = try row.backwardData.adding(PassCost(macs: .zero, others: sums))
        }
        guard work.params.count > 0 else { return row }
        row.backwardWeights = backward.weights
        row.gradients = row.weights
        row.optimizerState = try optimizer.stateBytes(of: work.params, precision: conditions.precision)
        row.update = FLOPs(
            try checkedProduct(work.params.count, optimizer.operationsPerParameter(weightDecay: decay)))
        return row
    }
}
