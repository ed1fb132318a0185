import NetworkIR

/// What part of the network's input one element of a map depends on.
///
/// Along each axis a map has a size r, in pixels of the input, and a jump j, the pixels between two neighbouring elements.
/// A window of reach R and stride s makes r + (R - 1)·j and j·s of them (Araujo et al., "Computing Receptive Fields of
/// Convolutional Neural Networks", Distill 2019). Up-sampling divides the jump, so that it is a fraction; a size that comes
/// out broken is rounded up. Several inputs: the largest size. Padding does not shrink a field, so that it may exceed
/// the input; a field that spans the whole map by its nature (global pooling, fc, flatten, group norm) is the input's size.
public struct ReceptiveField: Hashable, Sendable {
    private var rows = Axis()
    private var columns = Axis()
    /// True where a global operation stands before: every element depends on the whole input.
    public private(set) var isGlobal = false

    /// The field of one element of the network's input: itself.
    static let ofInput = ReceptiveField()

    /// The field's height and width by the windows alone, as if nothing global stood before; may exceed the input.
    public var windows: Extent { Extent(height: rows.size.pixels, width: columns.size.pixels) }

    /// As `windows`, along the path on which windows grow the least: a shortcut's, where there is one.
    public var narrowestPath: Extent {
        Extent(height: rows.narrowest.pixels, width: columns.narrowest.pixels)
    }

    /// Whether both sizes fit 64 bits; what is priced has only such fields.
    var fits: Bool { rows.size.roundedUp != nil && columns.size.roundedUp != nil }

    /// The field's height and width on the given input.
    public func size(on input: FeatureMap) -> Extent {
        isGlobal ? Extent(height: input.height, width: input.width) : windows
    }
}

extension Fraction {
    /// The size of a field that fits.
    fileprivate var pixels: Int { roundedUp ?? .max }
}

extension ReceptiveField {
    private struct Axis: Hashable {
        var size = Fraction.one
        /// The size along the narrowest of all paths from the input.
        var narrowest = Fraction.one
        var jump = Fraction.one

        mutating func slide(reach: Int, stride: Int) {
            widen(by: reach - 1)
            jump = jump * stride
        }

        /// Takes in further elements of the map on each window.
        mutating func widen(by elements: Int, each step: Int = 1) {
            let growth = jump * elements * step
            size = size + growth
            narrowest = narrowest + growth
        }

        /// An output element of a transposed window reads every tap whose distance to it is a multiple of the stride.
        ///
        /// With g = gcd(stride, dilation) those taps are stride/g apart and their elements dilation/g, and at most
        /// ceil(taps·g/stride) of them fall into the kernel.
        mutating func slideTransposed(taps: Int, stride: Int, dilation: Int) {
            let divisor = greatestCommonDivisor(stride, dilation)
            let read = (taps - 1) / (stride / divisor) + 1
            widen(by: read - 1, each: dilation / divisor)
            jump = jump / stride
        }

        mutating func join(_ other: Axis) {
            size = max(size, other.size)
            narrowest = min(narrowest, other.narrowest)
            jump = max(jump, other.jump)
        }

        /// The largest window of an adaptive pool; see `OperationWork.adaptivePool` for where windows lie.
        mutating func divide(input: Int, output: Int) {
            let divisor = greatestCommonDivisor(input, output)
            let reach = input == divisor ? 1 : (input - divisor - 1) / output + 2
            widen(by: reach - 1)
            jump = jump * input / output
        }
    }

    /// The field of an operation's output.
    ///
    /// - Parameters:
    ///   - fields: the fields of the maps read, at least one.
    ///   - inputs: those maps, in the same order.
    static func output(
        of operation: Operation, fields: [ReceptiveField], inputs: [FeatureMap], output: FeatureMap
    ) -> ReceptiveField {
        guard var field = fields.first, let input = inputs.first else { return .ofInput }
        switch operation {
        case .convolution(let convolution):
            field.slide(convolution.window)
        case .pool(let pool):
            field.slide(pool.window)
        case .transposedConvolution(let convolution):
            let window = convolution.window
            field.rows.slideTransposed(
                taps: window.kernel.height, stride: window.stride.height, dilation: window.dilation.height)
            field.columns.slideTransposed(
                taps: window.kernel.width, stride: window.stride.width, dilation: window.dilation.width)
        case .fullyConnected, .globalAveragePool, .groupNorm, .nearestNeighbours:
            field.isGlobal = true
        case .opaque(let output):
            // Nobody knows what it looks at: all of its input, unless it keeps the map's size, as most of them do.
            field.isGlobal = field.isGlobal || output.height != input.height || output.width != input.width
        case .flatten:
            // Positions become channels, and whatever follows reads all channels.
            field.isGlobal = field.isGlobal || !input.isVector
        case .adaptivePool(_, let size):
            field.divide(input: input, into: size)
        case .spatialPyramidPool(let bins):
            field.divide(input: input, into: Extent(square: bins.min() ?? 1))
        case .upsample(let factor, let interpolation):
            // A bilinear sample lies between two neighbours.
            if interpolation == .bilinear {
                if factor.height > 1 { field.rows.widen(by: 1) }
                if factor.width > 1 { field.columns.widen(by: 1) }
            }
            field.rows.jump = field.rows.jump / factor.height
            field.columns.jump = field.columns.jump / factor.width
        case .pixelShuffle(let factor):
            field.rows.jump = field.rows.jump / factor
            field.columns.jump = field.columns.jump / factor
        case .stridedIdentity(let stride, _):
            field.rows.slide(reach: 1, stride: stride.height)
            field.columns.slide(reach: 1, stride: stride.width)
        case .add, .multiply, .concatenate:
            field = widest(fields, inputs: inputs, output: output)
        case .batchNorm, .localResponseNorm, .layerNorm, .activation, .prelu, .dropout, .channelShuffle, .oneHot,
            .embedding, .channelSlice:
            break
        }
        return field
    }

    private mutating func slide(_ window: Window) {
        // The reach of a window that fits a map fits 64 bits: shape inference has computed it.
        rows.slide(
            reach: window.dilation.height &* (window.kernel.height - 1) &+ 1, stride: window.stride.height)
        columns.slide(
            reach: window.dilation.width &* (window.kernel.width - 1) &+ 1, stride: window.stride.width)
    }

    private mutating func divide(input: FeatureMap, into size: Extent) {
        if size.height == 1, size.width == 1 { isGlobal = true }
        rows.divide(input: input.height, output: size.height)
        columns.divide(input: input.width, output: size.width)
    }

    /// The largest of several fields; the jump is that of the maps as large as the output, as a broadcast one has none.
    private static func widest(
        _ fields: [ReceptiveField], inputs: [FeatureMap], output: FeatureMap
    ) -> ReceptiveField {
        var result: ReceptiveField?
        var isGlobal = false
        for (field, input) in zip(fields, inputs) {
            isGlobal = isGlobal || field.isGlobal
            guard input.height == output.height, input.width == output.width else { continue }
            result?.rows.join(field.rows)
            result?.columns.join(field.columns)
            result = result ?? field
        }
        var joined = result ?? .ofInput
        joined.isGlobal = isGlobal
        return joined
    }
}
