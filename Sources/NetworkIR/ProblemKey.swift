// One grammar, written and read side by side:
//
//   key     = word " n" INT " ic" list " ih" list " iw" list { " " field } " " precision " " pass { " +" activation }
//   list    = INT { "," INT }                  one number an input; only add, mul and concat have several
//   field   = prefix value                     in the order of `key`, none left out
//
// e.g. conv n1 ic64 ih56 iw56 oc64 k3x3 s1x1 p1,1,1,1 d1x1 g1 f32 fwd
//      conv n1 ic16 ih56 iw56 oc96 k1x1 s1x1 p0,0,0,0 d1x1 g1 f32 fwd +silu

extension Problem: CustomStringConvertible {
    public var description: String { key }

    /// The canonical line; `Problem(key:)` reads it back.
    public var key: String {
        func list(_ field: KeyPath<FeatureMap, Int>) -> String {
            inputs.map { String($0[keyPath: field]) }.joined(separator: ",")
        }
        let fields = operation.keyFields
        let head = "\(operation.keyWord) n\(batch) ic\(list(\.channels)) ih\(list(\.height)) iw\(list(\.width))"
        return epilogue.reduce(head + (fields.isEmpty ? "" : " " + fields) + " \(precision.rawValue) \(pass.keyWord)") {
            $0 + " +\($1.word)"
        }
    }

    /// Reads a canonical line.
    ///
    /// - Returns: nil where the line is not one that `key` writes, or its shapes do not fit its operation.
    public init?(key: String) {
        var reader = KeyReader(key)
        guard
            let word = reader.next(), let batch = reader.integer("n"), batch >= 1,
            let channels = reader.integers("ic"), let heights = reader.integers("ih"),
            let widths = reader.integers("iw"), channels.count == heights.count, widths.count == heights.count
        else { return nil }
        let maps = zip(channels, zip(heights, widths)).map {
            FeatureMap(channels: $0, height: $1.0, width: $1.1)
        }
        guard
            maps.allSatisfy({ $0.channels >= 1 && $0.height >= 1 && $0.width >= 1 }),
            let operation = Operation(keyWord: word, fields: &reader),
            let precision = reader.next().flatMap({ Precision(rawValue: String($0)) }),
            let passWord = reader.next(), let pass = Pass.allCases.first(where: { $0.keyWord == passWord }),
            let epilogue = reader.activations(), (try? operation.output(of: maps)) != nil
        else { return nil }
        self.init(
            operation: operation, inputs: maps, batch: batch, precision: precision, pass: pass, epilogue: epilogue)
        guard self.key == key else { return nil }
    }
}

extension Operation {
    /// The language's word for this operation, as it starts a problem key.
    public var keyWord: String {
        switch self {
        case .convolution: "conv"
        case .transposedConvolution: "deconv"
        case .fullyConnected: "fc"
        case .pool(let pool): pool.kind == .max ? "maxpool" : "avgpool"
        case .globalAveragePool: "gap"
        case .adaptivePool(let kind, _): kind == .max ? "adaptivemaxpool" : "adaptivepool"
        case .spatialPyramidPool: "spp"
        case .batchNorm: "bn"
        case .localResponseNorm: "lrn"
        case .groupNorm: "groupnorm"
        case .layerNorm: "layernorm"
        case .activation(let activation): activation.word
        case .prelu: "prelu"
        case .dropout: "dropout"
        case .upsample: "upsample"
        case .pixelShuffle: "pixelshuffle"
        case .channelShuffle: "channelshuffle"
        case .flatten: "flatten"
        case .oneHot: "onehot"
        case .embedding: "embed"
        case .nearestNeighbours: "knn"
        case .add: "add"
        case .multiply: "mul"
        case .concatenate: "concat"
        case .stridedIdentity: "subsample"
        case .channelSlice: "slice"
        case .opaque: "opaque"
        }
    }

