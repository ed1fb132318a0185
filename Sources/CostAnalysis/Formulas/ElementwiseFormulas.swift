import NetworkIR

extension OperationWork {
    /// An element-wise sum or product of several maps: one operation an output element for each map after the first.
    static func elementwise(inputs: Int, output: FeatureMap) throws(CountOverflow) -> OperationWork {
        OperationWork(pointwise: try checkedProduct(output.elements(), inputs - 1))
    }

    /// Nearest up-sampling copies; bilinear takes four products and three additions an output element, its weights known
    /// beforehand.
    static func upsample(_ interpolation: Interpolation, output: FeatureMap) throws(CountOverflow) -> OperationWork {
        switch interpolation {
        case .nearest: .none
        case .bilinear: OperationWork(pointwise: try checkedProduct(output.elements(), 7))
        }
    }

    /// A look-up in one learned table of `classes` rows; it copies, so that it takes no operation.
    ///
    /// Source: Bengio et al., "A Neural Probabilistic Language Model" (JMLR 2003), section 2.
    static func embedding(classes: Int, dimensions: Int) throws(CountOverflow) -> OperationWork {
        OperationWork(params: try checkedProduct(classes, dimensions))
    }
}
