import NetworkIR

@testable import LatencyModel

/// A convolution with "same" padding.
func convolution(
    _ inputChannels: Int, _ size: Int, filters: Int, kernel: Int = 3, stride: Int = 1, groups: Int = 1
) -> Problem {
    let window = Window(
        kernel: Extent(square: kernel), stride: Extent(square: stride), padding: Padding(all: kernel / 2))
    return Problem(
        operation: .convolution(Convolution(filters: filters, window: window, groups: groups)),
        inputs: [FeatureMap(channels: inputChannels, height: size, width: size)])
}

func relu(_ channels: Int, _ size: Int) -> Problem {
    Problem(
        operation: .activation(.relu), inputs: [FeatureMap(channels: channels, height: size, width: size)])
}

func observation(
    _ problem: Problem, _ nanoseconds: Double, backend: String = "onednn", algorithm: String = "auto", threads: Int = 1,
    half: Double = 0, isVerified: Bool = true
) -> KernelObservation {
    KernelObservation(
        problem: problem, backend: backend, algorithm: algorithm, threads: threads, nanoseconds: nanoseconds,
        low: nanoseconds - half, high: nanoseconds + half, isVerified: isVerified)
}

/// A machine whose convolutions take 2 µs, 200 FLOP/ns for whole vectors of 16 filters, and 30 B/ns of weights.
func idealTime(_ problem: Problem) -> Double {
    guard case .convolution(let convolution) = problem.operation else { return 0 }
    let map = problem.inputs[0]
    let window = convolution.window
    let outputs = ((map.height - 1) / window.stride.height + 1) * ((map.width - 1) / window.stride.width + 1)
    // Taps along one axis that fall on the map, for windows that move by one over "same" padding.
    let reach = window.kernel.height / 2
    let taps = window.stride == .one ? window.kernel.height * map.height - reach * (reach + 1) : 0
    let products = window.stride == .one ? taps * taps : outputs * window.kernel.height * window.kernel.width
    let vectors = (convolution.filters + 15) / 16 * 16
    let weights = 4 * map.channels * convolution.filters * window.kernel.height * window.kernel.width
    return 2000 + 2 * Double(products * map.channels * vectors) / 200 + Double(weights) / 30
}

/// Shapes as networks have them: 4 sizes of map, 5 numbers of channels, 6 of filters.
let convolutionShapes: [Problem] = [56, 28, 14, 7].flatMap { size in
    [32, 64, 96, 128, 256].flatMap { channels in
        [32, 64, 72, 128, 192, 256].map { convolution(channels, size, filters: $0) }
    }
}
