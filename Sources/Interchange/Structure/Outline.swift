import NetworkIR

/// A network as nested statements: what its text says, and what the classes of its Python file mirror.
struct Outline {
    /// Definitions in the order they are needed.
    var blocks: [OutlineBlock] = []
    var items: [OutlineItem]
    /// What most convolutions do behind their sums.
    var convolutionDefaults: OutputForm
}

/// A definition that several calls share.
struct OutlineBlock {
    var name: String
    var parameters: [Parameter]
    var body: [OutlineItem]

    struct Parameter {
        var name: String
        /// The value that most calls leave out.
        var fallback: Int?
    }
}

/// One statement. Two items are equal where they say the same, whatever maps they meet.
struct OutlineItem: Hashable {
    indirect enum Kind: Hashable {
        case line(OutlineLine)
        case branches(JoinKind, [[OutlineItem]])
        case residual(ShortcutKind, [OutlineItem])
        case dense([OutlineItem])
        case group([OutlineItem])
        case stage(String, [OutlineItem])
        /// A block by its name, with its arguments; those that take the fallback at the end are left out.
        case call(String, [Int])
        case from(String)
        case join(JoinKind, String)
    }

    var kind: Kind
    var rounds = 1
    var label: String?
    /// The map that comes in and the one that goes out.
    var entry: FeatureMap
    var exit: FeatureMap
    /// The stage of the network that it belongs to, where the network has stages.
    var stage: Int?

    static func == (a: OutlineItem, b: OutlineItem) -> Bool {
        a.kind == b.kind && a.rounds == b.rounds && a.label == b.label
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        hasher.combine(rounds)
        hasher.combine(label)
    }

    /// True for a layer alone.
    var isLine: Bool {
        if case .line = kind { true } else { false }
    }

    /// How many lines the item stands for when it is written out.
    var weight: Int {
        switch kind {
        case .line, .call, .from, .join: 1
        case .branches(_, let groups): 1 + groups.joined().reduce(0) { $0 + $1.weight }
        case .residual(_, let body), .dense(let body), .group(let body), .stage(_, let body):
            1 + body.reduce(0) { $0 + $1.weight }
        }
    }

    /// Whether a label is given or read inside.
    var hasLabels: Bool {
        if label != nil { return true }
        switch kind {
        case .from, .join: return true
        case .line, .call: return false
        case .branches(_, let groups): return groups.joined().contains(where: \.hasLabels)
        case .residual(_, let body), .dense(let body), .group(let body), .stage(_, let body):
            return body.contains(where: \.hasLabels)
        }
    }
}

/// How maps come together.
enum JoinKind: String, Hashable {
    case add
    case multiply = "mul"
    case concatenate = "concat"

    init?(_ operation: Operation) {
        switch operation {
        case .add: self = .add
        case .multiply: self = .multiply
        case .concatenate: self = .concatenate
        default: return nil
        }
    }
}

/// What a residual does where its shapes differ.
enum ShortcutKind: Hashable {
    case projection
    case identity
    case pad
}

/// A number of a statement: as it is, or in terms of a block's parameters.
indirect enum Count: Hashable, Sendable {
    case literal(Int)
    case name(String)
    case channels
    case product(Int, Count)
    case quotient(Count, Int)
}

/// A size: one number for both ways, or two.
enum Measure: Hashable, Sendable {
    case square(Count)
    case rectangle(Int, Int)

    init(_ extent: Extent) {
        self =
            extent.height == extent.width ? .square(.literal(extent.height)) : .rectangle(extent.height, extent.width)
    }

    static let one = Measure.square(.literal(1))
}

/// What stands behind the sums of a convolution or fully connected layer.
struct OutputForm: Hashable {
    var bias = true
    var norm = false
    /// The words of an activation, such as `relu` or `leaky 0.2`.
    var activation: String?
}

/// One layer with its numbers, and the normalisation and activation on its line.
struct OutlineLine: Hashable {
    enum Padding: Hashable {
        /// As the layer has it where nothing is said.
        case usual
        case none
        case all(Int)
        case edges(NetworkIR.Padding)
    }

    var word: String
    var sizes: [(measure: Measure, role: Role)] = []
    var stride: Measure?
    var padding = Padding.usual
    var outputPadding: Measure?
    var dilation: Measure?
    var groups: Count?
    var multiplier: Count?
    /// Words without numbers of their own.
    var words: [String] = []
    /// For convolutions and fully connected layers.
    var output: OutputForm?

    /// What a number is for: names parameters.
    enum Role: Hashable {
        case kernel, filters, stride, dilation, groups, other
    }

    static func == (a: OutlineLine, b: OutlineLine) -> Bool {
        a.word == b.word && a.stride == b.stride && a.padding == b.padding && a.outputPadding == b.outputPadding
            && a.dilation == b.dilation && a.groups == b.groups && a.multiplier == b.multiplier && a.words == b.words
            && a.output == b.output && a.sizes.count == b.sizes.count
            && zip(a.sizes, b.sizes).allSatisfy { $0.measure == $1.measure }
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(word)
        for size in sizes { hasher.combine(size.measure) }
        hasher.combine(stride)
        hasher.combine(groups)
        hasher.combine(words)
        hasher.combine(output)
    }

    var isConvolution: Bool { word == "conv" || word == "dwconv" || word == "deconv" }
}
