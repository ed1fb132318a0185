import CostAnalysis
import NetworkIR

/// Kernels worth timing to learn a machine: spread evenly over the shapes that networks use.
///
/// Each kind has its own Halton sequence (Halton 1960, Numerische Mathematik 2) over channels, filters, map, window and
/// stride, which leaves no gap and no cluster however many are taken; what no network would hold is skipped. The kinds take
/// turns by how much of networks' time they are, so that any beginning of the list is a design of its own.
public enum CalibrationDesign {
    /// The first `count` distinct problems of the design, always the same.
    public static func problems(_ count: Int) -> [Problem] {
        var generators = CalibrationKind.allCases.map { (kind: $0, next: 1) }
        var problems: [Problem] = []
        var seen: Set<Problem> = []
        var turn = 0
        let turns = CalibrationKind.allCases.flatMap { kind in [CalibrationKind](repeating: kind, count: kind.weight) }
        // Interleaved, so that no kind waits for another's whole turn.
        let order = turns.indices.map { turns[$0 * 7 % turns.count] }
        while problems.count < count, turn < 200 * count {
            let kind = order[turn % order.count]
            turn += 1
            guard let place = generators.firstIndex(where: { $0.kind == kind }) else { continue }
            // Some points of a sequence are no layer of any network.
            for _ in 0..<50 {
                let point = (0..<5).map { halton(generators[place].next, base: [2, 3, 5, 7, 11][$0]) }
                generators[place].next += 1
                guard let problem = kind.problem(point), isUsual(problem), seen.insert(problem).inserted else {
                    continue
                }
                problems.append(problem)
                break
            }
        }
        return problems
    }

    /// The radical inverse: the index's digits mirrored at the point, from 0 to 1.
    static func halton(_ index: Int, base: Int) -> Double {
        var (rest, place, value) = (index, 1.0, 0.0)
        while rest > 0 {
            place /= Double(base)
            value += place * Double(rest % base)
            rest /= base
        }
        return value
    }

    /// Within the sizes of the layers in `architectures/`: maps of 1 Ki to 4 Mi elements, weights up to 64 MiB, work up to
    /// 4 GFLOPs.
    private static func isUsual(_ problem: Problem) -> Bool {
        guard
            let output = try? problem.operation.output(of: problem.inputs),
            let elements = try? output.elements(), let input = try? problem.inputs[0].elements(),
            let cost = try? problem.operation.cost(inputs: problem.inputs, output: output)
        else { return false }
        let range = problem.inputs[0].isVector ? 64...(1 << 22) : 1024...(1 << 22)
        return range.contains(input) && elements <= 1 << 22 && cost.params.count <= 1 << 24
            && cost.flops.count <= 4 << 30
    }
}

/// What a design times, each as often as its weight.
private enum CalibrationKind: CaseIterable {
    case window, pointwise, depthwise, fullyConnected, maxPool, averagePool, globalPool, addition, activation,
        normalisation, fusedFunction

    var weight: Int {
        switch self {
        case .window: 8
        case .pointwise: 6
        case .depthwise: 3
        case .fullyConnected, .maxPool, .addition, .fusedFunction: 2
        case .averagePool, .globalPool, .activation, .normalisation: 1
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
        }
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
