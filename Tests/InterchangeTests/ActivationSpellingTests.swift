import NetworkIR
import Testing

@testable import Interchange

@Suite("Activations by their values")
struct ActivationSpellingTests {
    typealias F = ScalarFunction

    private static let x = F.argument
    private static func n(_ value: Double) -> F { .constant(value) }

    /// Ways in which exporters write activations.
    static let spellings: [(name: String, function: F, activation: Activation?)] = [
        ("x sigmoid(x)", .binary(.multiply, x, .unary(.sigmoid, x)), .silu),
        ("x hardsigmoid(x)", .binary(.multiply, x, .unary(.hardSigmoid(slope: 1.0 / 6, offset: 0.5), x)), .hardSwish),
        (
            "x clip(x + 3, 0, 6) / 6",
            .binary(
                .divide, .binary(.multiply, x, .unary(.clip(low: 0, high: 6), .binary(.add, x, n(3)))), n(6)),
            .hardSwish
        ),
        (
            "clip(x + 3, 0, 6) / 6", .binary(.divide, .unary(.clip(low: 0, high: 6), .binary(.add, x, n(3))), n(6)),
            .hardSigmoid
        ),
        (
            "x (1 + erf(x / 1.41421354)) 0.5",
            .binary(
                .multiply,
                .binary(.multiply, x, .binary(.add, n(1), .unary(.erf, .binary(.divide, x, n(1.4142135381698608))))),
                n(0.5)),
            .gelu
        ),
        (
            "0.5 x (1 + tanh(0.79788 (x + 0.044715 x^3)))",
            .binary(
                .multiply, .binary(.multiply, n(0.5), x),
                .binary(
                    .add, n(1),
                    .unary(
                        .tanh,
                        .binary(
                            .multiply, n(0.7978845608),
                            .binary(.add, x, .binary(.multiply, n(0.044715), .binary(.power, x, n(3)))))))), .gelu
        ),
        ("clip(x, 0, 6)", .unary(.clip(low: 0, high: 6), x), .relu6),
        ("clip(x, 0, inf)", .unary(.clip(low: 0, high: .infinity), x), .relu),
        ("leaky 0.2", .unary(.leaky(slope: 0.2), x), .leakyRelu(slope: Decimal6(millionths: 200_000))),
        (
            "1 / (1 + exp(-x))", .unary(.reciprocal, .binary(.add, n(1), .unary(.exponential, .unary(.negate, x)))),
            .sigmoid
        ),
        ("relu(relu(x))", .unary(.relu, .unary(.relu, x)), .relu),
        ("x + 3", .binary(.add, x, n(3)), nil),
        ("x x", .binary(.multiply, x, x), nil),
        ("softplus", .unary(.softplus, x), nil),
        ("mish", .unary(.mish, x), nil),
        ("clip(x, 0, 1)", .unary(.clip(low: 0, high: 1), x), nil),
        ("2 sigmoid(x)", .binary(.multiply, n(2), .unary(.sigmoid, x)), nil),
    ]

    @Test(arguments: spellings.indices)
    func meaning(index: Int) {
        let row = Self.spellings[index]
        #expect(row.function.meaning == row.activation.map { .activation($0) }, "\(row.name)")
    }

    @Test("functions that change nothing are no layers")
    func identity() {
        #expect(F.binary(.multiply, .argument, .constant(1)).meaning == .identity)
        #expect(F.unary(.negate, .unary(.negate, .argument)).meaning == .identity)
    }
}
