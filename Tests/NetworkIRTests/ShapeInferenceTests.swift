import NetworkIR
import Testing

struct ShapeInferenceTests {
    private static func map(_ c: Int, _ h: Int, _ w: Int) -> FeatureMap { FeatureMap(channels: c, height: h, width: w) }

    private static func window(
        _ k: Int, s: Int = 1, p: Int = 0, d: Int = 1
    ) -> Window {
        Window(
            kernel: Extent(square: k), stride: Extent(square: s), dilation: Extent(square: d), padding: Padding(all: p))
    }

    /// Sizes as PyTorch computes them: floor((in + 2p - d(k-1) - 1)/s) + 1.
    @Test(arguments: [
        (224, 7, 2, 3, 1, 112), (224, 11, 4, 2, 1, 55), (56, 3, 2, 1, 1, 28), (32, 5, 1, 0, 1, 28), (7, 7, 1, 0, 1, 1),
        (10, 3, 1, 2, 2, 10), (10, 3, 3, 0, 1, 3), (11, 3, 3, 0, 1, 3), (12, 3, 3, 0, 1, 4), (1, 1, 5, 0, 1, 1),
        (28, 3, 1, 4, 4, 28),
    ])
    func convolutionSizes(input: Int, kernel: Int, stride: Int, pad: Int, dilation: Int, expected: Int) throws {
        let window = Self.window(kernel, s: stride, p: pad, d: dilation)
        let operation = Operation.convolution(Convolution(filters: 8, window: window))
        #expect(try operation.output(of: [Self.map(3, input, input)]) == Self.map(8, expected, expected))
    }

    /// Pools that round up, as PyTorch's ceil_mode: the last window must start inside the input or its leading padding.
    @Test(arguments: [
        // GoogLeNet: 112 → 56, 56 → 28, 28 → 14, 14 → 7 by 3x3 windows at stride 2, 14 → 7 by 2x2.
        (112, 3, 2, 0, 56), (56, 3, 2, 0, 28), (28, 3, 2, 0, 14), (14, 2, 2, 0, 7),
        // SqueezeNet 1.0: 109 → 54, 54 → 27, 27 → 13.
        (109, 3, 2, 0, 54), (54, 3, 2, 0, 27), (27, 3, 2, 0, 13),
        (5, 2, 2, 0, 3), (5, 2, 2, 1, 3), (4, 2, 2, 1, 3),
        // 1 wide with a window of 2 and stride 2 padded by 1: the second window would start at 2 of 2.
        (1, 2, 2, 1, 1), (6, 3, 3, 1, 3), (2, 1, 3, 0, 1), (3, 1, 2, 0, 2),
    ])
    func ceilPools(input: Int, kernel: Int, stride: Int, pad: Int, expected: Int) throws {
        let pool = Pool(kind: .max, window: Self.window(kernel, s: stride, p: pad), rounding: .ceil)
        #expect(try Operation.pool(pool).output(of: [Self.map(2, input, input)]) == Self.map(2, expected, expected))
    }

    /// (in - 1)s - 2p + d(k-1) + outpad + 1.
    @Test(arguments: [
        (1, 4, 1, 0, 0, 4), (4, 4, 2, 1, 0, 8), (8, 3, 2, 1, 1, 16), (7, 2, 2, 0, 0, 14), (5, 3, 3, 0, 2, 17),
    ])
    func transposedSizes(input: Int, kernel: Int, stride: Int, pad: Int, extra: Int, expected: Int) throws {
        let operation = Operation.transposedConvolution(
            TransposedConvolution(
                filters: 8, window: Self.window(kernel, s: stride, p: pad), outputPadding: Extent(square: extra)))
        #expect(try operation.output(of: [Self.map(3, input, input)]) == Self.map(8, expected, expected))
    }

    @Test(arguments: [
        (3, 1, Padding(all: 1)), (5, 2, Padding(all: 4)), (1, 7, Padding(all: 0)),
        (2, 1, Padding(top: 0, bottom: 1, left: 0, right: 1)), (4, 3, Padding(top: 4, bottom: 5, left: 4, right: 5)),
    ])
    func samePadding(kernel: Int, dilation: Int, expected: Padding) throws {
        let padding = try Window.samePadding(kernel: Extent(square: kernel), dilation: Extent(square: dilation))
        #expect(padding == expected)
    }

