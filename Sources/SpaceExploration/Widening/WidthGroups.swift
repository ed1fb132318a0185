public import NetworkIR

/// Which convolutions of a network must have equally many filters, and which may have others than they have.
///
/// Sums and products tie their operands' channels together, depthwise convolutions theirs to their input's; joined maps
/// have the channels of their parts. What leaves the network, and what an operation counts out (slices, shuffles into space,
/// zero channels appended), stays as it is.
public struct WidthGroups: Sendable {
    /// Layers that change together.
    public struct Group: Hashable, Sendable {
        /// Indices of its convolutions and fully connected layers, ascending.
        public var layers: [Int]
        /// What their number of filters must be divisible by: 1, or what groups of channels ask for.
        public var step: Int
        /// Their number of filters.
        public var filters: Int
    }

    /// In the order of their first layers; those that cannot change are left out.
    public let groups: [Group]

    public init(of network: Network) {
        var survey = WidthSurvey(network)
        survey.walk()
        groups = survey.groups()
    }
}

/// A walk over a network that notes whose widths a map's channels are made of.
private struct WidthSurvey {
    /// So many channels for each of a layer's filters; the network's input and other fixed numbers have no layer.
    private struct Segment {
        var layer: Int?
        var multiple: Int
    }

    private let network: Network
    private var segments: [Source: [Segment]] = [.input: [Segment(layer: nil, multiple: 1)]]
    /// The union of layers, as a forest.
    private var parents: [Int: Int] = [:]
    private var steps: [Int: Int] = [:]
    private var pinned: Set<Int> = []

    init(_ network: Network) { self.network = network }

    mutating func walk() {
        for (index, layer) in network.layers.enumerated() {
            let inputs = layer.inputs.map { segments[$0] ?? [] }
            segments[.layer(index)] = output(of: layer, index, inputs)
        }
        for index in network.outputs { pin(segments[.layer(index)] ?? []) }
    }

    func groups() -> [WidthGroups.Group] {
        let members = Dictionary(grouping: parents.keys, by: root)
        return members.compactMap { root, layers -> WidthGroups.Group? in
            guard !layers.contains(where: pinned.contains), let first = layers.min(),
                let filters = network.layers[first].operation.filters
            else { return nil }
            let step = layers.reduce(1) { WidthSurvey.leastCommonMultiple($0, steps[$1] ?? 1) }
            return WidthGroups.Group(layers: layers.sorted(), step: step, filters: filters)
        }.sorted { ($0.layers.first ?? 0) < ($1.layers.first ?? 0) }
    }

    private mutating func output(of layer: Layer, _ index: Int, _ inputs: [[Segment]]) -> [Segment] {
        let first = inputs.first ?? []
        switch layer.operation {
        case .convolution(let convolution):
            let channels = network.inputs(of: layer).first?.channels ?? 0
            if convolution.groups > 1, convolution.groups == channels {
                let factor = convolution.filters / convolution.groups
                return first.map { Segment(layer: $0.layer, multiple: $0.multiple * factor) }
            }
            return own(index, groups: convolution.groups, of: first)
        case .transposedConvolution(let convolution): return own(index, groups: convolution.groups, of: first)
        case .fullyConnected: return own(index, groups: 1, of: first)
        case .add, .multiply:
            for other in inputs.dropFirst() { tie(first, other) }
            return first
        case .concatenate: return inputs.flatMap { $0 }
        case .flatten:
            let map = network.inputs(of: layer).first
            let positions = (map?.height ?? 1) * (map?.width ?? 1)
            return first.map { Segment(layer: $0.layer, multiple: $0.multiple * positions) }
        case .groupNorm(let groups), .channelShuffle(let groups):
            divide(first, by: groups)
            return first
        case .pool, .globalAveragePool, .adaptivePool, .batchNorm, .localResponseNorm, .layerNorm, .activation, .prelu,
            .dropout, .upsample:
            return first
        case .spatialPyramidPool(let bins):
            let cells = bins.reduce(0) { $0 + $1 * $1 }
            return first.map { Segment(layer: $0.layer, multiple: $0.multiple * cells) }
        case .pixelShuffle, .channelSlice, .stridedIdentity, .opaque, .oneHot, .embedding, .nearestNeighbours:
            for input in inputs { pin(input) }
            return [Segment(layer: nil, multiple: layer.output.channels)]
        }
    }

