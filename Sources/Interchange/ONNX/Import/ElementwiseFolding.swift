import NetworkIR

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Element-wise arithmetic on constants; whole numbers stay whole.
enum ElementwiseFolding {
    typealias Unary = (Double) -> Double
    typealias Binary = (integers: (Int, Int) -> Int?, reals: (Double, Double) -> Double)

    private static let lengthLimit = 1 << 16

    static func unary(_ operation: String) -> Unary? {
        switch operation {
        case "Neg": { -$0 }
        case "Abs": { abs($0) }
        case "Sqrt": { $0.squareRoot() }
        case "Reciprocal": { 1 / $0 }
        case "Floor": { $0.rounded(.down) }
        case "Ceil": { $0.rounded(.up) }
        case "Exp": { exp($0) }
        case "Not": { $0 == 0 ? 1 : 0 }
        default: nil
        }
    }

    static func binary(_ operation: String) -> Binary? {
        func checked(_ result: (partialValue: Int, overflow: Bool)) -> Int? {
            result.overflow ? nil : result.partialValue
        }
        return switch operation {
        case "Add": ({ checked($0.addingReportingOverflow($1)) }, { $0 + $1 })
        case "Sub": ({ checked($0.subtractingReportingOverflow($1)) }, { $0 - $1 })
        case "Mul": ({ checked($0.multipliedReportingOverflow(by: $1)) }, { $0 * $1 })
        case "Div": ({ checked($0.dividedReportingOverflow(by: $1)) }, { $0 / $1 })
        case "Mod": ({ checked($0.remainderReportingOverflow(dividingBy: $1)) }, { fmod($0, $1) })
        case "Pow": ({ _, _ in nil }, { pow($0, $1) })
        case "Min": ({ min($0, $1) }, { min($0, $1) })
        case "Max": ({ max($0, $1) }, { max($0, $1) })
        case "Equal": ({ $0 == $1 ? 1 : 0 }, { $0 == $1 ? 1 : 0 })
        case "Less": ({ $0 < $1 ? 1 : 0 }, { $0 < $1 ? 1 : 0 })
        case "Greater": ({ $0 > $1 ? 1 : 0 }, { $0 > $1 ? 1 : 0 })
        default: nil
        }
    }

    static func apply(_ function: Unary, to tensor: ConstantTensor) -> ConstantTensor {
        var result = tensor
        switch tensor.numbers {
        case .integers(let values):
            let computed = values.map { function(Double($0)) }
            let areWhole = computed.allSatisfy { $0 == $0.rounded() && abs($0) < 0x1p53 }
            result.numbers = areWhole ? .integers(computed.map { Int($0) }) : .reals(computed)
        case .reals(let values): result.numbers = .reals(values.map(function))
        case .unknown: break
        }
        return result
    }

    /// The result over the shape that both broadcast to; nil where they do not.
    static func apply(_ function: Binary, to first: ConstantTensor, _ second: ConstantTensor) -> ConstantTensor? {
        guard let dims = ShapeArithmetic.broadcast(first.dims, second.dims) else { return nil }
        var result = ConstantTensor(dims: dims, numbers: .unknown)
        guard let count = result.count, count <= lengthLimit else { return result }
        // Beyond equal shapes only a single number is spread.
        guard first.dims == second.dims || first.count == 1 || second.count == 1 else { return result }
        func spread<Number>(_ values: [Number]) -> [Number]? {
            values.count == count ? values : values.count == 1 ? Array(repeating: values[0], count: count) : nil
        }
        if case .integers(let left) = first.numbers, case .integers(let right) = second.numbers,
            let left = spread(left), let right = spread(right)
        {
            let values = zip(left, right).compactMap { function.integers($0, $1) }
            if values.count == count { result.numbers = .integers(values) }
        } else if let left = first.reals.flatMap({ spread($0) }), let right = second.reals.flatMap({ spread($0) }) {
            result.numbers = .reals(zip(left, right).map { function.reals($0, $1) })
        }
        return result
    }
}
