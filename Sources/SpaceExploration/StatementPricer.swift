import ArchLanguage
import ArchSearch
import CostAnalysis
import NetworkIR

/// Prices the layers that a cursor has laid out, column by column; equal layers once.
struct StatementPricer {
    let columns: [CostColumn]
    let combinings: [Combining]
    let conditions: CostConditions
    let times: LayerTimes?

    private struct LayerKey: Hashable {
        var operation: Operation
        var inputs: [FeatureMap]
    }

    /// One layer's values in all columns but those that look at several layers at once.
    struct LayerPrice {
        var values: [Int64]
        /// Elements of weights kept.
        var stored: Int
    }

    private var prices: [LayerKey: LayerPrice] = [:]
    private let peakColumn: Int?

    /// True where a column looks at the maps that are live at once.
    var needsMemory: Bool { peakColumn != nil }

    /// True where a column adds up receptive fields.
    let needsFields: Bool

    init(columns: [CostColumn], conditions: CostConditions, times: LayerTimes? = nil) {
        self.columns = columns
        combinings = columns.map(\.combining)
        self.conditions = conditions
        self.times = times
        peakColumn = columns.firstIndex(of: .metric(.peakMemory))
        needsFields = columns.contains { column in
            if case .score(let score) = column { score.needsReach } else { false }
        }
    }

    /// The values of the cursor's fresh layers.
    ///
    /// - Parameter held: the maps that were needed before those layers ran, as `heldSources` gave them.
    mutating func price(_ cursor: SpaceCursor, heldBefore held: [Source]) throws(ExplorationError) -> [Int64] {
        try price(cursor.network, from: cursor.firstFreshLayer, heldBefore: held, heldAfter: cursor.heldSources)
    }

    /// The values of a network's layers from the given one on.
    ///
    /// - Parameter inputMemory: the map that the network's input is a view of; nil where it is none.
    mutating func price(
        _ network: Network, from firstFresh: Int, heldBefore: [Source], heldAfter: @autoclosure () -> [Source],
        inputMemory: FeatureMap? = nil
    ) throws(ExplorationError) -> [Int64] {
        var values = [Int64](repeating: 0, count: columns.count)
        var stored: [Int] = []
        for layer in network.layers[firstFresh...] {
            let price = try price(of: layer, in: network)
            if peakColumn != nil { stored.append(price.stored) }
            for column in values.indices {
                let (sum, overflow) = values[column].addingReportingOverflow(price.values[column])
                guard !overflow else { throw .overflow(line: layer.line) }
                values[column] = sum
            }
        }
        if let peakColumn {
            let live = LiveMemory(
                network, firstFresh: firstFresh, heldBefore: heldBefore, heldAfter: heldAfter(),
                inputMemory: inputMemory)
            do {
                values[peakColumn] = Int64(try live.peak(stored: stored, under: conditions))
            } catch { throw .overflow(line: network.layers.last?.line ?? 0) }
        }
        return values
    }

    /// Adds what scores make of a receptive field that has grown by so many pixels.
    func add(growth: Double, to values: inout [Int64]) throws(ExplorationError) {
        guard growth != 0 else { return }
        guard let pixels = Int64(exactly: growth.rounded()) else { throw .overflow(line: 0) }
        for (column, kind) in columns.enumerated() {
            guard case .score(let score) = kind else { continue }
            guard let value = try? score.value(of: LayerFacts(reach: pixels)) else { throw .overflow(line: 0) }
            let (sum, overflow) = values[column].addingReportingOverflow(value)
            guard !overflow else { throw .overflow(line: 0) }
            values[column] = sum
        }
    }

    mutating func price(of layer: Layer, in network: Network) throws(ExplorationError) -> LayerPrice {
        let inputs = network.inputs(of: layer)
        let key = LayerKey(operation: layer.operation, inputs: inputs)
        if let known = prices[key] { return known }
        let price: LayerPrice
        do {
            let work = try layer.operation.work(inputs: inputs, output: layer.output)
            let cost = try layer.operation.cost(inputs: inputs, output: layer.output, under: conditions)
            let facts = LayerFacts(layer, inputs: inputs, cost: cost)
            var values: [Int64] = []
            for column in columns {
                switch column {
                case .metric(.time):
                    values.append(times?.nanoseconds(layer.operation, inputs, layer.output) ?? 0)
                case .metric(let metric): values.append(Int64(cost.count(of: metric)))
                case .score(let score): values.append(try score.value(of: facts))
                }
            }
            price = LayerPrice(values: values, stored: work.stored.count)
        } catch {
            throw .overflow(line: layer.line)
        }
        prices[key] = price
        return price
    }
}

extension LayerCost {
    /// The additive part of a metric; zero for those that do not add over layers.
    func count(of metric: Metric) -> Int {
        switch metric {
        case .timeComplexity: timeComplexity.count
        case .macs: macs.count
        case .flops: flops.count
        case .parameters: params.count
        case .activations: activations.count
        case .traffic: traffic.count
        case .depth: depth
        case .peakMemory, .receptiveField, .time: 0
        }
    }
}

extension LayerFacts {
    init(_ layer: Layer, inputs: [FeatureMap], cost: LayerCost) {
        var fanIn = 0
        switch layer.operation {
        case .convolution(let convolution):
            fanIn =
                convolution.window.kernel.height &* convolution.window.kernel.width
                &* ((inputs.first?.channels ?? 0) / max(1, convolution.groups))
        case .transposedConvolution(let convolution):
            fanIn =
                convolution.window.kernel.height &* convolution.window.kernel.width
                &* ((inputs.first?.channels ?? 0) / max(1, convolution.groups))
        default: break
        }
        self.init(
            depth: Int64(cost.depth), activations: Int64(cost.activations.count), parameters: Int64(cost.params.count),
            macs: Int64(cost.macs.count), fanIn: Int64(fanIn))
    }
}