    fileprivate var keyFields: String {
        switch self {
        case .convolution(let convolution):
            "oc\(convolution.filters) \(convolution.window.keyFields) g\(convolution.groups)"
        case .transposedConvolution(let convolution):
            "oc\(convolution.filters) \(convolution.window.keyFields) g\(convolution.groups) "
                + "o\(convolution.outputPadding)"
        case .fullyConnected(let outputs, _): "oc\(outputs)"
        case .pool(let pool):
            "\(pool.window.keyFields) \(pool.rounding == .floor ? "floor" : "ceil")"
                + (pool.kind == .average ? (pool.countsPadding ? " padcount" : " nopadcount") : "")
        case .adaptivePool(_, let size): "to\(size)"
        case .spatialPyramidPool(let bins): "b" + bins.map(String.init).joined(separator: ",")
        case .localResponseNorm(let size): "z\(size)"
        case .groupNorm(let groups), .channelShuffle(let groups): "g\(groups)"
        case .activation(.leakyRelu(let slope)): "a\(slope)"
        case .prelu(let sharing): sharing.rawValue
        case .dropout(let rate): "a\(rate)"
        case .upsample(let factor, let interpolation): "u\(factor) \(interpolation.rawValue)"
        case .pixelShuffle(let factor): "u\(factor)"
        case .oneHot(let classes): "z\(classes)"
        case .embedding(let classes, let dimensions): "z\(classes) oc\(dimensions)"
        case .nearestNeighbours(let references, let neighbours): "r\(references) z\(neighbours)"
        case .stridedIdentity(let stride, let channels): "oc\(channels) s\(stride)"
        case .channelSlice(let first, let count): "f\(first) oc\(count)"
        case .opaque(let output): "oc\(output.channels) to\(Extent(height: output.height, width: output.width))"
        case .globalAveragePool, .batchNorm, .layerNorm, .activation, .flatten, .add, .multiply, .concatenate: ""
        }
    }

    fileprivate init?(keyWord: Substring, fields reader: inout KeyReader) {
        switch keyWord {
        case "conv":
            guard let filters = reader.positive("oc"), let window = reader.window(), let groups = reader.positive("g")
            else { return nil }
            self = .convolution(Convolution(filters: filters, window: window, groups: groups, bias: false))
        case "deconv":
            guard
                let filters = reader.positive("oc"), let window = reader.window(), let groups = reader.positive("g"),
                let extra = reader.extent("o", least: 0)
            else { return nil }
            self = .transposedConvolution(
                TransposedConvolution(
                    filters: filters, window: window, outputPadding: extra, groups: groups, bias: false))
        case "fc":
            guard let outputs = reader.positive("oc") else { return nil }
            self = .fullyConnected(outputs: outputs, bias: false)
        case "maxpool", "avgpool":
            guard let window = reader.window(), let rounding = reader.choice(["floor", "ceil"]) else { return nil }
            let isMax = keyWord == "maxpool"
            guard let padcount = isMax ? 0 : reader.choice(["padcount", "nopadcount"]) else { return nil }
            self = .pool(
                Pool(
                    kind: isMax ? .max : .average, window: window, rounding: rounding == 0 ? .floor : .ceil,
                    countsPadding: padcount == 0))
        case "gap": self = .globalAveragePool
        case "adaptivepool", "adaptivemaxpool":
            guard let size = reader.extent("to", least: 1) else { return nil }
            self = .adaptivePool(keyWord == "adaptivepool" ? .average : .max, size: size)
        case "spp":
            guard let bins = reader.integers("b"), bins.allSatisfy({ $0 >= 1 }) else { return nil }
            self = .spatialPyramidPool(bins: bins)
        case "bn": self = .batchNorm
        case "lrn":
            guard let size = reader.positive("z") else { return nil }
            self = .localResponseNorm(size: size)
        case "groupnorm":
            guard let groups = reader.positive("g") else { return nil }
            self = .groupNorm(groups: groups)
        case "layernorm": self = .layerNorm
        case "leaky":
            guard let slope = reader.decimal("a") else { return nil }
            self = .activation(.leakyRelu(slope: slope))
        case "prelu":
            guard let sharing = reader.next().flatMap({ SlopeSharing(rawValue: String($0)) }) else { return nil }
            self = .prelu(sharing)
        case "dropout":
            guard let rate = reader.decimal("a") else { return nil }
            self = .dropout(rate: rate)
        case "upsample":
            guard
                let factor = reader.extent("u", least: 1),
                let interpolation = reader.next().flatMap({ Interpolation(rawValue: String($0)) })
            else { return nil }
            self = .upsample(factor: factor, interpolation)
        case "pixelshuffle":
            guard let factor = reader.positive("u") else { return nil }
            self = .pixelShuffle(factor: factor)
        case "channelshuffle":
            guard let groups = reader.positive("g") else { return nil }
            self = .channelShuffle(groups: groups)
        case "flatten": self = .flatten
        case "onehot":
            guard let classes = reader.positive("z") else { return nil }
            self = .oneHot(classes: classes)
        case "embed":
            guard let classes = reader.positive("z"), let dimensions = reader.positive("oc") else { return nil }
            self = .embedding(classes: classes, dimensions: dimensions)
        case "knn":
            guard let references = reader.positive("r"), let neighbours = reader.positive("z") else { return nil }
            self = .nearestNeighbours(references: references, neighbours: neighbours)
        case "add": self = .add
        case "mul": self = .multiply
        case "concat": self = .concatenate
        case "subsample":
            guard let channels = reader.positive("oc"), let stride = reader.extent("s", least: 1) else { return nil }
            self = .stridedIdentity(stride: stride, channels: channels)
        case "slice":
            guard let first = reader.integer("f"), let count = reader.positive("oc") else { return nil }
            self = .channelSlice(first: first, count: count)
        default:
            guard let activation = Activation(word: keyWord) else { return nil }
            self = .activation(activation)
        }
    }
}

