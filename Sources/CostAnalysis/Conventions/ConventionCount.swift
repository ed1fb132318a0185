import NetworkIR

extension Network {
    /// The numbers that a tool prints for this network, each with the terms in which it differs from ours.
    ///
    /// The numbers are for the cost's batch, as if the tool ran on it; what it notices depends on each layer's `callStyle`.
    /// - Parameter cost: what `cost(under:)` gave for this network.
    /// - Returns: one count a quantity of the convention, two for calflops.
    /// - Throws: the layer whose count, or at which a running total, leaves 64 bits.
    public func counts(by convention: Convention, cost: NetworkCost) throws(CostError) -> [ConventionCount] {
        var counts: [ConventionCount] = []
        for quantity in convention.quantities {
            counts.append(try count(by: convention, of: quantity, cost: cost))
        }
        return counts
    }

    private func count(
        by convention: Convention, of quantity: ConventionQuantity, cost: NetworkCost
    ) throws(CostError) -> ConventionCount {
        var tally = ConventionTally(
            rules: convention.rules(for: quantity), quantity: quantity, batch: cost.conditions.batch)
        for layer in layers {
            do {
                try tally.add(layer, reading: inputs(of: layer))
            } catch {
                throw layer.overflow
            }
        }
        let terms = tally.terms
        let ours = quantity == .flops ? cost.total.flops.count : cost.total.macs.count
        var value = ours
        for term in terms {
            let (sum, overflow) = value.addingReportingOverflow(term.amount)
            guard !overflow else {
                throw layers.last?.overflow ?? .overflow(layer: "input", line: 0)
            }
            value = sum
        }
        return ConventionCount(
            convention: convention, quantity: quantity, value: value, ours: ours, terms: terms)
    }
}

/// Terms as they add up over the layers.
private struct ConventionTally {
    private struct Sum {
        var amount = 0
        /// Layers before the last one whose counts differ.
        var layerCount = 0
        var lastLayer = -1
        /// The difference in the last layer, where the tool's count and ours may cancel out.
        var lastAmount = 0
        var rules: [String] = []

        var differingLayers: Int { layerCount + (lastAmount == 0 ? 0 : 1) }
    }

    let rules: [ConventionRule]
    let quantity: ConventionQuantity
    let batch: Int
    private var sums: [ConventionTerm.Name: Sum] = [:]
    private var layerCount = 0

    init(rules: [ConventionRule], quantity: ConventionQuantity, batch: Int) {
        self.rules = rules
        self.quantity = quantity
        self.batch = batch
    }

    mutating func add(_ layer: Layer, reading maps: [FeatureMap]) throws(CountOverflow) {
        let operation = layer.operation
        let work = try operation.work(inputs: maps, output: layer.output)
        let facts = ConventionFacts(
            operation: operation, work: work, inputs: maps, output: layer.output, batch: batch,
            operationsPerMAC: quantity == .flops ? 2 : 1)
        layerCount += 1
        for rule in rules where rule.applies(to: operation, called: layer.callStyle) {
            try add(facts.amount(rule.amount), to: rule.term, rule: rule.words)
        }
        if quantity == .flops {
            // Ours holds these too, so that only what the tool counts otherwise is left.
            try add(-checkedProduct(work.pointwise.count, batch), to: operation.conventionTerm, rule: nil)
            try add(-checkedProduct(work.bias.count, batch), to: .bias, rule: nil)
        }
    }

    private mutating func add(_ amount: Int, to name: ConventionTerm.Name, rule: String?) throws(CountOverflow) {
        guard amount != 0 else { return }
        var sum = sums[name] ?? Sum()
        sum.amount = try checkedSum(sum.amount, amount)
        if sum.lastLayer != layerCount {
            sum.layerCount = sum.differingLayers
            sum.lastAmount = 0
            sum.lastLayer = layerCount
        }
        sum.lastAmount = try checkedSum(sum.lastAmount, amount)
        if let rule, !sum.rules.contains(rule) { sum.rules.append(rule) }
        sums[name] = sum
    }

    var terms: [ConventionTerm] {
        ConventionTerm.Name.allCases.compactMap { name in
            guard let sum = sums[name], sum.amount != 0 else { return nil }
            let rule = sum.rules.isEmpty ? "not counted" : sum.rules.joined(separator: "; ")
            return ConventionTerm(name: name, amount: sum.amount, layerCount: sum.differingLayers, rule: rule)
        }
    }
}
