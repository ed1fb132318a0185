extension LayerSignature.ModifierClass {
    /// The words of the text that belong to this class.
    var words: [String] {
        switch self {
        case .stride: ["/stride"]
        case .pad: ["pad", "valid"]
        case .same: ["same"]
        case .dilate: ["dilate"]
        case .groups: ["groups"]
        case .mult: ["mult"]
        case .outpad: ["outpad"]
        case .ceil: ["ceil"]
        case .nopadcount: ["nopadcount"]
        case .max: ["max"]
        case .interpolation: ["nearest", "bilinear"]
        case .sharing: ["shared", "channel", "element"]
        case .bias: ["bias", "nobias"]
        case .norm: ["bn", "nobn"]
        case .activation: ActivationWord.allCases.map(\.rawValue) + ["linear"]
        }
    }
}

extension LayerSignature {
    /// Every modifier word of the layer, for messages.
    var modifierWords: [String] { modifiers.flatMap(\.words) }

    /// What `with conv:` and `with fc:` accept: everything some layer of the family takes.
    static func defaults(of word: LayerWord) -> LayerSignature {
        switch word {
        case .conv:
            LayerSignature(
                arguments: [],
                modifiers: [.stride, .pad, .same, .dilate, .groups, .mult, .outpad, .bias, .norm, .activation])
        default: of(word)
        }
    }

    /// The modifiers in short, for messages: eleven activations are one word.
    var modifierSummary: [String] {
        modifiers.flatMap { $0 == .activation ? ["an activation", "linear"] : $0.words }
    }

    /// One line that shows how the layer is written, such as `conv KERNEL FILTERS`.
    func usage(of word: LayerWord) -> String {
        var parts = [word.rawValue]
        for argument in arguments {
            switch argument {
            case .size(let name), .integer(let name): parts.append(name.uppercased())
            case .integers(let name): parts.append("\(name.uppercased())…")
            case .optionalDecimal(let name): parts.append("[\(name.uppercased())]")
            }
        }
        return parts.joined(separator: " ")
    }
}

extension Modifier.Kind {
    var category: LayerSignature.ModifierClass {
        switch self {
        case .stride: .stride
        case .pad, .padEdges, .valid: .pad
        case .same: .same
        case .dilate: .dilate
        case .groups: .groups
        case .mult: .mult
        case .outpad: .outpad
        case .ceil: .ceil
        case .nopadcount: .nopadcount
        case .max: .max
        case .interpolation: .interpolation
        case .sharing: .sharing
        case .bias: .bias
        case .norm: .norm
        case .activation, .linear: .activation
        }
    }

    /// The word a reader knows it by.
    var word: String {
        switch self {
        case .stride: "/stride"
        case .pad, .padEdges: "pad"
        case .same: "same"
        case .valid: "valid"
        case .dilate: "dilate"
        case .groups: "groups"
        case .mult: "mult"
        case .outpad: "outpad"
        case .ceil: "ceil"
        case .nopadcount: "nopadcount"
        case .max: "max"
        case .interpolation(let word): word.rawValue
        case .sharing(let word): word.rawValue
        case .bias(let has): has ? "bias" : "nobias"
        case .norm(let has): has ? "bn" : "nobn"
        case .activation(let activation): activation.word.rawValue
        case .linear: "linear"
        }
    }

    /// Canonical position among the modifiers of a layer.
    var rank: Int {
        switch self {
        case .stride: 0
        case .pad, .padEdges, .same, .valid: 1
        case .outpad: 2
        case .dilate: 3
        case .groups: 4
        case .mult: 5
        case .ceil: 6
        case .nopadcount: 7
        case .max: 8
        case .interpolation: 9
        case .sharing: 10
        case .bias: 11
        case .norm: 12
        case .activation, .linear: 13
        }
    }

    /// Whether both cannot stand on one line: they set the same thing.
    func excludes(_ other: Modifier.Kind) -> Bool { rank == other.rank }
}
