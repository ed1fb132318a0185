import NetworkIR

// The rules of each tool, found in its published source (PyPI) and confirmed by running it on one layer of every operator
// and on whole networks; docs/cost-model.md has the table. Without a rule, a tool counts the multiply-accumulates.

extension Convention {
    /// The rules that make this convention's number out of our multiply-accumulates (`macs`), or out of twice them
    /// (`flops`).
    func rules(for quantity: ConventionQuantity) -> [ConventionRule] {
        switch (self, quantity) {
        case (.fvcore, _): Convention.fvcoreRules
        case (.ptflops, _): Convention.ptflopsRules
        case (.thop, _): Convention.thopRules
        case (.torchinfo, _): Convention.torchinfoRules
        case (.torch, _): [Convention.noNeighbours]
        case (.calflops, .macs): Convention.calflopsMACRules
        case (.calflops, .flops): Convention.calflopsMACRules + Convention.calflopsFLOPRules
        case (.heSun, _):
            [
                noNeighbours(in: "convolutions only"),
                ConventionRule(
                    term: .fullyConnected, kinds: [.fullyConnected], amount: .withoutMACs, words: "convolutions only"),
            ]
        }
    }

    private func noNeighbours(in words: String) -> ConventionRule {
        var rule = Convention.noNeighbours
        rule.words = words
        return rule
    }

    private static let noNeighbours = ConventionRule(
        term: .nearestNeighbours, kinds: [.nearestNeighbours], amount: .withoutMACs, words: "distances are not counted")

    private static let windowPools: [OperatorKind] = [.maxPool, .averagePool]
    private static let adaptivePools: [OperatorKind] = [.globalAveragePool, .adaptiveAveragePool, .adaptiveMaxPool]
    private static let meanPools: [OperatorKind] = [.globalAveragePool, .adaptiveAveragePool]
    private static let upsamples: [OperatorKind] = [.nearestUpsample, .bilinearUpsample]

    private static let fvcoreRules = [
        noNeighbours,
        ConventionRule(term: .batchNorm, kinds: [.batchNorm], amount: .perInputElement(2), words: "2 per element read"),
        ConventionRule(term: .groupNorm, kinds: [.groupNorm], amount: .perInputElement(5), words: "5 per element read"),
        ConventionRule(term: .layerNorm, kinds: [.layerNorm], amount: .perInputElement(5), words: "5 per element read"),
        ConventionRule(
            term: .pooling, kinds: meanPools, amount: .perInputElement(1), styles: [.module, .function],
            words: "1 per element that an adaptive average pool reads"),
        ConventionRule(
            term: .upsampling, kinds: [.bilinearUpsample], amount: .perOutputElement(4),
            words: "4 per output element of a bilinear interpolation"),
        ConventionRule(
            term: .upsampling, kinds: [.nearestUpsample], amount: .perOutputElement(1),
            words: "1 per output element of a nearest interpolation"),
    ]

    private static let ptflopsRules = [
        noNeighbours,
        ConventionRule(
            term: .bias, kinds: [.convolution, .transposedConvolution, .fullyConnected], amount: .bias,
            words: "1 per output element with a bias"),
        ConventionRule(term: .batchNorm, kinds: [.batchNorm], amount: .perInputElement(2), words: "2 per element read"),
        ConventionRule(term: .groupNorm, kinds: [.groupNorm], amount: .perInputElement(2), words: "2 per element read"),
        ConventionRule(
            term: .layerNorm, kinds: [.layerNorm], amount: .perInputElement(1), styles: [.module],
            words: "1 per element a module reads"),
        ConventionRule(
            term: .activation, kinds: [.relu, .relu6, .leakyRelu, .elu, .gelu, .prelu], amount: .perInputElement(1),
            styles: [.module], words: "1 per output element of a module"),
        ConventionRule(
            term: .pooling, kinds: windowPools + adaptivePools, amount: .perInputElement(1), styles: [.module],
            words: "1 per element a module reads"),
        ConventionRule(
            term: .pooling, kinds: [.spatialPyramidPool], amount: .perInputElementAndBin(1), styles: [.module],
            words: "1 per element a module reads"),
        ConventionRule(
            term: .upsampling, kinds: upsamples, amount: .perOutputElement(1), styles: [.module],
            words: "1 per output element of a module"),
        ConventionRule(
            term: .functionCall, kinds: [.relu, .prelu, .elu, .gelu, .silu, .softmax] + windowPools + adaptivePools,
            amount: .perInputElement(1), styles: [.module, .function],
            words: "the function is counted by itself too, also where a module calls it"),
        ConventionRule(
            term: .functionCall, kinds: [.spatialPyramidPool], amount: .perInputElementAndBin(1),
            styles: [.module, .function],
            words: "the function is counted by itself too, also where a module calls it"),
        ConventionRule(
            term: .functionCall, kinds: upsamples, amount: .perOutputElement(1), styles: [.module, .function],
            words: "the function is counted by itself too, also where a module calls it"),
        ConventionRule(
            term: .functionCall, kinds: [.relu6], amount: .perInputElement(1), styles: [.function],
            words: "the function is counted by itself too, also where a module calls it"),
        ConventionRule(
            term: .localResponseNorm, kinds: [.localResponseNorm], amount: .composedResponseNorm,
            words: "the square, product and sum, and the padded channels, that PyTorch composes it of"),
        ConventionRule(
            term: .elementwise, kinds: [.add, .multiply], amount: .perJoinedElement, styles: [.function],
            words: "1 per element of torch.add and torch.mul"),
    ]

