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
    public init?(key: String) { try? self.init(parsingKey: key) }

    /// Reads a canonical line.
    ///
    /// - Throws: what is wrong with it, and where.
    public init(parsingKey key: String) throws(ProblemKeyError) {
        var reader = KeyReader(key)
        let word = try reader.operationWord()
        let batch = try reader.positive("n")
        let (channels, heights, widths) = (
            try reader.positives("ic"), try reader.positives("ih"), try reader.positives("iw")
        )
        guard channels.count == heights.count, widths.count == heights.count else {
            throw ProblemKeyError(reason: "'ic', 'ih' and 'iw' have a number for each input, but not equally many")
        }
        let maps = zip(channels, zip(heights, widths)).map {
            FeatureMap(channels: $0, height: $1.0, width: $1.1)
        }
        let operation = try Operation(keyWord: word, fields: &reader)
        let precision = try reader.choice(of: Precision.self)
        let passWords = Pass.allCases.map(\.keyWord)
        let pass = Pass.allCases[try reader.choice(passWords)]
        let epilogue = try reader.activations()
        do {
            _ = try operation.output(of: maps)
        } catch {
            throw ProblemKeyError(reason: "\(error)")
        }
        self.init(
            operation: operation, inputs: maps, batch: batch, precision: precision, pass: pass, epilogue: epilogue)
        guard self.key == key else { throw ProblemKeyError(reason: "as a key it is written '\(self.key)'") }
    }
}

/// Why a line is no key of a problem.
public struct ProblemKeyError: Error, Hashable, Sendable {
    /// A clause that says what was expected where.
    public var reason: String

    public init(reason: String) { self.reason = reason }
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