extension Activation {
    /// The language's word.
    public var word: String {
        switch self {
        case .relu: "relu"
        case .relu6: "relu6"
        case .leakyRelu: "leaky"
        case .sigmoid: "sigmoid"
        case .tanh: "tanh"
        case .silu: "silu"
        case .hardSwish: "hswish"
        case .hardSigmoid: "hsigmoid"
        case .gelu: "gelu"
        case .elu: "elu"
        case .softmax: "softmax"
        }
    }

    /// Activations whose word says all; a leaky ReLU needs its slope too.
    public static let plain: [Activation] = [
        .relu, .relu6, .sigmoid, .tanh, .silu, .hardSwish, .hardSigmoid, .gelu, .elu, .softmax,
    ]

    init?(word: Substring) {
        guard let match = Activation.plain.first(where: { $0.word == word }) else { return nil }
        self = match
    }
}

extension Window {
    fileprivate var keyFields: String { "k\(kernel) s\(stride) p\(padding) d\(dilation)" }
}

/// Takes a key apart, one space-separated field after the other.
private struct KeyReader {
    private var fields: ArraySlice<Substring>

    init(_ key: String) {
        fields = key.split(separator: " ", omittingEmptySubsequences: false)[...]
    }

    mutating func next() -> Substring? { fields.popFirst() }

    private mutating func value(_ prefix: String) -> Substring? {
        guard let field = fields.first, field.hasPrefix(prefix) else { return nil }
        fields.removeFirst()
        return field.dropFirst(prefix.count)
    }

    mutating func integer(_ prefix: String) -> Int? {
        guard let value = value(prefix), let number = Int(value), number >= 0 else { return nil }
        return number
    }

    mutating func positive(_ prefix: String) -> Int? {
        guard let number = integer(prefix), number >= 1 else { return nil }
        return number
    }

    mutating func integers(_ prefix: String) -> [Int]? {
        guard let value = value(prefix) else { return nil }
        var numbers: [Int] = []
        for part in value.split(separator: ",", omittingEmptySubsequences: false) {
            guard let number = Int(part), number >= 0 else { return nil }
            numbers.append(number)
        }
        return numbers
    }

    mutating func extent(_ prefix: String, least: Int) -> Extent? {
        guard let value = value(prefix) else { return nil }
        let parts = value.split(separator: "x", omittingEmptySubsequences: false)
        guard parts.count == 2, let height = Int(parts[0]), let width = Int(parts[1]), min(height, width) >= least
        else { return nil }
        return Extent(height: height, width: width)
    }

    mutating func window() -> Window? {
        guard
            let kernel = extent("k", least: 1), let stride = extent("s", least: 1), let pads = integers("p"),
            pads.count == 4, let dilation = extent("d", least: 1)
        else { return nil }
        return Window(
            kernel: kernel, stride: stride, dilation: dilation,
            padding: Padding(top: pads[0], bottom: pads[1], left: pads[2], right: pads[3]))
    }

    mutating func choice(_ words: [String]) -> Int? {
        next().flatMap { word in words.firstIndex { $0 == word } }
    }

    /// All that is left, as activations; nil where it is something else.
    mutating func activations() -> [Activation]? {
        var found: [Activation] = []
        while let field = next() {
            guard field.hasPrefix("+"), let activation = Activation(word: field.dropFirst()) else { return nil }
            found.append(activation)
        }
        return found
    }

    mutating func decimal(_ prefix: String) -> Decimal6? {
        value(prefix).flatMap { Decimal6(parsing: $0) }
    }
}
