import NetworkIR
import SourceText

extension Resolver {
    /// A layer line with its numbers resolved and its `with` defaults merged in.
    mutating func plan(_ layer: LayerSyntax, ordinal: Int) -> LayerPlan {
        var owner: String { "\(layer.word.rawValue)\(ordinal)" }
        let signature = signatures[layer.word] ?? .of(layer.word)
        var plan = LayerPlan(word: layer.word, arguments: [])
        if [.conv, .dwconv].contains(layer.word) { plan.padding = .same }
        for (position, positional) in layer.positionals.enumerated() {
            switch positional {
            case .size(let size):
                plan.arguments.append(
                    self.size(size, named: "\(owner).\(Resolver.argumentName(signature, at: position))"))
            case .decimal(let text, let place):
                plan.decimal = Decimal6(parsing: text)
                if layer.word == .dropout, let rate = plan.decimal, rate.value > 1 {
                    report(.dropoutRate(text), at: place.range)
                }
            }
        }
        let target: DefaultsTarget? =
            switch layer.word {
            case .conv, .dwconv, .deconv: .conv
            case .fc: .fc
            default: nil
            }
        if let target, let defaults = defaults(for: target) {
            for modifier in defaults.modifiers
            where signature.modifiers.contains(modifier.kind.category)
                && !layer.modifiers.contains(where: { $0.kind.excludes(modifier.kind) })
            {
                plan.take(modifier.kind.category, from: defaults.plan)
            }
        }
        for modifier in layer.modifiers { apply(modifier.kind, to: &plan, owner: owner, range: modifier.place.range) }
        return plan
    }

    /// The modifiers of a `with` line: their names are those of its place, not of the layers that it applies to.
    mutating func defaults(_ modifiers: [Modifier], ordinal: Int) -> DefaultsPlan {
        var plan = LayerPlan(word: .conv, arguments: [])
        for modifier in modifiers {
            apply(modifier.kind, to: &plan, owner: "with\(ordinal)", range: modifier.place.range)
        }
        return DefaultsPlan(modifiers: modifiers, plan: plan)
    }

    /// What the 1x1 convolution on a residual's shortcut takes from `with conv`: bias and normalisation, no activation.
    var shortcutPlan: ShortcutPlan {
        var plan = ShortcutPlan(hasBias: true, hasNorm: false)
        for modifier in defaults(for: .conv)?.modifiers ?? [] {
            switch modifier.kind {
            case .bias(let has): plan.hasBias = has
            case .norm(let has): plan.hasNorm = has
            default: break
            }
        }
        return plan
    }

    private static func argumentName(_ signature: LayerSignature, at position: Int) -> String {
        switch signature.arguments[min(position, signature.arguments.count - 1)] {
        case .size(let name), .integer(let name), .optionalDecimal(let name): name
        case .integers(let name): "\(name)\(position + 1)"
        }
    }

    private mutating func apply(
        _ modifier: Modifier.Kind, to plan: inout LayerPlan, owner: @autoclosure () -> String, range: SourceRange
    ) {
        switch modifier {
        case .stride(let size): plan.stride = self.size(size, named: "\(owner()).stride")
        case .pad(let choice): plan.padding = .all(self.choice(choice, named: "\(owner()).pad"))
        case .padEdges(let edges): plan.padding = .edges(formulas(edges), range)
        case .same: plan.padding = .same
        case .valid: plan.padding = .none
        case .dilate(let size): plan.dilation = self.size(size, named: "\(owner()).dilate")
        case .groups(let choice): plan.groups = self.choice(choice, named: "\(owner()).groups")
        case .mult(let choice): plan.multiplier = self.choice(choice, named: "\(owner()).mult")
        case .outpad(let size): plan.outputPadding = self.size(size, named: "\(owner()).outpad")
        case .ceil: plan.roundsUp = true
        case .nopadcount: plan.countsPadding = false
        case .max: plan.poolsMaximum = true
        case .interpolation(let word): plan.interpolation = word == .nearest ? .nearest : .bilinear
        case .sharing(let word): plan.sharing = SlopeSharing(word)
        case .bias(let has): plan.hasBias = has
        case .norm(let has): plan.hasNorm = has
        case .activation(let activation): plan.activation = ActivationPlan(activation)
        case .linear: plan.activation = nil
        }
    }
}

/// The modifiers of a `with` line, resolved where it stands.
struct DefaultsPlan {
    var modifiers: [Modifier]
    /// What the modifiers set; nothing else in it counts.
    var plan: LayerPlan
}

extension LayerPlan {
    /// Takes what modifiers of one class set from another plan.
    mutating func take(_ category: LayerSignature.ModifierClass, from other: LayerPlan) {
        switch category {
        case .stride: stride = other.stride
        case .pad, .same: padding = other.padding
        case .dilate: dilation = other.dilation
        case .groups: groups = other.groups
        case .mult: multiplier = other.multiplier
        case .outpad: outputPadding = other.outputPadding
        case .ceil: roundsUp = other.roundsUp
        case .nopadcount: countsPadding = other.countsPadding
        case .max: poolsMaximum = other.poolsMaximum
        case .interpolation: interpolation = other.interpolation
        case .sharing: sharing = other.sharing
        case .bias: hasBias = other.hasBias
        case .norm: hasNorm = other.hasNorm
        case .activation: activation = other.activation
        }
    }
}

extension SlopeSharing {
    init(_ word: SharingWord) {
        switch word {
        case .shared: self = .shared
        case .channel: self = .channel
        case .element: self = .element
        }
    }
}

extension ActivationPlan {
    /// The activation a word stands for; a leaky ReLU without a slope takes PyTorch's 0.01.
    init(_ syntax: ActivationSyntax) {
        switch syntax.word {
        case .relu: self = .function(.relu)
        case .relu6: self = .function(.relu6)
        case .leaky:
            let slope = syntax.slope.flatMap { Decimal6(parsing: $0) }
            self = .function(.leakyRelu(slope: slope ?? ActivationPlan.defaultSlope))
        case .sigmoid: self = .function(.sigmoid)
        case .tanh: self = .function(.tanh)
        case .silu: self = .function(.silu)
        case .hswish: self = .function(.hardSwish)
        case .hsigmoid: self = .function(.hardSigmoid)
        case .gelu: self = .function(.gelu)
        case .elu: self = .function(.elu)
        case .softmax: self = .function(.softmax)
        case .prelu: self = .prelu(syntax.sharing.map { SlopeSharing($0) } ?? .channel)
        }
    }

    /// The slope of `leaky` where none is written, 0.01 as in PyTorch.
    static let defaultSlope = Decimal6(millionths: 10_000)
}
