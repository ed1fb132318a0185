import NetworkIR

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A function of one number, put together from element-wise nodes that follow one another.
///
/// Exporters write one activation in many ways (`x·σ(x)`, `0.5·x·(1 + erf(x/√2))`, `x·clip(x+3, 0, 6)/6`); which it is
/// shows in its values, whatever the spelling.
indirect enum ScalarFunction: Hashable, Sendable {
    case argument
    case constant(Double)
    case unary(Unary, ScalarFunction)
    case binary(Binary, ScalarFunction, ScalarFunction)

    enum Unary: Hashable, Sendable {
        case negate, absolute, exponential, logarithm, squareRoot, reciprocal, softplus, softsign
        case erf, sigmoid, tanh, relu, floor, ceil
        case hardSigmoid(slope: Double, offset: Double)
        case hardSwish
        case elu(scale: Double)
        case leaky(slope: Double)
        case clip(low: Double, high: Double)
        case gelu, mish
    }

    enum Binary: Hashable, Sendable {
        case add, subtract, multiply, divide, power
    }

    /// Functions of more nodes are not followed up: no activation is longer.
    static let sizeLimit = 24

    /// How many nodes it is made of.
    var size: Int {
        switch self {
        case .argument, .constant: 1
        case .unary(_, let inner): 1 + inner.size
        case .binary(_, let left, let right): 1 + left.size + right.size
        }
    }

    /// The value at one number.
    func callAsFunction(_ x: Double) -> Double {
        switch self {
        case .argument: return x
        case .constant(let value): return value
        case .unary(let function, let inner): return function(inner(x))
        case .binary(let function, let left, let right): return function(left(x), right(x))
        }
    }
}

extension ScalarFunction.Unary {
    func callAsFunction(_ x: Double) -> Double {
        switch self {
        case .negate: -x
        case .absolute: abs(x)
        case .exponential: exp(x)
        case .logarithm: log(x)
        case .squareRoot: x.squareRoot()
        case .reciprocal: 1 / x
        case .softplus: log1p(exp(x))
        case .softsign: x / (1 + abs(x))
        case .erf: Glibc.erf(x)
        case .sigmoid: 1 / (1 + exp(-x))
        case .tanh: Glibc.tanh(x)
        case .relu: max(0, x)
        case .floor: x.rounded(.down)
        case .ceil: x.rounded(.up)
        case .hardSigmoid(let slope, let offset): max(0, min(1, slope * x + offset))
        case .hardSwish: x * max(0, min(1, x / 6 + 0.5))
        case .elu(let scale): x > 0 ? x : scale * expm1(x)
        case .leaky(let slope): x > 0 ? x : slope * x
        case .clip(let low, let high): max(low, min(high, x))
        case .gelu: 0.5 * x * (1 + Glibc.erf(x / 2.0.squareRoot()))
        case .mish: x * Glibc.tanh(log1p(exp(x)))
        }
    }
}

extension ScalarFunction.Binary {
    func callAsFunction(_ a: Double, _ b: Double) -> Double {
        switch self {
        case .add: a + b
        case .subtract: a - b
        case .multiply: a * b
        case .divide: a / b
        case .power: pow(a, b)
        }
    }
}

extension ScalarFunction {
    /// What a function is in the language.
    enum Meaning: Hashable {
        case identity
        case activation(Activation)
    }

    /// Where functions are compared: on both sides of every kink of the language's activations, and far out.
    private static let samples: [Double] = [
        -7, -4.5, -2.9, -1.7, -1, -0.4, -0.05, 0, 0.05, 0.6, 1, 1.9, 2.8, 3.3, 5.5, 6.5, 9,
    ]
    /// Constants are written in single precision.
    private static let tolerance = 1e-5
    /// The usual approximation of GELU by tanh is off by up to 5e-4.
    private static let approximationTolerance = 1e-3

    /// The activation with these values; nil where the language has none.
    var meaning: Meaning? {
        switch self {
        case .argument: return .identity
        case .unary(let function, .argument):
            if let activation = function.activation { return .activation(activation) }
        case .constant, .unary, .binary: break
        }
        let values = ScalarFunction.samples.map { self($0) }
        func agrees(_ other: Unary, within tolerance: Double = ScalarFunction.tolerance) -> Bool {
            zip(ScalarFunction.samples, values).allSatisfy { abs(other($0) - $1) <= tolerance * max(1, abs($0)) }
        }
        let identity = Unary.leaky(slope: 1)
        if agrees(identity) { return .identity }
        let candidates: [Unary] = [
            .relu, .clip(low: 0, high: 6), .sigmoid, .tanh, .hardSwish, .hardSigmoid(slope: 1.0 / 6, offset: 0.5),
            .elu(scale: 1),
        ]
        for candidate in candidates where agrees(candidate) { return candidate.activation.map { .activation($0) } }
        if zip(ScalarFunction.samples, values).allSatisfy({
            abs($0 / (1 + exp(-$0)) - $1) <= ScalarFunction.tolerance * 10
        }) {
            return .activation(.silu)
        }
        if agrees(.gelu, within: ScalarFunction.approximationTolerance) { return .activation(.gelu) }
        let slope = -self(-1)
        if slope > 0, slope < 1, agrees(.leaky(slope: slope)) {
            return Unary.leaky(slope: slope).activation.map { .activation($0) }
        }
        return nil
    }
}

extension ScalarFunction.Unary {
    /// The activation of the language that this function is.
    var activation: Activation? {
        switch self {
        case .relu: .relu
        case .sigmoid: .sigmoid
        case .tanh: .tanh
        case .hardSwish: .hardSwish
        case .gelu: .gelu
        case .hardSigmoid(let slope, let offset): abs(slope - 1.0 / 6) < 1e-5 && offset == 0.5 ? .hardSigmoid : nil
        case .elu(let scale): scale == 1 ? .elu : nil
        case .leaky(let slope):
            slope > 0 && slope < 1 ? .leakyRelu(slope: Decimal6(millionths: Int((slope * 1e6).rounded()))) : nil
        case .clip(let low, let high):
            low == 0 && high == 6 ? .relu6 : low == 0 && high >= 3e38 ? .relu : nil
        case .negate, .absolute, .exponential, .logarithm, .squareRoot, .reciprocal, .softplus, .softsign, .erf, .floor,
            .ceil, .mish:
            nil
        }
    }
}