    /// What the other operations make of a 12x8x6 map.
    static let rows: [(operation: Operation, output: FeatureMap)] = [
        (.fullyConnected(outputs: 10, bias: true), map(10, 1, 1)), (.globalAveragePool, map(12, 1, 1)),
        (.adaptivePool(.average, size: Extent(height: 7, width: 20)), map(12, 7, 20)),
        // 9 + 4 + 1 bins a channel.
        (.spatialPyramidPool(bins: [3, 2, 1]), map(168, 1, 1)), (.batchNorm, map(12, 8, 6)),
        (.localResponseNorm(size: 5), map(12, 8, 6)), (.groupNorm(groups: 3), map(12, 8, 6)),
        (.layerNorm, map(12, 8, 6)),
        (.activation(.softmax), map(12, 8, 6)), (.prelu(.element), map(12, 8, 6)),
        (.dropout(rate: Decimal6(millionths: 1)), map(12, 8, 6)),
        (.upsample(factor: Extent(height: 2, width: 3), .bilinear), map(12, 16, 18)),
        (.pixelShuffle(factor: 2), map(3, 16, 12)), (.channelShuffle(groups: 4), map(12, 8, 6)),
        (.flatten, map(576, 1, 1)), (.oneHot(classes: 10), map(120, 8, 6)),
        (.embedding(classes: 100, dimensions: 5), map(60, 8, 6)),
        (.nearestNeighbours(references: 9, neighbours: 4), map(4, 1, 1)),
        (.stridedIdentity(stride: Extent(height: 2, width: 4), channels: 20), map(20, 4, 2)),
        (.channelSlice(first: 3, count: 4), map(4, 8, 6)), (.add, map(12, 8, 6)), (.multiply, map(12, 8, 6)),
        (.concatenate, map(12, 8, 6)),
    ]

    @Test func otherOperations() throws {
        for row in Self.rows {
            #expect(try row.operation.output(of: [Self.map(12, 8, 6)]) == row.output, "\(row.operation)")
        }
    }

    @Test func joins() throws {
        let (a, b) = (Self.map(4, 8, 8), Self.map(6, 8, 8))
        #expect(try Operation.concatenate.output(of: [a, b, a]) == Self.map(14, 8, 8))
        #expect(try Operation.add.output(of: [a, a, a]) == a)
        // A 1x1 map is broadcast from either side.
        #expect(try Operation.multiply.output(of: [a, Self.map(4, 1, 1)]) == a)
        #expect(try Operation.multiply.output(of: [Self.map(4, 1, 1), a]) == a)
    }

