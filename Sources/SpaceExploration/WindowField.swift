import ArchLanguage
import NetworkIR

/// How far one element of a map sees along the longer side, by windows alone: what the receptive-field score adds up.
///
/// A window of reach R and stride s makes size + (R - 1)·jump and jump·s (Araujo et al., Distill 2019). Global operations
/// (fc, global pooling) see everything and add nothing. Sizes are relative to the current map's, so that two
/// beginnings that differ only in how far they have seen stay alike.
struct WindowField: Hashable, Sendable {
    var size = 0.0
    var jump = 1.0

    /// The field of an operation's output from those of its inputs.
    static func output(of operation: Operation, inputs: [WindowField]) -> WindowField {
        guard var field = inputs.first else { return WindowField() }
        switch operation {
        case .convolution(let convolution): field.slide(convolution.window)
        case .pool(let pool): field.slide(pool.window)
        case .transposedConvolution(let convolution):
            let window = convolution.window
            let stride = max(window.stride.height, window.stride.width)
            let taps = (max(window.kernel.height, window.kernel.width) - 1) / stride
            field.size += Double(taps * max(window.dilation.height, window.dilation.width)) * field.jump
            field.jump /= Double(stride)
        case .upsample(let factor, _): field.jump /= Double(max(factor.height, factor.width))
        case .pixelShuffle(let factor): field.jump /= Double(factor)
        case .stridedIdentity(let stride, _): field.jump *= Double(max(stride.height, stride.width))
        case .add, .multiply, .concatenate:
            field.size = inputs.map(\.size).max() ?? 0
            field.jump = inputs.map(\.jump).max() ?? 1
        case .fullyConnected, .globalAveragePool, .adaptivePool, .spatialPyramidPool, .batchNorm, .localResponseNorm,
            .groupNorm, .layerNorm, .activation, .prelu, .dropout, .channelShuffle, .flatten, .oneHot, .embedding,
            .nearestNeighbours, .channelSlice, .opaque:
            break
        }
        return field
    }

    private mutating func slide(_ window: Window) {
        let kernel = max(window.kernel.height, window.kernel.width)
        let dilation = max(window.dilation.height, window.dilation.width)
        size += Double(dilation) * Double(kernel - 1) * jump
        jump *= Double(max(window.stride.height, window.stride.width))
    }
}

/// The fields of the maps that a cursor knows.
struct WindowFields: Hashable, Sendable {
    var input = WindowField()
    /// One a layer of the cursor's network.
    var layers: [WindowField] = []

    subscript(source: Source) -> WindowField {
        switch source {
        case .input: input
        case .layer(let index): layers[index]
        }
    }

    /// Adds the layers laid out since.
    mutating func extend(over network: Network) {
        for layer in network.layers[layers.count...] {
            layers.append(.output(of: layer.operation, inputs: layer.inputs.map { self[$0] }))
        }
    }

    /// The field behind so many rounds of layers, of which each starts from the map that the one before made.
    static func behind(_ round: Network, times: Int, _ start: WindowField) -> WindowField {
        var field = start
        var left = times
        while left > 0, let last = round.layers.indices.last {
            var fields = WindowFields(input: WindowField(size: 0, jump: field.jump))
            fields.extend(over: round)
            let made = fields.layers[last]
            // From here on every round is like this one where it leaves the jump as it found it.
            let count = made.jump == field.jump ? left : 1
            field = WindowField(size: field.size + Double(count) * made.size, jump: made.jump)
            left -= count
        }
        return field
    }

    /// The fields of the layers left, relative to that of the current map.
    ///
    /// - Parameter holdsInput: false where the network's input is not read again, so that its field says nothing.
    func keeping(_ kept: [Int], current: Source, holdsInput: Bool) -> WindowFields {
        let origin = self[current].size
        func relative(_ field: WindowField) -> WindowField {
            WindowField(size: field.size - origin, jump: field.jump)
        }
        return WindowFields(
            input: holdsInput ? relative(input) : WindowField(), layers: kept.map { relative(layers[$0]) })
    }

    /// Everything as integers, for keys.
    var key: [Int] {
        ([input] + layers).flatMap {
            [Int(bitPattern: UInt($0.size.bitPattern)), Int(bitPattern: UInt($0.jump.bitPattern))]
        }
    }
}