    fileprivate init(keyWord: Substring, fields reader: inout KeyReader) throws(ProblemKeyError) {
        switch keyWord {
        case "conv":
            let (filters, window) = (try reader.positive("oc"), try reader.window())
            self = .convolution(
                Convolution(filters: filters, window: window, groups: try reader.positive("g"), bias: false))
        case "deconv":
            let (filters, window, groups) = (try reader.positive("oc"), try reader.window(), try reader.positive("g"))
            self = .transposedConvolution(
                TransposedConvolution(
                    filters: filters, window: window, outputPadding: try reader.extent("o", least: 0), groups: groups,
                    bias: false))
        case "fc": self = .fullyConnected(outputs: try reader.positive("oc"), bias: false)
        case "maxpool", "avgpool":
            let (window, isMax) = (try reader.window(), keyWord == "maxpool")
            let isFloor = try reader.choice(["floor", "ceil"]) == 0
            let countsPadding = try isMax ? true : reader.choice(["padcount", "nopadcount"]) == 0
            self = .pool(
                Pool(
                    kind: isMax ? .max : .average, window: window, rounding: isFloor ? .floor : .ceil,
                    countsPadding: countsPadding))
        case "gap": self = .globalAveragePool
        case "adaptivepool", "adaptivemaxpool":
            self = .adaptivePool(
                keyWord == "adaptivepool" ? .average : .max, size: try reader.extent("to", least: 1))
        case "spp": self = .spatialPyramidPool(bins: try reader.positives("b"))
        case "bn": self = .batchNorm
        case "lrn": self = .localResponseNorm(size: try reader.positive("z"))
        case "groupnorm": self = .groupNorm(groups: try reader.positive("g"))
        case "layernorm": self = .layerNorm
        case "leaky": self = .activation(.leakyRelu(slope: try reader.decimal("a")))
        case "prelu": self = .prelu(try reader.choice(of: SlopeSharing.self))
        case "dropout": self = .dropout(rate: try reader.decimal("a"))
        case "upsample":
            self = .upsample(
                factor: try reader.extent("u", least: 1), try reader.choice(of: Interpolation.self))
        case "pixelshuffle": self = .pixelShuffle(factor: try reader.positive("u"))
        case "channelshuffle": self = .channelShuffle(groups: try reader.positive("g"))
        case "flatten": self = .flatten
        case "onehot": self = .oneHot(classes: try reader.positive("z"))
        case "embed":
            self = .embedding(classes: try reader.positive("z"), dimensions: try reader.positive("oc"))
        case "knn":
            self = .nearestNeighbours(references: try reader.positive("r"), neighbours: try reader.positive("z"))
        case "add": self = .add
        case "mul": self = .multiply
        case "concat": self = .concatenate
        case "subsample":
            let channels = try reader.positive("oc")
            self = .stridedIdentity(stride: try reader.extent("s", least: 1), channels: channels)
        case "slice":
            self = .channelSlice(
                first: try reader.integers("f", least: 0, count: 1)[0], count: try reader.positive("oc"))
        default:
            guard let activation = Activation(word: keyWord) else { throw KeyReader.unknownOperation(keyWord) }
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

    static func unknownOperation(_ word: Substring) -> ProblemKeyError {
        ProblemKeyError(reason: "'\(word)' is no operation's word; one is 'conv'")
    }

    /// The field that stands next is not what must stand there.
    private func refusal(expected: String) -> ProblemKeyError {
        guard let field = fields.first else { return ProblemKeyError(reason: "it ends where \(expected) must follow") }
        return ProblemKeyError(
            reason: field.isEmpty ? "two spaces stand before \(expected)" : "'\(field)' stands where \(expected) must")
    }

    mutating func operationWord() throws(ProblemKeyError) -> Substring {
        guard let word = fields.popFirst(), !word.isEmpty else {
            throw ProblemKeyError(reason: "it starts with an operation's word, such as 'conv'")
        }
        return word
    }

    /// What follows a prefix in the next field, read by `parse`; the field stays where that gives nil.
    private mutating func value<Value>(
        _ prefix: String, _ expected: @autoclosure () -> String, _ parse: (Substring) -> Value?
    ) throws(ProblemKeyError) -> Value {
        guard let field = fields.first, field.hasPrefix(prefix), let value = parse(field.dropFirst(prefix.count)) else {
            throw refusal(expected: "'\(prefix)' with \(expected())")
        }
        fields.removeFirst()
        return value
    }

    mutating func positive(_ prefix: String) throws(ProblemKeyError) -> Int {
        try value(prefix, "a whole number from 1 on") { text in Int(text).flatMap { $0 >= 1 ? $0 : nil } }
    }

    mutating func positives(_ prefix: String) throws(ProblemKeyError) -> [Int] {
        try integers(prefix, least: 1, count: nil)
    }

    /// - Parameter count: how many there must be; nil for one or more.
    mutating func integers(_ prefix: String, least: Int, count: Int?) throws(ProblemKeyError) -> [Int] {
        func expected() -> String {
            switch count {
            case 1: "a whole number from \(least) on"
            case let count?: "\(count) whole numbers from \(least) on, with commas between them"
            case nil: "whole numbers from \(least) on, with commas between them"
            }
        }
        return try value(prefix, expected()) { text in
            var numbers: [Int] = []
            for part in text.split(separator: ",", omittingEmptySubsequences: false) {
                guard let number = Int(part), number >= least else { return nil }
                numbers.append(number)
            }
            return count == nil || numbers.count == count ? numbers : nil
        }
    }

    mutating func extent(_ prefix: String, least: Int) throws(ProblemKeyError) -> Extent {
        try value(prefix, "a height and a width from \(least) on, as '\(prefix)\(max(1, least))x\(max(1, least))'") {
            let parts = $0.split(separator: "x", omittingEmptySubsequences: false)
            guard parts.count == 2, let height = Int(parts[0]), let width = Int(parts[1]), min(height, width) >= least
            else { return nil }
            return Extent(height: height, width: width)
        }
    }

    mutating func window() throws(ProblemKeyError) -> Window {
        let (kernel, stride) = (try extent("k", least: 1), try extent("s", least: 1))
        let pads = try integers("p", least: 0, count: 4)
        return Window(
            kernel: kernel, stride: stride, dilation: try extent("d", least: 1),
            padding: Padding(top: pads[0], bottom: pads[1], left: pads[2], right: pads[3]))
    }

    /// The place of the next field in a list of words.
    mutating func choice(_ words: [String]) throws(ProblemKeyError) -> Int {
        guard let field = fields.first, let place = words.firstIndex(where: { $0 == field }) else {
            throw refusal(expected: words.map { "'\($0)'" }.joined(separator: " or "))
        }
        fields.removeFirst()
        return place
    }

    mutating func choice<Word: RawRepresentable<String> & CaseIterable>(
        of _: Word.Type
    ) throws(ProblemKeyError) -> Word {
        let words = Array(Word.allCases)
        return words[try choice(words.map(\.rawValue))]
    }

    /// All that is left, as activations.
    mutating func activations() throws(ProblemKeyError) -> [Activation] {
        var found: [Activation] = []
        while let field = fields.first {
            guard field.hasPrefix("+"), let activation = Activation(word: field.dropFirst()) else {
                throw refusal(expected: "an activation, such as '+silu', or nothing")
            }
            fields.removeFirst()
            found.append(activation)
        }
        return found
    }

    mutating func decimal(_ prefix: String) throws(ProblemKeyError) -> Decimal6 {
        try value(prefix, "a number of at most six decimals") { Decimal6(parsing: $0) }
    }
}
