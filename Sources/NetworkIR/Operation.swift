/// What one layer computes, with everything its cost, its kernel and its export need; shapes come from its inputs.
///
/// A `switch` over this type has no `default`: an operator that nobody priced does not compile.
public enum Operation: Hashable, Sendable {
    case convolution(Convolution)
    case transposedConvolution(TransposedConvolution)
    /// Flattens its input of any shape to a vector of features first.
    case fullyConnected(outputs: Int, bias: Bool)
    case pool(Pool)
    /// The mean over the whole map, to 1x1.
    case globalAveragePool
    /// Pools to a map of the given size, whatever the input's.
    case adaptivePool(PoolKind, size: Extent)
    /// A max-pooled pyramid of square bins, flattened and concatenated (He et al. 2014).
    case spatialPyramidPool(bins: [Int])
    /// Scale and shift per channel by fixed statistics (inference form).
    case batchNorm
    /// Local response normalisation across `size` channels (AlexNet).
    case localResponseNorm(size: Int)
    case groupNorm(groups: Int)
    /// Over the channels of each position, with one learned scale and shift a channel (ConvNeXt).
    case layerNorm
    case activation(Activation)
    case prelu(SlopeSharing)
    /// Free at inference.
    case dropout(rate: Decimal6)
    case upsample(factor: Extent, Interpolation)
    /// Channels to space: C·r² × H × W becomes C × H·r × W·r.
    case pixelShuffle(factor: Int)
    case channelShuffle(groups: Int)
    case flatten
    /// Each integer input channel becomes `classes` indicator channels.
    case oneHot(classes: Int)
    /// Each integer input channel becomes `dimensions` channels by a look-up in one table of `classes` rows.
    case embedding(classes: Int, dimensions: Int)
    /// Brute-force nearest neighbours of the feature vector among `references` stored ones, a vote of `neighbours`.
    case nearestNeighbours(references: Int, neighbours: Int)
    /// The element-wise sum of two or more equal maps.
    case add
    /// The element-wise product of two or more maps; a 1x1 map is broadcast (squeeze-and-excitation).
    case multiply
    /// Maps of one size joined along the channels.
    case concatenate
    /// Every `stride`-th position, with zero channels appended (ResNet's option A); moves data, computes nothing.
    case stridedIdentity(stride: Extent, channels: Int)
    /// The channels from `first` on, `count` of them, as a view.
    case channelSlice(first: Int, count: Int)
    /// An operation that has no word, kept from another format for the map it makes: its elements move, its work is not known.
    case opaque(FeatureMap)
}

/// A convolution, grouped or not; depth-wise where `groups` equals the input channels.
public struct Convolution: Hashable, Sendable {
    public var filters: Int
    public var window: Window
    public var groups: Int
    public var bias: Bool

    public init(filters: Int, window: Window, groups: Int = 1, bias: Bool = true) {
        self.filters = filters
        self.window = window
        self.groups = groups
        self.bias = bias
    }
}

/// A transposed convolution (deconvolution); `outputPadding` adds rows and columns at the end of the output.
public struct TransposedConvolution: Hashable, Sendable {
    public var filters: Int
    public var window: Window
    public var outputPadding: Extent
    public var groups: Int
    public var bias: Bool

    public init(
        filters: Int, window: Window, outputPadding: Extent = Extent(square: 0), groups: Int = 1, bias: Bool = true
    ) {
        self.filters = filters
        self.window = window
        self.outputPadding = outputPadding
        self.groups = groups
        self.bias = bias
    }
}

public enum PoolKind: String, Hashable, Sendable, CaseIterable {
    case max
    case average
}

/// A pool over windows.
public struct Pool: Hashable, Sendable {
    public var kind: PoolKind
    public var window: Window
    public var rounding: Rounding
    /// For averages: whether padded zeros count in the divisor.
    public var countsPadding: Bool

    public init(kind: PoolKind, window: Window, rounding: Rounding = .floor, countsPadding: Bool = true) {
        self.kind = kind
        self.window = window
        self.rounding = rounding
        self.countsPadding = countsPadding
    }
}