    static let errors: [(operation: Operation, inputs: [FeatureMap], error: ShapeError)] = [
        (
            .convolution(Convolution(filters: 4, window: window(3), groups: 5)), [map(12, 8, 8)],
            .groupsDoNotDivideInput(groups: 5, channels: 12)
        ),
        (
            .convolution(Convolution(filters: 4, window: window(3), groups: 3)), [map(12, 8, 8)],
            .groupsDoNotDivideFilters(groups: 3, filters: 4)
        ),
        (
            .convolution(Convolution(filters: 4, window: window(9))), [map(12, 8, 8)],
            .emptyMap(input: map(12, 8, 8), kernel: Extent(square: 9))
        ),
        (
            .pool(Pool(kind: .max, window: window(2, p: 2))), [map(1, 8, 8)],
            .padAtLeastKernel(padding: Padding(all: 2), kernel: Extent(square: 2))
        ),
        (
            .transposedConvolution(TransposedConvolution(filters: 1, window: window(2, p: 4))), [map(1, 4, 4)],
            .paddingSwallowsMap(output: Extent(square: -3))
        ),
        (
            .transposedConvolution(
                TransposedConvolution(filters: 1, window: window(2, s: 2), outputPadding: Extent(square: 2))),
            [map(1, 4, 4)],
            .outputPaddingTooLarge(outputPadding: Extent(square: 2), stride: Extent(square: 2), dilation: .one)
        ),
        (.spatialPyramidPool(bins: [5]), [map(1, 4, 9)], .binsExceedMap(bin: 5, input: map(1, 4, 9))),
        (.groupNorm(groups: 5), [map(12, 1, 1)], .normGroupsDoNotDivide(groups: 5, channels: 12)),
        (.channelShuffle(groups: 5), [map(12, 1, 1)], .shuffleGroupsDoNotDivide(groups: 5, channels: 12)),
        (.pixelShuffle(factor: 5), [map(12, 1, 1)], .pixelShuffleDoesNotDivide(factor: 5, channels: 12)),
        (.add, [map(1, 2, 2), map(2, 2, 2)], .channelsDiffer(map(1, 2, 2), map(2, 2, 2))),
        (.add, [map(1, 2, 2), map(1, 1, 1)], .mapsDiffer(map(1, 2, 2), map(1, 1, 1))),
        (.multiply, [map(1, 2, 2), map(1, 2, 3)], .mapsDiffer(map(1, 2, 2), map(1, 2, 3))),
        (.concatenate, [map(1, 2, 2), map(1, 2, 3)], .mapsDiffer(map(1, 2, 2), map(1, 2, 3))),
        (.channelSlice(first: 10, count: 3), [map(12, 1, 1)], .sliceOutOfRange(first: 10, count: 3, channels: 12)),
        (.channelSlice(first: 1, count: .max), [map(12, 1, 1)], .sliceOutOfRange(first: 1, count: .max, channels: 12)),
        (.stridedIdentity(stride: .one, channels: 3), [map(12, 1, 1)], .fewerChannels(target: 3, channels: 12)),
        (
            .nearestNeighbours(references: 3, neighbours: 4), [map(1, 1, 1)],
            .neighboursExceedReferences(neighbours: 4, references: 3)
        ),
        (.batchNorm, [], .inputCount(expected: "one", got: 0)),
        (.add, [], .inputCount(expected: "one or more", got: 0)),
        (.flatten, [map(1 << 31, 1 << 31, 2)], .overflow), (.oneHot(classes: .max), [map(2, 1, 1)], .overflow),
        (.upsample(factor: Extent(square: .max), .nearest), [map(1, 2, 2)], .overflow),
        (.pixelShuffle(factor: .max), [map(1, 2, 2)], .overflow),
        (.convolution(Convolution(filters: 1, window: window(.max, d: 2))), [map(1, 2, 2)], .overflow),
    ]

    @Test func brokenRules() {
        for row in Self.errors {
            #expect(throws: row.error, "\(row.operation)") { try row.operation.output(of: row.inputs) }
            #expect(!row.error.description.isEmpty && !row.error.identifier.isEmpty)
        }
    }

    /// A transposed convolution undoes a convolution's change of size, given the rest of the division as output padding.
    @Test func transposedConvolutionInvertsSizes() throws {
        var generator = SystemRandomNumberGenerator()
        let seed = UInt64.random(in: .min ... .max, using: &generator)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<2000 {
            let kernel = Int.random(in: 1...9, using: &random)
            let stride = Int.random(in: 1...5, using: &random)
            let dilation = Int.random(in: 1...3, using: &random)
            let pad = Int.random(in: 0...(dilation * (kernel - 1)), using: &random)
            let size = Int.random(in: (dilation * (kernel - 1) + 1)...200, using: &random)
            let window = Self.window(kernel, s: stride, p: pad, d: dilation)
            let smaller = try window.outputSize(of: Extent(square: size)).height
            let rest = (size + 2 * pad - dilation * (kernel - 1) - 1) % stride
            let back = try window.transposedOutputSize(of: Extent(square: smaller), outputPadding: Extent(square: rest))
            #expect(back.height == size, "seed \(seed): \(window) on \(size)")
        }
    }

    @Test(arguments: [
        ("0.2", 200_000), ("1", 1_000_000), ("0.000001", 1), ("999999.999999", 999_999_999_999), ("0", 0),
    ])
    func decimals(text: String, millionths: Int) {
        #expect(Decimal6(parsing: text)?.millionths == millionths)
        #expect(Decimal6(millionths: millionths).description == text)
    }

    @Test(arguments: ["", ".", "1.", ".5", "-1", "+1", "1e3", "0.1234567", "1000000", "0.1.2", "١"])
    func noDecimals(text: String) {
        #expect(Decimal6(parsing: text) == nil)
    }
}
