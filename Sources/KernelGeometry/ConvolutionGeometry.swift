/// All sizes that a convolution kernel needs, output included, flattened for inner loops.
///
/// Padding at the bottom and the right is implied by the output's size. `dilation` 1 means adjacent taps.
public struct ConvolutionGeometry: Hashable, Sendable {
    public var batch: Int
    public var inputChannels: Int
    public var inputHeight: Int
    public var inputWidth: Int
    public var outputChannels: Int
    public var outputHeight: Int
    public var outputWidth: Int
    public var kernelHeight: Int
    public var kernelWidth: Int
    public var strideHeight: Int
    public var strideWidth: Int
    public var dilationHeight: Int
    public var dilationWidth: Int
    public var paddingTop: Int
    public var paddingLeft: Int
    public var groups: Int

    public init(
        batch: Int, inputChannels: Int, inputHeight: Int, inputWidth: Int, outputChannels: Int, outputHeight: Int,
        outputWidth: Int, kernelHeight: Int, kernelWidth: Int, strideHeight: Int, strideWidth: Int,
        dilationHeight: Int, dilationWidth: Int, paddingTop: Int, paddingLeft: Int, groups: Int
    ) {
        self.batch = batch
        self.inputChannels = inputChannels
        self.inputHeight = inputHeight
        self.inputWidth = inputWidth
        self.outputChannels = outputChannels
        self.outputHeight = outputHeight
        self.outputWidth = outputWidth
        self.kernelHeight = kernelHeight
        self.kernelWidth = kernelWidth
        self.strideHeight = strideHeight
        self.strideWidth = strideWidth
        self.dilationHeight = dilationHeight
        self.dilationWidth = dilationWidth
        self.paddingTop = paddingTop
        self.paddingLeft = paddingLeft
        self.groups = groups
    }

    public var inputChannelsPerGroup: Int { inputChannels / groups }
    public var outputChannelsPerGroup: Int { outputChannels / groups }
    public var inputPositions: Int { inputHeight * inputWidth }
    public var outputPositions: Int { outputHeight * outputWidth }
    public var kernelPositions: Int { kernelHeight * kernelWidth }
}

/// All sizes that a pooling kernel needs, flattened for inner loops.
public struct PoolGeometry: Hashable, Sendable {
    /// The window over every channel: `inputChannels`, `outputChannels` and `groups` are equal.
    public var window: ConvolutionGeometry
    public var paddingBottom: Int
    public var paddingRight: Int
    public var isMaximum: Bool
    /// For averages: whether padded zeros count in the divisor; positions beyond the padding never do.
    public var countsPadding: Bool

    public init(
        window: ConvolutionGeometry, paddingBottom: Int, paddingRight: Int, isMaximum: Bool, countsPadding: Bool
    ) {
        self.window = window
        self.paddingBottom = paddingBottom
        self.paddingRight = paddingRight
        self.isMaximum = isMaximum
        self.countsPadding = countsPadding
    }
}

/// The sizes of one map for a batch.
public struct MapGeometry: Hashable, Sendable {
    public var batch: Int
    public var channels: Int
    public var height: Int
    public var width: Int

    public init(batch: Int, channels: Int, height: Int, width: Int) {
        self.batch = batch
        self.channels = channels
        self.height = height
        self.width = width
    }

    public var positions: Int { height * width }
    public var elements: Int { batch * channels * height * width }
}

/// The part of an axis that cell `index` of an adaptive pool covers: from `floor(i·n/cells)` to `ceil((i+1)·n/cells)`.
@inlinable
public func adaptiveRange(_ index: Int, of cells: Int, over size: Int) -> Range<Int> {
    (index * size / cells)..<(((index + 1) * size + cells - 1) / cells)
}

/// The outputs along one axis whose tap at `offset` (already dilated, less the padding) lies inside the input.
@inlinable
public func validOutputs(offset: Int, stride: Int, input: Int, output: Int) -> Range<Int> {
    // Rounded up, without adding the stride, which may be as large as numbers get.
    let first = offset >= 0 ? 0 : (-offset - 1) / stride + 1
    let last = input - 1 - offset
    guard last >= 0 else { return 0..<0 }
    let end = min(output, last / stride + 1)
    return first < end ? first..<end : 0..<0
}
