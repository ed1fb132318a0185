/// Why an operation cannot take the maps it is given. The sentences stand in `description`, in one place.
public enum ShapeError: Error, Hashable, Sendable {
    case overflow
    case groupsDoNotDivideInput(groups: Int, channels: Int)
    case groupsDoNotDivideFilters(groups: Int, filters: Int)
    case normGroupsDoNotDivide(groups: Int, channels: Int)
    case shuffleGroupsDoNotDivide(groups: Int, channels: Int)
    case pixelShuffleDoesNotDivide(factor: Int, channels: Int)
    case emptyMap(input: FeatureMap, kernel: Extent)
    case paddingSwallowsMap(output: Extent)
    case padAtLeastKernel(padding: Padding, kernel: Extent)
    case outputPaddingTooLarge(outputPadding: Extent, stride: Extent, dilation: Extent)
    case binsExceedMap(bin: Int, input: FeatureMap)
    case channelsDiffer(FeatureMap, FeatureMap)
    case mapsDiffer(FeatureMap, FeatureMap)
    case sliceOutOfRange(first: Int, count: Int, channels: Int)
    case fewerChannels(target: Int, channels: Int)
    case neighboursExceedReferences(neighbours: Int, references: Int)
    case inputCount(expected: String, got: Int)
}

extension ShapeError {
    /// A stable name for scripts, such as `empty-map`.
    public var identifier: String {
        switch self {
        case .overflow: "overflow"
        case .groupsDoNotDivideInput, .groupsDoNotDivideFilters, .normGroupsDoNotDivide, .shuffleGroupsDoNotDivide:
            "groups-do-not-divide"
        case .pixelShuffleDoesNotDivide: "factor-does-not-divide"
        case .emptyMap, .paddingSwallowsMap: "empty-map"
        case .padAtLeastKernel, .outputPaddingTooLarge: "padding-too-large"
        case .binsExceedMap: "bins-exceed-map"
        case .channelsDiffer, .mapsDiffer: "maps-differ"
        case .sliceOutOfRange: "slice-out-of-range"
        case .fewerChannels: "fewer-channels"
        case .neighboursExceedReferences: "too-many-neighbours"
        case .inputCount: "input-count"
        }
    }
}

extension ShapeError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .overflow:
            "a count of this layer does not fit 64 bits"
        case .groupsDoNotDivideInput(let groups, let channels):
            "'groups' must divide the input channels; \(channels) is not divisible by \(groups)"
        case .groupsDoNotDivideFilters(let groups, let filters):
            "'groups' must divide the filters; \(filters) is not divisible by \(groups)"
        case .normGroupsDoNotDivide(let groups, let channels):
            "the groups of 'groupnorm' must divide the channels; \(channels) is not divisible by \(groups)"
        case .shuffleGroupsDoNotDivide(let groups, let channels):
            "the groups of 'channelshuffle' must divide the channels; \(channels) is not divisible by \(groups)"
        case .pixelShuffleDoesNotDivide(let factor, let channels):
            "'pixelshuffle \(factor)' needs channels divisible by its factor squared; got \(channels)"
        case .emptyMap(let input, let kernel):
            "the map comes out empty: a \(kernel) window does not fit the input \(input) with its padding"
        case .paddingSwallowsMap(let output):
            "the map comes out empty: the padding leaves \(output)"
        case .padAtLeastKernel(let padding, let kernel):
            "the padding \(padding) of a pool must be smaller than its kernel \(kernel)"
        case .outputPaddingTooLarge(let outputPadding, let stride, let dilation):
            "'outpad' must be smaller than the stride or the dilation; got \(outputPadding) with stride \(stride) "
                + "and dilation \(dilation)"
        case .binsExceedMap(let bin, let input):
            "an 'spp' bin of \(bin)x\(bin) does not fit the input \(input)"
        case .channelsDiffer(let first, let other):
            "the maps must have equal channels; got \(first) and \(other)"
        case .mapsDiffer(let first, let other):
            "the maps must agree in height and width; got \(first) and \(other)"
        case .sliceOutOfRange(let first, let count, let channels):
            "the slice takes channels \(first) to \(first.addingReportingOverflow(count - 1).partialValue), the input has \(channels)"
        case .fewerChannels(let target, let channels):
            "a padded shortcut cannot drop channels; \(channels) in, \(target) out"
        case .neighboursExceedReferences(let neighbours, let references):
            "'knn' cannot take \(neighbours) neighbours of \(references) references"
        case .inputCount(let expected, let got):
            "expected \(expected) inputs, got \(got)"
        }
    }
}

extension Operation {
    /// The map that this operation makes of its inputs, for one image.
    ///
    /// - Throws: the rule that the inputs break; `overflow` where a size leaves 64 bits.
    public func output(of inputs: [FeatureMap]) throws(ShapeError) -> FeatureMap {
        do {
            switch self {
            case .add, .multiply, .concatenate:
                guard inputs.count >= 1 else {
                    throw ShapeError.inputCount(expected: "one or more", got: inputs.count)
                }
                return try joined(inputs)
            default:
                guard inputs.count == 1 else { throw ShapeError.inputCount(expected: "one", got: inputs.count) }
                return try output(of: inputs[0])
            }
        } catch let error as ShapeError {
            throw error
        } catch {
            throw .overflow
        }
    }