    /// The layer's own filters.
    private mutating func own(_ index: Int, groups: Int, of input: [Segment]) -> [Segment] {
        parents[index] = index
        if groups > 1 {
            divide(input, by: groups)
            steps[index] = groups
        }
        return [Segment(layer: index, multiple: 1)]
    }

    /// Channels of which a number of equal groups is made.
    private mutating func divide(_ segments: [Segment], by groups: Int) {
        guard segments.count == 1, let layer = segments[0].layer else { return pin(segments) }
        if segments[0].multiple % groups != 0 {
            steps[layer] = WidthSurvey.leastCommonMultiple(steps[layer] ?? 1, groups)
        }
    }

    /// Both lists of channels must stay equally long.
    private mutating func tie(_ a: [Segment], _ b: [Segment]) {
        guard a.count == b.count, zip(a, b).allSatisfy({ $0.multiple == $1.multiple }) else {
            pin(a)
            return pin(b)
        }
        for (a, b) in zip(a, b) {
            switch (a.layer, b.layer) {
            case (let a?, let b?): parents[root(b)] = root(a)
            case (let layer?, nil), (nil, let layer?): pinned.insert(layer)
            case (nil, nil): break
            }
        }
    }

    private mutating func pin(_ segments: [Segment]) {
        for case let layer? in segments.map(\.layer) { pinned.insert(layer) }
    }

    private func root(_ layer: Int) -> Int {
        var layer = layer
        while let parent = parents[layer], parent != layer { layer = parent }
        return layer
    }

    private static func leastCommonMultiple(_ a: Int, _ b: Int) -> Int {
        var (x, y) = (a, b)
        while y != 0 { (x, y) = (y, x % y) }
        return a / max(1, x) * b
    }
}

extension Operation {
    /// Filters of a layer that sums over channels with learned weights; nil for others.
    var filters: Int? {
        switch self {
        case .convolution(let convolution): convolution.filters
        case .transposedConvolution(let convolution): convolution.filters
        case .fullyConnected(let outputs, _): outputs
        default: nil
        }
    }

    /// The same layer with another number of filters.
    func withFilters(_ count: Int) -> Operation {
        switch self {
        case .convolution(var convolution):
            convolution.filters = count
            return .convolution(convolution)
        case .transposedConvolution(var convolution):
            convolution.filters = count
            return .transposedConvolution(convolution)
        case .fullyConnected(_, let bias): return .fullyConnected(outputs: count, bias: bias)
        default: return self
        }
    }
}

extension Network {
    /// The network with other numbers of filters in some of its layers; depthwise convolutions follow their input.
    ///
    /// - Throws: the rule that the widths break.
    public func withFilters(_ filters: [Int: Int]) throws(ShapeError) -> Network {
        var changed = Network(name: name, input: input, stages: stages, outputs: outputs, labels: labels)
        for (index, layer) in layers.enumerated() {
            var operation = filters[index].map { layer.operation.withFilters($0) } ?? layer.operation
            if case .convolution(var convolution) = operation, convolution.groups > 1,
                let before = inputs(of: layer).first?.channels, convolution.groups == before,
                let source = layer.inputs.first
            {
                let channels = changed.map(of: source).channels
                convolution.filters = convolution.filters / convolution.groups * channels
                convolution.groups = channels
                operation = .convolution(convolution)
            }
            try changed.append(
                operation, to: layer.inputs, name: layer.name, stage: layer.stage, line: layer.line,
                callStyle: layer.callStyle)
        }
        return changed
    }
}
