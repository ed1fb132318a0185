import CostAnalysis
import NetworkIR

/// What a kernel has to do, in the quantities that its time depends on.
///
/// Times are modelled per kind: convolutions fall into four that run different code, every other operation is its own.
struct KernelWork: Hashable {
    /// The kind of layer, such as `conv`, `conv1x1`, `dwconv` or `maxpool`.
    let kind: String
    /// What the time is a sum over, each with its own price: names in `KernelWork.termNames`.
    private(set) var terms: [Double]
    /// Where the kernel lies in log shape space; near kernels have near errors.
    let position: [Double]
    /// Operations that have to be done, and bytes moved once.
    let flops: Double
    let bytes: Double

    /// The channels that one vector holds.
    private static let vectorWidth = 16

    /// Names of the terms with their units: what a fitted parameter is per.
    static let termNames: [(name: String, unit: String)] = [
        ("start-up", "ns"), ("arithmetic", "ns/FLOP"), ("outputs", "ns/tap of an output"),
        ("near-input", "ns/B"), ("far-input", "ns/B"), ("near-output", "ns/B"), ("far-output", "ns/B"),
        ("few weights", "ns/B"), ("many weights", "ns/B"), ("exponentials", "ns/element"),
        ("piecewise functions", "ns/element"),
    ]

    /// The terms of functions at a kernel's end: the last two.
    static let functionTerms = termNames.count - 2..<termNames.count

    /// nil where a count leaves 64 bits.
    ///
    /// - Parameter nearBytes: the cache of one core. Kernels whose maps fit half of it together, and weights that fit a quarter,
    ///   are priced apart: what kernels find in the caches goes by that, inside networks and where they are timed.
    init?(_ problem: Problem, nearBytes: Int) {
        let conditions = CostConditions(batch: problem.batch, precision: problem.precision)
        guard
            let input = problem.inputs.first, let output = try? problem.operation.output(of: problem.inputs),
            let cost = try? problem.operation.cost(inputs: problem.inputs, output: output, under: conditions),
            let outputElements = try? output.elements()
        else { return nil }
        var inputElements = 0.0
        for map in problem.inputs { inputElements += Double((try? map.elements()) ?? 0) }
        let size = Double(problem.precision.bytes)
        let batch = Double(problem.batch)
        let inputBytes = inputElements * batch * size
        let outputBytes = Double(outputElements) * batch * size
        let geometry = KernelGeometry(problem.operation, input: input, output: output)
        let products = 2 * Double(cost.validMACs.count)
        let other = Double(cost.flops.count) - 2 * Double(cost.macs.count)
        let padding = KernelWork.vectorPadding(geometry.vectorChannels)
        let weightBytes = max(0, Double(cost.traffic.count) - inputBytes - outputBytes)
        let isNear = inputBytes + outputBytes <= Double(nearBytes) / 2
        let areFew = weightBytes < Double(nearBytes) / 4
        kind = geometry.kind
        flops = products + max(0, other)
        bytes = Double(cost.traffic.count)
        terms = [
            1, flops * padding, Double(outputElements) * batch * geometry.taps * padding,
            isNear ? inputBytes : 0, isNear ? 0 : inputBytes, isNear ? outputBytes : 0, isNear ? 0 : outputBytes,
            areFew ? weightBytes : 0, areFew ? 0 : weightBytes,
            Double(outputElements) * batch * Double(problem.epilogue.count { $0.isExponential }),
            Double(outputElements) * batch * Double(problem.epilogue.count { !$0.isExponential }),
        ]
        position = [
            logarithm(geometry.inputChannels), logarithm(Double(geometry.vectorChannels)),
            logarithm(Double(output.height) * Double(output.width) * batch), 2 * logarithm(geometry.taps),
            2 * logarithm(geometry.stride), logarithm(geometry.groups), 4 * logarithm(padding),
            logarithm(max(1, inputBytes / max(1, outputBytes))), KernelWork.misalignment(input.channels),
            KernelWork.misalignment(output.channels),
            problem.epilogue.reduce(0) { $0 + ($1.isExponential ? 2 : 1) }, isNear ? 0 : 1,
        ]
    }

    /// The same without its arithmetic, which hides behind moving the maps and is another one for each operation.
    var asStream: KernelWork {
        var stream = self
        stream.terms[1] = 0
        return stream
    }

    /// Libraries have other code for channels that fill vectors of 16 or of 8 than for others.
    private static func misalignment(_ channels: Int) -> Double {
        channels % vectorWidth == 0 ? 0 : channels % (vectorWidth / 2) == 0 ? 1 : 2
    }

    /// The work that whole vectors do over the work that is asked for.
    private static func vectorPadding(_ channels: Int) -> Double {
        let vectors = (channels - 1) / vectorWidth + 1
        return Double(vectors) * Double(vectorWidth) / Double(max(1, channels))
    }
}

/// An operation's window and channels, as its kernel loops over them.
private struct KernelGeometry {
    var kind: String
    /// Channels that one output sums over.
    var inputChannels = 1.0
    /// Channels along which a kernel's vectors lie.
    var vectorChannels: Int
    /// Window positions that one output reads.
    var taps = 1.0
    var stride = 1.0
    var groups = 1.0

    init(_ operation: Operation, input: FeatureMap, output: FeatureMap) {
        kind = operation.keyWord
        vectorChannels = output.channels
        switch operation {
        case .convolution(let convolution):
            take(convolution.window)
            inputChannels = Double(input.channels) / Double(convolution.groups)
            if convolution.groups == 1 {
                kind = taps == 1 ? "conv1x1" : "conv"
            } else if convolution.groups == input.channels {
                kind = "dwconv"
            } else {
                kind = "groupedconv"
                vectorChannels = convolution.filters / convolution.groups
                groups = Double(convolution.groups)
            }
        case .transposedConvolution(let convolution):
            take(convolution.window)
            inputChannels = Double(input.channels) / Double(convolution.groups)
        case .fullyConnected:
            inputChannels = Double(input.channels) * Double(input.height) * Double(input.width)
        case .pool(let pool):
            take(pool.window)
        case .globalAveragePool:
            taps = Double(input.height) * Double(input.width)
        case .prelu(.shared):
            // oneDNN has other code for it, a hundred times as slow.
            kind = "sharedprelu"
        default:
            break
        }
    }

    private mutating func take(_ window: Window) {
        taps = Double(window.kernel.height) * Double(window.kernel.width)
        stride = Double(window.stride.height) * Double(window.stride.width)
    }
}

extension Activation {
    /// True where an element takes an exponential, not only comparisons and products.
    fileprivate var isExponential: Bool {
        switch self {
        case .sigmoid, .tanh, .silu, .gelu, .elu, .softmax: true
        case .relu, .relu6, .leakyRelu, .hardSwish, .hardSigmoid: false
        }
    }
}
