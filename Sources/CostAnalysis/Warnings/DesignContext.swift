import NetworkIR

/// What every design rule looks at: the network, its costs, and who reads whom.
struct DesignContext {
    let network: Network
    let cost: NetworkCost
    let readers: [[Int]]
    let isOutput: [Bool]
    /// For each layer the one whose elements it hands on, through any number of flattens and dropouts; else itself.
    private let origins: [Int]
    /// As `origins`, through all that leaves each channel to itself.
    private let channelOrigins: [Int]

    init(network: Network, cost: NetworkCost) {
        self.network = network
        self.cost = cost
        readers = network.readers()
        isOutput = network.outputFlags()
        origins = DesignContext.origins(in: network) { $0.handsOn }
        channelOrigins = DesignContext.origins(in: network) { $0.keepsChannelsApart }
    }

    /// One pass, however long the chains of such layers are.
    private static func origins(in network: Network, through isTransparent: (Operation) -> Bool) -> [Int] {
        var origins: [Int] = []
        origins.reserveCapacity(network.layers.count)
        for (index, layer) in network.layers.enumerated() {
            if isTransparent(layer.operation), case .layer(let source)? = layer.inputs.first {
                origins.append(origins[source])
            } else {
                origins.append(index)
            }
        }
        return origins
    }

    var conditions: CostConditions { cost.conditions }

    /// The layer that a layer's first input comes from; nil for the network's input.
    func producer(of index: Int) -> Int? {
        guard case .layer(let source)? = network.layers[index].inputs.first else { return nil }
        return source
    }

    /// As `producer`, looking through flatten and dropout, which hand on their input.
    func producerBehindViews(of index: Int) -> Int? {
        guard let source = producer(of: index), !network.layers[origins[source]].operation.handsOn else { return nil }
        return origins[source]
    }

    /// As `producer`, looking through all that leaves each channel to itself.
    func producerOfChannels(of index: Int) -> Int? {
        producer(of: index).map { channelOrigins[$0] }
    }

    /// The first map that a layer reads, before a flatten.
    func mapBehindViews(of index: Int) -> FeatureMap {
        if let source = producerBehindViews(of: index) { return network.layers[source].output }
        return network.input
    }

    func place(of index: Int) -> DesignPlace {
        let layer = network.layers[index]
        return DesignPlace(layer: index, name: layer.name, line: layer.line)
    }
}

extension Operation {
    /// Hands on its input's elements unchanged, all of them.
    fileprivate var handsOn: Bool {
        switch self {
        case .flatten, .dropout: true
        default: false
        }
    }

    /// Each output channel depends on the input channel of the same place alone.
    var keepsChannelsApart: Bool {
        switch self {
        case .pool, .globalAveragePool, .adaptivePool, .batchNorm, .prelu, .dropout, .upsample: true
        case .activation(let activation): activation != .softmax
        default: false
        }
    }
}

/// Collects findings: equal ones become one warning, in order of first appearance.
struct DesignWarnings {
    private(set) var warnings: [DesignWarning] = []
    private var positions: [DesignFinding: Int] = [:]

    /// Notes a finding at a place; prices of one metric add up.
    mutating func note(
        _ finding: DesignFinding, at place: DesignPlace, prices: [DesignPrice] = []
    ) throws(CountOverflow) {
        guard let position = positions[finding] else {
            positions[finding] = warnings.count
            warnings.append(DesignWarning(finding: finding, places: [place], prices: prices))
            return
        }
        warnings[position].places.append(place)
        for price in prices {
            guard let known = warnings[position].prices.firstIndex(where: { $0.metric == price.metric }) else {
                warnings[position].prices.append(price)
                continue
            }
            let sum = warnings[position].prices[known]
            let instead: Int? =
                if let a = sum.instead, let b = price.instead { try checkedSum(a, b) } else { nil }
            warnings[position].prices[known] = DesignPrice(
                metric: price.metric, now: try checkedSum(sum.now, price.now), instead: instead)
        }
    }
}
