import NetworkIR

extension Network {
    /// The design warnings of this network, by their first place.
    ///
    /// - Parameter cost: what `cost(under:)` gave for this network; prices are under its conditions.
    /// - Throws: the layer at which a price leaves 64 bits.
    public func designWarnings(cost: NetworkCost) throws(CostError) -> [DesignWarning] {
        let context = DesignContext(network: self, cost: cost)
        var found = DesignWarnings()
        let rules: [DesignContext.Rule] = [
            DesignContext.checkerboard, DesignContext.evenKernelShift, DesignContext.strideSkipsInput,
            DesignContext.paddingDominates, DesignContext.receptiveFieldExceedsInput, DesignContext.factorableKernel,
            DesignContext.groupedWithoutShuffle, DesignContext.raggedChannels, DesignContext.biasBeforeBatchNorm,
            DesignContext.localResponseNorm, DesignContext.oneHotIntoFullyConnected, DesignContext.wideFullyConnected,
            DesignContext.linearPair, DesignContext.redundantActivation, DesignContext.clippedLogits,
            DesignContext.deadEnd, DesignContext.opaque,
        ]
        for (index, layer) in layers.enumerated() {
            do {
                for rule in rules { try rule(context)(index, &found) }
            } catch {
                throw layer.overflow
            }
        }
        do {
            try context.dropoutBeforeBatchNorm(&found)
            try context.deadLabels(&found)
        } catch {
            throw layers.last?.overflow ?? .overflow(layer: "input", line: 0)
        }
        try context.foldableBatchNorms(&found)
        // Stable where first places are equal, as those of one layer are in the order of the rules.
        return found.warnings.enumerated().sorted { left, right in
            let (a, b) = (left.element.places[0].layer ?? -1, right.element.places[0].layer ?? -1)
            return (a, left.offset) < (b, right.offset)
        }.map(\.element)
    }
}

extension DesignContext {
    /// A rule looks at one layer and notes what it finds there.
    typealias Rule = (DesignContext) -> (Int, inout DesignWarnings) throws(CountOverflow) -> Void
}
