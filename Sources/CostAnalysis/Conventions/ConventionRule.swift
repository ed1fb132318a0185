import NetworkIR

/// One rule by which a tool's number differs from the multiply-accumulates: on which operators, how much, in words.
struct ConventionRule {
    var term: ConventionTerm.Name
    var kinds: [OperatorKind]
    var amount: ConventionAmount
    /// The ways of calling that the tool notices.
    var styles: [CallStyle] = CallStyle.allCases
    var words: String

    func applies(to operation: Operation, called style: CallStyle) -> Bool {
        kinds.contains(operation.kind) && styles.contains(style)
    }
}

/// How much a rule adds for a layer.
enum ConventionAmount {
    case perInputElement(Int)
    case perOutputElement(Int)
    /// Per output element and map joined after the first.
    case perJoinedElement
    /// Per element read, for each bin of a pyramid.
    case perInputElementAndBin(Int)
    /// Per position of the output map, whatever its channels.
    case perOutputPosition
    case bias
    case params
    /// The layer's multiply-accumulates are left out.
    case withoutMACs
    /// A transposed convolution's products are taken once an output position instead of once an input position.
    case outputMapForInputMap
    /// A grouped transposed convolution's products are divided by the groups a second time.
    case groupsDividedAgain
    /// The bias of a transposed convolution on the map that a plain convolution would have made.
    case biasOfPlainConvolution
    /// Softmax over C channels as 3·C - 1 operations a position.
    case softmaxOfThree
    /// A mean of (in/out + 1) operations an output element, in/out the real quotient of the map sizes.
    case meanWindow
    /// Local response normalisation as PyTorch composes it: a square, a mean over padded channels, a product, a sum.
    case composedResponseNorm
}

/// A layer's facts that amounts are made of, for one batch.
struct ConventionFacts {
    var operation: Operation
    var work: OperationWork
    var inputs: [FeatureMap]
    var output: FeatureMap
    var batch: Int
    /// 1 where multiply-accumulates are counted, 2 where operations are.
    var operationsPerMAC: Int

    func amount(_ amount: ConventionAmount) throws(CountOverflow) -> Int {
        guard let input = inputs.first else { return 0 }
        switch amount {
        case .perInputElement(let factor):
            return try checkedProduct(input.elements(), factor, batch)
        case .perOutputElement(let factor):
            return try checkedProduct(output.elements(), factor, batch)
        case .perJoinedElement:
            return try checkedProduct(output.elements(), inputs.count - 1, batch)
        case .perInputElementAndBin(let factor):
            guard case .spatialPyramidPool(let bins) = operation else { return 0 }
            return try checkedProduct(input.elements(), bins.count, factor, batch)
        case .perOutputPosition:
            return try output.positions()
        case .bias:
            return try checkedProduct(work.bias.count, batch)
        case .params:
            return try checkedProduct(work.params.count, batch)
        case .withoutMACs:
            return -(try checkedProduct(work.macs.count, operationsPerMAC, batch))
        case .outputMapForInputMap:
            let macsAtPosition = try work.macs.count / input.positions()
            let more = try checkedSum(output.positions(), -input.positions())
            return try checkedProduct(macsAtPosition, more, operationsPerMAC, batch)
        case .groupsDividedAgain:
            guard case .transposedConvolution(let convolution) = operation else { return 0 }
            // The tool divides the filters by the groups twice, the second time dropping the remainder.
            let width = convolution.filters / convolution.groups
            let kept = try checkedProduct(work.macs.count / width, width / convolution.groups)
            return try checkedProduct(checkedSum(kept, -work.macs.count), operationsPerMAC, batch)
        case .biasOfPlainConvolution:
            return try biasOfPlainConvolution(input)
        case .softmaxOfThree:
            let perPosition = try checkedSum(checkedProduct(input.channels, 3), -1)
            return try checkedProduct(perPosition, input.positions(), batch)
        case .meanWindow:
            return try meanWindow(input)
        case .composedResponseNorm:
            guard case .localResponseNorm(let size) = operation else { return 0 }
            let padded = try checkedProduct(checkedSum(input.channels, size - 1), input.positions())
            return try checkedProduct(checkedSum(checkedProduct(input.elements(), 3), padded), batch)
        }
    }

    /// Reproduced with its rounding: the quotient is real, the product is cut to a whole number.
    private func meanWindow(_ input: FeatureMap) throws(CountOverflow) -> Int {
        let window =
            (Double(input.height) / Double(output.height)) * (Double(input.width) / Double(output.width))
        let elements = Double(try checkedProduct(output.elements(), batch))
        guard let count = Int(exactly: ((window + 1) * elements).rounded(.towardZero)) else { throw CountOverflow() }
        return count
    }

    private func biasOfPlainConvolution(_ input: FeatureMap) throws(CountOverflow) -> Int {
        guard case .transposedConvolution(let convolution) = operation, convolution.bias else { return 0 }
        let (window, reach) = (convolution.window, try convolution.window.reach())
        func size(_ input: Int, _ pads: (Int, Int), _ reach: Int, _ stride: Int) throws(CountOverflow) -> Int {
            let room = try checkedSum(checkedSum(input, checkedSum(pads.0, pads.1)), -reach)
            // Rounds down below zero too, as the tool's division does.
            let steps = room >= 0 ? room / stride : -((-room - 1) / stride) - 1
            return steps + 1
        }
        let height = try size(
            input.height, (window.padding.top, window.padding.bottom), reach.height, window.stride.height)
        let width = try size(
            input.width, (window.padding.left, window.padding.right), reach.width, window.stride.width)
        return try checkedProduct(convolution.filters / convolution.groups, height, width, batch)
    }
}
