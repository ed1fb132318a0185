import NetworkIR

// Every sentence of the design warnings stands here; the rules know none.

extension DesignWarning {
    /// What is the matter, in one sentence.
    public var reason: String {
        switch finding {
        case .checkerboard(let kernel, let stride):
            "the stride \(stride) does not divide the kernel \(kernel), so that neighbouring output pixels sum unequal "
                + "numbers of products: a checkerboard"
        case .foldableBatchNorm:
            "at inference a batch norm behind a layer with weights is a scale and a shift of those weights"
        case .evenKernelShift(let kernel):
            "an even kernel \(kernel) that keeps the map must pad one edge more than the other, and shifts its features "
                + "by half a pixel towards that edge, layer by layer"
        case .strideSkipsInput(let kernel, let stride):
            "the stride \(stride) exceeds the kernel \(kernel): \(DesignWarning.unread(kernel, stride)) of the input is "
                + "never read"
        case .paddingDominates(let kernel, let map, let percent):
            "\(percent) % of the taps of a \(kernel) kernel on a \(map) map fall on padding"
        case .receptiveFieldExceedsInput(let input):
            "along every path to this layer its input already sees more than the whole \(input) image; what its kernel "
                + "adds is padding"
        case .biasBeforeBatchNorm:
            "the batch norm behind it subtracts the mean, and with it the bias"
        case .deadLabel(let name):
            "the label '\(name)' is never read, so that its map is an output of the network and is kept to the end"
        case .deadEnd:
            "nothing reads this layer and it is no output: it is computed for nothing"
        case .oneHotIntoFullyConnected(let classes):
            "of each \(classes) products with an indicator, \(classes - 1) are with zero"
        case .wideFullyConnected(let map, let percent):
            "this layer on a \(map) map holds \(percent) % of the network's parameters"
        case .linearPair:
            "two fully connected layers without an activation between them are one matrix"
        case .redundantActivation(let second, let first):
            "\(second.rawValue) changes nothing of what \(first.rawValue) hands on"
        case .clippedLogits(let activation):
            "the network's scores end in \(activation.rawValue): scores below zero cannot be told apart and have no gradient"
        case .groupedWithoutShuffle(let groups):
            "convolutions of \(groups) groups follow each other and nothing mixes channels in between: each output "
                + "depends on one group of the inputs alone"
        case .raggedChannels:
            "kernels work on blocks of 8 or 16 channels and pad the rest"
        case .factorableKernel(let kernel):
            "stacked 3x3 kernels see the same \(kernel) pixels at fewer products and with an activation more"
        case .localResponseNorm:
            "local response normalisation was measured not to improve accuracy, and costs memory and time"
        case .dropoutBeforeBatchNorm:
            "dropout before a batch norm shifts the variance between training and inference"
        case .opaque:
            "what an opaque layer computes is not known: the elements it moves are counted, its operations are not"
        }
    }