    private static let thopRules = [
        noNeighbours,
        ConventionRule(
            term: .transposedConvolution, kinds: [.transposedConvolution], amount: .outputMapForInputMap,
            words: "multiplied by the output map instead of the input map"),
        ConventionRule(
            term: .batchNorm, kinds: [.batchNorm], amount: .perInputElement(4), words: "4 per element read"),
        ConventionRule(
            term: .layerNorm, kinds: [.layerNorm], amount: .perInputElement(4), styles: [.module],
            words: "4 per element a module reads"),
        ConventionRule(
            term: .activation, kinds: [.prelu], amount: .perInputElement(1), styles: [.module],
            words: "1 per element of a PReLU"),
        ConventionRule(
            term: .softmax, kinds: [.softmax], amount: .softmaxOfThree, styles: [.module],
            words: "3 per element less 1 per position"),
        ConventionRule(
            term: .pooling, kinds: [.averagePool], amount: .perOutputElement(1), styles: [.module],
            words: "1 per output element of an average pool"),
        ConventionRule(
            term: .pooling, kinds: meanPools, amount: .meanWindow, styles: [.module],
            words: "window + 1 per output element of an adaptive average pool"),
        ConventionRule(
            term: .upsampling, kinds: [.bilinearUpsample], amount: .perOutputElement(11), styles: [.module],
            words: "11 per output element of a bilinear interpolation"),
        ConventionRule(
            term: .upsampling, kinds: [.nearestUpsample], amount: .perOutputElement(1), styles: [.module],
            words: "1 per output element of a nearest interpolation"),
    ]

    private static let torchinfoRules = [
        noNeighbours,
        ConventionRule(
            term: .bias, kinds: [.convolution, .transposedConvolution, .fullyConnected], amount: .bias,
            words: "the bias at every output position"),
        ConventionRule(
            term: .transposedConvolution, kinds: [.transposedConvolution], amount: .outputMapForInputMap,
            words: "multiplied by the output map instead of the input map"),
        ConventionRule(
            term: .learnedNumbers, kinds: [.batchNorm, .groupNorm, .layerNorm, .prelu, .embedding], amount: .params,
            words: "the learned numbers once, whatever the map"),
    ]

    private static let calflopsMACRules = [
        noNeighbours,
        ConventionRule(
            term: .transposedConvolution, kinds: [.transposedConvolution], amount: .groupsDividedAgain,
            words: "divided by the groups twice"),
    ]

    private static let calflopsFLOPRules = [
        ConventionRule(
            term: .bias, kinds: [.convolution], amount: .bias, words: "1 per output element; none of fc"),
        ConventionRule(
            term: .bias, kinds: [.transposedConvolution], amount: .biasOfPlainConvolution,
            words: "of a transposed convolution on the map a plain one would make"),
        ConventionRule(term: .batchNorm, kinds: [.batchNorm], amount: .perInputElement(2), words: "2 per element read"),
        ConventionRule(term: .groupNorm, kinds: [.groupNorm], amount: .perInputElement(5), words: "5 per element read"),
        ConventionRule(term: .layerNorm, kinds: [.layerNorm], amount: .perInputElement(5), words: "5 per element read"),
        ConventionRule(
            term: .activation, kinds: [.relu, .leakyRelu, .prelu, .elu, .silu, .gelu], amount: .perInputElement(1),
            styles: [.module, .function], words: "1 per element; none of relu6 modules, sigmoid, tanh, hswish, hsigmoid"
        ),
        ConventionRule(
            term: .activation, kinds: [.relu6], amount: .perInputElement(1), styles: [.function], words: "1 per element"
        ),
        ConventionRule(
            term: .softmax, kinds: [.softmax], amount: .perInputElement(1), styles: [.module, .function],
            words: "1 per element"),
        ConventionRule(
            term: .pooling, kinds: windowPools + adaptivePools, amount: .perInputElement(1),
            styles: [.module, .function], words: "1 per element read"),
        ConventionRule(
            term: .pooling, kinds: [.spatialPyramidPool], amount: .perInputElementAndBin(1),
            styles: [.module, .function], words: "1 per element read"),
        ConventionRule(
            term: .upsampling, kinds: upsamples, amount: .perInputElement(1), styles: [.module],
            words: "1 per element read by a scale factor"),
        ConventionRule(
            term: .upsampling, kinds: upsamples, amount: .perOutputPosition, styles: [.function],
            words: "1 per output position to a given size, whatever the channels"),
        ConventionRule(
            term: .localResponseNorm, kinds: [.localResponseNorm], amount: .composedResponseNorm,
            words: "the square, product and sum, and the padded channels, that PyTorch composes it of"),
        ConventionRule(
            term: .elementwise, kinds: [.add, .multiply], amount: .perJoinedElement, styles: [.function],
            words: "1 per element of torch.add and torch.mul"),
    ]
}
