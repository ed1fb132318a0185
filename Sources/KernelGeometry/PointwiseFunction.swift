/// An element-wise function as a kernel sees it.
public enum PointwiseFunction: Hashable, Sendable {
    case relu
    case relu6
    case leakyRelu(slope: Float)
    case sigmoid
    case tanh
    case silu
    case hardSwish
    case hardSigmoid
    /// The exact form, with the error function.
    case gelu
    case elu
}
