import NetworkIR

/// What a design times, each as often as its weight.
enum CalibrationKind: CaseIterable {
    case window, pointwise, depthwise, fullyConnected, maxPool, averagePool, globalPool, addition, activation,
        normalisation, fusedFunction, grouped, transposed, function, concatenation, scaling, upsampling, slopes,
        localNorm

    var weight: Int {
        switch self {
        case .window: 8
        case .pointwise: 6
        case .depthwise: 3
        case .fullyConnected, .maxPool, .addition, .fusedFunction, .grouped, .transposed, .function: 2
        case .averagePool, .globalPool, .activation, .normalisation, .concatenation, .scaling, .upsampling, .slopes,
            .localNorm:
            1
        }
    }

    private static let sizes = [
        7, 8, 10, 12, 13, 14, 16, 17, 19, 20, 24, 27, 28, 32, 35, 40, 48, 54, 56, 64, 80, 96, 112, 128, 160, 224,
    ]

    /// - Parameter point: five numbers from 0 to 1.
    func problem(_ point: [Double]) -> Problem? {
        let size = CalibrationKind.pick(CalibrationKind.sizes, point[2])
        let (inputs, filters) = (CalibrationKind.channels(point[0]), CalibrationKind.channels(point[1]))
        switch self {
        case .window:
            // The first layer of a network sees an image; it is its own world.
            let isFirst = point[4] > 0.93
            let kernel = CalibrationKind.pick(isFirst ? [3, 5, 7, 11] : [3, 3, 3, 3, 2, 5, 3, 7], point[3])
            let stride = isFirst ? CalibrationKind.pick([1, 2, 4], point[2]) : point[4] > 0.7 ? 2 : 1
            return Self.convolution(
                isFirst ? 3 : inputs, isFirst ? 224 : size, isFirst ? min(filters, 96) : filters, kernel, stride,
                groups: 1)
        case .pointwise:
            return Self.convolution(inputs, size, filters, 1, point[4] > 0.85 ? 2 : 1, groups: 1)
        case .depthwise:
            return Self.convolution(
                inputs, size, inputs, point[3] > 0.7 ? 5 : 3, point[4] > 0.65 ? 2 : 1, groups: inputs)
        case .fullyConnected:
            let features = CalibrationKind.geometric(64, 25_088, point[0])
            return Problem(
                operation: .fullyConnected(outputs: CalibrationKind.geometric(10, 4096, point[1]), bias: false),
                inputs: [FeatureMap(channels: features, height: 1, width: 1)])
        case .maxPool, .averagePool:
            let kernel = point[3] > 0.5 ? 3 : 2
            let window = Window(
                kernel: Extent(square: kernel), stride: Extent(square: point[4] > 0.8 ? 1 : 2),
                padding: Padding(all: point[3] > 0.75 ? 1 : 0))
            return Problem(
                operation: .pool(Pool(kind: self == .maxPool ? .max : .average, window: window)),
                inputs: [FeatureMap(channels: inputs, height: size, width: size)])
        case .globalPool:
            return Self.overMap(.globalAveragePool, inputs, min(size, 14))
        case .addition:
            let map = FeatureMap(channels: inputs, height: size, width: size)
            return Problem(operation: .add, inputs: [map, map])
        case .activation: return Self.overMap(.activation(.relu), inputs, size)
        case .normalisation: return Self.overMap(.batchNorm, inputs, size)
        case .fusedFunction:
            // As in the networks that have them: behind pointwise and depthwise convolutions.
            let kernel = point[3] > 0.6 ? 3 : 1
            return Self.convolution(
                inputs, size, kernel == 1 ? filters : inputs, kernel, 1, groups: kernel == 1 ? 1 : inputs
            )
            .with(epilogue: [CalibrationKind.pick([.silu, .hardSwish, .sigmoid], point[4])])
        case .grouped:
            // Each group as wide as in ResNeXt and RegNet, as many groups as the channels give.
            let width = CalibrationKind.pick([4, 8, 16, 24, 32, 64], point[1])
            let channels = max(2, inputs / width) * width
            return Self.convolution(channels, size, channels, 3, point[4] > 0.65 ? 2 : 1, groups: channels / width)
        case .transposed: return Self.transposedConvolution(inputs, min(size, 64), filters, point)
        case .function:
            return Self.overMap(
                .activation(CalibrationKind.pick([.sigmoid, .silu, .hardSwish, .tanh], point[4])), inputs, size)
        case .concatenation:
            let maps = [inputs, filters] + (point[4] > 0.6 ? [inputs, filters] : [])
            return Problem(
                operation: .concatenate,
                inputs: maps.map { FeatureMap(channels: $0, height: min(size, 56), width: min(size, 56)) })
        case .scaling:
            // A map by a number a channel, as behind squeeze and excitation.
            return Problem(
                operation: .multiply,
                inputs: [size, 1].map { FeatureMap(channels: inputs, height: $0, width: $0) })
        case .upsampling:
            return Self.overMap(
                .upsample(factor: Extent(square: 2), point[4] > 0.5 ? .bilinear : .nearest), inputs, min(size, 112))
        case .slopes:
            return Self.overMap(.prelu(point[4] > 0.5 ? .channel : .shared), min(inputs, 256), size)
        case .localNorm: return Self.overMap(.localResponseNorm(size: 5), inputs, size)
        }
    }

    /// Doublings of a map, and the first layer of a generator, which makes a map of a vector.
    private static func transposedConvolution(
        _ channels: Int, _ size: Int, _ filters: Int, _ point: [Double]
    ) -> Problem {
        let (kernel, stride, padding, extra) = pick([(4, 2, 1, 0), (2, 2, 0, 0), (3, 2, 1, 1), (4, 1, 0, 0)], point[4])
        let window = Window(
            kernel: Extent(square: kernel), stride: Extent(square: stride), padding: Padding(all: padding))
        return Problem(
            operation: .transposedConvolution(
                TransposedConvolution(filters: filters, window: window, outputPadding: Extent(square: extra))),
            inputs: [FeatureMap(channels: channels, height: stride == 1 ? 1 : size, width: stride == 1 ? 1 : size)])
    }

    private static func overMap(_ operation: Operation, _ channels: Int, _ size: Int) -> Problem {
        Problem(operation: operation, inputs: [FeatureMap(channels: channels, height: size, width: size)])
    }

    private static func convolution(
        _ channels: Int, _ size: Int, _ filters: Int, _ kernel: Int, _ stride: Int, groups: Int
    ) -> Problem {
        let padding = kernel % 2 == 1 ? kernel / 2 : 0
        let window = Window(
            kernel: Extent(square: kernel), stride: Extent(square: stride), padding: Padding(all: padding))
        return Problem(
            operation: .convolution(Convolution(filters: filters, window: window, groups: groups)),
            inputs: [FeatureMap(channels: channels, height: size, width: size)])
    }

    /// 16 to 1024 by equal ratios; most are multiples of 8, as in networks, and one in five is not.
    private static func channels(_ share: Double) -> Int {
        let channels = geometric(16, 1024, share)
        return Int(share * 1000) % 5 == 0 ? channels : max(16, channels / 8 * 8)
    }

    private static func geometric(_ low: Int, _ high: Int, _ share: Double) -> Int {
        let (low, high) = (logarithm(Double(low)), logarithm(Double(high)))
        return Int(exponential(low + share * (high - low)).rounded())
    }

    private static func pick<Value>(_ values: [Value], _ share: Double) -> Value {
        values[min(values.count - 1, Int(share * Double(values.count)))]
    }
}
