import KernelGeometry
import NetworkIR

/// A convolution, or the gradient of one by its input, as dense sums over a source with a border of zeros.
struct DirectConvolution {
    /// How much larger than the source the padded copy is; nil where no tap leaves the source.
    struct Border {
        var top: Int
        var left: Int
        var height: Int
        var width: Int
    }

    var plans: [DensePlan]
    var border: Border?
    var packing: PackedWeights
    /// Distances in the plain weights from one group, output and input channel to the next.
    var groupStride: Int
    var outputStride: Int
    var inputStride: Int
    /// Some result positions are no sum at all, and must be set to zero.
    var leavesPositions = false

    /// Elements of the padded copy, for the batch; 0 where there is none.
    var borderElements = 0

    /// The forward pass of the geometry.
    ///
    /// - Throws: where the padded source does not fit 64 bits.
    init(forward g: ConvolutionGeometry, _ kernels: VectorKernels) throws(CountOverflow) {
        let reach = (
            height: (g.outputHeight - 1) * g.strideHeight + (g.kernelHeight - 1) * g.dilationHeight + 1,
            width: (g.outputWidth - 1) * g.strideWidth + (g.kernelWidth - 1) * g.dilationWidth + 1
        )
        let height = max(try checkedSum(g.inputHeight, g.paddingTop), reach.height)
        let width = max(try checkedSum(g.inputWidth, g.paddingLeft), reach.width)
        border = Self.border(g.paddingTop, g.paddingLeft, height, width, around: (g.inputHeight, g.inputWidth))
        borderElements = try Self.elements(of: border, g.inputChannels, g.batch)
        let channels = g.inputChannels
        var (sources, results, taps): ([Int], [Int], [Int]) = ([], [], [])
        for y in 0..<g.outputHeight {
            for x in 0..<g.outputWidth {
                sources.append((y * g.strideHeight * width + x * g.strideWidth) * channels)
                results.append((y * g.outputWidth + x) * g.outputChannels)
            }
        }
        for ky in 0..<g.kernelHeight {
            for kx in 0..<g.kernelWidth {
                taps.append((ky * g.dilationHeight * width + kx * g.dilationWidth) * channels)
            }
        }
        plans = [
            DensePlan(
                batch: g.batch, groups: g.groups, inputChannels: g.inputChannelsPerGroup,
                outputChannels: g.outputChannelsPerGroup, sourceImage: height * width * channels,
                resultImage: g.outputPositions * g.outputChannels, positionSources: sources, positionResults: results,
                tapOffsets: taps, tapWeights: Array(0..<g.kernelPositions), packedTaps: g.kernelPositions)
        ]
        packing = PackedWeights(
            groups: g.groups, inputChannels: g.inputChannelsPerGroup, outputChannels: g.outputChannelsPerGroup,
            taps: g.kernelPositions, lanes: kernels.lanes, tileVectors: kernels.tileVectors)
        (groupStride, outputStride, inputStride) = (
            g.outputChannelsPerGroup * g.inputChannelsPerGroup * g.kernelPositions,
            g.inputChannelsPerGroup * g.kernelPositions, g.kernelPositions
        )
    }