    /// Where the reason comes from.
    public var source: String {
        switch kind {
        case .checkerboard:
            "Odena, Dumoulin & Olah, \"Deconvolution and Checkerboard Artifacts\", Distill 2016"
        case .foldableBatchNorm: "Jacob et al., CVPR 2018, arXiv 1712.05877, section 3.2"
        case .evenKernelShift:
            "Wu et al., \"Convolution with even-sized kernels and symmetric padding\", NeurIPS 2019, arXiv 1903.08385"
        case .strideSkipsInput:
            "He T. et al., \"Bag of Tricks for Image Classification\", CVPR 2019, arXiv 1812.01187, section 4.2"
        case .paddingDominates:
            "Alsallakh et al., \"Mind the Pad: CNNs Can Develop Blind Spots\", ICLR 2021, arXiv 2010.02178"
        case .receptiveFieldExceedsInput: "Richter et al., \"Should You Go Deeper?\", 2021, arXiv 2106.12307"
        case .biasBeforeBatchNorm: "Ioffe & Szegedy, ICML 2015, arXiv 1502.03167, section 3.2"
        case .deadLabel, .deadEnd: "the language: outputs are the last layer and every label never read"
        case .oneHotIntoFullyConnected:
            "Bengio et al., \"A Neural Probabilistic Language Model\", JMLR 2003, section 2"
        case .wideFullyConnected: "Lin, Chen & Yan, \"Network In Network\", ICLR 2014, arXiv 1312.4400, section 3.2"
        case .linearPair, .clippedLogits: "Goodfellow, Bengio & Courville, \"Deep Learning\", 2016, chapter 6"
        case .redundantActivation: "the definitions: both agree on all values that can occur"
        case .groupedWithoutShuffle: "Zhang et al., \"ShuffleNet\", CVPR 2018, arXiv 1707.01083, section 3.1"
        case .raggedChannels:
            "oneDNN developer guide, memory formats; NVIDIA deep learning performance guide, convolutional layers"
        case .factorableKernel:
            "Simonyan & Zisserman, ICLR 2015, arXiv 1409.1556, section 2.3; Szegedy et al., CVPR 2016, arXiv 1512.00567"
        case .localResponseNorm: "Simonyan & Zisserman, ICLR 2015, arXiv 1409.1556, section 4.1"
        case .dropoutBeforeBatchNorm: "Li et al., CVPR 2019, arXiv 1801.05134"
        case .opaque: "docs/interchange.md"
        }
    }

    /// What to do instead.
    public var suggestion: String {
        switch finding {
        case .checkerboard(let kernel, let stride):
            "up-sample by \(stride), then convolve \(kernel) with padding 'same'; or a kernel that is a multiple of the stride"
        case .foldableBatchNorm: "merge the norms before deployment; 'estimate --fold-bn' shows the result"
        case .evenKernelShift:
            "alternate padding 0 and 1 between such layers (the sizes even out), pad opposite edges in turn, or take an "
                + "odd kernel"
        case .strideSkipsInput(_, let stride): "average over \(stride) before it, and stride 1"
        case .paddingDominates: "a smaller kernel here, or a larger map: one stride fewer before it"
        case .receptiveFieldExceedsInput:
            "larger images, later down-sampling, or the network ended before these layers"
        case .biasBeforeBatchNorm: "'nobias'"
        case .deadLabel(let name): "remove 'as \(name)', or keep it if the network has this output on purpose"
        case .deadEnd: "remove it, or label it with 'as NAME' to make it an output"
        case .oneHotIntoFullyConnected: "'embed': a look-up of one row of weights"
        case .wideFullyConnected: "'gap' before it: the mean of each channel, then the same outputs"
        case .linearPair: "one layer, or an activation between them"
        case .redundantActivation: "remove the second"
        case .clippedLogits: "'linear' on the last layer"
        case .groupedWithoutShuffle: "'channelshuffle' or a 1x1 convolution between them"
        case .raggedChannels: "filters in multiples of 8, of 16 where vectors are that long"
        case .factorableKernel: "3x3 convolutions in its place, with the fewer of its channels between them"
        case .localResponseNorm: "leave it out, or batch norm"
        case .dropoutBeforeBatchNorm: "dropout behind the last batch norm"
        case .opaque: "layers with words of their own, or keep in mind that the network's work is larger than counted"
        }
    }

    /// The share of positions that windows leap over, as `3 of 4`.
    private static func unread(_ kernel: Extent, _ stride: Extent) -> String {
        func read(_ kernel: Int, _ stride: Int) -> (Double, Double) { (Double(min(kernel, stride)), Double(stride)) }
        let (rows, columns) = (read(kernel.height, stride.height), read(kernel.width, stride.width))
        let share = 1 - rows.0 / rows.1 * columns.0 / columns.1
        return "\(Int((share * 100).rounded())) %"
    }
}
