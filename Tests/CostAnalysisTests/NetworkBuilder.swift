import NetworkIR

/// Builds networks layer by layer for tests, in the papers' terms.
struct NetworkBuilder {
    private(set) var network: Network
    /// Where the next layer reads.
    var current: Source = .input
    /// The stage that next layers belong to.
    private var stage: Int?

    init(_ name: String, _ channels: Int, _ height: Int, _ width: Int) {
        network = Network(name: name, input: FeatureMap(channels: channels, height: height, width: width))
    }

    var channels: Int { network.map(of: current).channels }

    mutating func begin(stage name: String?) {
        stage = name.map { name in
            if let known = network.stages.firstIndex(of: name) { return known }
            network.stages.append(name)
            return network.stages.count - 1
        }
    }

    @discardableResult
    mutating func add(
        _ operation: Operation, _ inputs: [Source]? = nil, name: String? = nil, called style: CallStyle = .module
    ) throws -> Source {
        current = try network.append(
            operation, to: inputs ?? [current], name: name ?? "\(operation.keyWord)\(network.layers.count)",
            stage: stage, line: network.layers.count + 1, callStyle: style)
        return current
    }

    /// A square convolution, padded on all sides, then a batch norm and an activation where asked for.
    mutating func conv(
        _ kernel: Int, _ filters: Int, stride: Int = 1, pad: Int = 0, groups: Int = 1, bias: Bool = false,
        bn: Bool = false, _ activation: Activation? = nil, dilation: Int = 1
    ) throws {
        let window = Window(
            kernel: Extent(square: kernel), stride: Extent(square: stride), dilation: Extent(square: dilation),
            padding: Padding(all: pad))
        try add(.convolution(Convolution(filters: filters, window: window, groups: groups, bias: bias)))
        if bn { try add(.batchNorm) }
        if let activation { try add(.activation(activation)) }
    }

    mutating func deconv(
        _ kernel: Int, _ filters: Int, stride: Int, pad: Int, outputPadding: Int = 0, groups: Int = 1,
        bias: Bool = false
    ) throws {
        let window = Window(
            kernel: Extent(square: kernel), stride: Extent(square: stride), padding: Padding(all: pad))
        try add(
            .transposedConvolution(
                TransposedConvolution(
                    filters: filters, window: window, outputPadding: Extent(square: outputPadding), groups: groups,
                    bias: bias)))
    }

    mutating func pool(_ kind: PoolKind, _ kernel: Int, stride: Int? = nil, pad: Int = 0, ceil: Bool = false) throws {
        let window = Window(
            kernel: Extent(square: kernel), stride: Extent(square: stride ?? kernel), padding: Padding(all: pad))
        try add(.pool(Pool(kind: kind, window: window, rounding: ceil ? .ceil : .floor)))
    }

    mutating func fc(_ outputs: Int, _ activation: Activation? = nil) throws {
        try add(.fullyConnected(outputs: outputs, bias: true))
        if let activation { try add(.activation(activation)) }
    }

    /// The network with its last layer, and any named ones, as outputs.
    func finished(alsoOutputs: [Source] = []) -> Network {
        var result = network
        var outputs: Set<Int> = []
        for case .layer(let index) in alsoOutputs + [current] { outputs.insert(index) }
        result.outputs = outputs.sorted()
        return result
    }
}
