import NetworkIR

extension OperationWork {
    /// An element-wise function: `operationsPerElement` of it an element; softmax see there.
    static func activation(_ activation: Activation, input: FeatureMap) throws(CountOverflow) -> OperationWork {
        switch activation {
        case .softmax: try softmax(input: input)
        default:
            OperationWork(pointwise: try checkedProduct(input.elements(), activation.operationsPerElement))
        }
    }

    /// Softmax over the C channels of each position: C - 1 comparisons for the maximum, C differences, C exponentials,
    /// C - 1 additions, C divisions.
    ///
    /// Source: Goodfellow et al., "Deep Learning" (2016), section 4.1, the form that cannot overflow.
    private static func softmax(input: FeatureMap) throws(CountOverflow) -> OperationWork {
        let perPosition = try checkedProduct(input.channels, Activation.softmax.operationsPerElement) - 2
        return OperationWork(pointwise: try checkedProduct(perPosition, input.positions()))
    }

    /// PReLU: a multiplication by the learned slope and a choice between product and input; a slope a map, a channel or
    /// an element.
    ///
    /// Source: He et al., "Delving Deep into Rectifiers" (ICCV 2015, arXiv 1502.01852), equation 1.
    static func prelu(_ sharing: SlopeSharing, input: FeatureMap) throws(CountOverflow) -> OperationWork {
        let slopes =
            switch sharing {
            case .shared: 1
            case .channel: input.channels
            case .element: try input.elements()
            }
        return OperationWork(pointwise: try checkedProduct(input.elements(), 2), params: slopes)
    }
}

extension Activation {
    /// Operations that one element takes; an elementary function (exp, tanh, erf) is one, as is a comparison.
    public var operationsPerElement: Int {
        switch self {
        // max(x, 0). Nair & Hinton, ICML 2010.
        case .relu: 1
        // min(max(x, 0), 6). Krizhevsky, "Convolutional Deep Belief Networks on CIFAR-10", 2010.
        case .relu6: 2
        // max(x, a·x). Maas et al., ICML workshop 2013.
        case .leakyRelu: 2
        // 1 / (1 + exp(-x)): the exponential, an addition, a division; the sign is part of the exponential.
        case .sigmoid: 3
        case .tanh: 1
        // x · sigmoid(x). Elfwing et al., arXiv 1702.03118; Ramachandran et al., arXiv 1710.05941.
        case .silu: 4
        // relu6(x + 3) / 6. Howard et al., "Searching for MobileNetV3", arXiv 1905.02244, section 5.2.
        case .hardSigmoid: 4
        // x · relu6(x + 3) / 6. The same.
        case .hardSwish: 5
        // x/2 · (1 + erf(x/√2)): two multiplications by constants, erf, an addition, a product. arXiv 1606.08415.
        case .gelu: 5
        // x where positive, else exp(x) - 1: the exponential, a difference, the choice. arXiv 1511.07289.
        case .elu: 3
        // Maximum, difference, exponential, sum, division; two fewer a position.
        case .softmax: 5
        }
    }
}
