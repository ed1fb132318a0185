/// Every layer word of the language.
public enum LayerWord: String, Hashable, Sendable, CaseIterable {
    case conv, dwconv, deconv, fc
    case maxpool, avgpool, gap, adaptivepool, spp
    case bn, lrn, groupnorm, layernorm
    case relu, relu6, leaky, sigmoid, tanh, silu, hswish, hsigmoid, gelu, elu, softmax, prelu
    case dropout, upsample, pixelshuffle, channelshuffle, flatten, slice
    case onehot, embed, knn
    case opaque
}

/// Activations, as layers and as modifiers.
public enum ActivationWord: String, Hashable, Sendable, CaseIterable {
    case relu, relu6, leaky, sigmoid, tanh, silu, hswish, hsigmoid, gelu, elu, softmax, prelu
}

/// What a layer's positional numbers are, in order, and which modifiers it takes.
struct LayerSignature: Sendable {
    enum Argument: Sendable {
        /// One integer, or `HxW`.
        case size(String)
        case integer(String)
        /// One or more integers.
        case integers(String)
        /// A decimal that may be left out.
        case optionalDecimal(String)
    }

    enum ModifierClass: Sendable {
        case stride, pad, same, dilate, groups, mult, outpad, ceil, nopadcount, max, interpolation, sharing, bias, norm
        case activation
    }

    var arguments: [Argument]
    var modifiers: [ModifierClass]

    private static let window: [ModifierClass] = [.stride, .pad]
    private static let output: [ModifierClass] = [.bias, .norm, .activation]

    /// The signature of a word; the one table that the parser and the documentation follow.
    static func of(_ word: LayerWord) -> LayerSignature {
        switch word {
        case .conv:
            LayerSignature(
                arguments: [.size("kernel"), .integer("filters")],
                modifiers: window + [.same, .dilate, .groups] + output)
        case .dwconv:
            LayerSignature(arguments: [.size("kernel")], modifiers: window + [.same, .dilate, .mult] + output)
        case .deconv:
            LayerSignature(
                arguments: [.size("kernel"), .integer("filters")],
                modifiers: window + [.dilate, .groups, .outpad] + output)
        case .fc: LayerSignature(arguments: [.integer("outputs")], modifiers: output)
        case .maxpool: LayerSignature(arguments: [.size("kernel")], modifiers: window + [.ceil])
        case .avgpool: LayerSignature(arguments: [.size("kernel")], modifiers: window + [.ceil, .nopadcount])
        case .adaptivepool: LayerSignature(arguments: [.size("size")], modifiers: [.max])
        case .spp: LayerSignature(arguments: [.integers("bin")], modifiers: [])
        case .lrn: LayerSignature(arguments: [.integer("size")], modifiers: [])
        case .groupnorm: LayerSignature(arguments: [.integer("groups")], modifiers: [])
        case .leaky: LayerSignature(arguments: [.optionalDecimal("slope")], modifiers: [])
        case .prelu: LayerSignature(arguments: [], modifiers: [.sharing])
        case .dropout: LayerSignature(arguments: [.optionalDecimal("rate")], modifiers: [])
        case .upsample: LayerSignature(arguments: [.size("factor")], modifiers: [.interpolation])
        case .pixelshuffle: LayerSignature(arguments: [.integer("factor")], modifiers: [])
        case .channelshuffle: LayerSignature(arguments: [.integer("groups")], modifiers: [])
        case .slice: LayerSignature(arguments: [.integer("first"), .integer("count")], modifiers: [])
        case .onehot: LayerSignature(arguments: [.integer("classes")], modifiers: [])
        case .embed: LayerSignature(arguments: [.integer("classes"), .integer("dimensions")], modifiers: [])
        case .knn: LayerSignature(arguments: [.integer("references"), .integer("neighbours")], modifiers: [])
        case .opaque: LayerSignature(arguments: [.integer("channels"), .size("size")], modifiers: [])
        case .gap, .bn, .layernorm, .relu, .relu6, .sigmoid, .tanh, .silu, .hswish, .hsigmoid, .gelu, .elu, .softmax,
            .flatten:
            LayerSignature(arguments: [], modifiers: [])
        }
    }
}

/// Words that start a statement but no layer.
enum StructureWord: String, CaseIterable {
    case input, `let`, require, with, stage, block, residual, branches, dense, either, from, concat, add, mul
}

/// Words that follow a layer's numbers, or stand inside other statements.
enum ModifierWord: String, CaseIterable {
    case pad, same, valid, dilate, groups, mult, outpad, ceil, nopadcount, max, nearest, bilinear, shared, channel
    case element, bias, nobias, bn, nobn, linear
}