    private func joined(_ inputs: [FeatureMap]) throws -> FeatureMap {
        var result = inputs[0]
        for input in inputs.dropFirst() {
            let sameMap = input.height == result.height && input.width == result.width
            switch self {
            case .concatenate:
                guard sameMap else { throw ShapeError.mapsDiffer(result, input) }
                result.channels = try checkedSum(result.channels, input.channels)
            case .multiply:
                guard input.channels == result.channels else { throw ShapeError.channelsDiffer(result, input) }
                if result.isVector {
                    result = input
                } else if !input.isVector && !sameMap {
                    throw ShapeError.mapsDiffer(result, input)
                }
            default:
                guard input.channels == result.channels else { throw ShapeError.channelsDiffer(result, input) }
                guard sameMap else { throw ShapeError.mapsDiffer(result, input) }
            }
        }
        return result
    }

    private func output(of input: FeatureMap) throws -> FeatureMap {
        let size = Extent(height: input.height, width: input.width)
        func map(_ channels: Int, _ size: Extent) -> FeatureMap {
            FeatureMap(channels: channels, height: size.height, width: size.width)
        }
        switch self {
        case .convolution(let convolution):
            try checkGroups(convolution.groups, input.channels, convolution.filters)
            let output = try convolution.window.outputSize(of: size)
            guard output.height > 0, output.width > 0 else {
                throw ShapeError.emptyMap(input: input, kernel: convolution.window.kernel)
            }
            return map(convolution.filters, output)
        case .transposedConvolution(let convolution):
            try checkGroups(convolution.groups, input.channels, convolution.filters)
            let (extra, window) = (convolution.outputPadding, convolution.window)
            guard
                extra.height < max(window.stride.height, window.dilation.height) || extra.height == 0,
                extra.width < max(window.stride.width, window.dilation.width) || extra.width == 0
            else {
                throw ShapeError.outputPaddingTooLarge(
                    outputPadding: extra, stride: window.stride, dilation: window.dilation)
            }
            let output = try window.transposedOutputSize(of: size, outputPadding: extra)
            guard output.height > 0, output.width > 0 else { throw ShapeError.paddingSwallowsMap(output: output) }
            return map(convolution.filters, output)
        case .fullyConnected(let outputs, _):
            _ = try input.elements()
            return FeatureMap(channels: outputs, height: 1, width: 1)
        case .pool(let pool):
            let (padding, kernel) = (pool.window.padding, pool.window.kernel)
            guard
                max(padding.top, padding.bottom) < kernel.height, max(padding.left, padding.right) < kernel.width
            else { throw ShapeError.padAtLeastKernel(padding: padding, kernel: kernel) }
            let output = try pool.window.outputSize(of: size, rounding: pool.rounding)
            guard output.height > 0, output.width > 0 else { throw ShapeError.emptyMap(input: input, kernel: kernel) }
            return map(input.channels, output)
        case .globalAveragePool:
            return map(input.channels, .one)
        case .adaptivePool(_, let size):
            return map(input.channels, size)
        case .spatialPyramidPool(let bins):
            var cells = 0
            for bin in bins {
                guard bin <= input.height, bin <= input.width else {
                    throw ShapeError.binsExceedMap(bin: bin, input: input)
                }
                cells = try checkedSum(cells, checkedProduct(bin, bin))
            }
            return map(try checkedProduct(input.channels, cells), .one)
        case .groupNorm(let groups):
            guard input.channels % groups == 0 else {
                throw ShapeError.normGroupsDoNotDivide(groups: groups, channels: input.channels)
            }
            return input
        case .batchNorm, .localResponseNorm, .layerNorm, .activation, .prelu, .dropout:
            return input
        case .upsample(let factor, _):
            return map(
                input.channels,
                Extent(
                    height: try checkedProduct(input.height, factor.height),
                    width: try checkedProduct(input.width, factor.width)))
        case .pixelShuffle(let factor):
            let area = try checkedProduct(factor, factor)
            guard input.channels % area == 0 else {
                throw ShapeError.pixelShuffleDoesNotDivide(factor: factor, channels: input.channels)
            }
            return map(
                input.channels / area,
                Extent(
                    height: try checkedProduct(input.height, factor), width: try checkedProduct(input.width, factor)))
        case .channelShuffle(let groups):
            guard input.channels % groups == 0 else {
                throw ShapeError.shuffleGroupsDoNotDivide(groups: groups, channels: input.channels)
            }
            return input
        case .flatten:
            return map(try input.elements(), .one)
        case .oneHot(let classes):
            return map(try checkedProduct(input.channels, classes), size)
        case .embedding(_, let dimensions):
            return map(try checkedProduct(input.channels, dimensions), size)
        case .nearestNeighbours(let references, let neighbours):
            guard neighbours <= references else {
                throw ShapeError.neighboursExceedReferences(neighbours: neighbours, references: references)
            }
            _ = try input.elements()
            return map(neighbours, .one)
        case .stridedIdentity(let stride, let channels):
            guard channels >= input.channels else {
                throw ShapeError.fewerChannels(target: channels, channels: input.channels)
            }
            return map(
                channels,
                Extent(
                    height: (input.height - 1) / stride.height + 1, width: (input.width - 1) / stride.width + 1))
        case .channelSlice(let first, let count):
            guard count >= 1, first >= 0, first < input.channels, count <= input.channels - first else {
                throw ShapeError.sliceOutOfRange(first: first, count: count, channels: input.channels)
            }
            return map(count, size)
        case .opaque(let output):
            return output
        case .add, .multiply, .concatenate:
            throw ShapeError.inputCount(expected: "one or more", got: 1)
        }
    }

    private func checkGroups(_ groups: Int, _ channels: Int, _ filters: Int) throws(ShapeError) {
        guard channels % groups == 0 else {
            throw .groupsDoNotDivideInput(groups: groups, channels: channels)
        }
        guard filters % groups == 0 else {
            throw .groupsDoNotDivideFilters(groups: groups, filters: filters)
        }
    }
}
