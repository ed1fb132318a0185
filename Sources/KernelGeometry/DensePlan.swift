/// A sum over taps and input channels for a list of positions: a convolution, or one phase of a transposed one.
///
/// result[positionResults[p] + o] = Σ over taps t, channels i: source[positionSources[p] + tapOffsets[t] + i] · w[t, i, o]
public struct DensePlan: Sendable {
    public var batch: Int
    public var groups: Int
    /// Channels of one group.
    public var inputChannels: Int
    public var outputChannels: Int
    /// Elements from one image to the next.
    public var sourceImage: Int
    public var resultImage: Int
    /// Where each position's window starts in a source image, in elements.
    public var positionSources: [Int]
    /// Where each position's channels start in a result image, in elements.
    public var positionResults: [Int]
    /// Where each tap lies from the window's start, in elements.
    public var tapOffsets: [Int]
    /// Each tap's number among the packed weights.
    public var tapWeights: [Int]
    /// Taps of the packed weights, of which a phase uses some.
    public var packedTaps: Int

    public init(
        batch: Int, groups: Int, inputChannels: Int, outputChannels: Int, sourceImage: Int, resultImage: Int,
        positionSources: [Int], positionResults: [Int], tapOffsets: [Int], tapWeights: [Int], packedTaps: Int
    ) {
        self.batch = batch
        self.groups = groups
        self.inputChannels = inputChannels
        self.outputChannels = outputChannels
        self.sourceImage = sourceImage
        self.resultImage = resultImage
        self.positionSources = positionSources
        self.positionResults = positionResults
        self.tapOffsets = tapOffsets
        self.tapWeights = tapWeights
        self.packedTaps = packedTaps
    }
}

/// How a dense kernel wants its weights: group, block of output channels, tap, input channel, lane.
///
/// All blocks of a group have `blockWidth` lanes but the last, which has as many whole vectors as are needed; lanes
/// beyond the last channel are zero.
public struct PackedWeights: Hashable, Sendable {
    public var groups: Int
    public var inputChannels: Int
    public var outputChannels: Int
    public var taps: Int
    public var lanes: Int
    public var blockWidth: Int

    public init(
        groups: Int, inputChannels: Int, outputChannels: Int, taps: Int, lanes: Int, tileVectors: Int
    ) {
        self.groups = groups
        self.inputChannels = inputChannels
        self.outputChannels = outputChannels
        self.taps = taps
        self.lanes = lanes
        blockWidth = lanes * tileVectors
    }

    /// Output channels of a group rounded up to whole vectors.
    public var paddedChannels: Int { (outputChannels + lanes - 1) / lanes * lanes }

    /// Floats of one group.
    public var groupCount: Int { taps * inputChannels * paddedChannels }

    public var count: Int { groups * groupCount }

    /// Packs weights whose element for (group, output, input, tap) is at the sum of each index times its stride.
    public func pack(
        _ weights: UnsafePointer<Float>, groupStride: Int, outputStride: Int, inputStride: Int,
        into packed: UnsafeMutablePointer<Float>
    ) {
        var place = packed
        for group in 0..<groups {
            var first = 0
            while first < outputChannels {
                let width = min(blockWidth, paddedChannels - first)
                for tap in 0..<taps {
                    for input in 0..<inputChannels {
                        let from = weights + group * groupStride + input * inputStride + tap
                        for lane in 0..<width {
                            let output = first + lane
                            place[lane] = output < outputChannels ? from[output * outputStride] : 0
                        }
                        place += width
                    }
                }
                first += width
            }
        }
    }
}
