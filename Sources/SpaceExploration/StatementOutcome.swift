import ArchLanguage
import NetworkIR

/// What a statement comes to, as a function of the current map.
struct StatementOutcome: Sendable {
    /// The number of its own decisions.
    var decision: Int
    /// One a column; of a maximum without what other maps take.
    var values: [Int64]
    var output: FeatureMap
    var effect: MapEffect
    /// The map that a fresh output is a view of, or the output itself; nil where it lies in the input's memory.
    var memory: FeatureMap?
    /// Of the output, where the input's field has size 0 and the call's jump; not set where no column asks.
    var field = WindowField()
}

/// What a statement's outcomes depend on.
struct StatementCall: Hashable {
    var statement: SpaceCursor.StatementKey
    var input: FeatureMap
    /// The map that the input is a view of; the input itself where that takes as much or no column asks.
    var memory: FeatureMap
    /// True where the input map is kept for something else as well.
    var inputIsHeld: Bool
    /// Of the input's field; 1 where no column asks.
    var jump = 1.0
}

extension StatementPricer {
    /// The outcome of a layer line, its decisions' number aside; equal rounds are priced once.
    mutating func outcome(of line: LayerLine, _ call: StatementCall) throws(ExplorationError) -> StatementOutcome {
        var outcome = StatementOutcome(
            decision: 0, values: identity, output: call.input, effect: MapEffect.none)
        outcome.field = WindowField(size: 0, jump: call.jump)
        var isHeld = call.inputIsHeld
        var memory = call.memory
        for (network, times) in line.rounds {
            let last = Source.layer(network.layers.count - 1)
            let isView = network.layers.allSatisfy { $0.operation.isView }
            var left = times
            while left > 0 {
                var values = try price(
                    network, from: 0, heldBefore: [.input], heldAfter: isHeld ? [last, .input] : [last],
                    inputMemory: memory)
                if call.inputIsHeld, !isHeld { try add(held: bytes(of: call.memory), to: &values) }
                // The first round's input may be held, or a view; those of the others are not, unless they are views of it.
                let newMemory = isView ? memory : network.memoryMap(of: last)
                let count = isView || !isHeld && newMemory == memory ? left : 1
                try add(values, times: count, to: &outcome.values)
                left -= count
                isHeld = isHeld && isView
                memory = newMemory
            }
            if needsFields { outcome.field = WindowFields.behind(network, times: times, outcome.field) }
            if !isView { outcome.effect = .fresh }
            outcome.output = network.layers.last?.output ?? call.input
        }
        if outcome.effect == .fresh {
            outcome.memory = memory
        } else {
            outcome.effect = outcome.output == call.input ? .none : .view
        }
        try add(growth: outcome.field.size, to: &outcome.values)
        return outcome
    }

    /// The values of nothing.
    var identity: [Int64] { [Int64](repeating: 0, count: columns.count) }

    /// What a map takes, where a column asks for it.
    func bytes(of map: FeatureMap) throws(ExplorationError) -> Int64 {
        guard needsMemory else { return 0 }
        do {
            return Int64(try checkedProduct(try map.elements(), conditions.batch, conditions.precision.bytes))
        } catch { throw .overflow(line: 0) }
    }

    /// Adds what other maps take to all columns of what is live at once.
    func add(held others: Int64, to values: inout [Int64]) throws(ExplorationError) {
        guard others != 0 else { return }
        for column in values.indices where combinings[column] == .maximum {
            let (sum, overflow) = values[column].addingReportingOverflow(others)
            guard !overflow else { throw .overflow(line: 0) }
            values[column] = sum
        }
    }

    /// Adds one stretch of statements, so many times, behind another.
    func add(_ more: [Int64], times: Int = 1, to values: inout [Int64]) throws(ExplorationError) {
        for column in values.indices {
            switch combinings[column] {
            case .maximum: values[column] = max(values[column], more[column])
            case .sum:
                let (product, overflows) = more[column].multipliedReportingOverflow(by: Int64(times))
                let (sum, overflow) = values[column].addingReportingOverflow(product)
                guard !overflows, !overflow else { throw .overflow(line: 0) }
                values[column] = sum
            }
        }
    }
}