/// An element-wise function without learned numbers; softmax runs over the channels.
public enum Activation: Hashable, Sendable {
    case relu
    case relu6
    case leakyRelu(slope: Decimal6)
    case sigmoid
    case tanh
    case silu
    case hardSwish
    case hardSigmoid
    case gelu
    case elu
    case softmax
}

/// What shares one learned slope of a PReLU.
public enum SlopeSharing: String, Hashable, Sendable, CaseIterable {
    case shared
    case channel
    case element
}

public enum Interpolation: String, Hashable, Sendable, CaseIterable {
    case nearest
    case bilinear
}

/// A non-negative decimal fraction with at most six digits after the point, kept exactly.
public struct Decimal6: Hashable, Sendable {
    /// The value times one million.
    public var millionths: Int

    public init(millionths: Int) {
        self.millionths = millionths
    }

    public var value: Double { Double(millionths) / 1_000_000 }
}

extension Decimal6: CustomStringConvertible {
    /// The shortest decimal, such as `0.2` or `1`.
    public var description: String {
        let whole = millionths / 1_000_000
        var digits = String(millionths % 1_000_000)
        guard digits != "0" else { return "\(whole)" }
        digits = String(repeating: "0", count: 6 - digits.count) + digits
        while digits.last == "0" { digits.removeLast() }
        return "\(whole).\(digits)"
    }
}

extension Decimal6 {
    /// Reads `1`, `0.2` or `0.015625`; nil for anything else, more than six digits after the point included.
    public init?(parsing text: some StringProtocol) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = Int(parts[0]), whole >= 0, whole < 1_000_000, parts[0].allSatisfy(\.isNumber) else {
            return nil
        }
        var millionths = whole * 1_000_000
        if parts.count == 2 {
            let digits = parts[1]
            guard (1...6).contains(digits.count), digits.allSatisfy(\.isNumber), let fraction = Int(digits) else {
                return nil
            }
            var scaled = fraction
            for _ in digits.count..<6 { scaled *= 10 }
            millionths += scaled
        }
        self.init(millionths: millionths)
    }
}

extension Operation {
    /// False where an executor has nothing to do: a change of view, or dropout at inference.
    public var takesTime: Bool {
        switch self {
        case .flatten, .dropout, .channelSlice: false
        default: true
        }
    }

    /// True where only the maps are known, and not what is computed.
    public var isOpaque: Bool {
        if case .opaque = self { true } else { false }
    }
}

extension Network {
    /// The kernel that runs this layer; nil where nothing runs (`Operation.takesTime`), or nobody knows what does (`opaque`).
    ///
    /// A fully connected layer's input is flattened, so that equal work has one key.
    public func problem(
        of layer: Layer, batch: Int = 1, precision: Precision = .f32, pass: Pass = .forward
    ) -> Problem? {
        guard layer.operation.takesTime, !layer.operation.isOpaque else { return nil }
        var maps = inputs(of: layer)
        if case .fullyConnected = layer.operation, let features = try? maps[0].elements() {
            maps = [FeatureMap(channels: features, height: 1, width: 1)]
        }
        return Problem(operation: layer.operation, inputs: maps, batch: batch, precision: precision, pass: pass)
    }

    /// What one kernel computes of several layers; nil where `problem(of:)` of the first is.
    ///
    /// - Parameter layers: the main layer, and those that are fused into its kernel, in order.
    public func problem(ofKernel layers: [Int], batch: Int = 1, precision: Precision = .f32) -> Problem? {
        layers.first.flatMap { problem(of: self.layers[$0], batch: batch, precision: precision) }?
            .with(epilogue: epilogue(of: layers))
    }

    /// The activations that a kernel applies to its results.
    public func epilogue(of kernel: [Int]) -> [Activation] {
        kernel.dropFirst().compactMap { layer in
            if case .activation(let activation) = layers[layer].operation { activation } else { nil }
        }
    }
}
