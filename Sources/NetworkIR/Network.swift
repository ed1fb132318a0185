/// A resolved network: layers in topological order, each with one output map.
public struct Network: Sendable {
    /// The network's name, as reports print it.
    public var name: String
    /// The shape of one input image.
    public var input: FeatureMap
    public var layers: [Layer]
    /// Stages in order of first appearance, by their full path (`outer.inner`).
    public var stages: [String]
    /// Indices of the layers whose maps leave the network, ascending.
    public var outputs: [Int]
    /// Labels in order of definition.
    public var labels: [Label]

    public init(
        name: String, input: FeatureMap, layers: [Layer] = [], stages: [String] = [], outputs: [Int] = [],
        labels: [Label] = []
    ) {
        self.name = name
        self.input = input
        self.layers = layers
        self.stages = stages
        self.outputs = outputs
        self.labels = labels
    }

    /// The map that a layer input refers to.
    public func map(of source: Source) -> FeatureMap {
        switch source {
        case .input: input
        case .layer(let index): layers[index].output
        }
    }

    /// The maps that a layer reads, in order.
    public func inputs(of layer: Layer) -> [FeatureMap] {
        layer.inputs.map { map(of: $0) }
    }
}

/// Where a layer's input comes from.
public enum Source: Hashable, Sendable {
    /// The network's input image.
    case input
    /// The output of an earlier layer.
    case layer(Int)
}

/// One operation at its place in a network.
public struct Layer: Hashable, Sendable {
    /// Unique in the network: stages, rounds and blocks, then kind and number, as `conv2.1.conv1`.
    public var name: String
    public var operation: Operation
    public var inputs: [Source]
    /// The output map of one image.
    public var output: FeatureMap
    /// Index into `Network.stages`; nil outside any stage.
    public var stage: Int?
    /// The line of the source text that made the layer, from 1; 0 where there is no text.
    public var line: Int
    /// How the network's PyTorch source calls it; only other tools' conventions ask.
    public var callStyle: CallStyle

    public init(
        name: String, operation: Operation, inputs: [Source], output: FeatureMap, stage: Int? = nil, line: Int = 0,
        callStyle: CallStyle = .module
    ) {
        self.name = name
        self.operation = operation
        self.inputs = inputs
        self.output = output
        self.stage = stage
        self.line = line
        self.callStyle = callStyle
    }
}

/// A name given to a layer's output in the text.
public struct Label: Hashable, Sendable {
    public var name: String
    public var source: Source
    /// True once a later statement read it.
    public var isConsumed: Bool
    /// The line of its `as`, from 1.
    public var line: Int

    public init(name: String, source: Source, isConsumed: Bool = false, line: Int = 0) {
        self.name = name
        self.source = source
        self.isConsumed = isConsumed
        self.line = line
    }
}

extension Network {
    /// Appends one layer behind its inputs and returns where its output can be read.
    ///
    /// - Throws: the rule that the inputs break.
    @discardableResult
    public mutating func append(
        _ operation: Operation, to inputs: [Source], name: String, stage: Int? = nil, line: Int = 0,
        callStyle: CallStyle = .module
    ) throws(ShapeError) -> Source {
        var maps: [FeatureMap] = []
        maps.reserveCapacity(inputs.count)
        for source in inputs { maps.append(map(of: source)) }
        let output = try operation.output(of: maps)
        layers.append(
            Layer(
                name: name, operation: operation, inputs: inputs, output: output, stage: stage, line: line,
                callStyle: callStyle))
        return .layer(layers.count - 1)
    }
}
