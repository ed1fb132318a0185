import NetworkIR

/// A rule by which learned numbers follow their gradients.
///
/// Notation: w a learned number, g its gradient, η the learning rate, λ the weight decay; scalars that are equal for all
/// learned numbers are computed once and cost nothing here.
public enum Optimizer: String, Hashable, Sendable, CaseIterable {
    case sgd
    case momentum
    case adam
    case adamw

    /// Numbers kept for each learned number from one step to the next.
    public var statesPerParameter: Int {
        switch self {
        case .sgd: 0
        // The velocity v.
        case .momentum: 1
        // The running means m of the gradient and v of its square.
        case .adam, .adamw: 2
        }
    }

    /// Operations that one step takes for each learned number.
    public func operationsPerParameter(weightDecay: Bool) -> Int {
        step + (weightDecay ? decay : 0)
    }

    private var step: Int {
        switch self {
        // w -= η·g: a product and a difference.
        case .sgd: 2
        // v = μ·v + g; w -= η·v: two each.
        case .momentum: 4
        // m = β₁·m + (1-β₁)·g: 3. v = β₂·v + (1-β₂)·g·g: 4. w -= α·m / (√v + ε): 5, the corrections of both means being
        // part of the scalar α (Kingma & Ba, the order of computation after algorithm 1).
        case .adam, .adamw: 12
        }
    }

    private var decay: Int {
        switch self {
        // g += λ·w, an L2 term in the gradient: a product and a sum.
        case .sgd, .momentum, .adam: 2
        // w = (1 - η·λ)·w, apart from the gradient: a product.
        case .adamw: 1
        }
    }

    /// What one step computes, for help texts.
    public var formula: String {
        switch self {
        case .sgd:
            "w -= lr*g: 2 operations per parameter, no state; with decay g += d*w first: 4"
        case .momentum:
            "v = mu*v + g; w -= lr*v: 4 operations per parameter, one state (v); with decay g += d*w first: 6"
        case .adam:
            "m = b1*m + (1-b1)*g; v = b2*v + (1-b2)*g*g; w -= a*m / (sqrt(v) + e), a with both bias corrections: "
                + "12 operations per parameter, two states (m, v); with decay g += d*w first, an L2 term that the "
                + "division scales as well: 14"
        case .adamw:
            "as adam, 12 operations per parameter, two states (m, v); with decay w = (1 - lr*d)*w, decoupled from the "
                + "gradient: 13"
        }
    }

    /// The publication that defines it.
    public var source: String {
        switch self {
        case .sgd: "Robbins & Monro, \"A Stochastic Approximation Method\", 1951"
        case .momentum: "Sutskever et al., \"On the importance of initialization and momentum\", ICML 2013"
        case .adam: "Kingma & Ba, \"Adam: A Method for Stochastic Optimization\", ICLR 2015, arXiv 1412.6980"
        case .adamw: "Loshchilov & Hutter, \"Decoupled Weight Decay Regularization\", ICLR 2019, arXiv 1711.05101"
        }
    }

    /// The bytes kept from step to step for the given learned numbers.
    ///
    /// States are kept in 32 bits whatever the precision; below 32 bits so is a copy of the learned numbers themselves,
    /// without which small updates vanish (Micikevicius et al., "Mixed Precision Training", ICLR 2018, section 3.1).
    func stateBytes(of params: Parameters, precision: Precision) throws(CountOverflow) -> Bytes {
        let numbers = statesPerParameter + (precision == .f32 ? 0 : 1)
        return Bytes(try checkedProduct(params.count, numbers, Precision.f32.bytes))
    }
}
