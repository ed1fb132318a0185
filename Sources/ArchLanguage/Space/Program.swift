import NetworkIR
import SourceText

/// A number whose names are resolved to slots.
enum Formula: Sendable {
    case constant(Int)
    case slot(Int)
    case channels
    indirect case binary(Formula, Expression.Operator, Formula, SourceRange)
    indirect case round8(Formula, SourceRange)
    indirect case least(Formula, Formula)
    indirect case greatest(Formula, Formula)
}

/// A choice whose names are resolved, with the name that `--set` knows it by.
struct ResolvedChoice: Sendable {
    enum Alternative: Sendable {
        case single(Formula)
        indirect case span(Formula, Formula, step: Formula?, SourceRange)
    }

    /// The name without the calls that lead to it: `w`, `conv2.kernel`.
    var name: String
    /// Apart from the others, of which most choices have none: a number then needs no memory of its own.
    var first: Alternative
    var others: [Alternative]
    var isOpen: Bool
    var range: SourceRange

    /// All of them, in the order written.
    var alternatives: [Alternative] { [first] + others }
}

enum ResolvedSize: Sendable {
    case square(ResolvedChoice)
    case rectangle(Formula, Formula, SourceRange)
}

enum PaddingPlan: Sendable {
    case same
    case all(ResolvedChoice)
    case edges([Formula], SourceRange)
    case none
}

/// A layer line with its `with` defaults merged in.
struct LayerPlan: Sendable {
    var word: LayerWord
    var arguments: [ResolvedSize]
    /// The slope or rate of layers that take a decimal.
    var decimal: Decimal6?
    var stride: ResolvedSize?
    var padding: PaddingPlan = .none
    var dilation: ResolvedSize?
    var groups: ResolvedChoice?
    var multiplier: ResolvedChoice?
    var outputPadding: ResolvedSize?
    var roundsUp = false
    var countsPadding = true
    var poolsMaximum = false
    var interpolation: Interpolation = .nearest
    var sharing: SlopeSharing = .channel
    var hasBias = true
    var hasNorm = false
    var activation: ActivationPlan?
}

/// An activation behind a layer, or a layer of its own.
enum ActivationPlan: Sendable {
    case function(Activation)
    case prelu(SlopeSharing)
}

/// What a residual's own shortcut convolution takes from `with conv`.
struct ShortcutPlan: Sendable {
    var hasBias: Bool
    var hasNorm: Bool
}

/// Statements of one pair of braces.
struct ResolvedBody: Sendable {
    var instructions: [Instruction]
}

/// One statement, ready to run.
struct Instruction: Sendable {
    indirect enum Kind: Sendable {
        case input([ResolvedChoice])
        case layer(LayerPlan)
        /// `callName` is the block's name and this call's number among its calls: `bottleneck2`.
        case call(block: Int, callName: String, arguments: [ResolvedChoice])
        case bind(slot: Int, ResolvedChoice)
        case require(Formula, Comparison, Formula, text: String)
        case group(ResolvedBody)
        case stage(String, ResolvedBody)
        case residual(ResidualMode, ShortcutPlan, ResolvedBody)
        case branches(JoinWord, [ResolvedBody])
        case dense(ResolvedBody)
        case either(name: String, [ResolvedBody])
        case from(String)
        case join(JoinWord, String)
    }

    var kind: Kind
    var rounds: ResolvedChoice?
    var label: String?
    var range: SourceRange
    var line: Int
    /// How the source program calls operators, by their words; empty where all are modules.
    var callStyles: [String: CallStyle] = [:]
}

/// A block definition, ready to be called.
struct ResolvedBlock: Sendable {
    var name: String
    var parameters: [ResolvedParameter]
    var body: ResolvedBody
    /// Whether anything inside is left to choose.
    var hasChoices: Bool
}

struct ResolvedParameter: Sendable {
    var name: String
    var slot: Int
    var fallback: ResolvedChoice?
}

/// A whole file with its names resolved.
struct Program: Sendable {
    var body: ResolvedBody
    var blocks: [ResolvedBlock]
    /// Name of each slot, for messages.
    var slotNames: [String]
    /// Whether two containers of layers could have one path.
    var mayRepeatPaths: Bool
}
