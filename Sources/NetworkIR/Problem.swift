/// Bytes an element takes.
public enum Precision: String, Hashable, Sendable, CaseIterable {
    case f32
    case bf16
    case f16
    case int8

    /// Bytes of one element.
    public var bytes: Int {
        switch self {
        case .f32: 4
        case .bf16, .f16: 2
        case .int8: 1
        }
    }
}

/// Which of a layer's three computations is meant.
public enum Pass: String, Hashable, Sendable, CaseIterable {
    case forward
    case backwardData = "backward-data"
    case backwardWeights = "backward-weights"

    /// The word in a problem key: `fwd`, `bwd_d`, `bwd_w`.
    public var keyWord: String {
        switch self {
        case .forward: "fwd"
        case .backwardData: "bwd_d"
        case .backwardWeights: "bwd_w"
        }
    }
}

/// One kernel to be timed: an operation on inputs of given shapes, for a batch, a precision and a pass.
///
/// Its `key` is one line that names it in the store, in reports and in bug reports, and that parses back.
/// Two layers with the same key take the same time, so a bias is not part of a convolution's key, nor are activations that
/// cost a kernel nothing when it applies them to its results (`Activation.costsWhenFused`).
public struct Problem: Hashable, Sendable {
    public var operation: Operation
    public var inputs: [FeatureMap]
    public var batch: Int
    public var precision: Precision
    public var pass: Pass
    /// Functions that the kernel applies to its results one after the other, of those that take time of their own.
    public let epilogue: [Activation]

    /// A problem; a convolution's bias is dropped and a pool's padding rule normalised, so that equal work compares equal.
    ///
    /// - Parameter epilogue: what the kernel applies to its results; dropped where it costs nothing, or kernels of the
    ///   operation do not do that.
    public init(
        operation: Operation, inputs: [FeatureMap], batch: Int = 1, precision: Precision = .f32, pass: Pass = .forward,
        epilogue: [Activation] = []
    ) {
        self.operation = operation.withoutBias
        self.inputs = inputs
        self.batch = batch
        self.precision = precision
        self.pass = pass
        self.epilogue = operation.takesEpilogue && pass == .forward ? epilogue.filter(\.costsWhenFused) : []
    }

    /// The same with other functions applied to its results.
    public func with(epilogue: [Activation]) -> Problem {
        Problem(
            operation: operation, inputs: inputs, batch: batch, precision: precision, pass: pass, epilogue: epilogue)
    }
}

extension Activation {
    /// True where a kernel that applies it to its results takes longer by it. A comparison or a product an element hides
    /// behind storing the element; an exponential does not.
    public var costsWhenFused: Bool {
        switch self {
        case .relu, .relu6, .leakyRelu: false
        case .sigmoid, .tanh, .silu, .hardSwish, .hardSigmoid, .gelu, .elu, .softmax: true
        }
    }
}

extension Operation {
    /// True where kernels apply activations that follow to their results before they store them.
    ///
    /// Not transposed convolutions: oneDNN 2.6 runs its own with anything behind them by plain loops, up to eight times as long.
    public var takesEpilogue: Bool {
        switch self {
        case .convolution, .fullyConnected, .batchNorm, .add: true
        default: false
        }
    }
}

extension Operation {
    /// The same operation with `bias` cleared, where it has one.
    public var withoutBias: Operation {
        switch self {
        case .convolution(var convolution):
            convolution.bias = false
            return .convolution(convolution)
        case .transposedConvolution(var convolution):
            convolution.bias = false
            return .transposedConvolution(convolution)
        case .fullyConnected(let outputs, _):
            return .fullyConnected(outputs: outputs, bias: false)
        case .pool(var pool):
            if pool.kind == .max { pool.countsPadding = true }
            return .pool(pool)
        default:
            return self
        }
    }
}