    /// The gradient by the geometry's input, or a transposed convolution: from the output's side to the input's.
    ///
    /// Input rows that leave the same remainder by the stride see the same taps, at consecutive output rows: each pair
    /// of remainders is a convolution of stride one.
    ///
    /// - Throws: where the padded source does not fit 64 bits.
    init(gradient g: ConvolutionGeometry, _ kernels: VectorKernels) throws(CountOverflow) {
        let rows = Axis.phases(g.kernelHeight, g.strideHeight, g.dilationHeight, g.paddingTop, g.inputHeight)
        let columns = Axis.phases(g.kernelWidth, g.strideWidth, g.dilationWidth, g.paddingLeft, g.inputWidth)
        let (top, left) = (Axis.leading(rows), Axis.leading(columns))
        let height = try checkedSum(top, max(g.outputHeight, Axis.end(rows)))
        let width = try checkedSum(left, max(g.outputWidth, Axis.end(columns)))
        border = Self.border(top, left, height, width, around: (g.outputHeight, g.outputWidth))
        borderElements = try Self.elements(of: border, g.outputChannels, g.batch)
        let channels = g.outputChannels
        plans = []
        for row in rows {
            for column in columns where !row.places.isEmpty && !column.places.isEmpty {
                if row.taps.isEmpty || column.taps.isEmpty {
                    leavesPositions = true
                    continue
                }
                var plan = DensePlan(
                    batch: g.batch, groups: g.groups, inputChannels: g.outputChannelsPerGroup,
                    outputChannels: g.inputChannelsPerGroup, sourceImage: height * width * channels,
                    resultImage: g.inputPositions * g.inputChannels, positionSources: [], positionResults: [],
                    tapOffsets: [], tapWeights: [], packedTaps: g.kernelPositions)
                for y in row.places {
                    for x in column.places {
                        plan.positionSources.append(((y.step + top) * width + x.step + left) * channels)
                        plan.positionResults.append((y.index * g.inputWidth + x.index) * g.inputChannels)
                    }
                }
                for ky in row.taps {
                    for kx in column.taps {
                        plan.tapOffsets.append(-(ky.shift * width + kx.shift) * channels)
                        plan.tapWeights.append(ky.index * g.kernelWidth + kx.index)
                    }
                }
                plans.append(plan)
            }
        }
        packing = PackedWeights(
            groups: g.groups, inputChannels: g.outputChannelsPerGroup, outputChannels: g.inputChannelsPerGroup,
            taps: g.kernelPositions, lanes: kernels.lanes, tileVectors: kernels.tileVectors)
        (groupStride, outputStride, inputStride) = (
            g.outputChannelsPerGroup * g.inputChannelsPerGroup * g.kernelPositions, g.kernelPositions,
            g.inputChannelsPerGroup * g.kernelPositions
        )
    }

    private static func elements(
        of border: Border?, _ channels: Int, _ batch: Int
    ) throws(CountOverflow) -> Int {
        guard let border else { return 0 }
        return try checkedProduct(border.height, border.width, channels, batch)
    }

    private static func border(
        _ top: Int, _ left: Int, _ height: Int, _ width: Int, around size: (height: Int, width: Int)
    ) -> Border? {
        guard top > 0 || left > 0 || height != size.height || width != size.width else { return nil }
        return Border(top: top, left: left, height: height, width: width)
    }
}

/// The places along one input axis with one remainder, and the taps that meet them.
private struct Axis {
    var places: [(index: Int, step: Int)] = []
    var taps: [(index: Int, shift: Int)] = []

    static func phases(_ kernel: Int, _ stride: Int, _ dilation: Int, _ padding: Int, _ size: Int) -> [Axis] {
        // By remainder, and only those that occur: a stride may be longer than the map.
        var phases: [Int: Axis] = [:]
        for index in 0..<size {
            phases[(index + padding) % stride, default: Axis()].places.append((index, (index + padding) / stride))
        }
        for tap in 0..<kernel {
            phases[tap * dilation % stride]?.taps.append((tap, tap * dilation / stride))
        }
        return phases.sorted { $0.key < $1.key }.map(\.value)
    }

    /// Output rows before the first that some tap reaches.
    static func leading(_ phases: [Axis]) -> Int {
        phases.reduce(0) { most, phase in
            guard let first = phase.places.first, let last = phase.taps.last else { return most }
            return max(most, last.shift - first.step)
        }
    }

    /// One more than the last output row that some tap reaches.
    static func end(_ phases: [Axis]) -> Int {
        phases.reduce(0) { most, phase in max(most, (phase.places.last?.step ?? -1) + 1) }
    }
}
