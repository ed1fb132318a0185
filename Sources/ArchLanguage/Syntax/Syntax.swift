import NetworkIR
import SourceText

/// Where a piece of syntax stands and how it was laid out; takes no part in comparisons, so that two trees are equal
/// when they say the same.
public struct Place: Hashable, Sendable {
    public var range: SourceRange

    public init(_ range: SourceRange) { self.range = range }

    public static func == (_: Place, _: Place) -> Bool { true }
    public func hash(into _: inout Hasher) {}
}

/// The syntax tree of a file: its statements in order.
public struct SyntaxTree: Hashable, Sendable {
    public var statements: [Statement]
    /// Kept for the formatter; no part of what the file says.
    var comments: Comments

    struct Comments: Hashable, Sendable {
        var all: [Comment]
        static func == (_: Comments, _: Comments) -> Bool { true }
        func hash(into _: inout Hasher) {}
    }
}

/// A name with its place.
public struct Name: Hashable, Sendable {
    public var text: String
    public var place: Place
}

/// A number as written.
public enum Expression: Hashable, Sendable {
    case integer(Int)
    case name(Name)
    /// The word `c`: the current number of channels.
    case channels(Place)
    indirect case binary(Expression, Operator, Expression, Place)
    indirect case round8(Expression, Place)
    indirect case least(Expression, Expression, Place)
    indirect case greatest(Expression, Expression, Place)

    public enum Operator: String, Hashable, Sendable {
        case add = "+"
        case subtract = "-"
        case multiply = "*"
        case divide = "/"
    }
}

/// Alternatives for one number; the first is the network itself.
public struct Choice: Hashable, Sendable {
    /// Apart from the others, of which most choices have none: a number then needs no memory of its own.
    public var first: Alternative
    public var others: [Alternative]
    public var place: Place

    /// True where more than one alternative is written.
    public var isOpen: Bool { only == nil }

    /// The number where it is the only one.
    public var only: Expression? {
        guard others.isEmpty, case .single(let number) = first else { return nil }
        return number
    }

    /// All in the order written.
    public var alternatives: [Alternative] { [first] + others }
}

/// One alternative of a choice.
public enum Alternative: Hashable, Sendable {
    case single(Expression)
    /// `low..high:step`, both ends included; the step is 1 where none is written.
    indirect case span(Expression, Expression, step: Expression?, Place)
}

/// A size along height and width.
public enum SizeSyntax: Hashable, Sendable {
    case square(Choice)
    case rectangle(Expression, Expression, Place)
}

/// One argument of a layer, by position.
public enum Positional: Hashable, Sendable {
    case size(SizeSyntax)
    case decimal(String, Place)
}

/// What follows a layer's positional numbers.
public struct Modifier: Hashable, Sendable {
    public var kind: Kind
    public var place: Place

    public enum Kind: Hashable, Sendable {
        case stride(SizeSyntax)
        case pad(Choice)
        case padEdges([Expression])
        case same
        case valid
        case dilate(SizeSyntax)
        case groups(Choice)
        case mult(Choice)
        case outpad(SizeSyntax)
        case ceil
        case nopadcount
        case max
        case interpolation(InterpolationWord)
        case sharing(SharingWord)
        case bias(Bool)
        case norm(Bool)
        case activation(ActivationSyntax)
        case linear
    }
}

public enum InterpolationWord: String, Hashable, Sendable { case nearest, bilinear }

public enum SharingWord: String, Hashable, Sendable { case shared, channel, element }

/// An activation with its parameter.
public struct ActivationSyntax: Hashable, Sendable {
    public var word: ActivationWord
    /// The slope of `leaky`, as written.
    public var slope: String?
    /// What shares the slope of a `prelu`.
    public var sharing: SharingWord?
}

/// A layer line without its repeat and label.
public struct LayerSyntax: Hashable, Sendable {
    public var word: LayerWord
    public var positionals: [Positional]
    public var modifiers: [Modifier]
}

/// Statements between braces.
public struct Body: Hashable, Sendable {
    public var statements: [Statement]
    public var place: Place
    public var layout: Layout

    /// Whether the author wrote it on one line; no part of comparisons.
    public struct Layout: Hashable, Sendable {
        public var isOneLine: Bool
        public static func == (_: Layout, _: Layout) -> Bool { true }
        public func hash(into _: inout Hasher) {}
    }
}

/// One statement with its repeat and label.
public struct Statement: Hashable, Sendable {
    public var kind: Kind
    /// How often; nil where no repeat is written.
    public var rounds: Choice?
    public var label: Name?
    /// The number of this statement among those of its word in the file, from 1: names its choices.
    public var ordinal: Int
    public var place: Place
    public var layout: Layout

    /// Layout only: whether a `;` (not a newline) separates it from the statement before.
    public struct Layout: Hashable, Sendable {
        public var continuesLine: Bool
        public static func == (_: Layout, _: Layout) -> Bool { true }
        public func hash(into _: inout Hasher) {}
    }

    public indirect enum Kind: Hashable, Sendable {
        case input([Choice])
        case layer(LayerSyntax)
        case call(Name, [Choice])
        case binding(Name, Choice)
        case requirement(Expression, Comparison, Expression)
        case defaults(DefaultsTarget, [Modifier])
        /// `with relu: function`: how the network's PyTorch source calls an operator.
        case calls(String, CallStyle)
        case group(Body)
        case stage(Name, Body)
        case block(Name, [Parameter], Body)
        case residual(ResidualMode, Body)
        case branches(JoinWord, [Statement], Body.Layout)
        case dense(Body)
        case either([Body])
        case from(Name)
        case join(JoinWord, Name)
    }
}

/// A block's parameter, with its default where one is written.
public struct Parameter: Hashable, Sendable {
    public var name: Name
    public var fallback: Choice?
}

public enum Comparison: String, Hashable, Sendable {
    case less = "<"
    case lessOrEqual = "<="
    case equal = "=="
    case greaterOrEqual = ">="
    case greater = ">"
}

/// What `with …:` sets defaults for.
public enum DefaultsTarget: String, Hashable, Sendable, CaseIterable { case conv, fc }

public enum ResidualMode: String, Hashable, Sendable, CaseIterable {
    case projection
    case identity
    case pad
}

public enum JoinWord: String, Hashable, Sendable, CaseIterable { case concat, add, mul }
