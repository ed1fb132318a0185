import NetworkIR

extension OperationWork {
    /// A convolution: n_(l-1)/groups · s² · n_l · m² multiply-accumulates, m the side of the *output* map.
    ///
    /// Source: He & Sun, "Convolutional Neural Networks at Constrained Time Cost" (CVPR 2015, arXiv 1412.1710), eq. 1.
    static func convolution(
        _ convolution: Convolution, input: FeatureMap, output: FeatureMap
    ) throws(CountOverflow) -> OperationWork {
        let window = convolution.window
        let depth = input.channels / convolution.groups
        let outputElements = try output.elements()
        let macs = try checkedProduct(outputElements, depth, window.kernel.area())
        let weights = try checkedProduct(convolution.filters, depth, window.kernel.area())
        return OperationWork(
            timeComplexity: macs, macs: macs,
            validMACs: try checkedProduct(
                depth, output.channels, validTapPairs(window: window, positions: output, bounds: input)),
            bias: convolution.bias ? outputElements : 0,
            params: try checkedSum(weights, convolution.bias ? convolution.filters : 0),
            activations: outputElements, depth: 1)
    }

    /// A transposed convolution: each input element meets every tap of every filter of its group, so the equation's m is
    /// the side of the *input* map.
    ///
    /// Source: Dumoulin & Visin, "A guide to convolution arithmetic for deep learning" (arXiv 1603.07285), section 4:
    /// the operation is the gradient of a convolution from the output map to the input map, and does the same products.
    static func transposedConvolution(
        _ convolution: TransposedConvolution, input: FeatureMap, output: FeatureMap
    ) throws(CountOverflow) -> OperationWork {
        let window = convolution.window
        let width = convolution.filters / convolution.groups
        let outputElements = try output.elements()
        let macs = try checkedProduct(input.elements(), width, window.kernel.area())
        let weights = try checkedProduct(input.channels, width, window.kernel.area())
        return OperationWork(
            timeComplexity: macs, macs: macs,
            validMACs: try checkedProduct(
                input.channels, width, validTapPairs(window: window, positions: input, bounds: output)),
            bias: convolution.bias ? outputElements : 0,
            params: try checkedSum(weights, convolution.bias ? convolution.filters : 0),
            activations: outputElements, depth: 1)
    }

    /// A fully connected layer: the matrix-vector product inputs × outputs.
    static func fullyConnected(outputs: Int, bias: Bool, input: FeatureMap) throws(CountOverflow) -> OperationWork {
        let macs = try checkedProduct(input.elements(), outputs)
        return OperationWork(
            macs: macs, validMACs: macs, bias: bias ? outputs : 0,
            params: try checkedSum(macs, bias ? outputs : 0), activations: outputs)
    }

    /// Brute-force nearest neighbours by squared Euclidean distance: for each reference and dimension a subtraction and a
    /// multiply-accumulate of the difference with itself, then one comparison a reference to keep the nearest.
    ///
    /// The comparison is the lower bound of a selection: each distance is held against the worst one kept. The references
    /// are stored, not learned. Source of the method: Cover & Hart, "Nearest neighbor pattern classification" (1967).
    static func nearestNeighbours(references: Int, input: FeatureMap) throws(CountOverflow) -> OperationWork {
        let numbers = try checkedProduct(input.elements(), references)
        return OperationWork(
            macs: numbers, validMACs: numbers, pointwise: try checkedSum(numbers, references), stored: numbers)
    }

    /// Pairs of a position and a kernel tap that meet inside `bounds`, over both axes.
    ///
    /// For a convolution the positions are the output's and the bounds the input's; for a transposed one the other way.
    static func validTapPairs(
        window: Window, positions: FeatureMap, bounds: FeatureMap
    ) throws(CountOverflow) -> Int {
        let rows = TapAxis(
            positions: positions.height, stride: window.stride.height, taps: window.kernel.height,
            dilation: window.dilation.height, leadingPadding: window.padding.top, bound: bounds.height)
        let columns = TapAxis(
            positions: positions.width, stride: window.stride.width, taps: window.kernel.width,
            dilation: window.dilation.width, leadingPadding: window.padding.left, bound: bounds.width)
        return try checkedProduct(rows.validPairs(), columns.validPairs())
    }
}
