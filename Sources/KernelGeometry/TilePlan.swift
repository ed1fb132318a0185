/// One tap of a window over one block of input channels, in elements.
public struct TileTap: Hashable, Sendable {
    /// From the origin of a row to the first channel.
    public var source: Int
    /// From the start of a group's weights to those of the first channel.
    public var weights: Int
    /// Channels, at least one.
    public var channels: Int

    public init(source: Int, weights: Int, channels: Int) {
        self.source = source
        self.weights = weights
        self.channels = channels
    }
}

/// Taps that are summed up in one go; several such parts make a sum.
public struct TileTaps: Hashable, Sendable {
    /// Indices into `TilePlan.taps`; empty only where a result has no taps at all.
    public var range: Range<Int>
    /// Starts from the bias, or else from what is in the result.
    public var isFirst: Bool
    /// Ends with the activation.
    public var isLast: Bool
    /// Results at the start and at the end of the row that the taps do not reach; none in the first and the last part.
    public var leading: Int
    public var trailing: Int

    public init(range: Range<Int>, isFirst: Bool, isLast: Bool, leading: Int, trailing: Int) {
        self.range = range
        self.isFirst = isFirst
        self.isLast = isLast
        self.leading = leading
        self.trailing = trailing
    }
}

/// Results in a row, each one vector further in the source than the one before.
public struct TileRow: Hashable, Sendable {
    /// From the start of the image, or of the slab where there is one, to the origin of the first result's taps.
    public var source: Int
    /// From the start of a block of the result to the first result.
    public var result: Int
    public var pixels: Int
    /// Rows of one kind have the same taps.
    public var kind: Int

    public init(source: Int, result: Int, pixels: Int, kind: Int) {
        self.source = source
        self.result = result
        self.pixels = pixels
        self.kind = kind
    }
}

/// Vectors of output channels that are computed together.
public struct TileGroup: Hashable, Sendable {
    public var firstBlock: Int
    public var blocks: Int
    /// From the start of all weights, in elements.
    public var weights: Int
    /// Elements of the group's weights, which follow each other from group to group and from part to part.
    public var weightElements: Int
    /// Which table of taps; groups of a dense convolution share one.
    public var table: Int

    public init(firstBlock: Int, blocks: Int, weights: Int, weightElements: Int, table: Int) {
        self.firstBlock = firstBlock
        self.blocks = blocks
        self.weights = weights
        self.weightElements = weightElements
        self.table = table
    }
}

/// Rows that are computed together, from a slab of the source that fits the second-level cache.
public struct TileUnit: Hashable, Sendable {
    public var rows: Range<Int>
    /// Indices into `TileSlab.lines`; empty where there is no slab.
    public var lines: Range<Int>

    public init(rows: Range<Int>, lines: Range<Int>) {
        self.rows = rows
        self.lines = lines
    }
}

/// A copy of a part of the source in which the results of a row lie one vector apart, borders filled with zeros.
public struct TileSlab: Hashable, Sendable {
    /// One row of the source.
    public struct Line: Hashable, Sendable {
        /// Outside of the source: zeros.
        public var sourceRow: Int
        public var target: Int

        public init(sourceRow: Int, target: Int) {
            self.sourceRow = sourceRow
            self.target = target
        }
    }

    /// Every `step`-th column from `first` on, which may be outside of the source.
    public struct Columns: Hashable, Sendable {
        public var first: Int
        public var step: Int
        public var count: Int
        public var target: Int

        public init(first: Int, step: Int, count: Int, target: Int) {
            self.first = first
            self.step = step
            self.count = count
            self.target = target
        }
    }

    public var lines: [Line] = []
    public var columns: [Columns] = []
    /// Elements from one block of channels to the next.
    public var blockStride = 0
    public var elements = 0
    /// How to fill it where the source has few channels, channels last.
    public var patches: TilePatches?

    public init() {}
}

/// In a map of few channels, channels last, a row of a kernel is a run of consecutive elements: these are the slab's
/// "channels", copied once for each row of the map and column of results.
public struct TilePatches: Hashable, Sendable {
    public var window: ConvolutionGeometry

    public init(window: ConvolutionGeometry) { self.window = window }
}

/// Sums of products over blocked maps, as lists of offsets that one inner loop walks: a convolution of any kernel, stride,
/// dilation, padding and groups, a transposed one, or a fully connected layer.
public struct TilePlan: Sendable {
    public var source: BlockedMap
    public var result: BlockedMap
    public var taps: [TileTap] = []
    /// By table, kind of row and part; see `parts(table:kind:)`.
    public var lists: [TileTaps] = []
    public var kinds = 0
    public var parts = 0
    public var rows: [TileRow] = []
    public var groups: [TileGroup] = []
    public var units: [TileUnit] = []
    public var slab: TileSlab?
    /// Elements from one result of a row to the next.
    public var resultPixel: Int
    /// Elements from one image of the source to the next.
    public var sourceImage: Int
    /// Elements of the packed weights.
    public var weightElements = 0

    public init(source: BlockedMap, result: BlockedMap) {
        self.source = source
        self.result = result
        resultPixel = result.lanes
        sourceImage = source.imageStride
    }

    /// Elements of the packed biases.
    public var biasElements: Int { result.blocks * result.lanes }
}

/// What is done to a sum before it is written: a map added, then cut to bounds, then a function.
public struct TileEpilogue: Hashable, Sendable {
    public var low: Float
    public var high: Float
    public var function: PointwiseFunction?

    public init(low: Float = -.infinity, high: Float = .infinity, function: PointwiseFunction? = nil) {
        self.low = low
        self.high = high
        self.function = function
    }

    /// The function itself, as bounds where it is no more than that.
    public init(_ function: PointwiseFunction?) {
        switch function {
        case .relu: self.init(low: 0)
        case .relu6: self.init(low: 0, high: 6)
        default: self.init(function: function)
        }
    }
}

/// The memory that a plan works on; all of it as large as the plan says.
public struct TileOperands {
    public var source: UnsafePointer<Float>
    public var weights: UnsafePointer<Float>
    public var bias: UnsafePointer<Float>
    /// Laid out as the result.
    public var residual: UnsafePointer<Float>?
    public var result: UnsafeMutablePointer<Float>
    /// Of the calling thread.
    public var slab: UnsafeMutablePointer<Float>?

    public init(
        source: UnsafePointer<Float>, weights: UnsafePointer<Float>, bias: UnsafePointer<Float>,
        residual: UnsafePointer<Float>? = nil, result: UnsafeMutablePointer<Float>, slab: UnsafeMutablePointer<Float>?
    ) {
        self.source = source
        self.weights = weights
        self.bias = bias
        self.residual = residual
        self.result = result
        self.slab = slab
    }
}
